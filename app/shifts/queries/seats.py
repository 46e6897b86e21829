"""Seats of shifts with who sits on them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from app.clock import at_library
from app.gatherings.rules import GatheringState, Span
from app.shifts.queries.closing import closures
from app.shifts.queries.limits import limit_book
from app.shifts.queries.people import served
from app.shifts.queries.viewing import Holder, Offer, SeatView, as_of, moved_to, shown
from app.shifts.rules import Headcount, How, Skill
from app.shifts.rules.ages import is_adult
from app.shifts.rules.limits import LimitBook
from app.shifts.rules.seating import SeatFacts
from app.shifts.tables import Seat
from app.storage.moments import day_or_none, moment, moment_or_none

__all__ = [
    "Holder",
    "Offer",
    "SeatView",
    "as_of",
    "day_of",
    "moved_to",
    "seat_view",
    "seats_between",
    "seats_of_ids",
    "seats_of_shift",
    "seats_of_shifts",
    "shown",
]

SEATS = """
SELECT t.id AS seat, t.shift, t.post, t.least, t.wanted, t.most, t.priority, t.locked, t.revision, t.changed_by_name,
       o.name AS post_name, y.id AS qualification, y.name AS qualification_name, o.skill, o.min_age,
       o.risk, o.on_closed_days, o.duties, s.gathering, s.sign_up_until, s.note, s.copied_from,
       s.template, s.template_day,
       g.place, p.name AS place_name, p.closed_on AS place_closes_on, g.starts_at, g.ends_at, op.at AS opened_at,
       cl.at AS closed_at, x.reason AS called_off,
       u.starts_at AS told_starts_at, u.ends_at AS told_ends_at, u.place AS told_place, u.at AS published_at,
       (SELECT min(f.at) FROM shift_publication f WHERE f.shift = s.id) AS first_published,
       (SELECT count(*) FROM waiting w WHERE w.seat = t.id AND w.ended_at IS NULL) AS waiting
FROM seat t JOIN shift s ON s.id = t.shift JOIN post o ON o.id = t.post JOIN gathering g ON g.id = s.gathering
LEFT JOIN service_point p ON p.id = g.place
LEFT JOIN qualification y ON y.id = o.qualification AND y.closed_on IS NULL
LEFT JOIN gathering_opening op ON op.gathering = g.id
LEFT JOIN gathering_closing cl ON cl.gathering = g.id
LEFT JOIN gathering_cancellation x ON x.gathering = g.id
LEFT JOIN shift_publication u ON u.id = (SELECT max(n.id) FROM shift_publication n WHERE n.shift = s.id)
"""

HOLDERS = """
SELECT a.id, a.shift, a.seat, a.volunteer, a.how, a.reason, a.told_at, a.by_name, v.person, v.born_on, p.name,
       (SELECT max(q.id) FROM stand_in_request q WHERE q.assignment = a.id AND q.ended_at IS NULL) AS stand_in
