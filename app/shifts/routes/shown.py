"""What the pages of shifts share: how times are said, and what stands in an address read with patience."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app import clock, locale
from app.locale import _
from app.shifts.queries.mine import AHEAD, OpenSeat
from app.shifts.rules import HOWS, SEXES, SKILLS, STATES
from app.shifts.rules.board import MARKS, Mark, monday_of
from app.shifts.rules.said import hours, short_moment, short_span, times
from app.web.page import WEEKDAYS

TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)", re.ASCII)
FIRST_YEAR, LAST_YEAR = 2004, 2100


def day_said(day: date) -> str:
    """11月23日（周一）."""
    if locale.language() == "en":
        return f"{day:%a %d %b}"
    return _("%(month)d月%(day)d日（%(weekday)s）", month=day.month, day=day.day, weekday=_(WEEKDAYS[day.weekday()]))


def weekday_said(day: date) -> str:
    """周一."""
    return _(WEEKDAYS[day.weekday()])


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the calendar: how many seats there are and how many suit; `open` is whether signing up reaches it."""

    on: date
    seats: int
    suiting: int
    open: bool


def calendar(offered: Sequence[OpenSeat], today: date) -> list[list[CalendarDay]]:
    """The weeks from this one on that signing up reaches, Monday first."""
    seats = Counter(one.seat.facts.day for one in offered)
    suiting = Counter(one.seat.facts.day for one in offered if one.suits)
    first, last = monday_of(today), today + AHEAD
    weeks = (last - first).days // 7 + 1
    days = [first + timedelta(days=number) for number in range(7 * weeks)]
    every = [CalendarDay(day, seats[day], suiting[day], today <= day <= last) for day in days]
    return [every[start : start + 7] for start in range(0, len(every), 7)]


WORDS: dict[str, Any] = {
    "day_said": day_said,
    "weekday_said": weekday_said,
    "times": times,
    "short_span": short_span,
    "short_moment": short_moment,
    "hours": hours,
    "states": STATES,
    "skills": SKILLS,
    "sex_names": SEXES,
    "hows": HOWS,
    "marks": MARKS,
    "Mark": Mark,
    "mark_icons": {
        Mark.CONFLICT: "x",
        Mark.OVER: "flag",
        Mark.GAP: "alert-triangle",
        Mark.SHORT: "circle",
        Mark.FULL: "check",
    },
    "mark_pills": {
        Mark.CONFLICT: "is-bad",
        Mark.OVER: "is-warn",
        Mark.GAP: "is-bad",
        Mark.SHORT: "is-warn",
        Mark.FULL: "is-ok",
    },
}


def monday(text: str, now: datetime) -> date:
    """The Monday of the week that an address names; this week's where it names none."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = clock.at_library(now).date()
    if not FIRST_YEAR <= day.year < LAST_YEAR:
        day = clock.at_library(now).date()
    return monday_of(day)


def iso_day(text: str) -> date | None:
    """The day that an address names; None where it names none."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year < LAST_YEAR else None


def whole(text: str) -> int | None:
    """A number that a row may bear; None where the text is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def day_or(text: str, otherwise: date) -> date:
    """A day that an address names; another one where it names none."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return otherwise
    return day if FIRST_YEAR <= day.year < LAST_YEAR else otherwise


def minute_of(text: str) -> int | None:
    """The minute of the day that was typed, as in 9:30, in whatever width; None where it is none."""
    match = TIME.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    return int(match[1]) * 60 + int(match[2])
