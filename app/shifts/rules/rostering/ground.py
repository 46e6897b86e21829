"""An instance made ready: facts as the rulebook wants them, who may have which seat, and weeks.

Who stays where they are (pins) is an engagement like those outside the file. So the rulebook itself says which pairs are
left; only what depends on two assignments that are both still open becomes a constraint of the model.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from app.clock import at_library
from app.gatherings.rules import GatheringState, Span
from app.refusals import WhyNot
from app.shifts.rules import DayException, Slot
from app.shifts.rules.ages import SHIPPED, Ages, bands_on, is_adult, needs_company
from app.shifts.rules.board import monday_of
from app.shifts.rules.free import is_free
from app.shifts.rules.limits import Limits
from app.shifts.rules.reasons import Reason
from app.shifts.rules.rostering.instance import Instance, Person, Seat
from app.shifts.rules.seating import By, Engagement, PersonFacts, SeatFacts, why_not

Pair = tuple[int, int]
"""A seat and a person, by their ids."""
Roster = frozenset[Pair]


@dataclass(slots=True)
class Ground:
    """What a roster of the instance stands on; pins are in it already.

    Attributes:
        open: for each seat those who could have it if nobody else were placed.
        priced: what each open pair costs by itself, where it costs anything.
        counted: the weeks of a person in which they could have anything at all; only these cost points of load.
    """

    instance: Instance
    limits: Limits
    people: dict[int, PersonFacts]
    seats: dict[int, SeatFacts]
    numbers: dict[int, Seat]
    open: dict[int, list[int]]
    priced: dict[Pair, int]
    before: Roster
    refused: Mapping[Pair, Reason]
    counted: tuple[tuple[int, date], ...] = ()
    weeks: dict[date, list[int]] = field(default_factory=dict)

    def room(self, seat: int) -> tuple[int, int, int]:
        """How many are still needed at least, wanted and possible beside the pins."""
        one, taken = self.numbers[seat], self.seats[seat].taken
        return max(0, one.least - taken), max(0, one.wanted - taken), max(0, one.most - taken)

    def is_novice(self, person: int) -> bool:
        """Whether they need somebody experienced beside them."""
        return self.people[person].served < self.limits.novice_shifts

    def is_alone(self, person: int, seat: SeatFacts) -> bool:
        """Whether they are so young that somebody of age has to be on the shift."""
        one = self.people[person]
        return needs_company(one.born_on, seat.day, bands_on(one.ages, seat.day))

    def is_adult(self, person: int, seat: SeatFacts) -> bool:
        """Whether they are of age on the day of the seat."""
        return is_adult(self.people[person].born_on, seat.day)


def ground_of(instance: Instance) -> Ground:
    """Make the instance ready."""
    limits = Limits(
        rest=timedelta(minutes=instance.limits.rest_minutes),
        day_minutes=instance.limits.day_minutes,
        days_in_a_row=instance.limits.days_in_a_row,
        novice_shifts=instance.limits.novice_shifts,
    )
    numbers = {one.id: one for one in instance.seats}
    ages = () if instance.limits.accompanied else (replace(SHIPPED, accompanied=False),)
    people = {one.id: _person(one, ages) for one in instance.people}
    seats = _seats(instance, people)
    for pin in instance.pins:
        person, seat = people[pin.person], seats[pin.seat]
        held = Engagement(seat.gathering, seat.place_name, seat.span)
        people[pin.person] = replace(person, shifts=(*person.shifts, held))
    refused = {(one.seat, one.person): one.reason for one in instance.refused}
    made = Ground(instance, limits, people, seats, numbers, {}, {}, frozenset(), refused)
    free: dict[tuple[int, datetime, datetime], bool] = {}
    for seat in seats.values():
        made.open[seat.seat] = [who for who in people if _may(made, people[who], seat, free)]
        made.weeks.setdefault(monday_of(seat.day), []).append(seat.seat)
    pins = {(one.seat, one.person) for one in instance.pins}
    made.before = frozenset((one.seat, one.person) for one in instance.before) - pins
    made.priced = _priced(made)
    made.counted = tuple(dict.fromkeys((who, monday_of(seats[seat].day)) for seat, who in pairs(made)))
    return made


def reasons(ground: Ground, person: PersonFacts, seat: SeatFacts) -> tuple[WhyNot, ...]:
    """What the rulebook says of the pair, and what the file says beside it."""
    # A coordinator's reading asks no clock: the seats of an instance are all still to be filled.
    found = why_not(person, seat, By.COORDINATOR, seat.span.starts_at, ground.limits)
    said = ground.refused.get((seat.seat, person.volunteer))
    if said is not None and all(one.code != said for one in found):
        found += (WhyNot(said, ""),)
    return found


def with_roster(ground: Ground, roster: Collection[Pair]) -> tuple[dict[int, PersonFacts], dict[int, SeatFacts]]:
    """People and seats as they are with the roster in force."""
    shifts: dict[int, list[Engagement]] = defaultdict(list)
    on_shift: dict[int, set[int]] = defaultdict(set)
    taken: dict[int, int] = defaultdict(int)
    for seat_id, person in roster:
        seat = ground.seats[seat_id]
        shifts[person].append(Engagement(seat.gathering, seat.place_name, seat.span))
        on_shift[seat.shift].add(person)
        taken[seat_id] += 1
    people = {
        who: replace(one, shifts=(*one.shifts, *shifts[who])) if who in shifts else one
        for who, one in ground.people.items()
    }
    seats = {}
    for seat_id, seat in ground.seats.items():
        holders = seat.holders | on_shift[seat.shift]
        seats[seat_id] = replace(
            seat,
            holders=holders,
            adults=adults_of(ground, holders, seat),
            taken=seat.taken + taken[seat_id],
            others_served=most_served(ground, holders),
        )
    return people, seats


def most_served(ground: Ground, people: Collection[int]) -> int:
    """How many shifts the most experienced of them has served."""
    return max((ground.people[one].served for one in people), default=0)


def adults_of(ground: Ground, people: Collection[int], seat: SeatFacts) -> frozenset[int]:
    """Those of them who are of age on the day of the seat."""
    return frozenset(one for one in people if ground.is_adult(one, seat))


def with_company(seat: SeatFacts) -> SeatFacts:
    """The seat as it is once somebody of age is on its shift, which the roster decides."""
    return replace(seat, adults=seat.adults | {0})


def broken(ground: Ground, roster: Collection[Pair]) -> list[tuple[Pair, tuple[WhyNot, ...]]]:
    """Assignments that the rulebook would refuse, each given all the others; a roster without any may be shown."""
    people, seats = with_roster(ground, roster)
    times = Counter((ground.seats[seat].shift, who) for seat, who in roster)
    found = []
    for seat_id, who in roster:
        seat, person = seats[seat_id], people[who]
        others = seat.holders - {who}
        without = replace(
            seat,
            holders=others,
            adults=seat.adults - {who},
            taken=seat.taken - 1,
            others_served=most_served(ground, others),
        )
        said = reasons(ground, person, without)
        if times[seat.shift, who] > 1:
            said += (WhyNot(Reason.ALREADY, ""),)
        if said:
            found.append(((seat_id, who), said))
    return found


def _may(
    ground: Ground, person: PersonFacts, seat: SeatFacts, free: dict[tuple[int, datetime, datetime], bool]
) -> bool:
    # The cheap half of the rulebook first: most pairs fall by it, and the whole of it is asked of those that are left.
    if seat.skill is not None and seat.skill not in person.skills:
        return False
    if person.sites and seat.place not in person.sites:
        return False
    key = (person.volunteer, seat.span.starts_at, seat.span.ends_at)
    if key not in free:
        free[key] = is_free(person.slots, person.exceptions, seat.span)
    if not free[key]:
        return False
    found = reasons(ground, person, with_company(seat))
    return all(one.code == Reason.NOVICE for one in found) and not _is_full(ground, seat)


def _is_full(ground: Ground, seat: SeatFacts) -> bool:
    return seat.taken >= ground.numbers[seat.seat].most


def _priced(ground: Ground) -> dict[Pair, int]:
    weights = ground.instance.weights
    of_place: dict[Pair, int] = defaultdict(int)
    of_seat: dict[Pair, int] = defaultdict(int)
    for one in ground.instance.preferences:
        if one.seat is not None:
            of_seat[one.seat, one.person] += one.points * weights.preference
        elif one.place is not None:
            of_place[one.place, one.person] += one.points * weights.preference
    for way in ground.instance.travel:
        of_place[way.place, way.person] += way.minutes * weights.travel // 10
    if not of_place and not of_seat:
        return {}
    return {
        (seat, who): price
        for seat, who in pairs(ground)
        if (price := of_seat[seat, who] + of_place[ground.seats[seat].place, who])
    }


def pairs(ground: Ground) -> Iterator[Pair]:
    """Every open pair."""
    for seat, people in ground.open.items():
        for who in people:
            yield seat, who


def _person(one: Person, ages: Sequence[Ages]) -> PersonFacts:
    # Engagements outside the file get numbers that no shift of it can have.
    engaged = [
        Engagement(-1 - number, time.title, Span(time.starts_at, time.ends_at))
        for number, time in enumerate(one.engaged)
    ]
    return PersonFacts(
        volunteer=one.id,
        person=one.id,
        name=one.name or str(one.id),
        state=one.state,
        suspended=one.suspended,
        born_on=one.born_on,
        consent=one.consent,
        committed=one.committed,
        insured_to=one.insured_to,
        skills=frozenset(one.skills),
        sites=frozenset(one.sites),
        slots=tuple(Slot(slot.weekday, slot.from_minute, slot.to_minute) for slot in one.free),
        exceptions=tuple(DayException(day.day, day.free, day.from_minute, day.to_minute) for day in one.exceptions),
        shifts=tuple(engaged),
        duties=tuple(Engagement(0, time.title, Span(time.starts_at, time.ends_at)) for time in one.duties),
        wanted_minutes=one.wanted_minutes,
        most_minutes=one.most_minutes,
        served=one.served,
        ages=ages,
    )


def _seats(instance: Instance, people: Mapping[int, PersonFacts]) -> dict[int, SeatFacts]:
    shift_of = {one.id: one.shift for one in instance.seats}
    on_shift: dict[int, set[int]] = defaultdict(set)
    on_seat: dict[int, int] = defaultdict(int)
    for pin in instance.pins:
        on_shift[shift_of[pin.seat]].add(pin.person)
        on_seat[pin.seat] += 1
    closed = [(Span(one.starts_at, one.ends_at), one.title) for one in instance.closures]
    made = {}
    for one in instance.seats:
        span, holders = Span(one.starts_at, one.ends_at), frozenset(on_shift[one.shift])
        made[one.id] = SeatFacts(
            seat=one.id,
            shift=one.shift,
            gathering=one.shift,
            place=one.place,
            place_name=one.place_name or str(one.place),
            span=span,
            state=GatheringState.PLANNED,
            published=True,
            sign_up_until=one.starts_at,
            post=one.post or str(one.id),
            most=one.most,
            skill=one.skill,
            min_age=one.min_age,
            insured=one.insured,
            on_closed_days=one.on_closed_days,
            locked=one.locked,
            taken=on_seat[one.id],
            holders=holders,
            adults=frozenset(
                who for who in holders if is_adult(people[who].born_on, at_library(span.starts_at).date())
            ),
            closures=[each for each in closed if each[0].overlaps(span)],
            others_served=max((people[who].served for who in holders), default=0),
        )
    return made
