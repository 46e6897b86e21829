"""Looking for a stand-in and keeping the seat meanwhile."""

from contextlib import suppress
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.locale import N_, _
from app.notices import tell
from app.refusals import Refused, WhyNot, found
from app.shifts.actions.signing import DoneAlready
from app.shifts.queries.exchanging import asked, freed, held, unfound
from app.shifts.queries.mine import own_assignment
from app.shifts.queries.people import people_facts
from app.shifts.queries.seats import SeatView, seat_view
from app.shifts.rules import End, How, WishEnd
from app.shifts.rules.planning import is_late
from app.shifts.rules.seating import By, why_not
from app.shifts.steps import (
    MINE,
    ensure_in_force,
    holder_of,
    leave_seat,
    move_up,
    one_roster_change_at_a_time,
    oneself,
    said_of,
    take_seat,
    tell_coordinators,
)
from app.shifts.tables import StandInRequest

LOOKS = N_("%(name)s 在找人顶班：%(when)s %(place)s %(post)s，找到前仍由本人来。原因：%(why)s")
FOUND = N_("%(name)s 的班有人顶了：%(when)s %(place)s %(post)s，改由 %(who)s 来")
RELIEVED = N_("有人替您顶班了：%(when)s %(place)s %(post)s，您不用来了")
NOT_FOUND = N_("%(name)s 还没找到人顶班：%(when)s %(place)s %(post)s，离开始不到 24 小时")


async def ask_stand_in(actor: Actor, assignment: int, reason: str, *, now: datetime) -> None:
    """Let others take the actor's seat over; until somebody does, it is theirs and they have to come.

    On the last day the coordinators learn of it at once, earlier only when nobody is found by then.

    Raises:
        Missing: it is not theirs, or no longer.
        Refused: the shift has begun.
    """
    with suppress(DoneAlready):
        async with deed(actor, "shift.stand_in_asked", assignment=assignment, reason=reason) as line:
            await one_roster_change_at_a_time()
            seat = await _own_seat(actor, assignment)
            holder = holder_of(seat, assignment)
            line.subject = seat.facts.shift
            if holder.stand_in:
                raise DoneAlready
            ensure_in_force(seat)
            if now >= seat.facts.span.starts_at:
                raise Refused(WhyNot("begun", _("这一班已经开始，来不了就打电话给协调员")))
            late = is_late(seat.facts.span, now, seat.facts.limits)
            told = now if late else None
            await StandInRequest(assignment=assignment, reason=reason.strip(), at=now, alerted_at=told).save()
            if late:
                why = reason.strip() or _("没有写")
                await tell_coordinators(actor, seat, LOOKS, now, name=holder.name, why=why)


async def stop_asking(actor: Actor, assignment: int, *, now: datetime) -> None:
    """The actor comes after all; a second click changes nothing.

    Raises:
        Missing: it is not theirs, or no longer.
    """
    with suppress(DoneAlready):
        async with deed(actor, "shift.stand_in_withdrawn", assignment=assignment) as line:
            await one_roster_change_at_a_time()
            seat = await _own_seat(actor, assignment)
            line.subject = seat.facts.shift
            if not holder_of(seat, assignment).stand_in:
                raise DoneAlready
            await _end(assignment, WishEnd.WITHDRAWN, now)


async def stand_in(actor: Actor, request: int, *, now: datetime) -> int:
    """Take over the seat of somebody who looks for a stand-in; returns the new assignment.

    Raises:
        Missing: there is no such request.
        Refused: somebody was faster, it was taken back, or `why_not` says why they cannot have the seat.
    """
    async with deed(actor, "shift.stood_in", request=request) as line:
        await one_roster_change_at_a_time()
        one = found(await asked(request))
        if one.ended is not None:
            raise Refused(WhyNot("gone", _("已经不用顶班了：有人先顶上，或本人能来了")))
        seat = found(await seat_view(one.seat))
        holder = holder_of(seat, one.assignment)
        line.subject, line.details["of"] = seat.facts.shift, holder.person
        volunteer = await oneself(actor)
        if volunteer == holder.volunteer:
            raise Refused(WhyNot("own", _("这是您自己的班，能来就收回“找人顶班”")))
        if now >= seat.facts.span.starts_at:
            raise Refused(WhyNot("begun", _("这一班已经开始，不用顶班了")))
        person = found((await people_facts(seat.facts.span, [volunteer])).get(volunteer))
        if reasons := why_not(person, freed(seat, holder.volunteer), By.SELF, now):
            raise Refused(*reasons)
        await _end(one.assignment, WishEnd.FOUND, now)
        await leave_seat(actor, seat, holder, End.STOOD_IN, now)
        taken = await take_seat(actor, seat, person, How.STOOD_IN, now)
        # Whoever stood in line themselves had perhaps been offered another chair of this seat.
        await move_up(actor, seat.id, now)
        await tell(actor, [holder.person], RELIEVED, address=MINE, now=now, **said_of(seat))
        await tell_coordinators(actor, seat, FOUND, now, name=holder.name, who=person.name)
        return taken


async def alert_unfound(actor: Actor, *, now: datetime) -> int:
    """Tell coordinators of shifts within a day whose volunteer still looks for a stand-in, once each; returns how many."""
    if not await unfound(now):
        return 0
    async with deed(actor, "shift.stand_in_not_found") as line:
        await one_roster_change_at_a_time()
        requests = await unfound(now)
        for request, assignment, seat_id in requests:
            seat = found(await seat_view(seat_id))
            await tell_coordinators(actor, seat, NOT_FOUND, now, name=holder_of(seat, assignment).name)
            await StandInRequest.update({StandInRequest.alerted_at: now}).where(StandInRequest.id == request)
        line.details["requests"] = [request for request, _assignment, _seat in requests]
        return len(requests)


async def _own_seat(actor: Actor, assignment: int) -> SeatView:
    found(await own_assignment(actor, assignment))
    return found(await seat_view(found(await held(assignment)).seat))


async def _end(assignment: int, ended: WishEnd, now: datetime) -> None:
    standing = (StandInRequest.assignment == assignment) & StandInRequest.ended_at.is_null()
    await StandInRequest.update({StandInRequest.ended_at: now, StandInRequest.ended_as: ended.value}).where(standing)
