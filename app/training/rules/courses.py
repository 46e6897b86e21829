"""Courses elsewhere and online: what a claim says, where its minutes lie on the clock, and who may do what with it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction

from app.clock import LIBRARY_ZONE
from app.gatherings.rules import Category
from app.locale import N_, _
from app.refusals import WhyNot

EARLIEST = date(2000, 1, 1)
LONGEST_DAYS = 366
AMOUNT = re.compile(r"\d{1,5}(?:\.\d{1,2})?")


class Mode(StrEnum):
    """How it was taken."""

    CLASSROOM = "classroom"
    ONLINE = "online"
    SENT = "sent"
    CONFERENCE = "conference"


MODES = {
    Mode.CLASSROOM: N_("集中培训"),
    Mode.ONLINE: N_("网络培训"),
    Mode.SENT: N_("外派学习"),
    Mode.CONFERENCE: N_("会议"),
}


class Level(StrEnum):
    """Whose course it was."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    LIBRARY = "library"


LEVELS = {
    Level.NATIONAL: N_("国家级"),
    Level.PROVINCE: N_("省级"),
    Level.CITY: N_("市级"),
    Level.COUNTY: N_("县级"),
    Level.LIBRARY: N_("本单位"),
}


class Subject(StrEnum):
    """What it was about, as certificates say it."""

    COMMON = "common"
    PROFESSIONAL = "professional"
    POLITICS = "politics"
    POST = "post"


SUBJECTS = {
    Subject.COMMON: N_("公需科目"),
    Subject.PROFESSIONAL: N_("专业科目"),
    Subject.POLITICS: N_("政治理论"),
    Subject.POST: N_("岗位技能"),
}
CATEGORIES_OF = {Subject.PROFESSIONAL: Category.PROFESSIONAL, Subject.POLITICS: Category.POLITICS}
"""The category by which ledgers count it; the others have none, which ledgers that ask for no category count too. [P]"""


class Times(StrEnum):
    """When on each day, for a certificate says no more than days."""

    DAY = "day"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


TIMES = {
    Times.DAY: N_("全天（8:00—12:00、14:00—18:00）"),
    Times.MORNING: N_("上午（8:00—12:00）"),
    Times.AFTERNOON: N_("下午（14:00—18:00）"),
    Times.EVENING: N_("晚上或自己安排（18:00—22:00）"),
}
WINDOWS: dict[Times, Sequence[tuple[int, int]]] = {
    Times.DAY: ((8, 12), (14, 18)),
    Times.MORNING: ((8, 12),),
    Times.AFTERNOON: ((14, 18),),
    Times.EVENING: ((18, 22),),
}
"""Hours of the library's clock. [P]"""


class Unit(StrEnum):
    """In what the certificate counts."""

    HOUR = "hour"
    LESSON = "lesson"
    MINUTE = "minute"


UNITS = {Unit.HOUR: N_("学时（每学时 60 分钟）"), Unit.LESSON: N_("课时（每课时 45 分钟）"), Unit.MINUTE: N_("分钟")}
MINUTES_OF = {Unit.HOUR: 60, Unit.LESSON: 45, Unit.MINUTE: 1}


class State(StrEnum):
    """Where a claim stands, by the rows of its newest version."""

    WAITING = "waiting"
    VERIFIED = "verified"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


STATES = {
    State.WAITING: N_("待审核"),
    State.VERIFIED: N_("已通过"),
    State.RETURNED: N_("已退回"),
    State.WITHDRAWN: N_("已撤回"),
}


@dataclass(frozen=True, slots=True)
class Course:
    """What a claim says of a course.

    Attributes:
        from_on, to_on: days at the library, both included.
        amount: as on the certificate, such as 12 or 4.5, in `unit`.
    """

    title: str
    organiser: str
    level: Level
    mode: Mode
    subject: Subject
    from_on: date
    to_on: date
    times: Times
    amount: str
    unit: Unit

    @property
    def days(self) -> int:
        """How many, both ends included."""
        return (self.to_on - self.from_on).days + 1

    @property
    def minutes(self) -> int:
        """Whole minutes by the clock, rounded down; 0 where the amount cannot be read."""
        return minutes_of(self.amount, self.unit) or 0

    @property
    def most_minutes(self) -> int:
        """What the clock allows on these days."""
        return self.days * sum(60 * (end - start) for start, end in WINDOWS[self.times])


