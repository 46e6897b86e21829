"""The roster as a mixed-integer program: a column for each open pair, a named slack for each soft rule.

What the rulebook says of one pair by itself has been asked before (`ground.open`); here are its rules about two seats of
one person, each as a row. Every slack is a line of the bill, so that the solver's objective is the bill's sum.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

from app.shifts.rules.board import monday_of
from app.shifts.rules.rostering.ground import Ground, Pair
from app.shifts.rules.rostering.loads import DAY, Loads, load_points
from app.shifts.rules.rostering.matrix import Program, Solved, solve
from app.shifts.rules.seating import SeatFacts

GAP = 0.0005
"""Points within which a window counts as solved: so little that over all weeks together it rounds to nothing."""


@dataclass(slots=True)
class Model:
    """The program of some seats, with what surrounds them as it is.

    Attributes:
        column: the column of each pair.
    """

    ground: Ground
    seats: Sequence[int]
    loads: Loads
    program: Program = field(default_factory=Program)
    column: dict[Pair, int] = field(default_factory=dict)
    mine: dict[int, list[tuple[SeatFacts, int]]] = field(default_factory=lambda: defaultdict(list))

    def roster(self, solved: Solved) -> frozenset[Pair]:
        """The pairs that a solution chooses."""
        return frozenset(pair for pair, column in self.column.items() if solved.values[column] > 0.5)


@dataclass(frozen=True, slots=True)
class Window:
    """What came of some seats: their roster (None where none was found in time) and a bound of its points."""

    roster: frozenset[Pair] | None
    bound: float
    proven: bool


def solve_window(
    ground: Ground, seats: Sequence[int], around: Collection[Pair], start: Collection[Pair], *, seconds: float
) -> Window:
    """The best roster of some seats.

    Args:
        around: what is placed on other seats and stays; empty where the bound is to hold whatever is there.
        start: a roster of these seats to begin with.
    """
    model = model_of(ground, seats, around)
    placed = set(start)
    begun = {column: float(pair in placed) for pair, column in model.column.items()} if placed else {}
    if not model.column:
        return Window(frozenset(), model.program.offset + _empty(model), proven=True)
    solved = solve(model.program, begun, seconds=seconds, gap=GAP)
    if not solved.values:
        return Window(None, solved.bound, proven=False)
    return Window(model.roster(solved), solved.bound, solved.proven)


def model_of(ground: Ground, seats: Sequence[int], around: Collection[Pair] = ()) -> Model:
    """The program. One long story, cut by kind of row."""
    loads = Loads(ground)
    for seat, who in around:
        loads.put(who, ground.seats[seat])
    model = Model(ground, seats, loads)
    _columns(model, bool(around))
    for seat in seats:
        _headcount(model, seat)
    for who, held in model.mine.items():
        _one_at_a_time(model, held)
        _limits(model, who, held)
        _days_in_a_row(model, who, held)
    _novices(model)
    _children(model)
    _loads(model)
    return model


def _columns(model: Model, has_context: bool) -> None:
    ground, weights = model.ground, model.ground.instance.weights
    kept = [pair for pair in ground.before if pair[0] in set(model.seats)]
    model.program.offset += weights.change * len(kept)
    for seat in model.seats:
        facts = ground.seats[seat]
        for who in ground.open[seat]:
            if has_context and not _fits_around(model, who, facts):
                continue
            price = float(ground.priced.get((seat, who), 0))
            if (seat, who) in ground.before:
                price -= weights.change
            elif ground.instance.repair:
                price += weights.change
            column = model.program.column(price, 1.0, whole=True)
            model.column[seat, who] = column
            model.mine[who].append((facts, column))


def _fits_around(model: Model, who: int, facts: SeatFacts) -> bool:
    # Whether somebody experienced, or of age, is there is a row of its own: they may come by the same solution.
    return model.loads.fits(who, facts, guided=False)


def _headcount(model: Model, seat: int) -> None:
    """Σ x + short ≥ least, Σ x + short + wanting ≥ wanted, Σ x ≤ most."""
    ground, program, weights = model.ground, model.program, model.ground.instance.weights
    least, wanted, most = ground.room(seat)
    terms = [(model.column[seat, who], 1.0) for who in ground.open[seat] if (seat, who) in model.column]
    short = []
    if least:
        unfilled = program.column(float(weights.unfilled[ground.numbers[seat].priority - 1]), float(least), whole=True)
        short = [(unfilled, 1.0)]
        program.row([*terms, *short], lower=float(least))
    if wanted > least:
        wanting = program.column(float(weights.wanted), float(wanted - least), whole=True)
        program.row([*terms, *short, (wanting, 1.0)], lower=float(wanted))
    if len(terms) > most:
        program.row(terms, upper=float(most))


def _one_at_a_time(model: Model, held: Sequence[tuple[SeatFacts, int]]) -> None:
    """At every moment at most one shift, its rest included: one row for each set of shifts that meet."""
    rest = model.ground.limits.rest
    for together in _meeting([(one.span.starts_at, one.span.ends_at + rest, column) for one, column in held]):
        model.program.row([(column, 1.0) for column in together], upper=1.0)


def _meeting(times: Sequence[tuple[datetime, datetime, int]]) -> Iterator[list[int]]:
    """Sets of two or more times that all share a moment, none of them part of another."""
    ordered = sorted(times, key=lambda one: (one[0], one[2]))
    active: list[tuple[datetime, int]] = []
    grown = False
    for starts, ends, column in ordered:
        still = [one for one in active if one[0] > starts]
        if grown and len(still) < len(active) and len(active) > 1:
            yield [one for _ends, one in active]
            grown = False
        active = [*still, (ends, column)]
        grown = True
    if grown and len(active) > 1:
        yield [one for _ends, one in active]


def _limits(model: Model, who: int, held: Sequence[tuple[SeatFacts, int]]) -> None:
    """Minutes of a day and of a week."""
    days: dict[date, list[tuple[SeatFacts, int]]] = defaultdict(list)
    weeks: dict[date, list[tuple[SeatFacts, int]]] = defaultdict(list)
    for one, column in held:
        days[one.day].append((one, column))
        weeks[monday_of(one.day)].append((one, column))
    for day, those in days.items():
        _at_most(model, those, model.ground.limits.day_minutes - model.loads.on_day[who, day])
    for monday, those in weeks.items():
        _at_most(model, those, model.ground.people[who].most_minutes - model.loads.in_week[who, monday])


def _at_most(model: Model, those: Sequence[tuple[SeatFacts, int]], minutes: int) -> None:
    lengths = {one.span.minutes for one, _column in those}
    if sum(one.span.minutes for one, _column in those) <= minutes:
        return
    if len(lengths) == 1:
        # All alike: so many of them, which is the tighter row.
        model.program.row([(column, 1.0) for _one, column in those], upper=float(minutes // lengths.pop()))
    else:
        model.program.row([(column, float(one.span.minutes)) for one, column in those], upper=float(minutes))


def _days_in_a_row(model: Model, who: int, held: Sequence[tuple[SeatFacts, int]]) -> None:
    """In any stretch of one day more than the limit, not every day."""
    most, loads, program = model.ground.limits.days_in_a_row, model.loads, model.program
    by_day: dict[date, list[int]] = defaultdict(list)
    for one, column in held:
        by_day[one.day].append(column)
    worked: dict[date, int] = {}
    for first in _stretches(by_day, most):
        days = [first + timedelta(days=number) for number in range(most + 1)]
        fixed = [day for day in days if loads.shifts_on[who, day] > 0]
        if any(day not in by_day and day not in fixed for day in days) or len(fixed) > most:
            continue
        for day in days:
            if day not in worked and day not in fixed:
                worked[day] = program.column(0.0, 1.0)
                for column in by_day[day]:
                    program.row([(column, 1.0), (worked[day], -1.0)], upper=0.0)
        program.row([(worked[day], 1.0) for day in days if day not in fixed], upper=float(most - len(fixed)))


def _stretches(by_day: Collection[date], most: int) -> list[date]:
    """First days of the stretches that touch one of these days."""
    return sorted({day - number * DAY for day in by_day for number in range(most + 1)})


def _novices(model: Model) -> None:
    """A novice only where somebody experienced is on the shift."""
    ground, program = model.ground, model.program
    if not ground.limits.novice_shifts:
        return
    guides: dict[int, list[int]] = defaultdict(list)
    for (seat, who), column in model.column.items():
        if not ground.is_novice(who):
            guides[ground.seats[seat].shift].append(column)
    for (seat, who), column in model.column.items():
        shift = ground.seats[seat].shift
        if ground.is_novice(who) and all(ground.is_novice(one) for one in model.loads.on_shift[shift]):
            program.row([(column, 1.0), *((guide, -1.0) for guide in guides[shift])], upper=0.0)


def _children(model: Model) -> None:
    """A child only where somebody of age is on the shift."""
    ground = model.ground
    adults: dict[int, list[int]] = defaultdict(list)
    for (seat, who), column in model.column.items():
        if ground.is_adult(who, ground.seats[seat]):
            adults[ground.seats[seat].shift].append(column)
    for (seat, who), column in model.column.items():
        facts = ground.seats[seat]
        if ground.is_alone(who, facts) and not any(
            ground.is_adult(one, facts) for one in model.loads.on_shift[facts.shift]
        ):
            model.program.row([(column, 1.0), *((adult, -1.0) for adult in adults[facts.shift])], upper=0.0)


def _loads(model: Model) -> None:
    """A person's week in minutes: Σ minutes·x = Σ pieces, each minute of a piece dearer than those of the one before.

    The pieces lie between the totals that whole shifts can have, so that the bound promises no others between them; and
    each is had or not, so that the solver sees that a bill of half hours is a whole number.
    """
    ground, program, weight = model.ground, model.program, model.ground.instance.weights.load
    weeks = {monday_of(ground.seats[seat].day) for seat in model.seats}
    for who, monday in ground.counted:
        if monday not in weeks:
            continue
        wanted, fixed = ground.people[who].wanted_minutes, model.loads.in_week[who, monday]
        mine = [(one.span.minutes, column) for one, column in model.mine[who] if monday_of(one.day) == monday]
        totals = _totals([minutes for minutes, _column in mine], ground.people[who].most_minutes - fixed)
        points = [load_points(fixed + total, wanted, weight) for total in totals]
        program.offset += points[0]
        pieces = [
            (program.column(after - before, 1.0, whole=True), float(less - more))
            for (less, more), (before, after) in zip(pairwise(totals), pairwise(points), strict=True)
        ]
        program.row([*((column, float(minutes)) for minutes, column in mine), *pieces], lower=0.0, upper=0.0)


def _totals(lengths: Sequence[int], most: int) -> list[int]:
    """The minutes that some of these shifts can have together, nothing among them, in their order."""
    reached = {0}
    for one in lengths:
        reached |= {total + one for total in reached if total + one <= most}
    return sorted(reached)


def _empty(model: Model) -> float:
    """Points of nobody on any of the seats, beside the offset."""
    ground, weights, points = model.ground, model.ground.instance.weights, 0.0
    for seat in model.seats:
        least, wanted, _most = ground.room(seat)
        points += least * weights.unfilled[ground.numbers[seat].priority - 1] + (wanted - least) * weights.wanted
    return points
