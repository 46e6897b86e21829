"""What volunteers, posts and seats are called, and what each may be."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.locale import N_, _
from app.refusals import WhyNot

LONGEST_DAY = 24 * 60


class State(StrEnum):
    """Where a volunteer stands with the library."""

    APPLIED = "applied"
    TRAINING = "training"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


STATES = {
    State.APPLIED: N_("待审核"),
    State.TRAINING: N_("待培训"),
    State.ACTIVE: N_("在册"),
    State.PAUSED: N_("暂停"),
    State.LEFT: N_("已退出"),
}
NEXT = {
    State.APPLIED: (State.TRAINING, State.ACTIVE, State.LEFT),
    State.TRAINING: (State.ACTIVE, State.PAUSED, State.LEFT),
    State.ACTIVE: (State.PAUSED, State.LEFT),
    State.PAUSED: (State.ACTIVE, State.TRAINING, State.LEFT),
    State.LEFT: (State.TRAINING, State.ACTIVE),
}


class Sex(StrEnum):
    """As 民政部令第67号 art. 5 asks it to be recorded; empty where somebody would rather not say."""

    FEMALE = "female"
    MALE = "male"


SEXES = {Sex.FEMALE: N_("女"), Sex.MALE: N_("男")}


class Skill(StrEnum):
    """What a post may ask for. Source: the service categories of 民政部令第67号 art. 5, as a library names them."""

    RECEPTION = "reception"
    SHELVING = "shelving"
    STORYTELLING = "storytelling"
    DIGITAL = "digital"
    FIRST_AID = "first_aid"
    PHOTOGRAPHY = "photography"


SKILLS = {
    Skill.RECEPTION: N_("接待引导"),
    Skill.SHELVING: N_("图书整理"),
    Skill.STORYTELLING: N_("讲故事"),
    Skill.DIGITAL: N_("数字辅导"),
    Skill.FIRST_AID: N_("急救"),
    Skill.PHOTOGRAPHY: N_("摄影"),
}


class PaperKind(StrEnum):
    """What has to lie in the file before somebody serves."""

    COMMITMENT = "commitment"
    INSURANCE = "insurance"


PAPER_KINDS = {PaperKind.COMMITMENT: N_("志愿服务承诺书"), PaperKind.INSURANCE: N_("意外保险")}


class How(StrEnum):
    """How somebody came by a seat."""

    SIGNED_UP = "signed_up"
    ASSIGNED = "assigned"
    COPIED = "copied"
    PROMOTED = "promoted"
    STOOD_IN = "stood_in"
    SWAPPED = "swapped"
    SOLVED = "solved"
    WEEKLY = "weekly"


HOWS = {
    How.SIGNED_UP: N_("自己报名"),
    How.ASSIGNED: N_("协调员安排"),
    How.COPIED: N_("复制上周"),
    How.PROMOTED: N_("候补递补"),
    How.STOOD_IN: N_("替人顶班"),
    How.SWAPPED: N_("换班"),
    How.SOLVED: N_("自动排班"),
    How.WEEKLY: N_("每周都来"),
}


class End(StrEnum):
    """Why somebody no longer has a seat."""

    WITHDREW = "withdrew"
    WITHDREW_LATE = "withdrew_late"
    UNASSIGNED = "unassigned"
    STATUS = "status"
    STOOD_IN = "stood_in"
    SWAPPED = "swapped"


ENDS = {
    End.WITHDREW: N_("自己取消"),
    End.WITHDREW_LATE: N_("临近取消"),
    End.UNASSIGNED: N_("协调员撤下"),
    End.STATUS: N_("本人暂停或退出"),
    End.STOOD_IN: N_("有人顶班"),
    End.SWAPPED: N_("和别人换班"),
}


class WaitingEnd(StrEnum):
    """How a place in the line ended."""

    PROMOTED = "promoted"
    LEFT = "left"
    REFUSED = "refused"
    DECLINED = "declined"
    EXPIRED = "expired"


class OfferEnd(StrEnum):
    """How the offer of a freed seat ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class WishEnd(StrEnum):
    """How looking for a stand-in, or the proposal of a swap, ended; it lapses with the seat it is about."""

    FOUND = "found"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly time in which somebody is free: weekday from 0 (Monday), minutes of the day."""

    weekday: int
    from_minute: int
    to_minute: int


@dataclass(frozen=True, slots=True)
class DayException:
    """A single day that differs from the week: free, or not free, between two minutes of the day."""

    day: date
    free: bool
    from_minute: int = 0
    to_minute: int = LONGEST_DAY


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many a seat must have, should have and may have; `priority` 1 is filled first, 3 last."""

    least: int
    wanted: int
    most: int
    priority: int = 2


def why_not_state(before: State, after: State) -> tuple[WhyNot, ...]:
    """Why a volunteer cannot go from one state to the other."""
    if after in NEXT[before]:
        return ()
    return (
        WhyNot("state", _("现在是“%(before)s”，不能改成“%(after)s”", before=_(STATES[before]), after=_(STATES[after]))),
    )


def why_not_headcount(count: Headcount) -> tuple[WhyNot, ...]:
    """Why these numbers cannot be: the least is more than the wanted, or that more than the most."""
    if not 0 <= count.least <= count.wanted <= count.most:
        return (WhyNot("headcount", _("人数要从少到多：至少 ≤ 希望 ≤ 最多")),)
    if count.most < 1:
        return (WhyNot("headcount", _("最多人数至少为 1")),)
    return ()


def why_not_slot(from_minute: int, to_minute: int) -> tuple[WhyNot, ...]:
    """Why this is no time of a day."""
    if 0 <= from_minute < to_minute <= LONGEST_DAY:
        return ()
    return (WhyNot("slot", _("空闲时间的结束要晚于开始")),)


def why_not_load(wanted_minutes: int, most_minutes: int) -> tuple[WhyNot, ...]:
    """Why this weekly load cannot be."""
    if 0 <= wanted_minutes <= most_minutes:
        return ()
    return (WhyNot("load", _("每周最多的小时数不能少于希望的小时数")),)
