"""How long the verdict on a practice answer takes while eight people practise at once."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.load.browser import Browser, Unexpected
from tests.load.hall import Seat
from tests.load.installation import Engine, Installation, installation
from tests.load.report import Line, Run, percentile, summed_up
from tests.load.server import Meter, Server, serving

PEOPLE = 200
AT_ONCE = 8
ANSWERS = 60
P95_MS = 100

VERSION = re.compile(rb'name="version" value="(\d+)"')
INPUT = re.compile(rb'<input type="(radio|checkbox|text)" name="answer"(?: value="(\w+)")?')


def practice(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """The 95th percentile of answering a question as htmx does: judged, kept, remembered, shown with its article."""
    runs, answers = (1, 20) if quick else (3, ANSWERS)
    with installation(engine, PEOPLE) as place, serving(place, 1) as server:
        done = [_practised(place, server, turn, answers) for turn in range(runs)]
        details = {"at_once": AT_ONCE, "answers": AT_ONCE * answers}
        yield summed_up("practice", engine, 1, "ms p95", done, at_most=P95_MS, details=details)


def _practised(place: Installation, server: Server, turn: int, answers: int) -> Run:
    meter = Meter(server.processes() + place.backends())
    seats = place.hall.seats[turn * AT_ONCE : (turn + 1) * AT_ONCE]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        each = list(pool.map(lambda seat: _answered(server, seat, answers), seats))
    used = meter.read()
    latencies = [latency for mine, _ in each for latency in mine]
    errors = [error for _, mine in each for error in mine]
    cpu_ms, others = used.server / max(1, len(latencies)) * 1000, used.others / used.seconds
    return Run(percentile(latencies, 95), latencies, len(errors), errors, cpu_ms, others)


def _answered(server: Server, seat: Seat, answers: int) -> tuple[list[float], list[str]]:
    """Sets of twenty, question by question, until so many answers are given; only the answers are timed."""
    latencies: list[float] = []
    browser, token = Browser(server.port, seat), {"_token": seat.token}
    try:
        while len(latencies) < answers:
            begun = browser.submit("/practice/topics", {**token, "law": "", "which": "all", "count": "20"})
            address = begun.fields(b"location")[0].decode()
            while (asked := VERSION.search(body := browser.open(address).body)) and len(latencies) < answers:
                form = [("_token", seat.token), ("version", asked[1].decode()), *_ticked(body)]
                began = time.perf_counter()
                browser.submit(f"{address}/answers", form, 200, HX_Request="true")
                latencies.append((time.perf_counter() - began) * 1000)
    except Unexpected as error:
        return latencies, [str(error)]
    finally:
        browser.close()
    return latencies, []


def _ticked(body: bytes) -> list[tuple[str, str]]:
    """The first option, or a text in every blank."""
    inputs = INPUT.findall(body)
    if inputs[0][0] == b"text":
        return [("answer", "不记得")] * len(inputs)
    return [("answer", inputs[0][1].decode())]
