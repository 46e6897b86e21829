"""When somebody has said to be free."""

from collections.abc import Collection

from app.clock import at_library
from app.gatherings.rules import Span
from app.shifts.rules import DayException, Slot


def is_free(slots: Collection[Slot], exceptions: Collection[DayException], span: Span) -> bool:
    """Whether the whole time lies in what a person has said to be free; single days go before the week.

    Args:
        slots: times of the week; none is any time.
    """
    starts, ends = at_library(span.starts_at), at_library(span.ends_at)
    day, from_minute = starts.date(), starts.hour * 60 + starts.minute
    to_minute = from_minute + span.minutes if ends.date() != day else ends.hour * 60 + ends.minute
    special = [one for one in exceptions if one.day == day]
    if any(not one.free and one.from_minute < to_minute and from_minute < one.to_minute for one in special):
        return False
    if any(one.free and one.from_minute <= from_minute and to_minute <= one.to_minute for one in special):
        return True
    return not slots or any(
        one.weekday == day.weekday() and one.from_minute <= from_minute and to_minute <= one.to_minute for one in slots
    )
