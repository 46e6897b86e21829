"""The worker: one job at a time in each process, claimed with a lease, told every second, ended under its own name."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from app import clock
from app.actor import Actor
from app.jobs.queries import UNDER_WAY
from app.jobs.rules import KEPT, LEASE, MOST_TRIES, PAUSE, Outcome
from app.jobs.tables import Job, JobFile
from app.locale import N_
from app.notices import tell
from app.office.files import FileKind
from app.refusals import Refused
from app.storage import database
from app.web.background import repeating

EVERY_SECONDS = 1.0
TIDY_SECONDS = 600.0
log = logging.getLogger("zhixing")

FREE = "ended_at IS NULL AND (lease_until IS NULL OR lease_until < {})"
LOOK = "SELECT id FROM job WHERE -- free\nLIMIT 1".replace("-- free", FREE)
CLAIM = """
UPDATE job SET worker = {}, lease_until = {}, tries = tries + 1 WHERE id = (
    SELECT id FROM job WHERE -- free
    ORDER BY id LIMIT 1 -- skipping
) RETURNING id, kind, parameters, person, person_name, tries
""".replace("-- free", FREE)
SAY = """
UPDATE job SET done = {}, total = {}, lease_until = {} WHERE id = {} AND worker = {} AND ended_at IS NULL RETURNING id
"""
END = """
UPDATE job SET ended_at = {}, outcome = {}, trouble = {}, done = {}, total = {}
WHERE id = {} AND worker = {} AND ended_at IS NULL RETURNING title
"""
OLD = "SELECT f.job FROM job_file f JOIN job j ON j.id = f.job WHERE j.ended_at < {} LIMIT 100"
LET_GO = "UPDATE job SET worker = '', lease_until = {} WHERE id = {} AND worker = {} AND ended_at IS NULL"


class Stopped(Exception):
    """The job was cancelled, or somebody else has it by now."""


@dataclass(slots=True)
class Work:
    """A job in the hands of this process.

    Attributes:
        person, name: for whom it is done.
        done, total: how far it is; whoever works sets them, from any thread.
    """

    id: int
    kind: str
    parameters: Mapping[str, Any]
    person: int
    name: str
    tries: int
    worker: str
    done: int = 0
    total: int = 0
    stopped: bool = field(default=False)

    def went_on(self, done: int) -> None:
        """So much is done.

        Raises:
            Stopped: nobody wants it any more.
        """
        self.done = done
        if self.stopped:
            raise Stopped


@dataclass(frozen=True, slots=True)
class Made:
    """The file that a job made; the name without its ending."""

    name: str
    kind: FileKind
    body: bytes


KINDS: dict[str, Callable[[Work], Awaitable[Made | None]]] = {}
"""What is done for each kind of job; slices above put theirs in. Those without a file show what they made on a page."""


@asynccontextmanager
async def working() -> AsyncIterator[None]:
    """Look every second whether there is something to do, and now and then for old files, while the application runs."""
    name = secrets.token_hex(8)

    async def look() -> None:
        while await work_once(name, clock.now()):
            pass

    async def tidy() -> None:
        await remove_old_files(clock.now())

    async with (
        repeating(look, seconds=EVERY_SECONDS, trouble="a job could not be worked at"),
        repeating(tidy, seconds=TIDY_SECONDS, trouble="old files of jobs could not be removed"),
    ):
        yield


async def remove_old_files(now: datetime) -> int:
    """Take files of jobs out that were kept long enough, the oldest hundred; returns how many."""
    # Deleting takes the writer; looking does not.
    old = [row["job"] for row in await Job.raw(OLD, now - KEPT)]
    if old:
        await JobFile.delete().where(JobFile.job.is_in(old))
    return len(old)


async def work_once(worker: str, now: datetime) -> bool:
    """Do the oldest free job, if there is one; whether there was."""
    # Claiming takes the writer; looking does not.
    if not await Job.raw(LOOK, now):
        return False
    work = await claim(worker, now)
    if work is not None:
        await _do(work)
    return work is not None


async def claim(worker: str, now: datetime) -> Work | None:
    """Take the oldest free job for a while; None when others were quicker."""
    skipping = "FOR UPDATE SKIP LOCKED" if database().dialect == "postgres" else ""
    async with database().atomic():
        rows = await Job.raw(CLAIM.replace("-- skipping", skipping), worker, now + LEASE, now)
    if not rows:
        return None
    row = rows[0]
    parameters = msgspec.json.decode(row["parameters"])
    return Work(row["id"], row["kind"], parameters, row["person"], row["person_name"], row["tries"], worker)


async def _do(work: Work) -> None:
    if work.tries > MOST_TRIES:
        await end(work, Outcome.FAILED, clock.now(), trouble=N_("试了几次都没有做完，请管理员看日志"))
        return
    try:
        async with _telling(work):
            made = await KINDS[work.kind](work)
        await end(work, Outcome.DONE, clock.now(), made=made)
    except Stopped:
        log.info("job %s was stopped", work.id)
    except Refused as refused:
        said = " ".join(reason.sentence for reason in refused.reasons)
        await end(work, Outcome.FAILED, clock.now(), trouble=said[:300])
    except Exception:
        log.exception("job %s failed at try %s", work.id, work.tries)
        async with database().atomic():
            await Job.raw(LET_GO, clock.now() + work.tries * PAUSE, work.id, work.worker)


@asynccontextmanager
async def _telling(work: Work) -> AsyncIterator[None]:
    """Say every second how far it is, which keeps the lease, and hear whether it is still wanted."""

    async def tell_on() -> None:
        while not work.stopped:
            await asyncio.sleep(EVERY_SECONDS)
            with suppress(Exception):
                work.stopped = not await say(work, clock.now())

    task = asyncio.create_task(tell_on())
    UNDER_WAY[work.id] = work
    try:
        yield
    finally:
        UNDER_WAY.pop(work.id, None)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def say(work: Work, now: datetime) -> bool:
    """Write down how far it is and lengthen the lease; whether it is still ours and wanted."""
    async with database().atomic():
        return bool(await Job.raw(SAY, work.done, work.total, now + LEASE, work.id, work.worker))


async def end(work: Work, outcome: Outcome, now: datetime, *, made: Made | None = None, trouble: str = "") -> bool:
    """End it together with what it made and tell its person; whether it was still ours to end."""
    total = max(work.total, work.done)
    async with database().atomic():
        row = await Job.raw(END, now, outcome.value, trouble, total, total, work.id, work.worker)
        if not row:
            return False
        if made is not None:
            await JobFile(
                job=work.id, name=made.name, ending=made.kind.ending, media_type=made.kind.media_type, body=made.body
            ).save()
        message = N_("做好了：%(title)s") if outcome is Outcome.DONE else N_("没有做成：%(title)s")
        doer = Actor(work.person, work.name, origin="job")
        await tell(doer, [work.person], message, address=f"/jobs/{work.id}", now=now, title=row[0]["title"])
    return True
