"""Another time of day for a server or a run of tests, in a process of its own: the clock goes on from there.

`python -m tests.moving serve …` is `zhixing serve …` at the moment that `ZHIXING_TEST_NOW` names, for example
`2026-11-25T10:00+08:00`; the same variable moves a run of pytest. The product knows nothing of it.
"""

import os
import sys
from datetime import datetime

from app import clock

NAME = "ZHIXING_TEST_NOW"


def move() -> None:
    """Let the clock of this process go on from the moment named, or leave it alone when none is."""
    if given := os.environ.get(NAME):
        # A server that is started again goes on where it was: the moment is that of its first start.
        began = os.environ.setdefault(f"{NAME}_BEGAN", clock.now().isoformat())
        real, ahead = clock.now, datetime.fromisoformat(given) - datetime.fromisoformat(began)
        clock.now = lambda: real() + ahead


if __name__ == "__main__":
    move()
    from app.cli import main

    sys.exit(main(sys.argv[1:]))
