"""The same post at the same time in the following weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.clock import at_library
from app.gatherings.rules import GatheringState, Span
from app.refusals import WhyNot
from app.shifts.queries.people import people_facts
from app.shifts.queries.seats import SeatView, as_of, seats_between
from app.shifts.rules.seating import By, PersonFacts, why_not
from app.shifts.rules.signing import MOST_WEEKS

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OneWeek:
    """How it stands in one week: no `seat` where nothing is published, `mine` where one is on it, else why one is not."""

    on: date
    seat: SeatView | None
    mine: bool
    reasons: Sequence[WhyNot]


async def following(seat: SeatView, weeks: int) -> dict[int, SeatView]:
    """Published seats of the same post at the same time of the clock, by how many weeks later: from 1 to `weeks`."""
    span = seat.facts.span
    found = {}
    around = Span(span.starts_at + WEEK, span.starts_at + weeks * WEEK + timedelta(minutes=1))
    for one in await seats_between(around, place=seat.facts.place) if weeks else []:
        later, over = divmod(one.facts.span.starts_at - span.starts_at, WEEK)
        same = not over and one.facts.span.minutes == span.minutes and one.post == seat.post
        if same and one.facts.published and one.facts.state is GatheringState.PLANNED:
            found[later] = one
    return found


async def weeks_of(seat: SeatView, volunteer: int, weeks: int, now: datetime) -> list[OneWeek]:
    """How it stands with this volunteer in the week of the seat and in each of the following ones."""
    last = seat.facts.span.starts_at + min(weeks, MOST_WEEKS) * WEEK
    person = (await people_facts(Span(seat.facts.span.starts_at, last + WEEK), [volunteer]))[volunteer]
    seats = {0: seat, **await following(seat, min(weeks, MOST_WEEKS))}
    return [_week(seat, seats.get(later), later, person, now) for later in range(min(weeks, MOST_WEEKS) + 1)]


def _week(first: SeatView, seat: SeatView | None, later: int, person: PersonFacts, now: datetime) -> OneWeek:
    on = at_library(first.facts.span.starts_at + later * WEEK).date()
    if seat is None:
        return OneWeek(on, None, False, ())
    mine = any(one.volunteer == person.volunteer for one in seat.holders)
    against = () if mine else why_not(person, as_of(seat, By.SELF, now, person.volunteer), By.SELF, now)
    return OneWeek(on, seat, mine, against)
