"""`python -m app.shifts.rules.rostering.child`: solve one instance in a process of its own.

One line of JSON comes in: seconds and the instance. Lines of JSON go out: how far it is, and at the end the result or
the sentences that refuse it. When its input ends, whoever asked is gone, and so is this.
"""

import os
import sys
import threading
from contextlib import suppress
from typing import BinaryIO

import msgspec

from app.refusals import Refused
from app.shifts.rules.rostering.checks import read
from app.shifts.rules.rostering.instance import Instance, written
from app.shifts.rules.rostering.result import Progress, Result


class Asked(msgspec.Struct, frozen=True):
    """What comes in."""

    seconds: float
    gently: bool
    instance: msgspec.Raw


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line that goes out: one of the three."""

    progress: Progress | None = None
    result: Result | None = None
    refused: tuple[str, ...] = ()


def question(instance: Instance, seconds: float, *, gently: bool = False) -> bytes:
    """The line that asks; gently is behind everything else that the machine has to do."""
    return msgspec.json.encode(Asked(seconds, gently, msgspec.Raw(written(instance)))) + b"\n"


def main() -> None:
    """Read, solve, write."""
    # HiGHS greets on the standard output, which here is for lines of JSON alone.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    asked = msgspec.json.decode(sys.stdin.buffer.readline(), type=Asked)
    if asked.gently:
        with suppress(AttributeError, OSError):
            os.nice(10)
    threading.Thread(target=_leave_with_whoever_asked, daemon=True).start()
    try:
        # The solver is loaded here and nowhere else: the server never carries it.
        from app.shifts.rules.rostering.search import solve

        result = solve(
            read(bytes(asked.instance)), seconds=asked.seconds, tell=lambda one: _say(out, Told(progress=one))
        )
    except Refused as refused:
        _say(out, Told(refused=tuple(reason.sentence for reason in refused.reasons)))
    else:
        _say(out, Told(result=result))


def _say(out: BinaryIO, told: Told) -> None:
    out.write(msgspec.json.encode(told) + b"\n")
    out.flush()


def _leave_with_whoever_asked() -> None:
    while sys.stdin.buffer.read(1024):
        pass
    os._exit(3)


if __name__ == "__main__":
    main()
