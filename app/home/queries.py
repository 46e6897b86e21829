"""What the first screen asks of the slices, each only where the actor's marks allow it."""

from datetime import datetime, timedelta

from app.actor import Actor, May
from app.bank import queries as bank
from app.exams.actions.sitting import sitting_of
from app.exams.queries import managing, sitting
from app.exams.queries.managing import ExamView
from app.exams.queries.sitting import MyExam
from app.exams.rules import ExamState
from app.home.rules import Task, first_three
from app.locale import _
from app.web.page import day_and_time, points, short_time
from quizzes import attempts
from quizzes.attempts import State

RECENT = timedelta(days=14)


async def tasks(actor: Actor, now: datetime) -> list[Task]:
    """The actor's tasks, by what they may do."""
    mine = await sitting.my_exams(actor, now) if actor.may(May.SIT_EXAMS) else []
    run = await managing.exams(actor, now) if actor.may(May.WATCH_EXAMS) else []
    found = [task for exam in mine if (task := _to_sit(exam, now))]
    found += [task for exam in run if (task := _to_watch(exam, actor, now))]
    found += _standing(actor)
    if actor.may(May.EDIT_BANK):
        counts = await bank.counts(actor)
        why = _("现有可用题 %(n)d 道", n=sum(counts.values()))
        found.append(Task(_("整理题库"), why, "/bank", "books", 3, is_duty=True))
    return first_three(found or _for_everybody(actor))


def _to_sit(exam: MyExam, now: datetime) -> Task | None:
    address = f"/exams/{exam.id}"
    match attempts.state(sitting_of(exam), now):
        case State.ANSWERING if exam.attempt:
            why = _("正在作答，%(at)s 收卷", at=short_time(exam.attempt.deadline_at))
            return Task(_("接着作答：%(title)s", title=exam.title), why, address, "clipboard-check", 0, is_due=True)
        case State.WAITING if exam.state is ExamState.OPEN:
            why = _("%(minutes)d 分钟，%(at)s 前开始", minutes=exam.minutes, at=day_and_time(exam.times.ends_at))
            return Task(_("考试：%(title)s", title=exam.title), why, address, "clipboard-check", 1, is_due=True)
        case State.WAITING:
            why = _("%(at)s 开始", at=day_and_time(exam.times.opens_at))
            return Task(_("等候考试：%(title)s", title=exam.title), why, address, "calendar", 2)
        case State.HANDED_IN | State.CLOSED if exam.mark and now - exam.times.ends_at < RECENT:
            why = _("得分 %(points)s / %(total)s", points=points(exam.mark.points), total=points(exam.mark.total))
            return Task(_("看解析：%(title)s", title=exam.title), why, address, "file-text", 3)
    return None


def _to_watch(exam: ExamView, actor: Actor, now: datetime) -> Task | None:
    address = f"/exams/manage/{exam.id}"
    if exam.state is ExamState.OPEN:
        why = _("应考 %(all)d 人，已交 %(done)d 人", all=exam.enrolled, done=exam.handed_in)
        return Task(_("看考场：%(title)s", title=exam.title), why, address, "users", 1, is_due=True, is_duty=True)
    if exam.state is ExamState.DRAFT and actor.may(May.RUN_EXAMS):
        why = _("草稿，%(at)s 开始", at=day_and_time(exam.times.opens_at))
        return Task(_("开放考试：%(title)s", title=exam.title), why, address, "edit", 1, is_duty=True)
    if exam.state is ExamState.CLOSED and actor.may(May.SEE_MARKS) and now - exam.times.ends_at < RECENT:
        why = _("已交 %(done)d 人，应考 %(all)d 人", done=exam.handed_in, all=exam.enrolled)
        return Task(_("看成绩：%(title)s", title=exam.title), why, f"{address}/marks", "chart-bar", 2, is_duty=True)
    return None


def _standing(actor: Actor) -> list[Task]:
    """Tasks that come from a role alone."""
    found = []

    def add(name: str, why: str, address: str, icon: str) -> None:
        found.append(Task(name, why, address, icon, 3, is_duty=True))

    if actor.may(May.RUN_EXAMS):
        add(_("新建一场考试"), _("从题库自动抽卷"), "/exams/manage/new", "plus")
    if actor.may(May.MANAGE_PEOPLE):
        add(_("管理人员与账号"), _("加人、发激活码、给角色"), "/people", "users")
    if actor.may(May.MANAGE_PLACES):
        add(_("维护单位与服务点"), _("开放时间、协议、面积"), "/places", "map-pin")
    if actor.may(May.SEE_LEDGER):
        add(_("查事迹簿"), _("谁在何时做了什么"), "/ledger", "history")
    if actor.may(May.MANAGE_INSTALLATION):
        add(_("看本机状况"), _("版本、数据库、示例馆"), "/installation", "settings")
    return found


def _for_everybody(actor: Actor) -> list[Task]:
    """What is open to those whom nothing waits for."""
    found = [Task(_("我的信息"), _("看、改、带走自己的记录"), "/account", "user", 3)]
    if actor.may(May.SEE_PLACES):
        found.append(Task(_("看服务点"), _("各处的地址和开放时间"), "/places", "map-pin", 3))
    found.append(Task(_("看法规"), _("公共图书馆法等，可以逐条读"), "/laws", "file-text", 3))
    return found