def minutes_of(amount: str, unit: Unit) -> int | None:
    """Whole minutes of an amount as it is written, full-width digits too; None where it is no number above 0."""
    text = unicodedata.normalize("NFKC", amount).strip()
    if not AMOUNT.fullmatch(text) or not Fraction(text):
        return None
    return int(Fraction(text) * MINUTES_OF[unit])


def why_not_course(course: Course, today: date) -> tuple[WhyNot, ...]:
    """Why this cannot have been: a reason's code is the field it is about."""
    if course.from_on < EARLIEST:
        return (WhyNot("from_on", _("开始日期写成 2000-01-01 以后的日子")),)
    if course.to_on < course.from_on:
        return (WhyNot("to_on", _("结束日期要不早于开始日期（%(day)s）", day=course.from_on)),)
    if course.to_on > today:
        return (WhyNot("to_on", _("结束日期 %(day)s 还没到，学完再报", day=course.to_on)),)
    if course.days > LONGEST_DAYS:
        return (WhyNot("to_on", _("一次最多报 %(n)d 天的，按年分开报", n=LONGEST_DAYS)),)
    if not course.minutes:
        return (WhyNot("amount", _("时长填大于 0 的数，例如 12 或 4.5")),)
    if course.minutes > course.most_minutes:
        sentence = _(
            "%(days)d 天最多 %(most)s 小时，填的是 %(given)s 小时：看看日期、时段和单位",
            days=course.days,
            most=_hours(course.most_minutes),
            given=_hours(course.minutes),
        )
        return (WhyNot("amount", sentence),)
    return ()


def placed(course: Course) -> list[tuple[datetime, int]]:
    """Where its minutes lie on the clock: spread evenly over its days, from the beginning of the hours of each.

    Hours of a day are filled in order, so that what lies in them can be merged with what else the person attended then.

    Returns:
        moments with whole minutes; together they are the minutes of the course, never more than the clock allows.
    """
    minutes = min(course.minutes, course.most_minutes)
    found: list[tuple[datetime, int]] = []
    for number in range(course.days):
        left = minutes * (number + 1) // course.days - minutes * number // course.days
        day = course.from_on + timedelta(days=number)
        for start, end in WINDOWS[course.times]:
            spent = min(left, 60 * (end - start))
            if spent:
                found.append((datetime.combine(day, time(start), LIBRARY_ZONE), spent))
            left -= spent
    return found


def why_not_own(is_own: bool) -> tuple[WhyNot, ...]:
    """Nobody verifies their own claim."""
    return (WhyNot("own", _("自己的申报要由别人审核")),) if is_own else ()


def why_not_verify(state: State, is_own: bool, has_file: bool = True) -> tuple[WhyNot, ...]:
    """Why the claim cannot be verified."""
    if reasons := why_not_own(is_own) or _unless(state, {State.WAITING}):
        return reasons
    return () if has_file else (WhyNot("no_certificate", _("证书已经删除，退回让本人补上再审")),)


def why_not_return(state: State, is_own: bool) -> tuple[WhyNot, ...]:
    """Why the claim cannot be returned; one that was verified can, and counts no more until it is verified again."""
    return why_not_own(is_own) or _unless(state, {State.WAITING, State.VERIFIED})


def why_not_send_again(state: State) -> tuple[WhyNot, ...]:
    """Why no new version can be sent."""
    if state is State.VERIFIED:
        return (WhyNot("verified", _("已经通过，要改就请审核人先退回")),)
    return _unless(state, {State.WAITING, State.RETURNED})


def why_not_withdraw(state: State) -> tuple[WhyNot, ...]:
    """Why the claim cannot be withdrawn."""
    return why_not_send_again(state)


def already_claimed(names: Sequence[str]) -> WhyNot:
    """These have a claim for the same course on the same days that stands."""
    return WhyNot("title", _("%(names)s已经报过这次培训（名称和开始日期相同）", names=_("、").join(names)))


def no_certificate() -> WhyNot:
    """Why a claim without a certificate is not taken."""
    return WhyNot("certificate", _("附上证书或通知的照片（或 PDF）"))


def nobody_named() -> WhyNot:
    """Why a claim for nobody is not taken."""
    return WhyNot("persons", _("勾选参加的人"))


def _unless(state: State, wanted: set[State]) -> tuple[WhyNot, ...]:
    if state in wanted:
        return ()
    return (WhyNot(state.value, _("这份申报%(state)s，刷新页面看现在的情况", state=_(STATES[state]))),)


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes * 10 // 60, 10)
    return f"{whole}.{rest}" if rest else str(whole)
