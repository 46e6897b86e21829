"""Another time of day for a server or a run of tests, in a process of its own: the clock goes on from there.

`python -m tests.moving serve …` is `zhixing serve …` at the moment that `ZHIXING_TEST_NOW` names, for example
`2026-11-25T10:00+08:00`; the same variable moves a run of pytest. `ZHIXING_TEST_NOW_FILE` names a file with the minutes
that have passed besides, for a journey that cannot wait for them. The product knows nothing of either.
"""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from app import clock

NAME, REAL = "ZHIXING_TEST_NOW", clock.now


def move() -> None:
    """Let the clock of this process go on from the moment named, or leave it alone when none is."""
    given = os.environ.get(NAME)
    if given and clock.now is REAL:
        # A server that is started again goes on where it was: the moment is that of its first start.
        began = os.environ.setdefault(f"{NAME}_BEGAN", clock.now().isoformat())
        ahead = datetime.fromisoformat(given) - datetime.fromisoformat(began)
        clock.now = lambda: REAL() + ahead + _passed()


def _passed() -> timedelta:
    file = Path(os.environ.get(f"{NAME}_FILE", os.devnull))
    return timedelta(minutes=int(file.read_text(encoding="utf-8") or 0) if file.exists() else 0)


if __name__ == "__main__":
    move()
    from app.cli import main

    sys.exit(main(sys.argv[1:]))
