"""What a training class is, who may enrol in it, and until when."""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from app.gatherings.rules import Category, Span
from app.locale import N_, _
from app.people.rules.codes import ALPHABET
from app.people.rules.names import MOBILE
from app.refusals import WhyNot

CODE_LENGTH = 6
MOST_LEARNERS = 500
HOSTS_APART = re.compile(r"[、，,；;\n]+")


class Tier(StrEnum):
    """Where somebody keeps a library or a reading room. Source: seed phrase 55, 县、镇（街道）、村（社区）、书吧."""

    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"
    READING_BAR = "reading_bar"


TIERS = {
    Tier.COUNTY: N_("县"),
    Tier.TOWN: N_("镇（街道）"),
    Tier.VILLAGE: N_("村（社区）"),
    Tier.READING_BAR: N_("书吧"),
}


class Part(StrEnum):
    """What an organisation does for a class."""

    HOST = "host"
    ORGANISER = "organiser"
    SUPPORTER = "supporter"


PARTS = {Part.HOST: N_("主办"), Part.ORGANISER: N_("承办"), Part.SUPPORTER: N_("协办")}


class Way(StrEnum):
    """How somebody came onto the list."""

    LINK = "link"
    FILE = "file"
    HAND = "hand"


WAYS = {Way.LINK: N_("自己报名"), Way.FILE: N_("表格导入"), Way.HAND: N_("工作人员登记")}


class ClassState(StrEnum):
    """Where a class stands, by its rows and the clock."""

    DRAFT = "draft"
    ENROLLING = "enrolling"
    RUNNING = "running"
    FINISHED = "finished"
    CALLED_OFF = "called_off"


CLASS_STATES = {
    ClassState.DRAFT: N_("筹备中"),
    ClassState.ENROLLING: N_("报名中"),
    ClassState.RUNNING: N_("报名已截止"),
    ClassState.FINISHED: N_("已结班"),
    ClassState.CALLED_OFF: N_("已取消"),
}


@dataclass(frozen=True, slots=True)
class CompletionRule:
    """What completes a class; 0 asks for nothing.

    Attributes:
        attendance_percent: least share of the timetable's periods, 0 to 100.
        exam_points: least points of 100 in the exam.
    """

    attendance_percent: int
    exam_points: int


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """A class as somebody planned it.

    Attributes:
        hosts: name and part, in the order in which they are printed.
        enrol_by: aware; whoever comes later is told that it is closed.
        keep_years: how long the learners' particulars are kept, as the consent says.
    """

    title: str
    hosts: tuple[tuple[Part, str], ...]
    tiers: frozenset[Tier]
    starts_on: date
    ends_on: date
    place: int | None
    venue: str
    capacity: int
    notice: str
    contact_name: str
    contact_phone: str
    enrol_by: datetime
    keep_years: int
    rule: CompletionRule


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit: what, by whom, when, where; `periods` are 节."""

    subject: str
    teacher: str
    span: Span
    periods: int
    venue: str
    category: Category


@dataclass(frozen=True, slots=True)
class Learner:
    """What a learner says of themselves; already folded, see `rules.roster.folded`."""

    name: str
    unit: str
    tier: Tier
    phone: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says they are, folded: name, the last four digits of the phone, the learner's own code."""

    name: str
    last_digits: str
    code: str


class Offered(Protocol):
    """What the rules of enrolment need to know of a class."""

    @property
    def tiers(self) -> frozenset[Tier]:
        """For whom it is."""

    @property
    def capacity(self) -> int:
        """Seats."""

    @property
    def taken(self) -> int:
        """Seats that are taken."""

    @property
    def enrol_by(self) -> datetime:
        """The deadline."""

    @property
    def opened_at(self) -> datetime | None:
        """When enrolment was opened."""

    @property
    def finished_at(self) -> datetime | None:
        """When it was finished."""

    @property
    def called_off(self) -> str:
        """Why it does not take place; empty while it does."""


def state_of(one: Offered, now: datetime) -> ClassState:
    """Where a class stands."""
    if one.called_off:
        return ClassState.CALLED_OFF
    if one.finished_at is not None:
        return ClassState.FINISHED
    if one.opened_at is None:
        return ClassState.DRAFT
    return ClassState.ENROLLING if now <= one.enrol_by else ClassState.RUNNING


def hosts_of(text: str) -> tuple[str, ...]:
    """Names of organisations, written one after the other."""
    return tuple(name.strip() for name in HOSTS_APART.split(text) if name.strip())


def new_code() -> str:
    """A learner's own code: six signs that no pen confuses; with name and phone it says who answers."""
    return "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))


