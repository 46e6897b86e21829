"""What is learnt alone."""

from datetime import datetime


def minutes_that_can_be(minutes: int, started_at: datetime, now: datetime) -> int:
    """At least 0, and never more whole minutes than the clock has gone on since the start."""
    elapsed = int((now - started_at).total_seconds()) // 60
    return max(0, min(minutes, elapsed))
