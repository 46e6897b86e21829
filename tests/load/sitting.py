"""What one whole sitting costs: the CPU time of all server processes, and of PostgreSQL's where it serves them."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from quizzes.attempts import fingerprint
from tests.load.browser import Browser, Unexpected
from tests.load.hall import Hall, Seat
from tests.load.installation import Engine, Installation, installation
from tests.load.report import Line, Run, summed_up
from tests.load.server import Meter, Server, serving

SITTINGS = 200
AT_ONCE = 8
CPU_SECONDS = 0.04
QUESTIONS = 50


def sitting(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """CPU seconds of a sitting of 50 questions: start, paper, 50 single saves, hand-in, result; signed in beforehand."""
    runs, sittings = (1, 40) if quick else (3, SITTINGS)
    with installation(engine, runs * sittings + AT_ONCE) as place, serving(place, 1) as server:
        seats = iter(place.hall.seats)
        # The first sittings fill the memories that a server in use has filled: the paper and its fragments.
        _sat(place.hall, server, [next(seats) for _ in range(AT_ONCE)])
        done = [_measured(place, server, [next(seats) for _ in range(sittings)]) for _ in range(runs)]
    details = {"sittings": sittings, "at_once": AT_ONCE}
    yield summed_up("sitting", engine, 1, "CPU-s", done, at_most=CPU_SECONDS, details=details)


def _measured(place: Installation, server: Server, seats: list[Seat]) -> Run:
    meter = Meter(server.processes() + place.backends())
    errors = _sat(place.hall, server, seats)
    used = meter.read()
    return Run(used.server / len(seats), errors=errors, other_work_cores=used.others / used.seconds)


def _sat(hall: Hall, server: Server, seats: list[Seat]) -> int:
    """Let these sit the fresh exam; returns in how many answers were missing at the end."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(partial(_whole_sitting, hall, server.port), seats))


def _whole_sitting(hall: Hall, port: int, seat: Seat) -> int:
    browser = Browser(port, seat)
    try:
        begun = browser.submit(f"/exams/{hall.fresh}/attempts", {"_token": seat.token})
        address = begun.fields(b"location")[0].decode()
        page = browser.open(address).body.decode()
        writer, token = _of_page(page, "writer"), _of_page(page, "csrf")
        questions = [int(question) for question in re.findall(r'<fieldset[^>]* data-question="(\d+)"', page)]
        if len(questions) != QUESTIONS:
            raise Unexpected(f"{address} shows {len(questions)} questions")
        missing = sum(not _save(browser, address, token, writer, number, q) for number, q in enumerate(questions))
        held = {"count": QUESTIONS, "fingerprint": fingerprint(dict.fromkeys(questions, 1))}
        browser.post(f"{address}/hand-in", {"writer": writer, **held}, token)
        browser.open(address)
        return missing
    finally:
        browser.close()


def _save(browser: Browser, address: str, token: str, writer: str, number: int, question: int) -> bool:
    answer = {"question": question, "revision": 1, "value": number % 2, "typed_ms": 3_000_000}
    reply = browser.post(f"{address}/answers", {"batch": f"{number:x}", "writer": writer, "answers": [answer]}, token)
    return bool(reply["acks"] == [{"question": question, "revision": 1}])


def _of_page(page: str, name: str) -> str:
    found = re.search(rf'id="sitting"[^>]* data-{name}="([^"]*)"', page)
    if not found or not found[1]:
        raise Unexpected(f"the paper has no data-{name}")
    return found[1]
