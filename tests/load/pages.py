"""How long the main pages take while four people turn pages."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.load.browser import Browser, Unexpected
from tests.load.hall import Hall, Seat
from tests.load.installation import Engine, Installation, installation
from tests.load.report import Line, Run, percentile, summed_up
from tests.load.server import Meter, Server, serving

CANDIDATES = 200
CONNECTIONS = 4
REQUESTS = 200
P95_MS = 150


def pages(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """The 95th percentile of each page, asked 200 times over four connections, one after the other on each."""
    runs, requests = (1, 40) if quick else (3, REQUESTS)
    with installation(engine, CANDIDATES, finished=True) as place, serving(place, 1) as server:
        for path in _paths(place.hall):
            done = [asked(place, server, path, requests) for _ in range(runs)]
            details = {"path": path, "candidates": CANDIDATES}
            yield summed_up("page", engine, 1, "ms p95", done, at_most=P95_MS, details=details)


def _paths(hall: Hall) -> Sequence[str]:
    paper, result = f"/exams/attempts/{hall.leader.attempt}", f"/exams/attempts/{hall.leader.finished}"
    return (
        "/",
        "/exams",
        paper,
        result,
        "/practice",
        "/practice/mistakes",
        "/exams/manage",
        f"/exams/manage/{hall.over}/marks",
        "/people",
        "/bank",
    )


def asked(place: Installation, server: Server, path: str, requests: int, *, connections: int = CONNECTIONS) -> Run:
    """One page asked so many times by somebody who may see everything."""
    meter, leader = Meter(server.processes() + place.backends()), place.hall.leader
    with ThreadPoolExecutor(connections) as pool:
        each = list(pool.map(lambda _: _turned(server, leader, path, requests // connections), range(connections)))
    used = meter.read()
    latencies = [latency for mine, _ in each for latency in mine]
    errors = [error for _, mine in each for error in mine]
    cpu_ms, others = used.server / len(latencies) * 1000, used.others / used.seconds
    return Run(percentile(latencies, 95), latencies, len(errors), errors, cpu_ms, others)


def _turned(server: Server, seat: Seat, path: str, requests: int) -> tuple[list[float], list[str]]:
    latencies, errors = [], []
    browser = Browser(server.port, seat)
    try:
        for _ in range(requests):
            began = time.perf_counter()
            try:
                browser.open(path)
            except Unexpected as error:
                errors.append(str(error))
            latencies.append((time.perf_counter() - began) * 1000)
    finally:
        browser.close()
    return latencies, errors
