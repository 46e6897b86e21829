"""Steps of actions: planning, taking a seat and leaving it, inside the deed of whoever does it.

All changes of a roster wait for each other by one name. A seat's numbers could be kept by a name for each shift, but a
person's own limits reach over several shifts, and two names taken in either order would lock each other out.
"""

from datetime import datetime

from app.actor import Actor
from app.gatherings import steps as gatherings
from app.gatherings.queries import standing_record
from app.gatherings.rules import GatheringState
from app.gatherings.rules.attendance import Record, Source, Status
from app.locale import N_, _
from app.notices import tell
from app.refusals import Refused, WhyNot, found
from app.shifts.queries.people import people_facts, volunteer_of
from app.shifts.queries.places import coordinators, may_arrange
from app.shifts.queries.seats import Holder, SeatView, as_of
from app.shifts.rules import End, How, OfferEnd, WaitingEnd, WishEnd
from app.shifts.rules.planning import why_not_arrange
from app.shifts.rules.said import short_span
from app.shifts.rules.seating import By, PersonFacts, why_not
from app.shifts.tables import (
    Assignment,
    AssignmentEnd,
    Seat,
    SeatOffer,
    StandInRequest,
    SwapProposal,
    Volunteer,
    Waiting,
)
from app.storage import database

LATE_WITHDRAWAL = N_("%(name)s 临近取消：%(when)s %(place)s %(post)s。原因：%(why)s")
EXPIRED = N_("%(when)s %(place)s %(post)s 的空位没等到您答复，让给后面的人了；还想来就重新排队")
LET_OFF = N_("开始签到后撤下了这一班")
MINE = "/shifts/mine"
OFFER_ENDS = {
    WaitingEnd.PROMOTED: OfferEnd.ACCEPTED,
    WaitingEnd.EXPIRED: OfferEnd.EXPIRED,
    WaitingEnd.LEFT: OfferEnd.DECLINED,
    WaitingEnd.DECLINED: OfferEnd.DECLINED,
    WaitingEnd.REFUSED: OfferEnd.WITHDRAWN,
}
TOLD_AT_ONCE = frozenset({How.SIGNED_UP, How.PROMOTED, How.STOOD_IN, How.SWAPPED, How.WEEKLY})


async def one_roster_change_at_a_time() -> None:
    """Wait until nobody else changes a roster; for use inside a deed."""
    await database().hold("roster")


async def oneself(actor: Actor) -> int:
    """The actor as a volunteer.

    Raises:
        Refused: they are none.
    """
    volunteer = await volunteer_of(actor.person)
    if volunteer is None:
        raise Refused(WhyNot("no_volunteer", _("您还没有登记为志愿者，找协调员登记后再报名")))
    return volunteer


def ensure_arranges(actor: Actor, place: int | None) -> None:
    """Only whose place it is, or a manager.

    Raises:
        Refused: it is another coordinator's.
    """
    if not may_arrange(actor, place):
        raise Refused(*why_not_arrange(actor.sites, False, place))


def ensure_in_force(seat: SeatView) -> None:
    """Of a shift that does not take place nobody says that they come, or do not.

    Raises:
        Refused: it is called off.
    """
    if seat.facts.state is GatheringState.CALLED_OFF:
        raise Refused(WhyNot("called_off", _("这一班已经取消，不用来了")))


async def judge(seat: SeatView, volunteer: int, by: By, now: datetime) -> tuple[PersonFacts, tuple[WhyNot, ...]]:
    """The volunteer and why they cannot have the seat; what is kept for themselves, or no longer kept, counts as free.

    Raises:
        Missing: there is no such volunteer.
    """
    person = found((await people_facts(seat.facts.span, [volunteer])).get(volunteer))
    return person, why_not(person, as_of(seat, by, now, volunteer), by, now)


async def take_seat(
    actor: Actor, seat: SeatView, person: PersonFacts, how: How, now: datetime, *, reason: str = ""
) -> int:
    """Write the seat down, for whoever has asked the rules; on a frozen list the person is added. Returns its id.

    Args:
        seat: as it is since the roster is held; of its line nobody leaves who does not stand in it.
    """
    await end_stale(actor, seat, now)
    told = how in TOLD_AT_ONCE
    row = Assignment(
        shift=seat.facts.shift,
        seat=seat.id,
        volunteer=person.volunteer,
        how=how.value,
        reason=reason.strip(),
        by=actor.id,
        by_name=actor.name,
        at=now,
        told_at=now if told else None,
    )
    await row.save()
    await _changed(actor, seat.id)
    if seat.facts.state is GatheringState.OPEN:
        await gatherings.expect(actor, seat.facts.gathering, [person.person], now)
    if seat.facts.waiting:
        await leave_line(seat.id, person.volunteer, WaitingEnd.PROMOTED, now)
    return int(row.id)


