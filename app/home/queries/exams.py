"""What exams put on the first screen: papers to sit, halls to watch, marks to read."""

from datetime import datetime, timedelta

from app.actor import Actor, May
from app.exams.actions.sitting import sitting_of
from app.exams.queries import managing, sitting
from app.exams.queries.managing import ExamView
from app.exams.queries.sitting import MyExam
from app.exams.rules import ExamState
from app.home.rules import Task
from app.locale import _
from app.web.page import day_and_time, points, short_time
from quizzes import attempts
from quizzes.attempts import State

RECENT = timedelta(days=14)


async def exam_tasks(actor: Actor, now: datetime) -> list[Task]:
    """One's own exams first, then those one runs or watches."""
    mine = await sitting.my_exams(actor, now) if actor.may(May.SIT_EXAMS) else []
    run = await managing.exams(actor, now) if actor.may(May.WATCH_EXAMS) else []
    found = [task for exam in mine if (task := _to_sit(exam, now))]
    return found + [task for exam in run if (task := _to_watch(exam, actor, now))]


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
