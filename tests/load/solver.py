"""How long the roster solver takes for a month, how near it comes, and how little a repair changes.

The solver opens no database and serves nobody, so it is measured once, whatever the engine. Each run is a process of its
own, as in the product; seconds are of the whole, its start included.
"""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec

from app.clock import at_library
from app.shifts.rules.rostering.instance import Instance, SingleDay
from app.shifts.rules.rostering.result import Progress, Result
from app.shifts.solving import solve_apart
from tests.load.installation import Engine
from tests.load.report import Line, Run, summed_up
from tests.load.rostering import FIRST, month

FIRST_SECONDS, REPAIR_SECONDS, CHANGED_CELLS = 1.0, 10.0, 3.0
DROP_OUTS, WEEK = 3, range(7, 14)


@dataclass(frozen=True, slots=True)
class Size:
    """People, sites, the time there is, and whether the optimum has to be proven in it."""

    people: int
    sites: int
    seconds: float
    proven: bool


SIZES = (Size(60, 8, 60, True), Size(120, 10, 60, True), Size(300, 12, 180, False))


def solver(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """Seconds to the proven optimum (or to the best known) of each size, to the first roster, and of a repair."""
    if engine != "sqlite":
        return
    for size in SIZES[:1] if quick else SIZES:
        instance = month(size.people, size.sites)
        spent, first_seen, result = _solved(instance, size.seconds)
        details = {"people": size.people, "sites": size.sites, "days": 30, **_told(result)}
        errors = int(size.proven and result.status != "optimal")
        run = [Run(spent, errors=errors)]
        yield summed_up("solver", engine, 1, "s to the answer", run, at_most=size.seconds + 1, details=details)
        if size is SIZES[0]:
            first = [Run(first_seen)]
            yield summed_up("solver", engine, 1, "s to the first roster", first, at_most=FIRST_SECONDS, details=details)
            yield from _repair(engine, instance, result)


def _repair(engine: Engine, instance: Instance, told: Result) -> Iterator[Line]:
    """Three people drop out for a week of the roster that was told: seconds, and changed cells for each lost seat."""
    numbers = {one.id: (at_library(one.starts_at).date() - FIRST).days for one in instance.seats}
    in_week = [one for one in told.assignments if numbers[one.seat] in WEEK]
    busiest = sorted({one.person for one in in_week}, key=lambda who: -sum(one.person == who for one in in_week))
    gone = set(busiest[:DROP_OUTS])
    lost = sum(one.person in gone for one in in_week)
    away = tuple(SingleDay(day=FIRST + timedelta(days=number), free=False) for number in WEEK)
    people = tuple(
        msgspec.structs.replace(one, exceptions=one.exceptions + away) if one.id in gone else one
        for one in instance.people
    )
    again = msgspec.structs.replace(instance, people=people, before=told.assignments, repair=True)
    spent, _first, result = _solved(again, REPAIR_SECONDS)
    cells = {one.seat for one in (*result.added, *result.removed)}
    details = {"drop_outs": DROP_OUTS, "lost_seats": lost, "changed_cells": len(cells), **_told(result)}
    yield summed_up("solver", engine, 1, "s to a repair", [Run(spent)], at_most=REPAIR_SECONDS, details=details)
    each = [Run(len(cells) / max(1, lost))]
    yield summed_up("solver", engine, 1, "changed cells a lost seat", each, at_most=CHANGED_CELLS, details=details)


def _solved(instance: Instance, seconds: float) -> tuple[float, float, Result]:
    """Seconds until the answer, seconds until the first roster was told of, and the answer."""
    began = time.perf_counter()
    seen: list[float] = []

    def tell(progress: Progress | None) -> None:
        if progress is not None:
            seen.append(time.perf_counter() - began)

    result = asyncio.run(solve_apart(instance, seconds=seconds, tell=tell))
    return time.perf_counter() - began, seen[0], result


def _told(result: Result) -> dict[str, Any]:
    names = ("status", "objective", "bound", "gap", "gap_percent", "first_objective", "least_seats", "solver")
    return {name: getattr(result, name) for name in names} | {"unfilled": sum(one.lacking for one in result.unfilled)}
