"""What the pages of shifts share: how times are said, and what stands in an address read with patience."""

from datetime import date, datetime
from typing import Any

from app import clock, locale
from app.locale import _
from app.shifts.rules import HOWS, SEXES, SKILLS, STATES
from app.shifts.rules.board import MARKS, Mark, monday_of
from app.shifts.rules.said import hours, short_span, times
from app.web.page import WEEKDAYS

FIRST_YEAR, LAST_YEAR = 2004, 2100


def day_said(day: date) -> str:
    """11月23日（周一）."""
    if locale.language() == "en":
        return f"{day:%a %d %b}"
    return _("%(month)d月%(day)d日（%(weekday)s）", month=day.month, day=day.day, weekday=_(WEEKDAYS[day.weekday()]))


def weekday_said(day: date) -> str:
    """周一."""
    return _(WEEKDAYS[day.weekday()])


WORDS: dict[str, Any] = {
    "day_said": day_said,
    "weekday_said": weekday_said,
    "times": times,
    "short_span": short_span,
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


def whole(text: str) -> int | None:
    """A number that a row may bear; None where the text is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
