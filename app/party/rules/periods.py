"""Months, quarters and years, and their days."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.locale import _

MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of a year, both days included; `key` is how addresses and rows name it: 2026, 2026-Q3 or 2026-07."""

    key: str
    first: date
    last: date

    @property
    def months(self) -> int:
        """How many months it is long."""
        return self.last.month - self.first.month + 1

    @property
    def said(self) -> str:
        """Its name within the year."""
        if self.months == 1:
            return _("%(n)d月", n=self.first.month)
        if self.months == MONTHS_OF_A_QUARTER:
            return _("%(n)d季度", n=self.last.month // MONTHS_OF_A_QUARTER)
        return _("%(n)d年", n=self.first.year)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def month_of(year: int, month: int) -> Period:
    """One month."""
    return Period(f"{year}-{month:02d}", date(year, month, 1), _last(year, month))


def months_of(year: int) -> Sequence[Period]:
    """The months of a year."""
    return [month_of(year, month) for month in range(1, 13)]


def quarters_of(year: int) -> Sequence[Period]:
    """The quarters of a year."""
    return [Period(f"{year}-Q{n}", date(year, 3 * n - 2, 1), _last(year, 3 * n)) for n in range(1, 5)]


def year_of(year: int) -> Period:
    """A whole year."""
    return Period(f"{year}", date(year, 1, 1), date(year, 12, 31))


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to a later one; the month is over on the same day of the next, or on its last day."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    due = min(earlier.day, calendar.monthrange(later.year, later.month)[1])
    return months if later.day >= due else months - 1
