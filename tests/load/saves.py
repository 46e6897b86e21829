"""How many answers a second are saved, and how long 906 candidates wait who save at the same instant."""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count

from tests.load.candidates import Candidate, Tally, drive, hang_up, seated
from tests.load.installation import Engine, Installation, installation
from tests.load.report import Line, Run, percentile, summed_up
from tests.load.server import Meter, Server, Used, serving

CANDIDATES = 906
WARM_UP_SECONDS = 1.0
SAVES_BETWEEN_RUNS = 10_000
PATIENCE_SECONDS = 30.0
# Longer than a worker remembers a session or an attempt: candidates who read a question are strangers again.
READING_SECONDS = 6.0

SAVES_PER_SECOND = {("sqlite", 1): 2200, ("sqlite", 2): 4200, ("postgres", 2): 3500}
BURST_P99_MS = 500


def saves(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """Acknowledged saves a second while every candidate sends the next answer as soon as the last is acknowledged."""
    runs, seconds = (1, 3.0) if quick else (3, 10.0)
    with installation(engine, CANDIDATES) as place:
        turns = count()
        for workers in _workers(engine):
            with serving(place, workers) as server:
                done = [_saturated(place, server, seconds, next(turns)) for _ in range(runs)]
            goal = SAVES_PER_SECOND[engine, workers]
            details = {"connections": CANDIDATES}
            yield summed_up("saves", engine, workers, "saves/s", done, at_least=goal, details=details)


def burst(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """The 99th percentile of the time from the instant at which everybody saves to the acknowledgement."""
    runs = 1 if quick else 5
    with installation(engine, CANDIDATES) as place:
        turns = count()
        for workers in _workers(engine):
            with serving(place, workers) as server:
                done = _bursts(place, server, [next(turns) for _ in range(runs)])
            details = {"saves_at_once": CANDIDATES, "max_ms": round(max(max(run.latencies_ms) for run in done))}
            yield summed_up("burst", engine, workers, "ms p99", done, at_most=BURST_P99_MS, details=details)


def _workers(engine: Engine) -> list[int]:
    return [workers for name, workers in SAVES_PER_SECOND if name == engine]


def _saturated(place: Installation, server: Server, seconds: float, turn: int) -> Run:
    candidates = seated(place.hall, server.port, place.hall.seats)
    meter, tally, began = Meter(server.processes() + place.backends()), Tally(), time.perf_counter()
    try:
        for candidate in candidates:
            candidate.saves = turn * SAVES_BETWEEN_RUNS
            candidate.save()
        tally.close(drive(candidates, began + seconds + PATIENCE_SECONDS, tally, partial(_next_until, began + seconds)))
    finally:
        hang_up(candidates)
    used = meter.read()
    times = zip(tally.acknowledged_at, tally.latencies_ms, strict=True)
    counted = [latency for at, latency in times if began + WARM_UP_SECONDS <= at <= began + seconds]
    return _run(len(counted) / (seconds - WARM_UP_SECONDS), counted, tally, used)


def _run(figure: float, latencies_ms: Sequence[float], tally: Tally, used: Used) -> Run:
    cpu_ms = used.server / len(tally.latencies_ms) * 1000
    return Run(figure, latencies_ms, tally.errors, tally.examples, cpu_ms, used.others / used.seconds)


def _next_until(end: float, candidate: Candidate) -> bool:
    if time.perf_counter() >= end:
        return False
    candidate.save()
    return True


def _bursts(place: Installation, server: Server, turns: Sequence[int]) -> list[Run]:
    candidates = seated(place.hall, server.port, place.hall.seats)
    try:
        return [_burst(place, server, candidates, turn) for turn in turns]
    finally:
        hang_up(candidates)


def _burst(place: Installation, server: Server, candidates: Sequence[Candidate], turn: int) -> Run:
    time.sleep(READING_SECONDS)
    meter, tally, instant = Meter(server.processes() + place.backends()), Tally(), time.perf_counter()
    for candidate in candidates:
        candidate.saves = turn * SAVES_BETWEEN_RUNS
        candidate.save()
        candidate.sent_at = instant
    tally.close(drive(candidates, instant + PATIENCE_SECONDS, tally, lambda _: False))
    return _run(percentile(tally.latencies_ms, 99), tally.latencies_ms, tally, meter.read())