def new_token() -> str:
    """The secret of an enrolment link."""
    return secrets.token_hex(8)


def why_not_class(plan: ClassPlan) -> tuple[WhyNot, ...]:
    """What is wrong with a plan."""
    return tuple(_why_not_class(plan))


def _why_not_class(plan: ClassPlan) -> Iterator[WhyNot]:
    if plan.ends_on < plan.starts_on:
        yield WhyNot("ends_on", _("结束日期要不早于开始日期（%(day)s）", day=plan.starts_on))
    if not any(part is Part.HOST for part, _name in plan.hosts):
        yield WhyNot("hosts", _("填写主办单位"))
    if any(not 2 <= len(name) <= 60 for _part, name in plan.hosts):
        yield WhyNot("hosts", _("单位名称写 2 到 60 个字，几个单位用顿号隔开"))
    if not plan.tiers:
        yield WhyNot("tiers", _("至少选一个培训对象"))
    if plan.place is None and not plan.venue:
        yield WhyNot("venue", _("选服务点，或者写明地点"))
    if not plan.rule.attendance_percent and not plan.rule.exam_points:
        yield WhyNot("attendance_percent", _("结业要有一个条件：出勤率或者考试成绩"))


def why_not_open(opened_at: datetime | None, enrol_by: datetime, now: datetime) -> tuple[WhyNot, ...]:
    """Why enrolment cannot be opened."""
    if opened_at is not None:
        return (WhyNot("opened", _("已经开放报名了")),)
    if enrol_by <= now:
        return (WhyNot("enrol_by", _("报名截止时间已过，先改晚再开放")),)
    return ()


def why_not_enrol(offered: Offered, now: datetime) -> tuple[WhyNot, ...]:
    """Why nobody can enrol by the link any more."""
    if offered.called_off:
        return (not_held(offered.called_off),)
    if offered.finished_at is not None:
        return (WhyNot("finished", _("这个班已经结班")),)
    if offered.opened_at is None:
        return (WhyNot("draft", _("这个班还没有开放报名")),)
    if now > offered.enrol_by:
        return (WhyNot("late", _("报名已经截止；还想参加，打联系电话问一下")),)
    return why_not_seats(offered, 1)


def why_not_seats(offered: Offered, wanted: int) -> tuple[WhyNot, ...]:
    """Why so many more do not fit in."""
    left = offered.capacity - offered.taken
    if wanted <= left:
        return ()
    if wanted == 1:
        return (WhyNot("full", _("名额 %(n)d 个已满", n=offered.capacity)),)
    said = _("名额还剩 %(left)d 个，这里有 %(wanted)d 人；删去几行，或者先改大名额", left=left, wanted=wanted)
    return (WhyNot("full", said),)


def why_not_learner(given: Learner, tiers: frozenset[Tier]) -> tuple[WhyNot, ...]:
    """What is wrong with what somebody says of themselves, by field."""
    return tuple(_why_not_learner(given, tiers))


def _why_not_learner(given: Learner, tiers: frozenset[Tier]) -> Iterator[WhyNot]:
    if not 2 <= len(given.name) <= 30 or not re.search(r"[\u3400-\u9fffA-Za-z]", given.name):
        yield WhyNot("name", _("姓名写 2 到 30 个字"))
    if not 2 <= len(given.unit) <= 60:
        yield WhyNot("unit", _("单位写 2 到 60 个字"))
    if not MOBILE.fullmatch(given.phone):
        yield WhyNot("phone", _("手机号写 11 位数字，例如 13812345678"))
    if given.tier not in tiers:
        listed = _("、").join(_(TIERS[tier]) for tier in Tier if tier in tiers)
        yield WhyNot("tier", _("这个班的对象是 %(tiers)s", tiers=listed))
    if len(given.post) > 30:
        yield WhyNot("post", _("职务最多 30 个字"))


def not_held(reason: str) -> WhyNot:
    """The class does not take place: what its learners, and whoever still wants to change it, are told."""
    return WhyNot("called_off", _("这个班已取消，不办了：%(reason)s", reason=reason))


def why_not_unit(span: Span, periods: int, starts_on: date, ends_on: date, on: date) -> tuple[WhyNot, ...]:
    """Why a unit cannot stand in the timetable; its time itself is the gathering's rule."""
    if not starts_on <= on <= ends_on:
        return (WhyNot("day", _("日期要在 %(first)s 到 %(last)s 之间", first=starts_on, last=ends_on)),)
    if periods < 1 or span.minutes < 10 * periods:
        return (WhyNot("periods", _("节数和时间对不上：一节至少 10 分钟")),)
    return ()
