"""Seats of shifts with who sits on them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from app.clock import at_library
from app.gatherings import queries as gatherings
from app.gatherings.rules import GatheringState, Span
from app.gatherings.rules.calendar import Calendar, DayKind
from app.locale import _
from app.refusals import Refused
from app.shifts.rules import Headcount, How, Skill
from app.shifts.rules.seating import By, SeatFacts, at
from app.shifts.tables import Seat
from app.storage.moments import moment, moment_or_none

SEATS = """
SELECT t.id AS seat, t.shift, t.post, t.least, t.wanted, t.most, t.priority, t.locked, t.revision, t.changed_by_name,
       o.name AS post_name, o.skill, o.min_age, o.risk, o.duties, s.gathering, s.sign_up_until, s.note, s.copied_from,
       g.place, p.name AS place_name, g.starts_at, g.ends_at, op.at AS opened_at, cl.at AS closed_at, x.reason AS called_off,
       u.starts_at AS told_starts_at, u.ends_at AS told_ends_at, u.place AS told_place, u.at AS published_at,
       (SELECT count(*) FROM waiting w WHERE w.seat = t.id AND w.ended_at IS NULL) AS waiting
FROM seat t JOIN shift s ON s.id = t.shift JOIN post o ON o.id = t.post JOIN gathering g ON g.id = s.gathering
LEFT JOIN service_point p ON p.id = g.place
LEFT JOIN gathering_opening op ON op.gathering = g.id
LEFT JOIN gathering_closing cl ON cl.gathering = g.id
LEFT JOIN gathering_cancellation x ON x.gathering = g.id
LEFT JOIN shift_publication u ON u.id = (SELECT max(n.id) FROM shift_publication n WHERE n.shift = s.id)
"""

HOLDERS = """
SELECT a.id, a.shift, a.seat, a.volunteer, a.how, a.reason, a.told_at, a.by_name, v.person, p.name,
       (SELECT max(q.id) FROM stand_in_request q WHERE q.assignment = a.id AND q.ended_at IS NULL) AS stand_in
FROM assignment a JOIN volunteer v ON v.id = a.volunteer JOIN person p ON p.id = v.person
JOIN shift s ON s.id = a.shift JOIN gathering g ON g.id = s.gathering
"""


OFFERS = """
SELECT f.seat, f.volunteer, f.expires_at FROM seat_offer f JOIN seat t ON t.id = f.seat
JOIN shift s ON s.id = t.shift JOIN gathering g ON g.id = s.gathering
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """A seat that is kept for somebody in line until they have answered; it counts as taken."""

    volunteer: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a seat. `told` is whether they know of it, `stand_in` their request for one."""

    assignment: int
    volunteer: int
    person: int
    name: str
    how: How
    reason: str
    told: bool
    stand_in: int | None = None


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat with everything around it; `facts` is what the rules are asked with."""

    facts: SeatFacts
    post: int
    count: Headcount
    duties: str
    risk: str
    note: str
    revision: int
    changed_by: str
    published_at: datetime | None
    told_span: Span | None
    told_place: int | None
    copied_from: int | None
    called_off: str
    holders: Sequence[Holder] = field(default_factory=list)
    offers: Sequence[Offer] = ()

    @property
    def id(self) -> int:
        """Its id."""
        return self.facts.seat

    @property
    def lacking(self) -> int:
        """How many more are wanted."""
        return max(0, self.count.wanted - self.facts.taken)

    @property
    def room(self) -> int:
        """How many more may come."""
        return max(0, self.count.most - self.facts.taken)

    @property
    def moved(self) -> bool:
        """Time or place are not what people were told."""
        return self.told_span is not None and (self.told_span, self.told_place) != (self.facts.span, self.facts.place)


async def seats_between(span: Span, *, place: int | None = None) -> list[SeatView]:
    """Seats of shifts that begin in this time, by time, place and post."""
    where = "WHERE g.starts_at >= {} AND g.starts_at < {}"
    given: list[object] = [span.starts_at, span.ends_at]
    if place is not None:
        where += " AND g.place = {}"
        given.append(place)
    return await _seats(where, given, span)


async def seats_of_shift(shift: int) -> list[SeatView]:
    """The seats of one shift, by post."""
    return await _seats("WHERE s.id = {}", [shift], None)


def as_of(view: SeatView, by: By, now: datetime, volunteer: int) -> SeatFacts:
    """The facts of a seat as they stand for one person at this moment.

    What is kept for themselves is free to them. What was kept for somebody who has not answered in time is free, unless
    others stand in line behind: then it is theirs by the next look, and only a coordinator goes before them.
    """
    behind = view.facts.waiting > len(view.offers)
    free = [
        one
        for one in view.offers
        if one.volunteer == volunteer or (one.expires_at <= now and (by is By.COORDINATOR or not behind))
    ]
    return replace(view.facts, taken=view.facts.taken - len(free)) if free else view.facts


def shown(seats: Sequence[SeatView]) -> tuple[object, ...]:
    """What the form of a shift shows, to tell whether it has changed since."""
    first = seats[0]
    return (first.facts.span, first.facts.sign_up_until, first.note, *((one.post, one.count) for one in seats))


async def seat_view(seat: int) -> SeatView | None:
    """One seat, with who else is on its shift."""
    rows = await Seat.raw("SELECT shift FROM seat WHERE id = {}", seat)
    return next((one for one in await seats_of_shift(rows[0]["shift"]) if one.id == seat), None) if rows else None


