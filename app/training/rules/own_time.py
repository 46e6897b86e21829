"""What is learnt alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class OwnStudy:
    """A piece of self-study as a person writes it down; minutes are those they read, within its time."""

    title: str
    started_at: datetime
    ended_at: datetime
    minutes: int
    note: str = ""


def ended(started_at: datetime, ended_at: datetime | None, minutes: int) -> datetime:
    """When it ended: as it was written down, else as it was measured."""
    return ended_at or started_at + timedelta(minutes=minutes)


def minutes_that_can_be(minutes: int, started_at: datetime, now: datetime) -> int:
    """At least 0, and never more whole minutes than the clock has gone on since the start."""
    elapsed = int((now - started_at).total_seconds()) // 60
    return max(0, min(minutes, elapsed))
