"""The search: a roster at once, then week by week the best one, then what joins the weeks.

Weeks hardly touch: wishes and most limits are a week's own, only rest over a Sunday night and days in a row reach over.
So each week is solved as if the others were empty, which bounds the whole from below. Where the weeks' rosters fit
together, their sum is the optimum and is proven. Where they do not, each week that was to give way is solved again with
the others as they are, a week is taken over only when the whole gets cheaper, and a small instance is at last solved in
one piece, beginning with the best that was found. Optimal is said only where bound and roster are the same number.
"""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import date
from time import monotonic

from app.shifts.rules.rostering.bill import objective, parts, unfilled
from app.shifts.rules.rostering.greedy import greedy
from app.shifts.rules.rostering.ground import Ground, Pair, Roster, broken, ground_of
from app.shifts.rules.rostering.instance import Assignment, Instance, digest
from app.shifts.rules.rostering.matrix import version
from app.shifts.rules.rostering.model import Window, solve_window
from app.shifts.rules.rostering.result import Progress, Result

ONE_PIECE_PEOPLE = 150
"""Beyond so many people the whole month in one piece brings nothing within minutes."""
WORKERS = min(2, os.cpu_count() or 1)
"""So many weeks are solved at the same time; HiGHS itself works at one with one core."""
NEAR = 1e-6

Tell = Callable[[Progress], None]


class Broken(Exception):
    """A roster breaks the rulebook: an error of ours, and nobody is shown it."""


class Search:
    """One search with its clock: the best roster so far, and of each week its bound and its own best."""

    def __init__(self, instance: Instance, seconds: float, tell: Tell) -> None:
        self.began, self.seconds, self.tell = monotonic(), seconds, tell
        self.ground: Ground = ground_of(instance)
        self.best: Roster = greedy(self.ground)
        self.points = self.first_points = objective(self.ground, self.best)
        self.first_seconds = self.spent
        self.bounds: dict[date, float] = {}
        self.proven: set[date] = set()
        self.alone: dict[date, Roster] = {}
        self.whole_bound: float | None = None
        self._told()

    @property
    def spent(self) -> float:
        """Seconds since it began."""
        return monotonic() - self.began

    @property
    def left(self) -> float:
        """Seconds until it has to answer; the bill takes its part, about as long as the first roster took."""
        return self.seconds - self.spent - 0.5 - self.first_seconds

    @property
    def bound(self) -> float:
        """No roster costs less than this; no bill is below nothing."""
        summed = sum(self.bounds.get(monday, 0.0) for monday in self.ground.weeks)
        return min(self.points, max(0.0, summed, self.whole_bound or 0.0))

    def run(self) -> None:
        """Look for the best roster until it is proven or the time is up."""
        joined = self._week_by_week(list(self.ground.weeks))
        if (again := [one for one in self.ground.weeks if one not in self.proven]) and self.left > 1:
            joined = self._week_by_week(again)
        if not self.is_optimal and self.left > 0:
            self._mend(joined)
        # Where a week is not proven, the whole of them is even less.
        if not self.is_optimal and not again and len(self.ground.people) <= ONE_PIECE_PEOPLE:
            self._in_one_piece()

    @property
    def is_optimal(self) -> bool:
        """Whether the bound proves that nothing cheaper is to be had."""
        return rounded(self.points - self.bound) == 0

    def _week_by_week(self, weeks: Sequence[date]) -> Roster:
        """Solve each week for itself, two at a time; returns what they are together, which may not fit."""
        waiting = sorted(
            weeks, key=lambda monday: sum(len(self.ground.open[seat]) for seat in self.ground.weeks[monday])
        )
        unfinished = set(waiting)
        with ThreadPoolExecutor(WORKERS) as pool:
            # The small ones first: what a week leaves of its time is for those after it.
            running = {pool.submit(self._solve_week, monday, unfinished): monday for monday in waiting}
            for done in as_completed(running):
                monday, window = running[done], done.result()
                unfinished.discard(monday)
                self._take(monday, window)
        joined = frozenset().union(*self.alone.values())
        self._offer(joined)
        return joined

    def _solve_week(self, monday: date, unfinished: Collection[date]) -> Window | None:
        if self.left <= 0:
            return None
        seats = self.ground.weeks[monday]
        seconds = self.left * min(1.0, WORKERS / len(unfinished))
        return solve_window(self.ground, seats, (), of_seats(self.best, seats), seconds=seconds)

    def _take(self, monday: date, window: Window | None) -> None:
        """What came of a week by itself; it is offered beside the others as they are."""
        before = of_seats(self.best, self.ground.weeks[monday])
        found = None if window is None else window.roster
        self.alone[monday] = before if found is None else found
        if window is None:
            return
        self.bounds[monday] = max(self.bounds.get(monday, 0.0), window.bound)
        if window.proven:
            self.proven.add(monday)
        self._offer((self.best - before) | self.alone[monday])
        self._told()

    def _mend(self, joined: Roster) -> None:
        """Leave out what does not fit together, and fill those weeks again with the others as they are."""
        fitting = set(joined)
        while wrong := broken(self.ground, fitting):
            fitting.discard(
                max((pair for pair, _why in wrong), key=lambda pair: self.ground.seats[pair[0]].span.starts_at)
            )
        self._offer(frozenset(fitting))
        base = self.best
        touched = [
            monday
            for monday in self.ground.weeks
            if of_seats(base, self.ground.weeks[monday]) != of_seats(joined, self.ground.weeks[monday])
        ]
        for number, monday in enumerate(touched):
            if self.left <= 0:
                return
            seats = self.ground.weeks[monday]
            mine = of_seats(self.best, seats)
            around = self.best - mine
            window = solve_window(self.ground, seats, around, mine, seconds=self.left / (len(touched) - number) / 2)
            if window.roster is not None:
                self._offer(around | window.roster)

    def _in_one_piece(self) -> None:
        """The whole, beginning with the best; only where there is time for it."""
        if self.left <= 1:
            return
        window = solve_window(self.ground, list(self.ground.seats), (), self.best, seconds=self.left)
        self.whole_bound = window.bound
        if window.roster is not None:
            self._offer(window.roster)

    def _offer(self, roster: Roster) -> None:
        """Take a roster over if it is cheaper and keeps the rulebook."""
        points = objective(self.ground, roster)
        if points < self.points - NEAR and not broken(self.ground, roster):
            self.best, self.points = roster, points

    def _told(self) -> None:
        self.tell(
            Progress(
                done=len(self.bounds), total=len(self.ground.weeks), objective=round(self.points, 1), seconds=self.spent
            )
        )


