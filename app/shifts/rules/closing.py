"""Days on which the library is closed to readers, told apart from times within a day at which its people study."""

from datetime import time

from app.clock import at_library
from app.gatherings.rules import Span


def is_whole_day(closed: Span) -> bool:
    """Whether the library is closed from midnight to midnight; a closed study is a time within a day."""
    starts, ends = at_library(closed.starts_at), at_library(closed.ends_at)
    return starts.date() < ends.date() and starts.time() == ends.time() == time()