async def _seats(where: str, given: Sequence[object], span: Span | None) -> list[SeatView]:
    rows = await Seat.raw(f"{SEATS} {where} ORDER BY g.starts_at, g.place, t.priority, t.id", *given)
    if not rows:
        return []
    sitting = await Seat.raw(f"{HOLDERS} {where} AND a.ended_at IS NULL ORDER BY a.id", *given)
    if span is None:
        span = Span(moment(rows[0]["starts_at"]), moment(rows[0]["ends_at"]))
    closed = await closures(Span(span.starts_at, span.ends_at))
    views = _views(rows, sitting, closed)
    # Mostly nobody is asked, and a seat that nobody stands in line for is kept for nobody.
    if not any(one.facts.waiting for one in views):
        return views
    return _with_offers(views, await Seat.raw(f"{OFFERS} {where} AND f.ended_at IS NULL ORDER BY f.id", *given))


def _with_offers(views: Sequence[SeatView], rows: Sequence[Mapping[str, Any]]) -> list[SeatView]:
    by_seat: dict[int, list[Offer]] = defaultdict(list)
    for row in rows:
        by_seat[row["seat"]].append(Offer(row["volunteer"], moment(row["expires_at"])))
    return [
        replace(one, offers=kept, facts=replace(one.facts, taken=one.facts.taken + len(kept)))
        if (kept := by_seat.get(one.id))
        else one
        for one in views
    ]


def _views(
    rows: Sequence[Mapping[str, Any]], sitting: Sequence[Mapping[str, Any]], closed: Sequence[tuple[Span, str]]
) -> list[SeatView]:
    by_seat: dict[int, list[Holder]] = defaultdict(list)
    by_shift: dict[int, set[int]] = defaultdict(set)
    for row in sitting:
        by_seat[row["seat"]].append(_holder(row))
        by_shift[row["shift"]].add(row["volunteer"])
    return [_view(row, by_seat.get(row["seat"], []), frozenset(by_shift.get(row["shift"], ())), closed) for row in rows]


def _holder(row: Mapping[str, Any]) -> Holder:
    told = row["told_at"] is not None
    how, asks = How(row["how"]), row["stand_in"]
    return Holder(row["id"], row["volunteer"], row["person"], row["name"], how, row["reason"], told, asks)


def _view(
    row: Mapping[str, Any], holders: list[Holder], on_shift: frozenset[int], closed: Sequence[tuple[Span, str]]
) -> SeatView:
    span = Span(moment(row["starts_at"]), moment(row["ends_at"]))
    told = row["published_at"] is not None
    facts = SeatFacts(
        seat=row["seat"],
        shift=row["shift"],
        gathering=row["gathering"],
        place=row["place"],
        place_name=row["place_name"] or "",
        span=span,
        state=_state(row),
        published=told,
        sign_up_until=moment(row["sign_up_until"]),
        post=row["post_name"],
        most=row["most"],
        skill=Skill(row["skill"]) if row["skill"] else None,
        min_age=row["min_age"],
        insured=bool(row["risk"]),
        locked=bool(row["locked"]),
        taken=len(holders),
        waiting=row["waiting"],
        holders=on_shift,
        closures=[one for one in closed if one[0].overlaps(span)],
    )
    return SeatView(
        facts=facts,
        post=row["post"],
        count=Headcount(row["least"], row["wanted"], row["most"], row["priority"]),
        duties=row["duties"],
        risk=row["risk"],
        note=row["note"],
        revision=row["revision"],
        changed_by=row["changed_by_name"],
        published_at=moment_or_none(row["published_at"]),
        told_span=Span(moment(row["told_starts_at"]), moment(row["told_ends_at"])) if told else None,
        told_place=row["told_place"],
        copied_from=row["copied_from"],
        called_off=row["called_off"] or "",
        holders=holders,
    )


def _state(row: Mapping[str, Any]) -> GatheringState:
    if row["called_off"] is not None:
        return GatheringState.CALLED_OFF
    if row["closed_at"] is not None:
        return GatheringState.CLOSED
    return GatheringState.PLANNED if row["opened_at"] is None else GatheringState.OPEN


async def closures(span: Span) -> list[tuple[Span, str]]:
    """When the library is closed in this time, and what for: closed days of the calendar, and studies."""
    calendar = await gatherings.calendar()
    closed = [(one, _("闭馆学习")) for one in await gatherings.closed_times(span)]
    return closed + closed_days(calendar, span)


def closed_days(calendar: Calendar, span: Span) -> list[tuple[Span, str]]:
    """The closed days of the calendar that this time touches, each from midnight to midnight."""
    first, last = at_library(span.starts_at).date(), at_library(span.ends_at).date()
    found = []
    for day, known in calendar.own.items():
        if first <= day <= last and known.kind is DayKind.CLOSED:
            whole = Span(at(day, 0), at(day + timedelta(days=1), 0))
            found.append((whole, known.name or _("闭馆日")))
    return found


def moved_to(view: SeatView, span: Span, place: int, place_name: str, closed: Sequence[tuple[Span, str]]) -> SeatFacts:
    """The facts of a seat as they would be at another time or place."""
    return replace(view.facts, span=span, place=place, place_name=place_name, closures=closed)


def day_kind(calendar: Calendar, day: date) -> tuple[DayKind, str] | None:
    """What a day is and its name; None in a year whose notice of holidays is not there."""
    try:
        known = calendar.day(day)
    except Refused:
        return None
    return known.kind, known.name
