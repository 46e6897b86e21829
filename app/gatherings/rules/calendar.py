"""Which days are worked: the State Council's yearly notice, and what the library itself says of a day.

The notices of 2004 to 2026 come with the library chinesecalendar. A later year is not guessed: it is refused until
somebody has entered its notice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import chinese_calendar

from app.locale import N_, _
from app.refusals import Refused, WhyNot

KNOWN_YEARS = range(2004, 2027)
"""Years whose notice comes with chinesecalendar 1.11."""


class DayKind(StrEnum):
    """What a day is: worked, free, or worked in exchange for a free one (调休)."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    CLOSED = "closed"


DAY_KINDS = {
    DayKind.WORKDAY: N_("工作日"),
    DayKind.WEEKEND: N_("周末"),
    DayKind.HOLIDAY: N_("法定节假日"),
    DayKind.MAKE_UP: N_("调休上班"),
    DayKind.CLOSED: N_("闭馆日"),
}
HOLIDAY_NAMES = {
    "New Year's Day": N_("元旦"),
    "Spring Festival": N_("春节"),
    "Tomb-sweeping Day": N_("清明节"),
    "Labour Day": N_("劳动节"),
    "Dragon Boat Festival": N_("端午节"),
    "Mid-autumn Festival": N_("中秋节"),
    "National Day": N_("国庆节"),
}
WORKED = frozenset({DayKind.WORKDAY, DayKind.MAKE_UP})


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the working calendar; `name` is the holiday's, or the library's own reason."""

    on: date
    kind: DayKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The library's own days over the national notices.

    Attributes:
        own: what the library said of single days; it goes before the notice.
        years: years beyond `KNOWN_YEARS` whose notice was entered, day by day, into `own`.
    """

    own: Mapping[date, Day]
    years: frozenset[int] = frozenset()

    def knows(self, year: int) -> bool:
        """Whether the notice of the year is there."""
        return year in KNOWN_YEARS or year in self.years

    def day(self, on: date) -> Day:
        """What this day is.

        Raises:
            Refused: nobody has entered the notice of its year.
        """
        if on in self.own:
            return self.own[on]
        if not self.knows(on.year):
            raise Refused(no_notice(on.year))
        if on.year not in KNOWN_YEARS:
            return Day(on, DayKind.WEEKEND if on.weekday() >= 5 else DayKind.WORKDAY)
        free, name = chinese_calendar.get_holiday_detail(on)
        known = HOLIDAY_NAMES.get(name or "", "")
        if free:
            return Day(on, DayKind.HOLIDAY if name else DayKind.WEEKEND, known)
        return Day(on, DayKind.MAKE_UP if on.weekday() >= 5 else DayKind.WORKDAY, known if on.weekday() >= 5 else "")

    def days(self, first: date, last: date) -> Iterator[Day]:
        """Every day from the first to the last, both included.

        Raises:
            Refused: nobody has entered the notice of one of the years.
        """
        for number in range((last - first).days + 1):
            yield self.day(first + timedelta(days=number))

    def workdays_after(self, on: date, count: int) -> date:
        """The day that is so many working days after this one, which itself does not count.

        Source: 10 working days for service records, 民政部令第67号 art. 11: of 2026-09-30 it is 2026-10-20.

        Raises:
            Refused: the way leads into a year whose notice is not there.
        """
        while count > 0:
            on += timedelta(days=1)
            count -= self.day(on).kind in WORKED
        return on


def no_notice(year: int) -> WhyNot:
    """The notice of this year has to be entered first."""
    return WhyNot(
        "no_notice",
        _("%(year)d 年的放假通知还没有录入，不猜；等国务院办公厅通知公布后，在“工作日历”里录入再排", year=year),
    )
