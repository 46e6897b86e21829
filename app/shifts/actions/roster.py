"""What a coordinator does with one seat of a roster."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.shifts.queries.board import seat_conflicts
from app.shifts.queries.seats import Holder, SeatView, seat_view
from app.shifts.remembering import remember
from app.shifts.rules import End, How
from app.shifts.rules.planning import why_not_take_off
from app.shifts.rules.seating import By, blocking, is_overridable
from app.shifts.rules.undoing import Did
from app.shifts.steps import (
    ensure_arranges,
    ensure_seen,
    holder_of,
    judge,
    leave_seat,
    move_up,
    one_roster_change_at_a_time,
    take_seat,
)
from app.shifts.tables import Seat


async def assign(
    actor: Actor, seat_id: int, volunteer: int, *, now: datetime, revision: int | None = None, override: str = ""
) -> int:
    """Give a volunteer a seat; they learn of it with the next publication. Returns the assignment.

    Args:
        revision: the seat as the coordinator saw it; None where nobody looked.
        override: why they go over what may be gone over; it stands in the ledger.

    Raises:
        Missing: no such seat or volunteer.
        Refused: it is another coordinator's place, somebody has changed the seat meanwhile, or `why_not` says no.
    """
    async with deed(actor, "shift.assigned", seat=seat_id, volunteer=volunteer) as line:
        seat = await _held(actor, seat_id, revision)
        line.subject = seat.facts.shift
        person, reasons = await judge(seat, volunteer, By.COORDINATOR, now)
        if standing := blocking(reasons, override):
            if is_overridable(reasons):
                standing += (WhyNot("why", _("要安排就写上原因")),)
            raise Refused(*standing)
        if reasons:
            line.details.update(override=override, over=[one.code for one in reasons])
        kept = override if reasons else ""
        assignment = await take_seat(actor, seat, person, How.ASSIGNED, now, reason=kept)
        await remember(actor, Did.ASSIGNED, [seat], now)
        return assignment


async def unassign(
    actor: Actor, seat_id: int, assignment: int, reason: str = "", *, now: datetime, revision: int | None = None
) -> int:
    """Take somebody off a seat, which goes to the first in line who can have it. Returns the volunteer.

    Raises:
        Missing: no such seat, or they are off it already.
        Refused: it is another coordinator's place, somebody has changed the seat meanwhile, or it has begun.
    """
    async with deed(actor, "shift.unassigned", seat=seat_id, assignment=assignment, reason=reason) as line:
        seat = await _held(actor, seat_id, revision)
        line.subject = seat.facts.shift
        holder = holder_of(seat, assignment)
        await _ensure_may_be_taken_off(seat, [holder], now)
        await leave_seat(actor, seat, holder, End.UNASSIGNED, now, reason=reason)
        line.details["moved_up"] = await move_up(actor, seat_id, now)
        await remember(actor, Did.UNASSIGNED, [seat], now)
        return holder.volunteer


async def lock_seat(actor: Actor, seat_id: int, locked: bool, *, now: datetime) -> None:
    """Lock a seat, so that nobody comes on it, or unlock it, upon which the line moves up.

    Raises:
        Missing, Refused: no such seat, or another coordinator's.
    """
    async with deed(actor, "shift.seat_locked", seat=seat_id, locked=locked) as line:
        seat = await _held(actor, seat_id, None)
        line.subject = seat.facts.shift
        await Seat.update(
            {Seat.locked: locked, Seat.revision: Seat.revision + 1, Seat.changed_by_name: actor.name}
        ).where(Seat.id == seat_id)
        if not locked:
            line.details["moved_up"] = await move_up(actor, seat_id, now)
        await remember(actor, Did.LOCKED, [seat], now)


async def _held(actor: Actor, seat_id: int, revision: int | None) -> SeatView:
    await one_roster_change_at_a_time()
    seat = found(await seat_view(seat_id))
    ensure_arranges(actor, seat.facts.place)
    ensure_seen(seat, revision)
    return seat


async def _ensure_may_be_taken_off(seat: SeatView, holders: Sequence[Holder], now: datetime) -> None:
    why = await seat_conflicts(seat, now)
    for one in holders:
        in_conflict = one.volunteer in why
        if reasons := why_not_take_off(seat.facts.state, seat.facts.span, one.told, in_conflict, now):
            raise Refused(*reasons)


async def clear(actor: Actor, seat_id: int, *, now: datetime, revision: int | None = None) -> int:
    """Take everybody off a seat, and let nobody move up meanwhile: it is to be empty. Returns how many.

    Raises:
        Missing, Refused: as with taking one off.
    """
    async with deed(actor, "shift.unassigned", seat=seat_id) as line:
        seat = await _held(actor, seat_id, revision)
        line.subject = seat.facts.shift
        await _ensure_may_be_taken_off(seat, seat.holders, now)
        for holder in seat.holders:
            await leave_seat(actor, seat, holder, End.UNASSIGNED, now)
        line.details["people"] = [holder.person for holder in seat.holders]
        await remember(actor, Did.CLEARED, [seat], now)
        return len(seat.holders)


async def clear_range(actor: Actor, seen: Mapping[int, int], *, now: datetime) -> int:
    """Take everybody off several seats, all or none of them; as with one, nobody moves up. Returns how many people.

    Args:
        seen: the seats with the revision at which the coordinator saw them.

    Raises:
        Missing, Refused: as with taking one off.
    """
    async with deed(actor, "shift.unassigned", seats=sorted(seen)) as line:
        seats = [await _held(actor, seat_id, revision) for seat_id, revision in seen.items()]
        for seat in seats:
            await _ensure_may_be_taken_off(seat, seat.holders, now)
            for holder in seat.holders:
                await leave_seat(actor, seat, holder, End.UNASSIGNED, now)
        line.details["people"] = [holder.person for seat in seats for holder in seat.holders]
        await remember(actor, Did.CLEARED, seats, now)
        return sum(len(seat.holders) for seat in seats)