def solve(instance: Instance, *, seconds: float, tell: Tell = lambda _progress: None) -> Result:
    """The best roster that is found within the time.

    Raises:
        Broken: what was found breaks the rulebook.
    """
    search = Search(instance, seconds, tell)
    search.run()
    ground, roster = search.ground, search.best
    if wrong := broken(ground, roster):
        raise Broken(wrong)
    gap = rounded(search.points - search.bound)
    return Result(
        status="optimal" if search.is_optimal else "feasible",
        objective=rounded(search.points),
        bound=rounded(search.bound),
        gap=gap,
        gap_percent=round(100 * gap / search.points, 3) if search.points else 0.0,
        seconds=round(search.spent, 2),
        first_seconds=round(search.first_seconds, 2),
        first_objective=round(search.first_points, 2),
        solver=version(),
        input_sha256=digest(instance),
        assignments=_listed(roster),
        added=_listed(roster - ground.before),
        removed=_listed(ground.before - roster),
        parts=tuple(parts(ground, roster)),
        unfilled=tuple(unfilled(ground, roster)),
        people=len(ground.people),
        seats=len(ground.seats),
        least_seats=sum(one.least for one in instance.seats),
    )


def rounded(points: float) -> float:
    """To hundredths of a point, as everything is shown; what is nothing there is nothing."""
    return max(0.0, round(points, 2))


def of_seats(roster: Collection[Pair], seats: Sequence[int]) -> Roster:
    """The part of a roster that is on these seats."""
    those = set(seats)
    return frozenset(pair for pair in roster if pair[0] in those)


def _listed(pairs: Iterable[Pair]) -> tuple[Assignment, ...]:
    return tuple(Assignment(seat=seat, person=person) for seat, person in sorted(pairs))
