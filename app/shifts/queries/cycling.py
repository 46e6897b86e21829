"""What a cycle would bring: each of its days with the seats there are, and why one of them cannot be; the deed follows it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.actor import Actor
from app.gatherings.rules import GatheringState, Span
from app.locale import _
from app.refusals import WhyNot, found
from app.shifts.queries.people import people_facts
from app.shifts.queries.places import PostView, may_arrange
from app.shifts.queries.places import post as post_view
from app.shifts.queries.seats import SeatView, as_of, seats_between
from app.shifts.rules.cycling import Cycle
from app.shifts.rules.pasting import meant
from app.shifts.rules.planning import why_not_arrange
from app.shifts.rules.seating import By, Engagement, PersonFacts, at, blocking, is_overridable, why_not


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on.

    Attributes:
        seat: None where there is no shift of the post.
        reasons: what the rulebook says against it.
        against: what else stands against it, which no reason goes over.
        mine: the person is on it already.
    """

    on: date
    seat: SeatView | None
    reasons: tuple[WhyNot, ...] = ()
    against: tuple[WhyNot, ...] = ()
    mine: bool = False

    @property
    def free(self) -> bool:
        """The person can have it."""
        return self.seat is not None and not (self.mine or self.against or self.reasons)

    @property
    def warned(self) -> bool:
        """They can have it with a written reason."""
        return self.seat is not None and not self.against and is_overridable(self.reasons)

    @property
    def said(self) -> tuple[WhyNot, ...]:
        """Everything that stands against it."""
        return (*self.against, *self.reasons)


@dataclass(frozen=True, slots=True)
class CycleView:
    """A cycle as it would be: the person, the post, and its days."""

    person: PersonFacts
    post: PostView
    turns: Sequence[Turn]

    @property
    def taken(self) -> list[Turn]:
        """Those that the person would get."""
        return [one for one in self.turns if one.free]

    @property
    def warned(self) -> list[Turn]:
        """Those that they would get with a written reason."""
        return [one for one in self.turns if one.warned]


async def cycle_view(
    actor: Actor, cycle: Cycle, now: datetime, override: str = "", chosen: Collection[int] | None = None
) -> CycleView:
    """Every day on with its seats, judged one after another with those before it taken.

    Args:
        override: with a written reason what may be gone over counts as taken as well.
        chosen: only these seats are taken; None is all that may be.

    Raises:
        Missing: there is no such volunteer or post.
    """
    post = found(await post_view(actor, cycle.post))
    span = Span(at(cycle.first, 0), at(cycle.last + timedelta(days=1), 0))
    person = found((await people_facts(span, [cycle.volunteer])).get(cycle.volunteer))
    by_day: dict[date, list[SeatView]] = defaultdict(list)
    for seat in await seats_between(span, place=post.place):
        if seat.post == cycle.post and seat.count.most and cycle.means(seat.facts.span) and _is_held(seat):
            by_day[seat.facts.day].append(seat)
    turns, current = [], person
    for on in cycle.days():
        if not by_day[on]:
            turns.append(Turn(on, None, against=(WhyNot("no_shift", _("这天没有这个岗位的班")),)))
        for seat in by_day[on]:
            turn = _turn(actor, current, on, seat, now)
            turns.append(turn)
            wanted = chosen is None or seat.id in chosen
            if wanted and (turn.free or (turn.warned and not blocking(turn.reasons, override))):
                held = Engagement(seat.facts.gathering, seat.facts.place_name, seat.facts.span)
                current = replace(current, shifts=[*current.shifts, held])
    return CycleView(person, post, turns)


def _is_held(seat: SeatView) -> bool:
    return seat.facts.state is not GatheringState.CALLED_OFF


def _turn(actor: Actor, person: PersonFacts, on: date, seat: SeatView, now: datetime) -> Turn:
    if any(one.volunteer == person.volunteer for one in seat.holders):
        return Turn(on, seat, mine=True)
    if not may_arrange(actor, seat.facts.place):
        return Turn(on, seat, against=why_not_arrange(actor.sites, False, seat.facts.place))
    if now >= seat.facts.span.starts_at:
        return Turn(on, seat, against=(WhyNot("begun", _("这一班已经开始")),))
    facts = as_of(seat, By.COORDINATOR, now, person.volunteer)
    return Turn(on, seat, why_not(person, facts, By.COORDINATOR, now))


async def whoever(text: str) -> tuple[PersonFacts | None, tuple[WhyNot, ...]]:
    """The volunteer who is meant by a name or its initials, or why that is not clear."""
    now = at(date(2026, 1, 1), 0)
    return meant(text.strip(), list((await people_facts(Span(now, now + timedelta(hours=1)))).values()))
