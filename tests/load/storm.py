"""`kill -9` in the middle of a storm of saves, again and again: what was acknowledged must be there."""

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from statistics import median

from tests.load.candidates import Candidate, Sent, Tally, drive, hang_up, seated
from tests.load.installation import Engine, Installation, installation
from tests.load.report import Line, percentile
from tests.load.server import Server

CANDIDATES = 200
ROUNDS = 20
LONGEST_RESTART_SECONDS = 5.0
PATIENCE_SECONDS = 30.0
SHORTEST_STORM, LONGEST_STORM = 0.5, 2.0
STORED = "SELECT attempt, question, revision, value FROM answer"

Spot = tuple[int, int, int]


@dataclass(slots=True)
class Ledger:
    """What the candidates remember.

    Attributes:
        sent: the value that was ever sent for a spot, acknowledged or not.
        acknowledged: the spots whose acknowledgement arrived.
        pending: by attempt, the answer whose acknowledgement the last kill cut off; it is sent again, as the island does.
        saves: by attempt, how many answers were begun.
        sent_again: how many answers were cut off by a kill, all in all.
    """

    sent: dict[Spot, int] = field(default_factory=dict)
    acknowledged: set[Spot] = field(default_factory=set)
    pending: dict[int, Sent] = field(default_factory=dict)
    saves: dict[int, int] = field(default_factory=dict)
    sent_again: int = 0

    def lost(self, stored: dict[Spot, str]) -> list[Spot]:
        """Acknowledged, but not in the log with the very value that was sent."""
        return [spot for spot in self.acknowledged if stored.get(spot) != str(self.sent[spot])]

    def invented(self, stored: dict[Spot, str]) -> list[Spot]:
        """In the log, though nobody ever sent it."""
        return [spot for spot, value in stored.items() if str(self.sent.get(spot)) != value]


def storm(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """Kill the whole process group in the middle of a storm of saves, start again, compare, many times over."""
    for workers in (1, 2) if engine == "sqlite" else (2,):
        with installation(engine, CANDIDATES) as place:
            yield _stormed(place, workers, rounds=3 if quick else ROUNDS)


def _stormed(place: Installation, workers: int, rounds: int) -> Line:
    chance, ledger, tally = random.Random(workers), Ledger(), Tally()
    restarts, lost, invented = [], 0, 0
    server = Server(place, workers)
    try:
        for _ in range(rounds):
            _saving(place, server, ledger, tally, chance.uniform(SHORTEST_STORM, LONGEST_STORM))
            server = Server(place, workers)
            restarts.append(server.start_seconds)
            stored = {(row[0], row[1], row[2]): row[3] for row in place.rows(STORED)}
            lost, invented = lost + len(ledger.lost(stored)), invented + len(ledger.invented(stored))
    finally:
        server.kill()
    return Line(
        bench="storm",
        engine=place.engine,
        workers=workers,
        figure=lost,
        unit="acknowledged answers lost",
        goal=f"<= 0, median restart <= {LONGEST_RESTART_SECONDS:g} s",
        met=lost == invented == tally.errors == 0 and median(restarts) <= LONGEST_RESTART_SECONDS and _is_sound(place),
        runs=[],
        p50_ms=None,
        p99_ms=round(percentile(tally.latencies_ms, 99), 1),
        errors=tally.errors,
        details={
            "rounds": rounds,
            "candidates": CANDIDATES,
            "acknowledged": len(ledger.acknowledged),
            "invented": invented,
            "sent_again": ledger.sent_again,
            "restart_s": {"median": round(median(restarts), 2), "max": round(max(restarts), 2)},
            "examples": tally.examples,
        },
    )


def _saving(place: Installation, server: Server, ledger: Ledger, tally: Tally, seconds: float) -> None:
    """Everybody saves as fast as they can until the server is killed, so many seconds from now."""
    candidates = seated(place.hall, server.port, place.hall.seats)
    killer = threading.Timer(seconds, server.kill)
    killer.start()
    try:
        for candidate in candidates:
            _resume(candidate, ledger)
        cut_off = drive(
            candidates,
            time.perf_counter() + seconds + PATIENCE_SECONDS,
            tally,
            and_then=partial(_next, ledger),
            acknowledged=lambda one, sent: ledger.acknowledged.add(_spot(one, sent)),
        )
    finally:
        killer.join()
        hang_up(candidates)
    ledger.saves = {candidate.seat.attempt: candidate.saves for candidate in candidates}
    ledger.pending = {one.seat.attempt: one.sent for one in cut_off if one.sent is not None}
    ledger.sent_again += len(cut_off)


def _resume(candidate: Candidate, ledger: Ledger) -> None:
    candidate.saves = ledger.saves.get(candidate.seat.attempt, 0)
    pending = ledger.pending.get(candidate.seat.attempt)
    if pending is None:
        _next(ledger, candidate)
    else:
        candidate.send(pending)


def _next(ledger: Ledger, candidate: Candidate) -> bool:
    sent = candidate.next_answer()
    ledger.sent[_spot(candidate, sent)] = sent.value
    candidate.send(sent)
    return True


def _spot(candidate: Candidate, sent: Sent) -> Spot:
    return candidate.seat.attempt, sent.question, sent.revision


def _is_sound(place: Installation) -> bool:
    """What SQLite thinks of its own file; PostgreSQL checks pages as it reads them."""
    return place.engine != "sqlite" or place.rows("PRAGMA integrity_check") == [("ok",)]
