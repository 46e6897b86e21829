"""What publishing a week would tell, and whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.actor import Actor
from app.gatherings.rules import Span
from app.refusals import WhyNot
from app.shifts.queries.people import people_facts
from app.shifts.queries.places import may_arrange
from app.shifts.queries.seats import SeatView
from app.shifts.rules.planning import why_not_publish
from app.shifts.rules.seating import at, blocking, conflicts
from app.shifts.tables import AssignmentEnd

GONE = """
SELECT e.assignment, a.shift, v.person, p.name, o.name AS post
FROM assignment_end e JOIN assignment a ON a.id = e.assignment JOIN seat t ON t.id = a.seat JOIN post o ON o.id = t.post
JOIN volunteer v ON v.id = a.volunteer JOIN person p ON p.id = v.person
JOIN shift s ON s.id = a.shift JOIN gathering g ON g.id = s.gathering
WHERE e.told_at IS NULL AND a.told_at IS NOT NULL AND g.starts_at >= {} AND g.starts_at < {}
AND NOT EXISTS (SELECT 1 FROM assignment b WHERE b.shift = a.shift AND b.volunteer = a.volunteer AND b.ended_at IS NULL)
ORDER BY e.id
"""

# Of two seats that lie too close the reason is written at the second; the first must not hold up its publication.
GONE_OVER = "at one of its ends"


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody whom a publication concerns."""

    assignment: int
    person: int
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A shift with something to publish.

    Attributes:
        first: it is a draft so far.
        moved_from: the time people were told, where it is another one now.
    """

    shift: int
    place: int
    place_name: str
    span: Span
    first: bool
    moved_from: Span | None
    added: Sequence[Concerned]
    moved: Sequence[Concerned]
    removed: Sequence[Concerned]

    def added_by_post(self) -> Mapping[str, list[int]]:
        """Persons who are new on it, by the name of the post."""
        found: dict[str, list[int]] = {}
        for one in self.added:
            found.setdefault(one.post, []).append(one.person)
        return found


def of_week(monday: date) -> Span:
    """From Monday's midnight to the next one's, at the library."""
    return Span(at(monday, 0), at(monday + timedelta(days=7), 0))


def of_weeks(first: date, last: date) -> Span:
    """From the first Monday's midnight to the midnight after the Sunday of the last one's week."""
    return Span(of_week(first).starts_at, of_week(last).ends_at)


async def pending_of(actor: Actor, seats: Sequence[SeatView], monday: date, now: datetime) -> list[Pending]:
    """Shifts of a week at the actor's places that have something to publish, of seats that were read already."""
    span = of_week(monday)
    gone = await AssignmentEnd.raw(GONE, span.starts_at, span.ends_at)
    shifts: dict[int, list[SeatView]] = {}
    for seat in seats:
        over = why_not_publish(seat.facts.state, seat.facts.span, now)
        if not over and may_arrange(actor, seat.facts.place):
            shifts.setdefault(seat.facts.shift, []).append(seat)
    found = (_pending(mine, [row for row in gone if row["shift"] == shift]) for shift, mine in shifts.items())
    return [one for one in found if one.first or one.moved_from or one.added or one.removed]


async def not_to_be_told(
    seats: Sequence[SeatView], waiting: Sequence[Pending], now: datetime
) -> list[tuple[Concerned, WhyNot]]:
    """Who would be told of a seat that they cannot have, with why; what a coordinator may go over with a reason is none.

    Whoever knows of their seat already stays as they are: the board shows them as a conflict.
    """
    told = {one.shift for one in waiting}
    new = [(seat, who) for seat in seats if seat.facts.shift in told for who in seat.holders if not who.told]
    if not new:
        return []
    first, last = (pick(seat.facts.span for seat, _who in new) for pick in (_earliest, _latest))
    people = await people_facts(Span(first, last), {who.volunteer for _seat, who in new})
    return [
        (Concerned(who.assignment, who.person, who.name, seat.facts.post), why)
        for seat, who in new
        for why in blocking(conflicts(people[who.volunteer], seat.facts, now), override=GONE_OVER)
    ]


def _earliest(spans: Iterable[Span]) -> datetime:
    return min(span.starts_at for span in spans)


def _latest(spans: Iterable[Span]) -> datetime:
    return max(span.ends_at for span in spans)


def _pending(seats: Sequence[SeatView], gone: Sequence[Mapping[str, Any]]) -> Pending:
    facts = seats[0].facts
    holders = [(seat, one) for seat in seats for one in seat.holders]
    mine = [(one, Concerned(one.assignment, one.person, one.name, seat.facts.post)) for seat, one in holders]
    moved = seats[0].told_span if seats[0].moved else None
    return Pending(
        shift=facts.shift,
        place=facts.place,
        place_name=facts.place_name,
        span=facts.span,
        first=not facts.published,
        moved_from=moved,
        added=[concerned for one, concerned in mine if not one.told],
        moved=[concerned for one, concerned in mine if one.told] if moved else [],
        removed=[Concerned(row["assignment"], row["person"], row["name"], row["post"]) for row in gone],
    )