FROM assignment a JOIN volunteer v ON v.id = a.volunteer JOIN person p ON p.id = v.person
JOIN shift s ON s.id = a.shift JOIN gathering g ON g.id = s.gathering
"""


OFFERS = """
SELECT f.seat, f.volunteer, f.expires_at FROM seat_offer f JOIN seat t ON t.id = f.seat
JOIN shift s ON s.id = t.shift JOIN gathering g ON g.id = s.gathering
"""


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


async def seats_of_shifts(shifts: Collection[int]) -> list[SeatView]:
    """The seats of these shifts, by time, place and post."""
    if not shifts:
        return []
    listed = ", ".join("{}" for _one in shifts)
    return await _seats(f"WHERE s.id IN ({listed})", list(shifts), None)


async def seats_of_ids(seats: Collection[int]) -> list[SeatView]:
    """These seats, with who else is on their shifts."""
    rows = await Seat.select(Seat.shift).where(Seat.id.is_in(list(seats))) if seats else []
    return [one for one in await seats_of_shifts({row["shift"] for row in rows}) if one.id in seats]


async def seat_view(seat: int) -> SeatView | None:
    """One seat, with who else is on its shift."""
    seats = await _seats("WHERE s.id = (SELECT c.shift FROM seat c WHERE c.id = {})", [seat], None)
    return next((one for one in seats if one.id == seat), None)


async def _seats(where: str, given: Sequence[object], span: Span | None) -> list[SeatView]:
    rows = await Seat.raw(f"{SEATS} {where} ORDER BY g.starts_at, g.place, t.priority, t.id", *given)
    if not rows:
        return []
    sitting = await Seat.raw(f"{HOLDERS} {where} AND a.ended_at IS NULL ORDER BY a.id", *given)
    if span is None:
        # The rows are in the order of their starts.
        span = Span(moment(rows[0]["starts_at"]), max(moment(row["ends_at"]) for row in rows))
    closed = await closures(Span(span.starts_at, span.ends_at))
    book = await limit_book()
    counted = await served({row["person"] for row in sitting}) if book.asks_for_company else {}
    views = _views(rows, sitting, closed, book, counted)
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
    rows: Sequence[Mapping[str, Any]],
    sitting: Sequence[Mapping[str, Any]],
    closed: Sequence[tuple[Span, str]],
    book: LimitBook,
    counted: Mapping[int, tuple[int, int]],
) -> list[SeatView]:
    by_seat: dict[int, list[Holder]] = defaultdict(list)
    by_shift: dict[int, dict[int, date | None]] = defaultdict(dict)
    served_most: dict[int, int] = defaultdict(int)
    for row in sitting:
        served_most[row["shift"]] = max(served_most[row["shift"]], counted.get(row["person"], (0, 0))[0])
        by_seat[row["seat"]].append(_holder(row))
        by_shift[row["shift"]][row["volunteer"]] = day_or_none(row["born_on"])
    return [
        _view(
            row,
            by_seat.get(row["seat"], []),
            by_shift.get(row["shift"], {}),
            closed,
            book,
            served_most.get(row["shift"], 0),
        )
        for row in rows
    ]


def _holder(row: Mapping[str, Any]) -> Holder:
    told = row["told_at"] is not None
    how, asks = How(row["how"]), row["stand_in"]
    return Holder(row["id"], row["volunteer"], row["person"], row["name"], how, row["reason"], told, asks)


def _view(
    row: Mapping[str, Any],
    holders: list[Holder],
    on_shift: Mapping[int, date | None],
    closed: Sequence[tuple[Span, str]],
    book: LimitBook,
    others_served: int,
) -> SeatView:
    span = Span(moment(row["starts_at"]), moment(row["ends_at"]))
    day = at_library(span.starts_at).date()
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
        on_closed_days=bool(row["on_closed_days"]),
        locked=bool(row["locked"]),
        taken=len(holders),
        waiting=row["waiting"],
        holders=frozenset(on_shift),
        adults=frozenset(one for one, born_on in on_shift.items() if is_adult(born_on, day)),
        closures=[one for one in closed if one[0].overlaps(span)],
        others_served=others_served,
        qualification=row["qualification"],
        qualification_name=row["qualification_name"] or "",
        limits=book.on(day),
        published_at=moment_or_none(row["first_published"]),
        place_closes_on=day_or_none(row["place_closes_on"]),
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
        made_of=(row["template"], day_of(row["template_day"])) if row["template"] else None,
    )


def day_of(value: object) -> date:
    """A day as a raw query answers it: SQLite keeps it as text."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _state(row: Mapping[str, Any]) -> GatheringState:
    if row["called_off"] is not None:
        return GatheringState.CALLED_OFF
    if row["closed_at"] is not None:
        return GatheringState.CLOSED
    return GatheringState.PLANNED if row["opened_at"] is None else GatheringState.OPEN
