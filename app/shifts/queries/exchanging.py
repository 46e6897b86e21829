"""Stand-ins and swaps: what is asked for, by whom it can be given, and what came of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.actor import Actor
from app.gatherings.rules import Span
from app.refusals import WhyNot
from app.shifts.queries.people import people_facts
from app.shifts.queries.seats import SeatView, seats_between
from app.shifts.rules import WishEnd
from app.shifts.rules.seating import By, PersonFacts, SeatFacts, why_not
from app.shifts.rules.signing import FARTHEST_SWAP, STAND_IN_ALERT
from app.shifts.tables import Assignment, StandInRequest, SwapProposal
from app.storage.moments import moment

HELD = """
SELECT a.id, a.seat, a.shift, a.volunteer, v.person FROM assignment a JOIN volunteer v ON v.id = a.volunteer
WHERE a.id = {} AND a.ended_at IS NULL AND a.told_at IS NOT NULL
"""
REQUEST = """
SELECT q.id, q.assignment, q.ended_as, a.seat, v.person FROM stand_in_request q
JOIN assignment a ON a.id = q.assignment JOIN volunteer v ON v.id = a.volunteer WHERE q.id = {}
"""
UNFOUND = """
SELECT q.id, q.assignment, a.seat FROM stand_in_request q JOIN assignment a ON a.id = q.assignment
JOIN shift s ON s.id = a.shift JOIN gathering g ON g.id = s.gathering
WHERE q.ended_at IS NULL AND q.alerted_at IS NULL AND g.starts_at > {} AND g.starts_at <= {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id) ORDER BY q.id
"""
PROPOSAL = """
SELECT w.id, w.assignment, w.other, w.expires_at, w.ended_as, v.person AS proposer, u.person AS asked
FROM swap_proposal w JOIN assignment a ON a.id = w.assignment JOIN volunteer v ON v.id = a.volunteer
JOIN assignment b ON b.id = w.other JOIN volunteer u ON u.id = b.volunteer WHERE w.id = {}
"""
PROPOSALS = """
SELECT w.id, w.expires_at, w.assignment, CASE WHEN v.person = {} THEN 1 ELSE 0 END AS own,
       o.name AS post, p.name AS place_name, g.starts_at, g.ends_at,
       o2.name AS other_post, p2.name AS other_place_name, g2.starts_at AS other_starts_at, g2.ends_at AS other_ends_at
FROM swap_proposal w
JOIN assignment a ON a.id = w.assignment JOIN volunteer v ON v.id = a.volunteer JOIN seat t ON t.id = a.seat
JOIN post o ON o.id = t.post JOIN shift s ON s.id = a.shift JOIN gathering g ON g.id = s.gathering
LEFT JOIN service_point p ON p.id = g.place
JOIN assignment b ON b.id = w.other JOIN volunteer u ON u.id = b.volunteer JOIN seat t2 ON t2.id = b.seat
JOIN post o2 ON o2.id = t2.post JOIN shift s2 ON s2.id = b.shift JOIN gathering g2 ON g2.id = s2.gathering
LEFT JOIN service_point p2 ON p2.id = g2.place
WHERE (v.person = {} OR u.person = {}) AND w.ended_at IS NULL AND w.expires_at > {} ORDER BY w.expires_at, w.id
"""


@dataclass(frozen=True, slots=True)
class Held:
    """An assignment that stands and that its volunteer knows of."""

    id: int
    seat: int
    shift: int
    volunteer: int
    person: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a stand-in; `ended` is None while it stands."""

    id: int
    assignment: int
    seat: int
    person: int
    ended: WishEnd | None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A swap that was proposed: `proposer` and `asked` are persons."""

    id: int
    assignment: int
    other: int
    expires_at: datetime
    ended: WishEnd | None
    proposer: int
    asked: int


@dataclass(frozen=True, slots=True)
class Place:
    """What one side of a swap is."""

    post: str
    place_name: str
    span: Span


@dataclass(frozen=True, slots=True)
class MySwap:
    """A swap as one sees it: what one gives and what one gets. `own` is whether one has proposed it oneself."""

    id: int
    own: bool
    expires_at: datetime
    gives: Place
    gets: Place


@dataclass(frozen=True, slots=True)
class Choice:
    """A seat of somebody else for which one's own may be proposed; who has it is not said."""

    assignment: int
    seat: SeatView


