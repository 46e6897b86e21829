"""A seat with everything around it, and how it stands for one person or at another time."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from app.clock import at_library
from app.gatherings.rules import Span
from app.shifts.rules import Headcount, How
from app.shifts.rules.limits import LimitBook
from app.shifts.rules.said import short_span
from app.shifts.rules.seating import By, SeatFacts


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
    """A seat with everything around it; `facts` is what the rules are asked with, `made_of` a template and its day."""

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
    made_of: tuple[int, date] | None = None
    offers: Sequence[Offer] = ()

    @property
    def id(self) -> int:
        """Its id."""
        return self.facts.seat

    @property
    def where(self) -> str:
        """Place, time and post, in words."""
        return f"{self.facts.place_name} {short_span(self.facts.span)} {self.facts.post}"

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


def moved_to(
    view: SeatView,
    span: Span,
    place: int,
    place_name: str,
    closed: Sequence[tuple[Span, str]],
    book: LimitBook | None = None,
) -> SeatFacts:
    """The facts of a seat as they would be at another time or place, under the limits of that day where a book is given."""
    limits = view.facts.limits if book is None else book.on(at_library(span.starts_at).date())
    return replace(view.facts, span=span, place=place, place_name=place_name, closures=closed, limits=limits)
