"""What a roster costs, line by line, and why a seat of it stays empty."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date

import msgspec

from app.shifts.rules.board import monday_of
from app.shifts.rules.reasons import Reason
from app.shifts.rules.rostering.ground import Ground, Pair, reasons, with_roster
from app.shifts.rules.rostering.loads import load_points
from app.shifts.rules.seating import PersonFacts, SeatFacts


class Part(msgspec.Struct, frozen=True):
    """A line of the bill: how many of the thing there are, and their points together.

    Attributes:
        minutes: of `load`, by how much the weeks are off the wishes together.
    """

    name: str
    count: int
    points: float
    minutes: int = 0


class Relaxation(msgspec.Struct, frozen=True):
    """The one thing that would put this person on the seat if it were let go.

    Attributes:
        minutes: for limits of time, how far they would be gone beyond.
        price: points of load and preference that it costs; what it brings is the seat's own weight.
        effort: how hard the thing is to come by, from 1 (sign a paper) to 9 (ask somebody to come when they cannot).
    """

    person: int
    reason: Reason
    minutes: int
    price: float
    effort: int


class Unfilled(msgspec.Struct, frozen=True):
    """A seat below its least.

    Attributes:
        candidates: everybody who is not on its shift, with the roster in force.
        reasons: how many of them each reason keeps away; somebody with two reasons counts with both.
        relaxation: the cheapest single one; None where nobody is kept away by only one that can be let go.
    """

    seat: int
    lacking: int
    candidates: int
    reasons: dict[str, int]
    relaxation: Relaxation | None


EFFORT = {
    Reason.PAPERS: 1,
    Reason.WEEK_LIMIT: 2,
    Reason.DAY_LIMIT: 3,
    Reason.DAYS_IN_A_ROW: 3,
    Reason.REST: 3,
    Reason.LOCKED: 3,
    Reason.NOVICE: 4,
    Reason.SITE: 5,
    Reason.UNTRAINED: 6,
    Reason.SKILL: 7,
    Reason.UNAVAILABLE: 9,
}
"""What can be let go, and how hard it is. Not here: age, closed days, the staff's duties, being in two places at once."""


def parts(ground: Ground, roster: Collection[Pair]) -> list[Part]:
    """The bill of a roster, in the order of its weight; its points together are the objective."""
    weights = ground.instance.weights
    short: Counter[int] = Counter()
    wanting = 0
    taken = Counter(seat for seat, _who in roster)
    for seat, one in ground.numbers.items():
        least, wanted, _most = ground.room(seat)
        short[one.priority] += max(0, least - taken[seat])
        wanting += max(0, wanted - max(least, taken[seat]))
    changed = len(ground.before - set(roster))
    if ground.instance.repair:
        changed += len(set(roster) - ground.before)
    prices = [ground.priced[pair] for pair in roster if pair in ground.priced]
    off = _loads(ground, roster)
    return [
        *(
            Part(f"unfilled_{priority}", short[priority], float(short[priority] * weights.unfilled[priority - 1]))
            for priority in (1, 2, 3)
        ),
        Part("change", changed, float(changed * weights.change)),
        Part("load", len(off), sum(points for _minutes, points in off), sum(minutes for minutes, _points in off)),
        Part("wanted", wanting, float(wanting * weights.wanted)),
        Part("preference", len(prices), float(sum(prices))),
    ]


def objective(ground: Ground, roster: Collection[Pair]) -> float:
    """All points together."""
    return sum(one.points for one in parts(ground, roster))


def minutes_by_week(ground: Ground, roster: Collection[Pair]) -> dict[tuple[int, date], int]:
    """How many minutes each person with anything open serves in each week, pins and shifts elsewhere included."""
    carried: dict[tuple[int, date], int] = defaultdict(int)
    for seat, who in roster:
        carried[who, monday_of(ground.seats[seat].day)] += ground.seats[seat].span.minutes
    return {key: carried[key] + _fixed(ground, key) for key in ground.counted}


def _fixed(ground: Ground, key: tuple[int, date]) -> int:
    return sum(one.span.minutes for one in ground.people[key[0]].shifts if monday_of(one.day) == key[1])


def _loads(ground: Ground, roster: Collection[Pair]) -> list[tuple[int, float]]:
    """Minutes and points of each week of a person that is not exactly as they wish."""
    weight, people = ground.instance.weights.load, ground.people
    found = []
    for (who, _monday), minutes in minutes_by_week(ground, roster).items():
        wanted = people[who].wanted_minutes
        if minutes != wanted:
            found.append((abs(minutes - wanted), load_points(minutes, wanted, weight)))
    return found


def unfilled(ground: Ground, roster: Collection[Pair]) -> list[Unfilled]:
    """Every seat below its least with what keeps people away from it, the most pressing first."""
    taken = Counter(seat for seat, _who in roster)
    lacking = {seat: ground.room(seat)[0] - taken[seat] for seat in ground.seats}
    empty = [seat for seat, lacks in lacking.items() if lacks > 0]
    if not empty:
        return []
    people, seats = with_roster(ground, roster)
    found = [_unfilled(ground, people, seats[seat], lacking[seat]) for seat in empty]
    return sorted(found, key=lambda one: (ground.numbers[one.seat].priority, ground.seats[one.seat].span.starts_at))


def _unfilled(ground: Ground, people: dict[int, PersonFacts], seat: SeatFacts, lacking: int) -> Unfilled:
    counted: Counter[str] = Counter()
    ways = []
    candidates = [one for one in people.values() if one.volunteer not in seat.holders]
    for person in candidates:
        codes = [Reason(one.code) for one in reasons(ground, person, seat)]
        counted.update(set(codes))
        if len(codes) == 1 and codes[0] in EFFORT:
            ways.append(_relaxation(ground, person, seat, codes[0]))
    best = min(ways, key=lambda one: (one.effort, one.minutes, one.price, one.person), default=None)
    listed = {code.value: counted[code] for code in Reason if counted[code]}
    return Unfilled(seat.seat, lacking, len(candidates), listed, best)


def _relaxation(ground: Ground, person: PersonFacts, seat: SeatFacts, reason: Reason) -> Relaxation:
    who, monday = person.volunteer, monday_of(seat.day)
    in_week = sum(one.span.minutes for one in person.shifts if monday_of(one.day) == monday)
    on_day = sum(one.span.minutes for one in person.shifts if one.day == seat.day)
    beyond = {
        Reason.WEEK_LIMIT: in_week + seat.span.minutes - person.most_minutes,
        Reason.DAY_LIMIT: on_day + seat.span.minutes - ground.limits.day_minutes,
    }
    wanted, weight = person.wanted_minutes, ground.instance.weights.load
    more = load_points(in_week + seat.span.minutes, wanted, weight) - load_points(in_week, wanted, weight)
    price = more + ground.priced.get((seat.seat, who), 0)
    return Relaxation(who, reason, beyond.get(reason, 0), round(price, 1), EFFORT[reason])
