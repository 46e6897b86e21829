"""A person's own jobs and what they made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import msgspec

from app.actor import Actor, May
from app.jobs.rules import NEEDS, JobState, kept_until, percent, state_of, why_not_start_again
from app.jobs.tables import Job, JobFile
from app.office.files import FileKind
from app.storage.moments import moment, moment_or_none

MOST = 50
COLUMNS = """
SELECT id, kind, title, at, worker, tries, done, total, ended_at, outcome, trouble,
       (SELECT count(*) FROM job_file f WHERE f.job = job.id) AS files FROM job
"""


class Progress(Protocol):
    """How far a job is, as whoever works at it counts."""

    done: int
    total: int


UNDER_WAY: dict[int, Progress] = {}
"""Jobs in the hands of this very process. A job that writes all in one transaction keeps the only writer of SQLite so long, and
what it counts reaches the row afterwards."""


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as its person sees it; `done` of `total` rows, `total` 0 while nobody knows.

    Attributes:
        has_file: what it made is still kept.
    """

    id: int
    kind: str
    title: str
    at: datetime
    state: JobState
    done: int
    total: int
    tries: int
    ended_at: datetime | None
    trouble: str
    has_file: bool

    @property
    def kept_until(self) -> datetime | None:
        """When its file goes; None where there is none."""
        return kept_until(self.ended_at) if self.has_file and self.ended_at else None

    @property
    def may_start_again(self) -> bool:
        """Whether there is a reason to do it once more: it failed, was cancelled, or its file is gone."""
        return not why_not_start_again(self.state, self.has_file)

    @property
    def percent(self) -> int:
        """Whole percent of what is done."""
        return percent(self.done, self.total)


async def jobs(actor: Actor) -> list[JobView]:
    """One's own, the newest first."""
    rows = await Job.raw(f"{COLUMNS} WHERE person = {{}} ORDER BY id DESC LIMIT {MOST}", actor.person)
    return [_view(row) for row in rows]


async def job(actor: Actor, job_id: int) -> JobView | None:
    """One of one's own."""
    rows = await Job.raw(f"{COLUMNS} WHERE id = {{}} AND person = {{}}", job_id, actor.person)
    return _view(rows[0]) if rows else None


@dataclass(frozen=True, slots=True)
class Queued:
    """Work of some kind that has not ended yet, whoever asked for it."""

    id: int
    person: int
    person_name: str
    parameters: Mapping[str, Any]


async def queued(kind: str) -> list[Queued]:
    """All work of a kind that waits or goes on, for slices that do not queue the same twice."""
    rows = await Job.select().where((Job.kind == kind) & Job.ended_at.is_null()).order_by(Job.id)
    return [
        Queued(row["id"], row["person"], row["person_name"], msgspec.json.decode(row["parameters"])) for row in rows
    ]


async def job_file(actor: Actor, job_id: int) -> tuple[str, FileKind, bytes] | None:
    """What one's own job made: its name, kind and bytes; None also where the right that it asks for was taken meanwhile."""
    one = await job(actor, job_id)
    if one is None or not actor.may(NEEDS.get(one.kind, May.SIGNED_IN)):
        return None
    row = await JobFile.select().where(JobFile.job == job_id).first()
    return (row["name"], FileKind(row["ending"], row["media_type"]), bytes(row["body"])) if row else None


def _view(row: Mapping[str, Any]) -> JobView:
    state = state_of(row["outcome"], row["worker"])
    under_way = UNDER_WAY.get(row["id"]) if state is JobState.RUNNING else None
    return JobView(
        id=row["id"],
        kind=row["kind"],
        title=row["title"],
        at=moment(row["at"]),
        state=state,
        done=under_way.done if under_way else row["done"],
        total=under_way.total if under_way else row["total"],
        tries=row["tries"],
        ended_at=moment_or_none(row["ended_at"]),
        trouble=row["trouble"],
        has_file=bool(row["files"]),
    )
