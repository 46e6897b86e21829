"""Weeks of the board as they become line by line, so that each line of a draft is judged with all before it in force."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from app.gatherings.rules import GatheringState
from app.locale import _
from app.refusals import Refused, WhyNot
from app.shifts.queries.drafts import DraftLine
from app.shifts.queries.people import people_facts, served
from app.shifts.queries.publication import of_weeks
from app.shifts.queries.seats import Holder, SeatView, seats_between
from app.shifts.rules.ages import is_adult
from app.shifts.rules.planning import why_not_take_off
from app.shifts.rules.said import short_span
from app.shifts.rules.seating import By, Engagement, PersonFacts, why_not


class Board:
    """The weeks as they become line by line, so that each is judged with all before it."""

    def __init__(self, seats: Iterable[SeatView], people: dict[int, PersonFacts]) -> None:
        self.people = people
        self.coming: dict[int, frozenset[int]] = {}
        self.served = {who: one.served for who, one in people.items()}
        self.seats = {
            one.id: replace(one, facts=replace(one.facts, others_served=self._most_served(one.facts.holders)))
            for one in seats
        }

    @classmethod
    async def of(cls, first: date, last: date) -> "Board":
        """The weeks from one Monday to another as they stand, in a handful of queries."""
        span = of_weeks(first, last)
        people, counted = await people_facts(span), await served()
        known = {
            who: replace(one, served=max(one.served, counted.get(one.person, (0, 0))[0])) for who, one in people.items()
        }
        return cls(await seats_between(span), known)

    def seat(self, line: DraftLine) -> SeatView:
        """The seat of a line.

        Raises:
            Refused: it is no longer in these weeks.
        """
        seat = self.seats.get(line.seat)
        if seat is None:
            raise Refused(WhyNot("moved", _("%(name)s 的那一班已经挪到别的周，再求解一次", name=line.name)))
        return seat

    def in_order(self, lines: Sequence[DraftLine]) -> list[DraftLine]:
        """The experienced first: a novice is let in beside them."""
        return sorted(lines, key=lambda one: (-self.served.get(one.volunteer, 0), one.id))

    def announce(self, lines: Sequence[DraftLine]) -> None:
        """All of these come together: a child may be judged before the adult beside them is there."""
        for line in lines:
            shift = self.seat(line).facts.shift
            self.coming[shift] = self.coming.get(shift, frozenset()) | {line.volunteer}

    def leave(self, line: DraftLine, now: datetime) -> None:
        """The person is off the seat.

        Raises:
            Refused: they are not there any more, or the shift has begun.
        """
        seat = self.seat(line)
        holder = next((one for one in seat.holders if one.assignment == line.assignment), None)
        if holder is None:
            raise _stale(seat, line.name, _("已经不在这个岗位"))
        if reasons := why_not_take_off(seat.facts.state, seat.facts.span, holder.told, False, now):
            raise _stale(seat, line.name, reasons[0].sentence)
        self._put(seat, holders=[one for one in seat.holders if one is not holder], gone=line.volunteer)
        person = self.people.get(line.volunteer)
        if person is not None:
            kept = [one for one in person.shifts if one.gathering != seat.facts.gathering]
            self.people[line.volunteer] = replace(person, shifts=kept)

    def take(self, line: DraftLine, now: datetime) -> None:
        """The person is on the seat.

        Raises:
            Refused: the rulebook does not let them, or the shift has begun.
        """
        seat, person = self.seat(line), self.people.get(line.volunteer)
        if person is None:
            raise _stale(seat, line.name, _("已退出志愿服务"))
        if seat.facts.state is not GatheringState.PLANNED or now >= seat.facts.span.starts_at:
            raise _stale(seat, line.name, _("这一班已经开始"))
        beside = self._grown(self.coming.get(seat.facts.shift, frozenset()), seat)
        facts = replace(seat.facts, adults=seat.facts.adults | beside)
        if reasons := why_not(person, facts, By.COORDINATOR, now):
            raise _stale(seat, line.name, reasons[0].sentence)
        self._put(seat, holders=seat.holders, come=line.volunteer)
        held = Engagement(seat.facts.gathering, seat.facts.place_name, seat.facts.span)
        self.people[line.volunteer] = replace(person, shifts=[*person.shifts, held])

    def take_whoever_may(self, lines: Sequence[DraftLine], now: datetime) -> list[DraftLine]:
        """Those who are on their seats now; who was refused is asked again once the others are there."""
        back: list[DraftLine] = []
        for _again in range(2):
            back += [one for one in self.in_order(lines) if one not in back and self.takes(one, now)]
        return back

    def takes(self, line: DraftLine, now: datetime) -> bool:
        """Whether the person is on the seat now; a refusal leaves everything as it is."""
        try:
            self.take(line, now)
        except Refused:
            return False
        return True

    def _put(
        self, seat: SeatView, *, holders: Sequence[Holder], come: int | None = None, gone: int | None = None
    ) -> None:
        on_shift = {one for one in seat.facts.holders if one != gone} | ({come} if come else set())
        served = self._most_served(on_shift)
        for one in [one for one in self.seats.values() if one.facts.shift == seat.facts.shift]:
            step = (1 if come else -1) if one.id == seat.id else 0
            adults = (one.facts.adults | self._grown({come} if come else (), one)) - {gone}
            facts = replace(
                one.facts,
                holders=frozenset(on_shift),
                adults=adults,
                taken=one.facts.taken + step,
                others_served=served,
            )
            self.seats[one.id] = replace(one, facts=facts, holders=list(holders) if one.id == seat.id else one.holders)

    def _grown(self, people: Collection[int], seat: SeatView) -> frozenset[int]:
        known = [self.people[one] for one in people if one in self.people]
        return frozenset(one.volunteer for one in known if is_adult(one.born_on, seat.facts.day))

    def _most_served(self, people: Collection[int]) -> int:
        return max((self.served.get(one, 0) for one in people), default=0)


def _stale(seat: SeatView, name: str, why: str) -> Refused:
    where = {"when": short_span(seat.facts.span), "place": seat.facts.place_name, "post": seat.facts.post}
    said = _("班表变了：%(when)s %(place)s %(post)s，%(name)s：%(why)s。再求解一次", name=name, why=why, **where)
    return Refused(WhyNot("stale", said))