async def leave_seat(
    actor: Actor, seat: SeatView, holder: Holder, end: End, now: datetime, *, reason: str = ""
) -> None:
    """Free the seat and say why; on a frozen list the person is excused, for they were let off and did not stay away."""
    told = end is not End.UNASSIGNED
    await AssignmentEnd(
        assignment=holder.assignment,
        kind=end.value,
        reason=reason.strip(),
        by=actor.id,
        by_name=actor.name,
        at=now,
        told_at=now if told else None,
    ).save()
    await Assignment.update({Assignment.ended_at: now}).where(Assignment.id == holder.assignment)
    await _changed(actor, seat.id)
    await _lapse(holder.assignment, now)
    if seat.facts.state is GatheringState.OPEN:
        await _excuse(actor, seat.facts.gathering, holder.person, reason.strip() or LET_OFF, now)


async def _lapse(assignment: int, now: datetime) -> None:
    """Nobody stands in for, or swaps, a seat that is given up."""
    lapsed = WishEnd.LAPSED.value
    request = (StandInRequest.assignment == assignment) & StandInRequest.ended_at.is_null()
    await StandInRequest.update({StandInRequest.ended_at: now, StandInRequest.ended_as: lapsed}).where(request)
    either = (SwapProposal.assignment == assignment) | (SwapProposal.other == assignment)
    proposed = either & SwapProposal.ended_at.is_null()
    await SwapProposal.update({SwapProposal.ended_at: now, SwapProposal.ended_as: lapsed}).where(proposed)


async def _excuse(actor: Actor, gathering: int, person: int, why: str, now: datetime) -> None:
    standing = await standing_record(gathering, person)
    if standing is None or standing.status is Status.ABSENT:
        known = await gatherings.lock(gathering)
        excused = Record(Status.EXCUSED, Source.SYSTEM, note=why)
        await gatherings.write_presence(actor, known, person, excused, now)


async def leave_line(seat: int, volunteer: int, ended: WaitingEnd, now: datetime) -> bool:
    """Give a place in the line up, with the offer they had from it; whether there was one."""
    rows = (
        await Waiting.update({Waiting.ended_at: now, Waiting.ended_as: ended.value})
        .where((Waiting.seat == seat) & (Waiting.volunteer == volunteer) & Waiting.ended_at.is_null())
        .returning(Waiting.id)
    )
    if rows:
        kept = (SeatOffer.waiting == rows[0]["id"]) & SeatOffer.ended_at.is_null()
        as_ended = OFFER_ENDS[ended].value
        await SeatOffer.update({SeatOffer.ended_at: now, SeatOffer.ended_as: as_ended}).where(kept)
    return bool(rows)


async def end_stale(actor: Actor, seat: SeatView, now: datetime) -> None:
    """Whoever has not answered in time loses the place in the line too, so that the next need not wait for them again."""
    late = [one.volunteer for one in seat.offers if one.expires_at <= now]
    for volunteer in late:
        await leave_line(seat.id, volunteer, WaitingEnd.EXPIRED, now)
    if late:
        people = await Volunteer.select(Volunteer.person).where(Volunteer.id.is_in(late))
        await tell(actor, [row["person"] for row in people], EXPIRED, address="/shifts", now=now, **said_of(seat))


async def tell_late(actor: Actor, seat: SeatView, name: str, why: str, now: datetime) -> None:
    """Let the coordinators of the place know that somebody gave a seat up shortly before."""
    await tell_coordinators(actor, seat, LATE_WITHDRAWAL, now, name=name, why=why.strip() or _("没有写"))


async def tell_coordinators(actor: Actor, seat: SeatView, message: str, now: datetime, **params: str | int) -> None:
    """Let the coordinators of the place know something of a seat; `message` may say when, place and post."""
    people = {person for person, _name in (await coordinators()).get(seat.facts.place, ())}
    address = f"/shifts/{seat.facts.shift}"
    await tell(actor, people, message, address=address, now=now, **said_of(seat), **params)


def said_of(seat: SeatView) -> dict[str, str]:
    """When, where and what, for a notice."""
    return {"when": short_span(seat.facts.span), "place": seat.facts.place_name, "post": seat.facts.post}


def holder_of(seat: SeatView, assignment: int) -> Holder:
    """Who holds this assignment of the seat.

    Raises:
        Missing: nobody does, or no longer.
    """
    return found(next((one for one in seat.holders if one.assignment == assignment), None))


def ensure_seen(seat: SeatView, revision: int | None) -> None:
    """Nobody writes over what they have not seen.

    Raises:
        Refused: somebody has changed the seat since.
    """
    if revision is not None and revision != seat.revision:
        names = "、".join(one.name for one in seat.holders) or _("空")
        said = _("此格刚被%(who)s改成“%(names)s”，看一下再保存", who=seat.changed_by, names=names)
        raise Refused(WhyNot("stale", said))


async def _changed(actor: Actor, seat: int) -> None:
    await Seat.update({Seat.revision: Seat.revision + 1, Seat.changed_by_name: actor.name}).where(Seat.id == seat)
