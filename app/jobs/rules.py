"""How long work is leased, how often it is tried, and where a job stands."""

from datetime import timedelta
from enum import StrEnum

from app.locale import N_

LEASE = timedelta(seconds=30)
"""Who works says so every second; after so long without a word somebody else takes over."""
PAUSE = timedelta(seconds=5)
"""Before what failed is tried again; the second time twice as long."""
MOST_TRIES = 3


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


def percent(done: int, total: int) -> int:
    """Whole percent of what is done, rounded down; 0 while nobody knows how much there is."""
    return min(100, done * 100 // total) if total else 0
