"""What a volunteer sees: open shifts, their own, and how long they have served."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.actor import Actor
from app.clock import at_library
from app.gatherings.rules import GatheringState, Span
from app.gatherings.rules.attendance import Source, Status
from app.refusals import WhyNot
from app.shifts.queries.exchanging import freed
from app.shifts.queries.people import people_facts, volunteer_of
from app.shifts.queries.seats import SeatView, as_of, seats_between
from app.shifts.rules import Headcount, How
from app.shifts.rules.reasons import Reason
from app.shifts.rules.seating import By, PersonFacts, why_not
from app.shifts.tables import Assignment
from app.storage.moments import moment, moment_or_none

AHEAD = timedelta(days=21)

SEAT_OF = """
SELECT a.seat, a.at, a.how, CASE WHEN a.ended_at IS NULL THEN 0 ELSE 1 END AS ended,
       (SELECT count(*) FROM assignment b WHERE b.seat = a.seat AND b.volunteer = a.volunteer AND b.ended_at IS NULL) AS held
FROM assignment a JOIN volunteer v ON v.id = a.volunteer WHERE a.id = {} AND v.person = {}
"""
MINE = """
SELECT a.id, a.seat, a.told_at, o.name AS post, o.duties, s.id AS shift, s.note, g.id AS gathering, g.starts_at, g.ends_at,
       g.place, p.name AS place_name, p.address, op.at AS opened_at, cl.at AS closed_at, x.reason AS called_off,
       r.status, r.came_at, r.went_at, r.minutes, r.source,
       CASE WHEN EXISTS (SELECT 1 FROM assignment_confirmation c WHERE c.assignment = a.id) THEN 1 ELSE 0 END AS confirmed,
       CASE WHEN EXISTS (SELECT 1 FROM stand_in_request q WHERE q.assignment = a.id AND q.ended_at IS NULL)
            THEN 1 ELSE 0 END AS stand_in
FROM assignment a JOIN volunteer v ON v.id = a.volunteer JOIN seat t ON t.id = a.seat JOIN post o ON o.id = t.post
JOIN shift s ON s.id = a.shift JOIN gathering g ON g.id = s.gathering
LEFT JOIN service_point p ON p.id = g.place
LEFT JOIN gathering_opening op ON op.gathering = g.id
LEFT JOIN gathering_closing cl ON cl.gathering = g.id
LEFT JOIN gathering_cancellation x ON x.gathering = g.id
LEFT JOIN presence r ON r.id = (SELECT max(n.id) FROM presence n WHERE n.gathering = g.id AND n.person = v.person)
WHERE v.person = {} AND a.ended_at IS NULL AND a.told_at IS NOT NULL AND g.ends_at > {}
ORDER BY g.starts_at
"""

SERVED = """
SELECT g.id AS gathering, g.title, g.starts_at, g.ends_at, p.name AS place_name, r.status, r.came_at, r.went_at, r.minutes,
       r.source
FROM presence r JOIN gathering g ON g.id = r.gathering LEFT JOIN service_point p ON p.id = g.place
WHERE g.kind = 'shift' AND r.person = {}
AND r.id = (SELECT max(n.id) FROM presence n WHERE n.gathering = r.gathering AND n.person = r.person)
ORDER BY g.starts_at DESC LIMIT 200
"""


@dataclass(frozen=True, slots=True)
class MyShift:
    """A shift of one's own. `record` is filled once something of it is recorded."""

    assignment: int
    seat: int
    shift: int
    gathering: int
    post: str
    duties: str
    note: str
    place_name: str
    address: str
    span: Span
    opened: bool
    closed: bool
    called_off: str
    confirmed: bool
    stand_in: bool
    record: "Served | None"
    place: int | None = None

    def is_on_day_of(self, now: datetime) -> bool:
        """Whether it begins on this day at the library."""
        return at_library(self.span.starts_at).date() == at_library(now).date()


@dataclass(frozen=True, slots=True)
class Served:
    """What is recorded of one shift served: minutes follow from the times, the source says how it is known."""

    gathering: int
    title: str
    place_name: str
    span: Span
    status: Status
    came_at: datetime | None
    went_at: datetime | None
    minutes: int
    source: Source


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody on a seat looks for a stand-in; who it is, is not said. `reasons` is why one cannot be it."""

    request: int
    reasons: tuple[WhyNot, ...]


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """A seat as a volunteer is offered it, with why they cannot have it."""

    seat: SeatView
    reasons: tuple[WhyNot, ...]
    mine: bool
    place_in_line: int
    stand_in: "StandIn | None" = None

    @property
    def count(self) -> Headcount:
        """Its numbers."""
        return self.seat.count

    @property
    def suits(self) -> bool:
        """One is on it or in its line, or may come, stand in or wait."""
        return self.mine or bool(self.place_in_line) or not self.reasons or self.may_wait or self.may_stand_in

    @property
    def may_stand_in(self) -> bool:
        """Somebody looks for a stand-in, and one may be it."""
        return self.stand_in is not None and not self.stand_in.reasons

    @property
    def may_wait(self) -> bool:
        """It is full and nothing else stands against it."""
        return not self.place_in_line and [one.code for one in self.reasons] == [Reason.FULL]


@dataclass(frozen=True, slots=True)
class OwnAssignment:
    """An assignment of one's own, since when and how: whether it has `ended`, and whether one is on that `seat` `again`."""

    seat: int
    at: datetime
    how: How
    ended: bool
    again: bool


