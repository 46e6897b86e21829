"""What is asked of gatherings."""

from app.gatherings.queries.attendance import (
    AttendanceLine,
    attendance,
    expected_persons,
    history,
    standing_record,
)
from app.gatherings.queries.calendar import calendar
from app.gatherings.queries.gathering import (
    GatheringView,
    busy,
    closed_times,
    closed_times_and_days,
    facts,
    views,
)
from app.gatherings.queries.keeping import keeps, kept, mine_today, to_close

__all__ = [
    "AttendanceLine",
    "GatheringView",
    "attendance",
    "busy",
    "calendar",
    "closed_times",
    "closed_times_and_days",
    "expected_persons",
    "facts",
    "history",
    "keeps",
    "kept",
    "mine_today",
    "standing_record",
    "to_close",
    "views",
]
