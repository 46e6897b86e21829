"""Steps of actions: taking a seat, leaving it, and moving up from the line, inside the deed of whoever does it.

All changes of a roster wait for each other by one name. A seat's numbers could be kept by a name for each shift, but a
person's own limits reach over several shifts, and two names taken in either order would lock each other out.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.actor import Actor
from app.gatherings import steps as gatherings
from app.gatherings.queries import standing_record
from app.gatherings.rules import Category, GatheringState, Kind, Span
from app.gatherings.rules.attendance import Record, Source, Status
from app.locale import N_, _
from app.notices import tell
from app.people.tables import ServicePoint
from app.refusals import Refused, WhyNot, found
from app.shifts.queries.people import people_facts
from app.shifts.queries.places import coordinators, may_arrange
from app.shifts.queries.seats import Holder, SeatView, seat_view
from app.shifts.rules import End, How, WaitingEnd
from app.shifts.rules.planning import SeatPlan, ShiftPlan, why_not_arrange
from app.shifts.rules.said import short_span
from app.shifts.rules.seating import By, PersonFacts, conflicts, mended_before_check_in, why_not
from app.shifts.tables import Assignment, AssignmentEnd, Seat, Shift, ShiftPublication, Waiting
from app.storage import database

MOVED_UP = N_("您候补到了：%(when)s %(place)s %(post)s。来不了就取消，让给后面的人")
LATE_WITHDRAWAL = N_("%(name)s 临近取消：%(when)s %(place)s %(post)s。原因：%(why)s")
TITLE = N_("志愿服务（%(place)s）")
LET_OFF = N_("开始签到后撤下了这一班")
MINE = "/shifts/mine"


async def one_roster_change_at_a_time() -> None:
    """Wait until nobody else changes a roster; for use inside a deed."""
    await database().hold("roster")


def ensure_arranges(actor: Actor, place: int | None) -> None:
    """Only whose place it is, or a manager.

    Raises:
        Refused: it is another coordinator's.
    """
    if not may_arrange(actor, place):
        raise Refused(*why_not_arrange(actor.sites, False, place))


async def write_shift(given: ShiftPlan, now: datetime, copied_from: int | None) -> int:
    """The rows of a shift, for whoever has asked the rules inside a deed."""
    place = found(await ServicePoint.select(ServicePoint.name).where(ServicePoint.id == given.place).first())
    # Kept in Chinese, in whatever language its coordinator works.
    title = TITLE % {"place": place["name"]}
    gathering = await gatherings.arrange(
        Kind.SHIFT, title[:80], given.span, place=given.place, category=Category.SERVICE, now=now
    )
    shift = Shift(gathering=gathering, sign_up_until=given.limit, note=given.note, copied_from=copied_from)
    await shift.save()
    await Seat.insert(*(Seat(seat_columns(shift.id, one)) for one in given.seats))
    return int(shift.id)


async def write_publication(actor: Actor, shift: int, place: int, span: Span, now: datetime) -> None:
    """From now on these are the time and place of the shift that people know of."""
    await ShiftPublication(
        shift=shift, starts_at=span.starts_at, ends_at=span.ends_at, place=place, by_name=actor.name, at=now
    ).save()


def seat_columns(shift: int, one: SeatPlan) -> dict[Any, Any]:
    """What a plan says of a seat, as its row does."""
    return {
        "shift": shift,
        "post": one.post,
        "least": one.count.least,
        "wanted": one.count.wanted,
        "most": one.count.most,
        "priority": one.count.priority,
    }


async def stopped(seats: Sequence[SeatView], now: datetime) -> list[tuple[Holder, WhyNot]]:
    """Who may not serve any more though they have a seat of this shift, and why; their list is not frozen before it is mended."""
    facts = seats[0].facts
    holders = [one for seat in seats for one in seat.holders]
    people = await people_facts(facts.span, [one.volunteer for one in holders])
    return [
        (one, why)
        for seat in seats
        for one in seat.holders
        for why in conflicts(people[one.volunteer], seat.facts, now, one.reason)
        if why.code in mended_before_check_in(facts.span, now)
    ]


async def freeze_list(actor: Actor, seats: Sequence[SeatView], now: datetime) -> list[int]:
    """Open the attendance of a shift, for whoever has asked the rules; returns the persons on its list."""
    facts = seats[0].facts
    if now >= facts.span.ends_at and (seats[0].moved or not facts.published):
        await write_publication(actor, facts.shift, facts.place, facts.span, now)
    persons = sorted(one.person for seat in seats for one in seat.holders)
    await gatherings.open_list(facts.gathering, persons, now)
    return persons


async def judge(seat: SeatView, volunteer: int, by: By, now: datetime) -> tuple[PersonFacts, tuple[WhyNot, ...]]:
    """The volunteer and why they cannot have the seat.

    Raises:
        Missing: there is no such volunteer.
    """
    person = found((await people_facts(seat.facts.span, [volunteer])).get(volunteer))
    return person, why_not(person, seat.facts, by, now)


async def take_seat(
    actor: Actor, seat: SeatView, person: PersonFacts, how: How, now: datetime, *, reason: str = ""
) -> int:
    """Write the seat down, for whoever has asked the rules; on a frozen list the person is added. Returns its id."""
    told = how in {How.SIGNED_UP, How.PROMOTED}
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
    if seat.facts.state is GatheringState.OPEN:
        await _excuse(actor, seat.facts.gathering, holder.person, reason.strip() or LET_OFF, now)


async def _excuse(actor: Actor, gathering: int, person: int, why: str, now: datetime) -> None:
    standing = await standing_record(gathering, person)
    if standing is None or standing.status is Status.ABSENT:
        known = await gatherings.lock(gathering)
        excused = Record(Status.EXCUSED, Source.SYSTEM, note=why)
        await gatherings.write_presence(actor, known, person, excused, now)


async def move_up(actor: Actor, seat_id: int, now: datetime) -> list[int]:
    """Give free seats to those in line, in its order, by the same rules as signing up; returns the volunteers.

    Whoever cannot have it now keeps their place: tomorrow they may. After the limit of signing up nobody is moved up
    any more, for they would not learn of it in time.
    """
    moved: list[int] = []
    rows = await Waiting.raw("SELECT volunteer FROM waiting WHERE seat = {} AND ended_at IS NULL ORDER BY id", seat_id)
    for row in rows:
        seat = found(await seat_view(seat_id))
        person, reasons = await judge(seat, row["volunteer"], By.SELF, now)
        if reasons:
            continue
        await take_seat(actor, seat, person, How.PROMOTED, now)
        await tell(actor, [person.person], MOVED_UP, address=MINE, now=now, **said_of(seat))
        moved.append(person.volunteer)
    return moved


async def leave_line(seat: int, volunteer: int, ended: WaitingEnd, now: datetime) -> bool:
    """Give a place in the line up; whether there was one."""
    rows = (
        await Waiting.update({Waiting.ended_at: now, Waiting.ended_as: ended.value})
        .where((Waiting.seat == seat) & (Waiting.volunteer == volunteer) & Waiting.ended_at.is_null())
        .returning(Waiting.id)
    )
    return bool(rows)


async def tell_late(actor: Actor, seat: SeatView, name: str, why: str, now: datetime) -> None:
    """Let the coordinators of the place know that somebody gave a seat up shortly before."""
    people = {person for person, _name in (await coordinators()).get(seat.facts.place, ())}
    address = f"/shifts/{seat.facts.shift}"
    said = why.strip() or _("没有写")
    await tell(actor, people, LATE_WITHDRAWAL, address=address, now=now, name=name, why=said, **said_of(seat))


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
