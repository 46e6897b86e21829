"""Qualifications: what a post may ask for before somebody serves on it, and how long it holds.

Source: 志愿服务条例 art. 16 (volunteers are trained first where knowledge is needed) and art. 22; what needs which
qualification is the library's own.
"""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.locale import N_, _
from app.refusals import WhyNot

FOR_EVER = date.max
SOON = timedelta(days=30)
MOST_MONTHS = 120


class Source(StrEnum):
    """How somebody came by a qualification."""

    QUIZ = "quiz"
    SESSION = "session"
    EXAM = "exam"
    HAND = "hand"


SOURCES = {
    Source.QUIZ: N_("通过测验"),
    Source.SESSION: N_("参加培训"),
    Source.EXAM: N_("通过考试"),
    Source.HAND: N_("人工登记"),
}


class Standing(StrEnum):
    """Whether a qualification holds on a day."""

    HOLDS = "holds"
    SOON = "soon"
    EXPIRED = "expired"


STANDINGS = {Standing.HOLDS: N_("有效"), Standing.SOON: N_("快到期"), Standing.EXPIRED: N_("已过期")}


@dataclass(frozen=True, slots=True)
class QualificationPlan:
    """A qualification as somebody writes it down.

    Attributes:
        months: None is for ever.
        before_active: every volunteer must hold it before becoming active (志愿服务条例 art. 16).
        exam_percent: how much of an exam's points give it; None lets no exam give it.
    """

    name: str
    months: int | None = None
    note: str = ""
    how: str = ""
    before_active: bool = False
    exam_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """One person's qualification as it stands; `until` is the last day on which it holds.

    Attributes:
        reference: an address inside the product that shows where it comes from; empty where there is none.
    """

    qualification: int
    person: int
    from_on: date
    until: date
    source: Source
    reference: str
    reason: str
    by: str
    at: datetime

    def standing(self, today: date) -> Standing:
        """How it stands on that day."""
        if self.until < today:
            return Standing.EXPIRED
        return Standing.SOON if self.until - today <= SOON else Standing.HOLDS


def last_day(from_on: date, months: int | None) -> date | None:
    """The last day on which it holds: the day before the same day so many months later; None is for ever.

    Where that month is too short for the day, its last day is it: from 31 August six months hold to 28 February.
    """
    if months is None:
        return None
    year, month = divmod(from_on.year * 12 + from_on.month - 1 + months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    if from_on.day > longest:
        return date(year, month + 1, longest)
    return date(year, month + 1, from_on.day) - timedelta(days=1)


def why_not_qualification(given: QualificationPlan) -> tuple[WhyNot, ...]:
    """Why this is no qualification."""
    if not given.name.strip():
        return (WhyNot("name", _("填写资格名称")),)
    if given.months is not None and not 1 <= given.months <= MOST_MONTHS:
        return (WhyNot("months", _("有效月数填 1 到 %(most)d，长期有效就空着", most=MOST_MONTHS)),)
    if given.exam_percent is not None and not 1 <= given.exam_percent <= 100:
        return (WhyNot("exam_percent", _("填 1 到 100，不用考试取得就空着")),)
    return ()


def reaches(points: int, total: int, percent: int) -> bool:
    """Whether so many of a paper's points are at least so many percent of them; exact, without rounding."""
    return total > 0 and points * 100 >= percent * total


def why_not_grant(
    *, is_own: bool, is_closed: bool, reason: str, from_on: date, to_on: date | None, today: date
) -> tuple[WhyNot, ...]:
    """Why nobody gets it by hand so."""
    found: tuple[WhyNot, ...] = ()
    if is_own:
        found += (WhyNot("person", _("自己的资格由别的管理人员登记")),)
    if is_closed:
        found += (WhyNot("closed", _("这项资格已停用，恢复后再登记")),)
    if not reason.strip():
        found += (WhyNot("reason", _("写上依据，比如培训通知或证书编号")),)
    if from_on > today:
        found += (WhyNot("from_on", _("起始日不能晚于今天")),)
    if to_on is not None and to_on < from_on:
        found += (WhyNot("to_on", _("到期日不能早于起始日")),)
    return found
