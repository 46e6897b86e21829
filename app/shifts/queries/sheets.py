"""The shifts of a place over some days, as paper that people sign on when there is no current."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.actor import Actor
from app.gatherings.rules import GatheringState, Span
from app.shifts.queries.places import may_arrange
from app.shifts.queries.seats import SeatView, seats_between
from app.shifts.queries.volunteer_list import places
from app.shifts.rules.seating import at

LONGEST = timedelta(days=7)
LEAST_SPARE = 2
"""Empty lines below the names, at least: people come who are on no list."""


@dataclass(frozen=True, slots=True)
class SignSheet:
    """One shift to be signed: post and name of each who is expected, and how many empty lines follow."""

    shift: int
    span: Span
    place_name: str
    draft: bool
    people: Sequence[tuple[str, str]]
    spare: int


async def sheet_places(actor: Actor) -> list[tuple[int, str]]:
    """Id and name of the places whose sheets the actor may print."""
    return [(id, name) for id, name in await places() if may_arrange(actor, id)]


async def sign_sheets(place: int, first: date, last: date) -> list[SignSheet]:
    """The shifts of a place on these days (both included, a week at most) that take place, by time."""
    last = min(last, first + LONGEST - timedelta(days=1))
    shifts: dict[int, list[SeatView]] = {}
    for seat in await seats_between(Span(at(first, 0), at(last + timedelta(days=1), 0)), place=place):
        if seat.facts.state is not GatheringState.CALLED_OFF:
            shifts.setdefault(seat.facts.shift, []).append(seat)
    return [_sheet(shift, seats) for shift, seats in shifts.items()]


def _sheet(shift: int, seats: Sequence[SeatView]) -> SignSheet:
    facts = seats[0].facts
    people = [(seat.facts.post, holder.name) for seat in seats for holder in seat.holders]
    spare = max(LEAST_SPARE, sum(seat.lacking for seat in seats))
    return SignSheet(shift, facts.span, facts.place_name, not facts.published, people, spare)
