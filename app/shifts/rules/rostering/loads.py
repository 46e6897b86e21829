"""What a person carries: how far it is from their wish, in points, and whether one more shift fits."""

from bisect import bisect_left, insort
from collections import defaultdict
from datetime import date, timedelta
from functools import lru_cache

from app.shifts.rules.board import monday_of
from app.shifts.rules.rostering.ground import Ground
from app.shifts.rules.seating import SeatFacts

DAY = timedelta(days=1)


HALF_HOUR = 30
LEAST_MEASURE = 180
"""Whoever wishes for less than three hours a week is measured by three hours: a usual shift is not three times too much."""


def load_points(minutes: int, wanted: int, weight: int) -> float:
    """Points of a week in which somebody serves so many minutes: the square of how far off they are, against the wish.

    Nothing at all costs about `weight`, as does twice the wish. Every further half hour costs a whole number of points
    and no less than the one before it, so that a bill of half hours is a whole number and a bound within less than a
    point proves it; a part of a half hour costs its part.
    """
    halves, rest = divmod(abs(minutes - wanted), HALF_HOUR)
    measure = max(wanted, LEAST_MEASURE)
    points = _of_half_hours(halves, measure, weight)
    return points + rest / HALF_HOUR * _of_half_hour(halves + 1, measure, weight) if rest else float(points)


@lru_cache(maxsize=100_000)
def _of_half_hours(number: int, measure: int, weight: int) -> int:
    return sum(_of_half_hour(one, measure, weight) for one in range(1, number + 1))


def _of_half_hour(number: int, measure: int, weight: int) -> int:
    """weight x (30 / measure)² x (n² - (n - 1)²), to the nearest whole point."""
    return (2 * weight * HALF_HOUR * HALF_HOUR * (2 * number - 1) + measure * measure) // (2 * measure * measure)


class Loads:
    """Who carries what while a roster is being made by hand; says whether one more seat keeps every limit."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.spans: dict[int, list[tuple[float, float]]] = defaultdict(list)
        self.in_week: dict[tuple[int, date], int] = defaultdict(int)
        self.on_day: dict[tuple[int, date], int] = defaultdict(int)
        self.shifts_on: dict[tuple[int, date], int] = defaultdict(int)
        self.on_shift: dict[int, set[int]] = defaultdict(set)
        for who, person in ground.people.items():
            for one in person.shifts:
                self._add(who, one.span.starts_at.timestamp(), one.span.ends_at.timestamp(), one.day, 1)
        for seat in ground.seats.values():
            self.on_shift[seat.shift] |= seat.holders

    def fits(self, who: int, seat: SeatFacts, *, guided: bool = True) -> bool:
        """Whether the person, for whom the pair is open, can take it beside all that they carry.

        Args:
            guided: a novice needs somebody experienced, and a child somebody of age, who is there already.
        """
        ground, day = self.ground, seat.day
        if who in self.on_shift[seat.shift]:
            return False
        if self.on_day[who, day] + seat.span.minutes > ground.limits.day_minutes:
            return False
        if self.in_week[who, monday_of(day)] + seat.span.minutes > ground.people[who].most_minutes:
            return False
        if self._row(who, day) > ground.limits.days_in_a_row or not self._is_apart(who, seat):
            return False
        return not guided or (self._guided(who, seat) and self._accompanied(who, seat))

    def put(self, who: int, seat: SeatFacts) -> None:
        """They have the seat."""
        self._add(who, seat.span.starts_at.timestamp(), seat.span.ends_at.timestamp(), seat.day, 1)
        self.on_shift[seat.shift].add(who)

    def take(self, who: int, seat: SeatFacts) -> None:
        """They no longer have it."""
        self._add(who, seat.span.starts_at.timestamp(), seat.span.ends_at.timestamp(), seat.day, -1)
        self.on_shift[seat.shift].discard(who)

    def points_more(self, who: int, seat: SeatFacts) -> float:
        """How many points of load it costs to give them the seat; less than nothing where it helps."""
        wanted, weight = self.ground.people[who].wanted_minutes, self.ground.instance.weights.load
        before = self.in_week[who, monday_of(seat.day)]
        return load_points(before + seat.span.minutes, wanted, weight) - load_points(before, wanted, weight)

    def _add(self, who: int, starts: float, ends: float, day: date, sign: int) -> None:
        minutes = int(ends - starts) // 60
        self.in_week[who, monday_of(day)] += minutes * sign
        self.on_day[who, day] += minutes * sign
        self.shifts_on[who, day] += sign
        if sign > 0:
            insort(self.spans[who], (starts, ends))
        else:
            self.spans[who].remove((starts, ends))

    def _is_apart(self, who: int, seat: SeatFacts) -> bool:
        rest = self.ground.limits.rest.total_seconds()
        starts, ends = seat.span.starts_at.timestamp() - rest, seat.span.ends_at.timestamp() + rest
        spans = self.spans[who]
        return all(other_ends <= starts for _starts, other_ends in spans[: bisect_left(spans, (ends, 0.0))])

    def _row(self, who: int, day: date) -> int:
        first = last = day
        while self.shifts_on[who, first - DAY] > 0:
            first -= DAY
        while self.shifts_on[who, last + DAY] > 0:
            last += DAY
        return (last - first).days + 1

    def _guided(self, who: int, seat: SeatFacts) -> bool:
        if not self.ground.is_novice(who):
            return True
        return any(not self.ground.is_novice(one) for one in self.on_shift[seat.shift])

    def _accompanied(self, who: int, seat: SeatFacts) -> bool:
        ground = self.ground
        return not ground.is_alone(who, seat) or any(ground.is_adult(one, seat) for one in self.on_shift[seat.shift])
