"""What study puts on the first screen: today's ten, the next session, lists to open and to end."""

from datetime import datetime

from app import clock
from app.actor import Actor, May, Role
from app.gatherings.queries import GatheringView, mine_today, to_close
from app.gatherings.queries.keeping import Mine
from app.gatherings.rules import Kind
from app.gatherings.rules.attendance import CAME, EARLY
from app.home.rules import Task
from app.locale import _
from app.practice.queries import notebook, sets
from app.study.queries import my_open_actions, next_session, to_open
from app.web.page import day_and_time, short_time


async def practice_tasks(actor: Actor, now: datetime) -> list[Task]:
    """The day's ten and the mistakes that are due, until both are done."""
    if not actor.may(May.PRACTISE):
        return []
    today = clock.at_library(now).date()
    daily, waiting = await sets.todays(actor, today), await notebook.tally(actor, today)
    # Volunteers come to serve; practice is open to them and does not press.
    urgency = 3 if actor.roles <= {Role.VOLUNTEER} else 1
    if daily is None or not daily.is_over:
        said = _("已答 %(n)d / %(all)d 题", n=daily.answered, all=daily.questions) if daily else _("十题，约十分钟")
        # Words inside an f-string are not found by the catalogue.
        due = _("错题到期 %(n)d 道", n=waiting.due)
        why = f"{said} · {due}" if waiting.due else said
        return [Task(_("每日一练"), why, "/practice", "book", urgency)]
    if waiting.due:
        return [Task(_("重做到期的错题"), _("%(n)d 道今天到期", n=waiting.due), "/practice", "book", urgency + 1)]
    return []


async def gathering_tasks(actor: Actor, now: datetime) -> list[Task]:
    """Where one is expected today, the next session, and what one keeps that is to be begun or ended."""
    mine = [one for one in await mine_today(actor, now) if one.gathering.kind is not Kind.EXAM]
    found = [task for one in mine if (task := _to_check_in(one, now))]
    found += await _next(actor, {one.gathering.id for one in mine}, now)
    for session in await to_open(actor, now) if actor.may(May.ARRANGE_STUDY) else []:
        begins = session.gathering.span.starts_at
        why = _("%(at)s 开始，名单还没有定", at=short_time(begins))
        name = _("开始签到：%(title)s", title=session.topic)
        soon = 0 if now >= begins - EARLY else 1
        found.append(Task(name, why, f"/study/sessions/{session.id}", "users", soon, is_due=soon == 0, is_duty=True))
    if actor.may(May.KEEP_ATTENDANCE):
        found += [_to_end(one) for one in await to_close(actor, now) if one.kind is not Kind.EXAM][:1]
    return found


async def _next(actor: Actor, shown: set[int], now: datetime) -> list[Task]:
    session = await next_session(actor, now) if actor.may(May.SEE_STUDY) else None
    if session is None or session.gathering.id in shown:
        return []
    why = " · ".join(filter(None, (day_and_time(session.gathering.span.starts_at), session.gathering.where)))
    return [Task(_("下次学习：%(title)s", title=session.topic), why, f"/study/sessions/{session.id}", "calendar", 2)]


async def action_tasks(actor: Actor, now: datetime) -> list[Task]:
    """What one is to do from discussions: the earliest item, pressing from its last three days on."""
    items = await my_open_actions(actor) if actor.may(May.SEE_STUDY) else []
    if not items:
        return []
    first, today = items[0], clock.at_library(now).date()
    late = first.over(today)
    why = _("超期 %(n)d 天", n=late) if late else _("%(day)s 前", day=first.due_on)
    if len(items) > 1:
        why = f"{why} · {_('共 %(n)d 项', n=len(items))}"
    address = f"/study/actions/{first.id}" if len(items) == 1 else f"/study/actions?owner={actor.person}"
    soon = late > 0 or (first.due_on - today).days <= 3
    return [Task(_("落实：%(what)s", what=first.what), why, address, "flag", 1 if soon else 2, is_due=late > 0)]


def _to_check_in(one: Mine, now: datetime) -> Task | None:
    address, title = f"/gatherings/{one.gathering.id}", one.gathering.title
    if now >= one.gathering.span.ends_at:
        return None
    if one.record is None:
        why = _("%(at)s 开始", at=short_time(one.gathering.span.starts_at))
        return Task(_("签到：%(title)s", title=title), why, address, "list-check", 0, is_due=True)
    if one.record.status in CAME and one.record.went_at is None:
        why = _("%(at)s 结束，走时签退", at=short_time(one.gathering.span.ends_at))
        return Task(_("已签到：%(title)s", title=title), why, address, "check", 1)
    return None


def _to_end(one: GatheringView) -> Task:
    why = _("%(at)s 已经结束，签到还开着", at=short_time(one.span.ends_at))
    name = _("结束签到：%(title)s", title=one.title)
    return Task(name, why, f"/gatherings/{one.id}", "users", 1, is_due=True, is_duty=True)
