"""What shifts put on the first screen: one's next one, the seats of the week that nobody has, what is not written down."""

from datetime import datetime

from app import clock
from app.actor import Actor, May
from app.gatherings.rules import GatheringState, Span
from app.home.rules import Task
from app.locale import _
from app.shifts.queries.applications import count_waiting
from app.shifts.queries.mine import my_shifts, open_seats
from app.shifts.queries.offers import my_offers
from app.shifts.queries.places import may_arrange
from app.shifts.queries.publication import of_week
from app.shifts.queries.reminding import at_risk
from app.shifts.queries.seats import SeatView, seats_between
from app.shifts.queries.training import own_asks
from app.shifts.queries.unrecorded import unrecorded
from app.shifts.rules import State
from app.shifts.rules.board import monday_of
from app.shifts.rules.signing import may_confirm
from app.web.page import day_and_time, short_time


async def shift_tasks(actor: Actor, now: datetime) -> list[Task]:
    """A volunteer's next shift or the way to one; for whoever arranges shifts, what is uncovered this week and what is over
    and not recorded."""
    found = [*await _coming_in(actor, now), *await _serving(actor, now)] if actor.may(May.SIGN_UP) else []
    if not actor.may(May.ARRANGE_SHIFTS):
        return found
    arranging = [*await _arranging(actor, now), *await _asking(actor, now), *await _recording(actor, now)]
    return [*found, *arranging, *await _reviewing(actor, now)]


async def _coming_in(actor: Actor, now: datetime) -> list[Task]:
    """What somebody in training lacks, or a text that has changed since they agreed to it."""
    asked = await own_asks(actor, now)
    if asked["lacking"]:
        name = _("待培训：还差 %(n)d 样", n=len(asked["lacking"]))
        return [Task(name, asked["lacking"][0].sentence, "/shifts/me", "clipboard-check", 1)]
    if asked["to_agree"]:
        return [Task(_("看一看，再勾选"), _("告知和承诺书有您没有勾选过的"), "/shifts/me", "file-text", 2)]
    return []


async def _reviewing(actor: Actor, now: datetime) -> list[Task]:
    waiting, days = await count_waiting(actor, now)
    if not waiting:
        return []
    why = _("最早的等了 %(n)d 天", n=days) if days else _("今天报的")
    return [Task(_("%(n)d 份志愿者报名待审核", n=waiting), why, "/volunteers/review", "users", 2, is_duty=True)]


async def _serving(actor: Actor, now: datetime) -> list[Task]:
    if kept := await my_offers(actor, now):
        why = _("%(until)s 前答复，过后让给后面的人", until=short_time(kept[0].expires_at))
        name = _("有空位留给您：%(post)s", post=kept[0].post)
        return [Task(name, why, "/shifts/mine", "bell", 1, is_due=True)]
    ahead = [one for one in await my_shifts(actor, now) if one.span.ends_at > now and not one.called_off]
    if ahead:
        one = ahead[0]
        if not one.confirmed and may_confirm(one.span.starts_at, now):
            why = _("%(at)s %(place)s，点开确认能来", at=day_and_time(one.span.starts_at), place=one.place_name)
            return [Task(_("下一班：%(post)s", post=one.post), why, "/shifts/mine", "calendar", 1, is_due=True)]
        why = " · ".join(filter(None, (day_and_time(one.span.starts_at), one.place_name)))
        return [Task(_("下一班：%(post)s", post=one.post), why, "/shifts/mine", "calendar", 1)]
    person, seats = await open_seats(actor, now)
    if person is None:
        return []
    if person.state in (State.APPLIED, State.TRAINING):
        # What is lacking first stands above this.
        return []
    why = _("现在没有适合的，看各班写的原因")
    if any(one.may_wait for one in seats):
        why = _("现在没有适合的，可以排队候补")
    if fitting := sum(not one.reasons for one in seats):
        why = _("适合您的有 %(n)d 班", n=fitting)
    return [Task(_("报名志愿班次"), why, "/shifts", "calendar", 2)]


async def _arranging(actor: Actor, now: datetime) -> list[Task]:
    week = of_week(monday_of(clock.at_library(now).date()))
    seats = [one for one in await seats_between(Span(now, week.ends_at)) if _is_short(actor, one)]
    if not seats:
        return [Task(_("排班"), _("这一周没有缺人的班次"), "/shifts/board", "list-check", 3, is_duty=True)]
    lacking = sum(one.count.least - one.facts.taken for one in seats)
    why = _("还缺 %(n)d 人，最近的 %(at)s 开始", n=lacking, at=short_time(seats[0].facts.span.starts_at))
    name = _("这一周 %(n)d 个岗位缺人", n=len(seats))
    return [Task(name, why, "/shifts/board", "users", 1, is_due=True, is_duty=True)]


async def _asking(actor: Actor, now: datetime) -> list[Task]:
    """With whom to speak before their shifts (volunteers page §7 no. 5)."""
    asked = await at_risk(actor, now)
    if not asked:
        return []
    people = len({one.who.person for one in asked})
    why = _("今后三天的班，先打个电话：没确认、第一次来或以前没来成")
    return [Task(_("%(n)d 人能不能来还说不定", n=people), why, "/shifts/at-risk", "users", 1, is_duty=True)]


async def _recording(actor: Actor, now: datetime) -> list[Task]:
    """Hours are due within ten working days (志愿服务记录与证明出具办法 art. 11), so the oldest shift comes first."""
    over = await unrecorded(actor, now)
    if not over:
        return []
    why = _("最早的是 %(at)s %(place)s", at=day_and_time(over[0].starts_at), place=over[0].place_name)
    name = _("%(n)d 班已过，没有记出勤", n=len(over))
    return [Task(name, why, f"/shifts/{over[0].shift}", "list-check", 1, is_due=True, is_duty=True)]


def _is_short(actor: Actor, one: SeatView) -> bool:
    return (
        may_arrange(actor, one.facts.place)
        and one.facts.state is not GatheringState.CALLED_OFF
        and one.facts.taken < one.count.least
    )
