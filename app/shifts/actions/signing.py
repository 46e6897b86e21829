"""What volunteers do for themselves: sign up, stand in line, give a seat up."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.shifts.queries.lines import first_look, has_left_line
from app.shifts.queries.mine import OwnAssignment, own_assignment
from app.shifts.queries.places import ring_up
from app.shifts.queries.seats import SeatView, seat_view
from app.shifts.rules import End, How, WaitingEnd
from app.shifts.rules.planning import is_late, is_second_thought, why_not_give_up
from app.shifts.rules.reasons import Reason
from app.shifts.rules.said import hours
from app.shifts.rules.seating import By
from app.shifts.steps import (
    ensure_in_force,
    holder_of,
    judge,
    leave_line,
    leave_seat,
    move_up,
    one_roster_change_at_a_time,
    oneself,
    take_seat,
    tell_late,
)
from app.shifts.tables import Waiting
from app.storage.turns import turn


async def sign_up(actor: Actor, seat_id: int, *, now: datetime) -> int:
    """Give the actor a seat; returns the assignment.

    When a hundred press at once, each waits for their turn without a connection, and all who come too late for the last
    chair learn it from one look, without a transaction.

    Raises:
        Missing: there is no such seat.
        Refused: they are no volunteer, or `why_not` says why they cannot have it; whoever comes too late for the last
            chair is told just that.
    """
    async with turn("shift.signed_up"):
        look = found(await first_look(seat_id, actor.person))
        if look.line is not None:
            raise Refused(WhyNot(Reason.FULL, _("名额已满，可排队候补（前面 %(n)d 人）", n=look.line)))
        async with deed(actor, "shift.signed_up", seat=seat_id) as line:
            await one_roster_change_at_a_time()
            seat = found(await seat_view(seat_id))
            line.subject = seat.facts.shift
            person, reasons = await judge(seat, look.volunteer or await oneself(actor), By.SELF, now)
            if reasons:
                raise Refused(*_just_full(seat, reasons))
            return await take_seat(actor, seat, person, How.SIGNED_UP, now)


def _just_full(seat: SeatView, reasons: Sequence[WhyNot]) -> Sequence[WhyNot]:
    """Where the last chair went while they waited, that is all there is to say."""
    if len(seat.holders) < seat.count.most:
        return reasons
    return [one for one in reasons if one.code == Reason.FULL] or reasons


async def wait(actor: Actor, seat_id: int, *, agreed: bool = False, now: datetime) -> None:
    """Put the actor at the end of the line of a full seat.

    Args:
        agreed: they say beforehand that they may be put on the seat at once when it is free; else they are asked.

    Raises:
        Missing: there is no such seat.
        Refused: there is room, they stand in line already, or something else stands against it.
    """
    async with deed(actor, "shift.waited", seat=seat_id, agreed=agreed) as line:
        await one_roster_change_at_a_time()
        seat = found(await seat_view(seat_id))
        line.subject = seat.facts.shift
        volunteer = await oneself(actor)
        _person, reasons = await judge(seat, volunteer, By.SELF, now)
        if not any(one.code == Reason.FULL for one in reasons):
            raise Refused(*(reasons or (WhyNot("room", _("还有名额，直接报名")),)))
        if rest := tuple(one for one in reasons if one.code != Reason.FULL):
            raise Refused(*rest)
        mine = (Waiting.seat == seat_id) & (Waiting.volunteer == volunteer) & Waiting.ended_at.is_null()
        if await Waiting.exists().where(mine):
            raise Refused(WhyNot("in_line", _("您已经在候补了")))
        await Waiting(seat=seat_id, volunteer=volunteer, agreed=agreed, at=now).save()


class DoneAlready(Exception):
    """A second click: nothing is left to do and nothing to write down, and whoever clicked gets what they wanted."""


async def stop_waiting(actor: Actor, seat_id: int, *, now: datetime) -> None:
    """Take the actor out of the line; whoever has left it already is out of it.

    Raises:
        Missing: they never stood in it, or have moved up.
    """
    with suppress(DoneAlready):
        async with deed(actor, "shift.left_line", seat=seat_id) as line:
            await one_roster_change_at_a_time()
            line.subject = found(await seat_view(seat_id)).facts.shift
            volunteer = await oneself(actor)
            if not await leave_line(seat_id, volunteer, WaitingEnd.LEFT, now):
                found(await has_left_line(seat_id, volunteer) or None)
                raise DoneAlready
            line.details["moved_up"] = await move_up(actor, seat_id, now)


async def withdraw(actor: Actor, assignment: int, reason: str, *, now: datetime) -> int:
    """Give the actor's seat up, which goes to the first in line who can have it; returns the seat.

    On the last day it works too, and the coordinators are told (条例 art. 22: tell in time); not so a second thought
    right after signing up, which is what the toast offers. Whoever stands in has no second thought: somebody else has just
    been told that they need not come. From an hour before the start only the coordinator takes them
    off. A second time nothing happens: two clicks, or two tabs, give the seat up once.

    Raises:
        Missing: it is not theirs.
        Refused: the shift has begun or is about to, it is close and they do not say why, or they have signed up again since.
    """
    with suppress(DoneAlready):
        async with deed(actor, "shift.withdrew", assignment=assignment) as line:
            await one_roster_change_at_a_time()
            own = found(await own_assignment(actor, assignment))
            if own.again:
                raise Refused(WhyNot("again", _("这一班您后来又报上了，要取消就在“我的班次”里取消")))
            if own.ended:
                raise DoneAlready
            line.details.update(await _give_up(actor, own, assignment, reason, now))
            line.subject = line.details.pop("shift")
    return own.seat


async def _give_up(actor: Actor, own: OwnAssignment, assignment: int, reason: str, now: datetime) -> dict[str, Any]:
    seat = found(await seat_view(own.seat))
    ensure_in_force(seat)
    holder = holder_of(seat, assignment)
    span, limits = seat.facts.span, seat.facts.limits
    thinks_again = own.how is How.SIGNED_UP and is_second_thought(own.at, now)
    late = is_late(span, now, limits) and not thinks_again
    until = replace(limits, withdraw=timedelta(0)) if thinks_again else limits
    if why_not_give_up(span, now, until):
        raise Refused(*why_not_give_up(span, now, until, await ring_up(seat.facts.place)))
    if late and not reason.strip():
        n = hours(int(limits.late.total_seconds()) // 60)
        raise Refused(WhyNot("why", _("离开始不到 %(n)s 小时，写一句原因，协调员马上会知道", n=n)))
    await leave_seat(actor, seat, holder, End.WITHDREW_LATE if late else End.WITHDREW, now, reason=reason)
    moved = await move_up(actor, seat.id, now)
    if late:
        await tell_late(actor, seat, holder.name, reason, now)
    return {"shift": seat.facts.shift, "late": late, "reason": reason, "moved_up": moved}
