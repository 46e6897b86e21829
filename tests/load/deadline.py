"""A common deadline: everybody's grace is over, and everybody's result page is asked for at the same instant."""

import selectors
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from quizzes.attempts import GRACE
from tests.load.browser import PAGE_ACCEPTS, head
from tests.load.hall import Seat
from tests.load.installation import Engine, Installation, installation
from tests.load.report import Line, Run, percentile, summed_up
from tests.load.server import Meter, Server, serving
from tests.load.wire import Lost, Wire

CANDIDATES, EVERYBODY = 300, 906
P99_MS = 1000
PATIENCE_SECONDS = 60.0
ALL_IN_SECONDS = 60.0
NOT_IN = "SELECT count(*) FROM attempt a WHERE a.writer <> '-'"


def deadline(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """The 99th percentile of 300 result pages asked for when 300 papers are due, and when all papers were taken in.

    906 at once is measured as well; its goal is three times as long, for three times as many.
    """
    for candidates in (CANDIDATES,) if quick else (CANDIDATES, EVERYBODY):
        runs, all_in = [], []
        for _ in range(1 if quick else 3):
            with installation(engine, candidates) as place, serving(place, 1) as server:
                run, seconds = _over(place, server)
                runs.append(run)
                all_in.append(round(seconds, 1))
        details = {"pages_at_once": candidates, "all_in_s": all_in}
        goal = P99_MS * candidates / CANDIDATES
        yield summed_up("deadline", engine, 1, "ms p99", runs, at_most=goal, details=details)


def _over(place: Installation, server: Server) -> tuple[Run, float]:
    """The pages of everybody, and after how many seconds the last paper was in."""
    past = datetime.now(UTC) - GRACE - timedelta(seconds=1)
    place.change(f"UPDATE attempt SET deadline_at = '{past}' WHERE exam = {place.hall.exam}")
    meter, began = Meter(server.processes() + place.backends()), time.perf_counter()
    latencies, errors = _asked_at_once(server.port, place.hall.seats)
    used = meter.read()
    # The leader sits it too and asks for nothing: that paper is the sweeper's.
    while place.rows(NOT_IN)[0][0] and time.perf_counter() < began + ALL_IN_SECONDS:
        time.sleep(0.1)
    seconds = time.perf_counter() - began
    if left := place.rows(NOT_IN)[0][0]:
        errors.append(f"{left} papers were never taken in")
    cpu_ms = used.server / len(latencies) * 1000
    run = Run(percentile(latencies, 99), latencies, len(errors), errors[:3], cpu_ms, used.others / used.seconds)
    return run, seconds


def _asked_at_once(port: int, seats: Sequence[Seat]) -> tuple[list[float], list[str]]:
    wires = {Wire(port, blocking=False): seat for seat in seats}
    latencies: list[float] = []
    errors: list[str] = []
    with selectors.DefaultSelector() as selector:
        began = time.perf_counter()
        for wire, seat in wires.items():
            asked = head("GET", f"/exams/attempts/{seat.attempt}", port, f"zhixing={seat.cookie}", Accept=PAGE_ACCEPTS)
            wire.send(asked + b"\r\n")
            selector.register(wire.socket, selectors.EVENT_READ, wire)
        left = len(wires)
        while left and time.perf_counter() < began + PATIENCE_SECONDS:
            for key, _ in selector.select(timeout=0.5):
                if (said := _said(key.data)) is None:
                    continue
                selector.unregister(key.fileobj)
                left -= 1
                latencies.append((time.perf_counter() - began) * 1000)
                errors += [said] if said != "200" else []
    for wire in wires:
        wire.close()
    return latencies, errors + ["no reply in time"] * left


def _said(wire: Wire) -> str | None:
    """The status of the reply, or that there will be none; None while it is not whole."""
    try:
        reply = wire.receive()
    except Lost:
        return "the connection was lost"
    return str(reply.status) if reply else None
