"""Running the roster solver in a process of its own: it may take a core for a minute and be stopped at any moment."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import date
from typing import Any

import msgspec

from app import clock
from app.actor import Actor, May
from app.jobs.rules import NEEDS, RESULTS
from app.jobs.working import KINDS, Work
from app.locale import _
from app.refusals import Refused, WhyNot
from app.settings import PROJECT
from app.shifts.actions import solving as actions
from app.shifts.queries.solving import standing_of, week_instance
from app.shifts.rules.drafts import Mode
from app.shifts.rules.rostering.child import Told, question
from app.shifts.rules.rostering.instance import Instance
from app.shifts.rules.rostering.result import Progress, Result

CHILD = "app.shifts.rules.rostering.child"
GRACE_SECONDS = 30.0
"""A child that has not answered so long after its time is up is ended."""
LONGEST_LINE = 64 * 1024 * 1024
EVERY_SECONDS = 0.5


async def solve_apart(
    instance: Instance,
    *,
    seconds: float,
    gently: bool = False,
    tell: Callable[[Progress | None], None] = lambda _progress: None,
) -> Result:
    """The best roster that the solver finds within the time.

    Args:
        gently: behind everything else on the machine, as beside a server that answers people.
        tell: hears how far it is, and nothing new (None) twice a second; what it raises ends the child.

    Raises:
        Refused: the instance does not hold together, or the solver did not answer.
    """
    async with _child() as process:
        asking, answers = process.stdin, process.stdout
        if asking is None or answers is None:
            raise RuntimeError("both were asked for as pipes")
        asking.write(question(instance, seconds, gently=gently))
        with suppress(ConnectionError):
            await asking.drain()
        told = await _heard(answers, asyncio.get_running_loop().time() + seconds + GRACE_SECONDS, tell)
    if told is None:
        raise Refused(WhyNot("solver", _("求解没有做成，再试一次；还不行就把时间放宽或缩小范围")))
    if told.result is None:
        raise Refused(*(WhyNot("instance", sentence) for sentence in told.refused))
    return told.result


@asynccontextmanager
async def _child() -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        CHILD,
        cwd=PROJECT,
        stdin=PIPE,
        stdout=PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=LONGEST_LINE,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _heard(answers: asyncio.StreamReader, until: float, tell: Callable[[Progress | None], None]) -> Told | None:
    """The last line; None when there is none any more."""
    reading = asyncio.ensure_future(answers.readline())
    try:
        while asyncio.get_running_loop().time() < until:
            done, _pending = await asyncio.wait({reading}, timeout=EVERY_SECONDS)
            if not done:
                tell(None)
                continue
            line = reading.result()
            if not line:
                return None
            told = msgspec.json.decode(line, type=Told)
            if told.progress is None:
                return told
            tell(told.progress)
            reading = asyncio.ensure_future(answers.readline())
        return None
    finally:
        reading.cancel()


async def solve_weeks(work: Work) -> None:
    """Solve the weeks that somebody asked for, as the board is now, and keep the proposal as a draft."""
    asked: dict[str, Any] = dict(work.parameters)
    monday, mode = date.fromisoformat(asked["week"]), Mode(asked["mode"])
    # A job that was queued before there could be several names one.
    last = date.fromisoformat(asked.get("last", asked["week"]))
    now = clock.now()
    instance = await week_instance(monday, now, mode, last=last, places=asked["places"])
    standing = await standing_of(monday, now, mode, last=last, places=asked["places"])
    if not instance.seats:
        raise Refused(WhyNot("no_seats", _("这几天没有要排的岗位：先排班次，再自动排人")))
    work.total, seconds = 100, float(asked["seconds"])
    result = await solve_apart(instance, seconds=seconds, gently=True, tell=_teller(work, seconds))
    doer = Actor(work.person, work.name, origin="job")
    await actions.keep(doer, work.id, result, actions.Of(monday, mode, asked["place"], last), standing, now=clock.now())
    work.went_on(100)


def _teller(work: Work, seconds: float) -> Callable[[Progress | None], None]:
    """Says of the work how far it is: by the weeks that are done or by the time that is gone, whichever is more."""
    now = asyncio.get_running_loop().time
    began, by_weeks = now(), 0.0

    def tell(progress: Progress | None) -> None:
        nonlocal by_weeks
        if progress is not None:
            by_weeks = progress.done / progress.total
        work.went_on(min(99, int(100 * max(by_weeks, (now() - began) / seconds))))

    return tell


KINDS[actions.SOLVE] = solve_weeks
NEEDS[actions.SOLVE] = May.ARRANGE_SHIFTS
RESULTS[actions.SOLVE] = "/shifts/drafts/of/{job}"