async def own_assignment(actor: Actor, assignment: int) -> OwnAssignment | None:
    """An assignment, standing or ended, when it is the actor's own."""
    rows = await Assignment.raw(SEAT_OF, assignment, actor.person)
    return next(
        (
            OwnAssignment(
                row["seat"], moment(row["at"]), How(row["how"]), bool(row["ended"]), bool(row["ended"] and row["held"])
            )
            for row in rows
        ),
        None,
    )


async def oneself(actor: Actor, around: Span) -> PersonFacts | None:
    """The actor as a volunteer; None when they are none."""
    volunteer = await volunteer_of(actor.person)
    return None if volunteer is None else (await people_facts(around, [volunteer])).get(volunteer)


async def open_seats(
    actor: Actor, now: datetime, *, place: int | None = None
) -> tuple[PersonFacts | None, list[OpenSeat]]:
    """The actor as a volunteer, and every seat of the next three weeks that may be signed up for, with why
    they cannot have it; those whose limit is past only where they are on that shift, or somebody looks for a stand-in.

    For somebody who is no volunteer there are no reasons: they only look.
    """
    around = Span(now, now + AHEAD)
    person = await oneself(actor, around)
    lines = await _lines(person.volunteer) if person else {}
    seats = [
        one
        for one in await seats_between(around, place=place)
        if one.facts.published and one.count.most and one.facts.state is GatheringState.PLANNED
    ]
    held = person.volunteer if person else 0
    return person, [
        OpenSeat(
            one,
            why_not(person, as_of(one, By.SELF, now, held), By.SELF, now) if person else (),
            any(holder.volunteer == held for holder in one.holders),
            lines.get(one.id, 0),
            _stand_in(person, one, now) if person else None,
        )
        for one in seats
        if now <= one.facts.sign_up_until or held in one.facts.holders or any(who.stand_in for who in one.holders)
    ]


def _stand_in(person: PersonFacts, seat: SeatView, now: datetime) -> StandIn | None:
    """The request one may answer, or the first; nobody stands in on a shift that they are on themselves."""
    if person.volunteer in seat.facts.holders or now >= seat.facts.span.starts_at:
        return None
    asked = [
        StandIn(one.stand_in, why_not(person, freed(seat, one.volunteer), By.SELF, now))
        for one in seat.holders
        if one.stand_in
    ]
    return min(asked, key=lambda one: len(one.reasons), default=None)


LINES = """
SELECT w.seat, (SELECT count(*) FROM waiting b WHERE b.seat = w.seat AND b.ended_at IS NULL AND b.id <= w.id) AS place
FROM waiting w WHERE w.volunteer = {} AND w.ended_at IS NULL
"""


async def _lines(volunteer: int) -> dict[int, int]:
    return {row["seat"]: row["place"] for row in await Assignment.raw(LINES, volunteer)}


async def my_shifts(actor: Actor, now: datetime) -> list[MyShift]:
    """The actor's seats on shifts that are not over for more than half a day, the next one first."""
    rows = await Assignment.raw(MINE, actor.person, now - timedelta(hours=12))
    return [
        MyShift(
            assignment=row["id"],
            seat=row["seat"],
            shift=row["shift"],
            gathering=row["gathering"],
            post=row["post"],
            duties=row["duties"],
            note=row["note"],
            place_name=row["place_name"] or "",
            address=row["address"] or "",
            span=Span(moment(row["starts_at"]), moment(row["ends_at"])),
            opened=row["opened_at"] is not None,
            closed=row["closed_at"] is not None,
            called_off=row["called_off"] or "",
            confirmed=bool(row["confirmed"]),
            stand_in=bool(row["stand_in"]),
            record=_served({**row, "title": ""}) if _is_known(row) else None,
            place=row["place"],
        )
        for row in rows
    ]


def _is_known(row: Mapping[str, Any]) -> bool:
    # Whoever is not here yet may still come until the list is closed.
    return bool(row["status"]) and (row["status"] != Status.ABSENT or row["closed_at"] is not None)


async def my_service(person: int) -> Sequence[Served]:
    """What a person has served, the newest first: at most 200 shifts."""
    return [_served(row) for row in await Assignment.raw(SERVED, person)]


def _served(row: Mapping[str, Any]) -> Served:
    return Served(
        gathering=row["gathering"],
        title=row["title"],
        place_name=row["place_name"] or "",
        span=Span(moment(row["starts_at"]), moment(row["ends_at"])),
        status=Status(row["status"]),
        came_at=moment_or_none(row["came_at"]),
        went_at=moment_or_none(row["went_at"]),
        minutes=row["minutes"],
        source=Source(row["source"]),
    )
