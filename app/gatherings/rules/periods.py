"""Closed days: a year or a quarter that the manager has closed, and what may still change in it."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.clock import at_library
from app.gatherings.rules import Span
from app.locale import _
from app.refusals import WhyNot

PERIOD = re.compile(r"(20\d\d)(?:Q([1-4]))?", re.ASCII)
"""2026 or 2026Q1, as a form and an address say it."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days from one to another at the library, both included."""

    first: date
    last: date

    @staticmethod
    def of(span: Span) -> "Days":
        """The days on which something goes on."""
        return Days(at_library(span.starts_at).date(), at_library(span.ends_at).date())

    def meets(self, other: "Days") -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: "Days") -> bool:
        """Whether every day of the other is one of these."""
        return self.first <= other.first and other.last <= self.last


def days_of(period: str) -> Days | None:
    """The days of a year or a quarter; None where the text is neither."""
    match = PERIOD.fullmatch(period)
    if match is None:
        return None
    year, quarter = int(match[1]), int(match[2] or 0)
    if not quarter:
        return Days(date(year, 1, 1), date(year, 12, 31))
    after = date(year + 1, 1, 1) if quarter == 4 else date(year, quarter * 3 + 1, 1)
    return Days(date(year, quarter * 3 - 2, 1), after - timedelta(days=1))


def periods_to_close(today: date) -> list[str]:
    """Years and quarters that are over, of this year and the two before it, the newest first."""
    years = range(today.year, today.year - 3, -1)
    named = [name for year in years for name in (f"{year}", *(f"{year}Q{quarter}" for quarter in (4, 3, 2, 1)))]
    return [name for name in named if (days := days_of(name)) and days.last < today]


def why_not_close_days(
    days: Days | None, today: date, closed: Iterable[Days], unfinished: Sequence[str]
) -> tuple[WhyNot, ...]:
    """Why these days cannot be closed: they are not over, are closed already, or something in them has not been ended.

    Args:
        closed: days that are closed now.
        unfinished: titles of gatherings whose list is still open.
    """
    if days is None:
        return (WhyNot("period", _("选一个年度或者季度")),)
    if days.last >= today:
        return (WhyNot("period", _("这段时间到 %(day)s 才结束，结束以后才能封存", day=days.last)),)
    if any(one.holds(days) for one in closed):
        return (WhyNot("period", _("这段时间已经封存了")),)
    if unfinished:
        named = _("、").join(unfinished[:3])
        sentence = _("还有 %(n)d 次没有结束签到（%(named)s），先结束它们", n=len(unfinished), named=named)
        return (WhyNot("period", sentence),)
    return ()


def why_not_change(touched: Collection[Days], closed: Iterable[Days], note: str = "") -> tuple[WhyNot, ...]:
    """Why nothing is changed on these days: they are closed, and no reason is given.

    Args:
        touched: the days of what changes, before and after.
        note: the reason; with it the change is a correction, which is added to what stood before.
    """
    if note.strip():
        return ()
    for one in closed:
        if any(one.meets(days) for days in touched):
            return (WhyNot("note", _("%(days)s 已封存，只能更正，并写明原因", days=said(one))),)
    return ()


def why_not_arrange_there(touched: Collection[Days], closed: Iterable[Days]) -> tuple[WhyNot, ...]:
    """Why nothing is arranged, moved, opened or added to on these days: they are closed."""
    for one in closed:
        if any(one.meets(days) for days in touched):
            return (WhyNot("closed_period", _("%(days)s 已封存，不能再往里加；要加先由馆领导解封", days=said(one))),)
    return ()


def said(days: Days) -> str:
    """2026-01-01 至 2026-03-31."""
    return _("%(from)s 至 %(to)s", **{"from": days.first, "to": days.last})


def period_said(period: str) -> str:
    """2026年, or 2026年第1季度."""
    year, _sign, quarter = period.partition("Q")
    if quarter:
        return _("%(year)s年第%(quarter)s季度", year=year, quarter=quarter)
    return _("%(year)s年全年", year=year)
