"""A usable roster at once: scarce seats first, each to whom it suits best.

It keeps every limit and is what the solver begins with; when the time is up before the solver has found anything, it is
the answer.
"""

from app.shifts.rules.rostering.ground import Ground, Pair
from app.shifts.rules.rostering.loads import Loads

NO_GAIN = -1e-9


def greedy(ground: Ground) -> frozenset[Pair]:
    """A roster that keeps the rulebook: what was told of stays as far as it can, then least, then wanted numbers."""
    loads = Loads(ground)
    kept = _still_possible(ground, loads)
    roster = set(kept)
    counts = {seat: sum(1 for one, _who in kept if one == seat) for seat in ground.seats}
    least = [(seat, ground.room(seat)[0]) for seat in ground.seats]
    order = sorted(least, key=lambda one: (ground.numbers[one[0]].priority, len(ground.open[one[0]]), one[0]))
    for _again in range(2):
        # A second time: somebody experienced may have come to a shift whose novices had to wait.
        for seat, needed in order:
            _fill(ground, loads, roster, counts, seat, needed)
    if not ground.instance.repair:
        for seat, _needed in order:
            _fill(ground, loads, roster, counts, seat, ground.room(seat)[1], gain=ground.instance.weights.wanted)
    return frozenset(roster)


def _still_possible(ground: Ground, loads: Loads) -> list[Pair]:
    """What people were told and can still do, adults and the experienced first: others stay only beside one of them."""
    kept = []
    taken = {seat: ground.room(seat)[2] for seat in ground.seats}
    allowed = {seat: set(people) for seat, people in ground.open.items()}
    order = sorted(
        ground.before,
        key=lambda one: (ground.is_alone(one[1], ground.seats[one[0]]), ground.is_novice(one[1]), one),
    )
    for seat, who in order:
        if taken[seat] > 0 and who in allowed[seat] and loads.fits(who, ground.seats[seat]):
            loads.put(who, ground.seats[seat])
            taken[seat] -= 1
            kept.append((seat, who))
    return kept


def _fill(
    ground: Ground,
    loads: Loads,
    roster: set[Pair],
    counts: dict[int, int],
    seat: int,
    upto: int,
    *,
    gain: float | None = None,
) -> None:
    facts = ground.seats[seat]
    while counts[seat] < upto:
        fitting = [who for who in ground.open[seat] if loads.fits(who, facts)]
        if not fitting:
            return
        points = {who: _points(ground, loads, seat, who) for who in fitting}
        best = min(fitting, key=lambda who: (points[who], who))
        if gain is not None and points[best] - gain >= NO_GAIN:
            return
        loads.put(best, facts)
        roster.add((seat, best))
        counts[seat] += 1


def _points(ground: Ground, loads: Loads, seat: int, who: int) -> float:
    return loads.points_more(who, ground.seats[seat]) + ground.priced.get((seat, who), 0)
