"""`python -m tests.load [BENCH] [--engine sqlite|postgres] [--quick]`: one JSON line for each figure.

Exits 1 when a goal is missed or an acknowledged answer is lost.
"""

import argparse
import signal
import sys
from collections.abc import Callable, Iterator

from tests import machine
from tests.load import (
    cases,
    deadline,
    hours,
    idle,
    log,
    pages,
    party,
    practice,
    rosters,
    saves,
    signup,
    sitting,
    solver,
    storm,
)
from tests.load.installation import Engine
from tests.load.report import Line, show

BENCHES: dict[str, Callable[..., Iterator[Line]]] = {
    "saves": saves.saves,
    "burst": saves.burst,
    "deadline": deadline.deadline,
    "sitting": sitting.sitting,
    "idle": idle.idle,
    "pages": pages.pages,
    "party": party.party,
    "practice": practice.practice,
    "log": log.log,
    "hours": hours.hours,
    "board": rosters.rosters,
    "signup": signup.signup,
    "solver": solver.solver,
    "cases": cases.cases,
    "storm": storm.storm,
}


def main() -> int:
    """Run what was asked for; without a word, everything on both engines."""
    given = _given()
    # Asked to end, it still stops its servers and drops its databases.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    met = True
    for engine in _engines(given.engine):
        for name in [given.bench] if given.bench else BENCHES:
            for line in BENCHES[name](engine, quick=given.quick):
                show(line)
                met = met and line.met
    return 0 if met else 1


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("bench", nargs="?", choices=list(BENCHES))
    parser.add_argument("--engine", choices=["sqlite", "postgres"])
    parser.add_argument("--quick", action="store_true", help="one short run each, to see that everything works")
    return parser.parse_args()


def _engines(asked: Engine | None) -> list[Engine]:
    if asked:
        return [asked]
    if machine.postgres():
        return ["sqlite", "postgres"]
    print("no PostgreSQL at 127.0.0.1: only SQLite is measured", file=sys.stderr)
    return ["sqlite"]


if __name__ == "__main__":
    sys.exit(main())