async def held(assignment: int) -> Held | None:
    """An assignment that stands."""
    rows = await Assignment.raw(HELD, assignment)
    return Held(**rows[0]) if rows else None


async def asked(request: int) -> Asked | None:
    """A request for a stand-in."""
    rows = await StandInRequest.raw(REQUEST, request)
    return next(
        (Asked(row["id"], row["assignment"], row["seat"], row["person"], _ended(row["ended_as"])) for row in rows), None
    )


async def unfound(now: datetime) -> list[tuple[int, int, int]]:
    """Requests of shifts that are near and of which no coordinator was told: their id, assignment and seat."""
    rows = await StandInRequest.raw(UNFOUND, now, now + STAND_IN_ALERT)
    return [(row["id"], row["assignment"], row["seat"]) for row in rows]


async def proposal(swap: int) -> Proposed | None:
    """A swap that was proposed."""
    rows = await SwapProposal.raw(PROPOSAL, swap)
    return next(
        (
            Proposed(
                row["id"],
                row["assignment"],
                row["other"],
                moment(row["expires_at"]),
                _ended(row["ended_as"]),
                row["proposer"],
                row["asked"],
            )
            for row in rows
        ),
        None,
    )


async def my_swaps(actor: Actor, now: datetime) -> list[MySwap]:
    """Swaps that wait for an answer, one's own and those proposed to one."""
    rows = await SwapProposal.raw(PROPOSALS, actor.person, actor.person, actor.person, now)
    found = []
    for row in rows:
        mine = Place(row["post"], row["place_name"] or "", Span(moment(row["starts_at"]), moment(row["ends_at"])))
        theirs = Place(
            row["other_post"],
            row["other_place_name"] or "",
            Span(moment(row["other_starts_at"]), moment(row["other_ends_at"])),
        )
        own = bool(row["own"])
        gives, gets = (mine, theirs) if own else (theirs, mine)
        found.append(MySwap(row["id"], own, moment(row["expires_at"]), gives, gets))
    return found


async def choices(own: Held, mine: SeatView, now: datetime) -> list[Choice]:
    """Seats of others of the next three weeks for which this one can be given, judged both ways by the same rules."""
    around = Span(now, now + FARTHEST_SWAP)
    seats = [one for one in await seats_between(around) if one.facts.published and one.facts.shift != own.shift]
    wide = Span(min(around.starts_at, mine.facts.span.starts_at), max(around.ends_at, mine.facts.span.ends_at))
    people = await people_facts(wide, {own.volunteer, *(who.volunteer for one in seats for who in one.holders)})
    return [
        Choice(who.assignment, one)
        for one in seats
        for who in one.holders
        if who.told
        and who.volunteer != own.volunteer
        and not any(why_not_swap(people[own.volunteer], mine, people[who.volunteer], one, now))
    ]


def why_not_swap(
    one: PersonFacts, mine: SeatView, two: PersonFacts, theirs: SeatView, now: datetime
) -> tuple[tuple[WhyNot, ...], tuple[WhyNot, ...]]:
    """Why the first cannot have the second's seat, and the other way round, each as if both had given theirs up."""
    return (
        why_not(without(one, mine), freed(theirs, two.volunteer), By.SELF, now),
        why_not(without(two, theirs), freed(mine, one.volunteer), By.SELF, now),
    )


def without(person: PersonFacts, seat: SeatView) -> PersonFacts:
    """The person as they were without that shift."""
    return replace(person, shifts=[one for one in person.shifts if one.gathering != seat.facts.gathering])


def freed(seat: SeatView, volunteer: int) -> SeatFacts:
    """The facts of a seat as if one of its people had given it up, for whoever takes their place and nobody else's.

    Nobody is added to the shift, so that they may do so up to its start, after the limit of signing up.
    """
    facts = seat.facts
    limit = max(facts.sign_up_until, facts.span.starts_at)
    left = {volunteer}
    return replace(
        facts,
        taken=len(seat.holders) - 1,
        holders=facts.holders - left,
        adults=facts.adults - left,
        # Nobody is kept waiting who is asked to stand in.
        published_at=None,
        sign_up_until=limit,
    )


def _ended(text: str) -> WishEnd | None:
    return WishEnd(text) if text else None
