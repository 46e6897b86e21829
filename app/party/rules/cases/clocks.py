"""The clocks of a case: months that end with the month, and working days over the yearly notices.

Source: “一个月” is the same day of the next month, or its last day where there is none (31 January and a month is
28 or 29 February); “以上”, “不少于” and “不超过” include the number itself.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from app.gatherings.rules.calendar import WORKED, Calendar

NOTICE_WORKING_DAYS = 5
"""发展党员工作细则 (2026) art. 13: 公示期不少于五个工作日."""
SATURDAY = 5


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February it is the 28th where there is no 29th."""
    return months_after(day, 12 * years)


@dataclass(frozen=True, slots=True)
class Counted:
    """A day or a number that was counted in working days.

    Attributes:
        unknown_years: years whose notice nobody entered; weekends alone were left out there, so the result is 暂算.
    """

    day: date
    number: int
    unknown_years: tuple[int, ...] = ()

    @property
    def is_provisional(self) -> bool:
        """Whether a year without its notice was counted over."""
        return bool(self.unknown_years)


def working_days(calendar: Calendar, first: date, last: date) -> Counted:
    """How many working days lie between these days, both included."""
    count, unknown, on = 0, set[int](), first
    while on <= last:
        count += _is_worked(calendar, on, unknown)
        on += timedelta(days=1)
    return Counted(last, count, tuple(sorted(unknown)))


def notice_ends(calendar: Calendar, first: date, count: int = NOTICE_WORKING_DAYS) -> Counted:
    """The first day by which so many working days are over, beginning with the day of putting up where it is worked."""
    on, unknown = first, set[int]()
    found = int(_is_worked(calendar, on, unknown))
    while found < count:
        on += timedelta(days=1)
        found += _is_worked(calendar, on, unknown)
    return Counted(on, found, tuple(sorted(unknown)))


def _is_worked(calendar: Calendar, on: date, unknown: set[int]) -> bool:
    if calendar.knows(on.year) or on in calendar.own:
        return calendar.day(on).kind in WORKED
    unknown.add(on.year)
    return on.weekday() < SATURDAY
