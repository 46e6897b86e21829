"""Figures as JSON lines: medians of the runs, and the runs themselves."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a benchmark.

    Attributes:
        figure: what the benchmark is about, in the unit of its line.
        latencies_ms: of every request that was answered; empty where the benchmark is not about requests.
        errors: requests that got another answer than they must, or none; the first of them are in `examples`.
        cpu_ms: processor time of all server processes, the database's included, for each request (or sitting).
        other_work_cores: how many cores were taken by neither server nor load; it spoils the other figures.
    """

    figure: float
    latencies_ms: Sequence[float] = ()
    errors: int = 0
    examples: Sequence[str] = ()
    cpu_ms: float | None = None
    other_work_cores: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report; figures are medians over the runs, errors their sum."""

    bench: str
    engine: str
    workers: int
    figure: float
    unit: str
    goal: str
    met: bool
    runs: list[float]
    p50_ms: float | None
    p99_ms: float | None
    errors: int
    details: dict[str, Any] = field(default_factory=dict)


def summed_up(
    bench: str,
    engine: str,
    workers: int,
    unit: str,
    runs: Sequence[Run],
    *,
    at_least: float = 0,
    at_most: float = 0,
    details: Mapping[str, Any] | None = None,
) -> Line:
    """The runs as one line; it is met when the median keeps the goal (either way 0 is none) and nothing failed."""
    figure, errors = median(run.figure for run in runs), sum(run.errors for run in runs)
    keeps = figure >= at_least and (not at_most or figure <= at_most)
    goal = " and ".join(f"{sign} {bound:g}" for sign, bound in ((">=", at_least), ("<=", at_most)) if bound)
    return Line(
        bench=bench,
        engine=engine,
        workers=workers,
        figure=_short(figure),
        unit=unit,
        goal=goal,
        met=keeps and errors == 0,
        runs=[_short(run.figure) for run in runs],
        p50_ms=_median_of(50, runs),
        p99_ms=_median_of(99, runs),
        errors=errors,
        details={**(details or {}), **_observed(runs)},
    )


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many per cent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * percent // 100))
    return ordered[int(rank) - 1]


def show(line: Line) -> None:
    """Print the line as JSON."""
    print(json.dumps(asdict(line), ensure_ascii=False), flush=True)


def _observed(runs: Sequence[Run]) -> dict[str, Any]:
    """What was seen beside the figures, medians again; left out where it was not looked at."""
    seen = {name: [getattr(run, name) for run in runs] for name in ("cpu_ms", "other_work_cores")}
    examples = [example for run in runs for example in run.examples]
    medians = {name: _short(median(values)) for name, values in seen.items() if None not in values}
    return {**medians, **({"examples": examples[:5]} if examples else {})}


def _median_of(percent: float, runs: Sequence[Run]) -> float | None:
    each = [percentile(run.latencies_ms, percent) for run in runs if run.latencies_ms]
    return _short(median(each)) if each else None


def _short(value: float) -> float:
    return float(f"{value:.4g}") if abs(value) < 1000 else round(value)
