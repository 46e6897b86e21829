"""How long work is leased, how often it is tried, and where a job stands."""

from datetime import datetime, timedelta
from enum import StrEnum

from app.actor import May
from app.locale import N_, _
from app.refusals import WhyNot

LEASE = timedelta(seconds=30)
"""Who works says so every second; after so long without a word somebody else takes over."""
PAUSE = timedelta(seconds=5)
"""Before what failed is tried again; the second time twice as long."""
MOST_TRIES = 3
KEPT = timedelta(days=7)
"""So long the file of a job is kept. Whoever asked for it has a working week and both its ends to fetch it; it is a copy with
names in it, and 个人信息保护法 art. 19 wants it kept no longer than it is needed. It can be made again at any time. [P]"""
NEEDS: dict[str, May] = {}
"""The mark that each kind of job asks for when it is started again; slices above put theirs in."""

RESULTS: dict[str, str] = {}
"""Where what a kind of job made is shown, when it is no file: an address with `{job}` in it; slices above put theirs in."""


class Outcome(StrEnum):
    """How a job ended."""

    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


JOB_STATES = {
    JobState.WAITING: N_("排队中"),
    JobState.RUNNING: N_("正在做"),
    JobState.DONE: N_("做好了"),
    JobState.FAILED: N_("没有做成"),
    JobState.CANCELLED: N_("已取消"),
}


def state_of(outcome: str, worker: str) -> JobState:
    """Where it stands, by its row."""
    return JobState(outcome) if outcome else JobState.RUNNING if worker else JobState.WAITING


def kept_until(ended_at: datetime) -> datetime:
    """When the file of a job that ended then goes."""
    return ended_at + KEPT


def why_not_start_again(state: JobState, has_file: bool) -> tuple[WhyNot, ...]:
    """Why the job is not started again: it is under way, or what it made is there."""
    if state in (JobState.WAITING, JobState.RUNNING):
        return (WhyNot("running", _("已经在排队或正在做，等它做完")),)
    return (WhyNot("done", _("文件已经做好了，直接下载")),) if has_file else ()


def percent(done: int, total: int) -> int:
    """Whole percent of what is done, rounded down; 0 while nobody knows how much there is."""
    return min(100, done * 100 // total) if total else 0
