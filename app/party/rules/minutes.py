"""Minutes: what each kind of meeting writes down beside the base of all, what they still lack, and what is frozen by signing."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, get_type_hints

import msgspec
from msgspec import Meta

from app.locale import N_, _
from app.party.rules.meetings import MeetingKind
from app.party.rules.votes import Subject, rule_of
from app.refusals import WhyNot

VERSION = 1
LONG = 4000
LINE = 120

DayForm = Literal["study", "life", "deliberation", "service", "visit"]
DAY_FORMS: dict[str, str] = {
    "study": N_("集中学习"),
    "life": N_("过组织生活"),
    "deliberation": N_("民主议事"),
    "service": N_("志愿服务"),
    "visit": N_("参观见学"),
}
TEACHERS_FROM: dict[str, str] = {"inside": N_("本支部"), "outside": N_("支部以外")}
CHOICES: dict[str, dict[str, str]] = {"day_forms": DAY_FORMS, "teacher_from": TEACHERS_FROM}
"""The words of the fields that are chosen and not written."""


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What was said on one item of the agenda: a line for each speaker, and who saw it otherwise."""

    item: int
    title: str
    said: Annotated[str, Meta(max_length=8000)] = ""
    dissent: Annotated[str, Meta(max_length=2000)] = ""


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything that is written in minutes. Which fields a meeting has follows from its kinds.

    `version` tells readers of later years which shape this was.
    """

    version: int = VERSION
    blocks: tuple[Block, ...] = ()
    observers: Annotated[str, Meta(title=N_("列席人员"), max_length=200)] = ""
    resolution: Annotated[str, Meta(title=N_("决议、议定事项"), max_length=LONG)] = ""
    remark: Annotated[str, Meta(title=N_("备注"), max_length=1000)] = ""
    # Of committee meetings.
    for_general: Annotated[str, Meta(title=N_("提交党员大会的事项"), max_length=1000)] = ""
    # Of group meetings.
    group_leader: Annotated[str, Meta(title=N_("党小组组长"), max_length=60)] = ""
    group_feedback: Annotated[str, Meta(title=N_("向支部反馈"), max_length=2000)] = ""
    # Of lectures.
    teacher: Annotated[str, Meta(title=N_("授课人"), max_length=60)] = ""
    teacher_post: Annotated[str, Meta(title=N_("授课人单位、职务"), max_length=LINE)] = ""
    teacher_from: Annotated[Literal["", "inside", "outside"], Meta(title=N_("授课人来自"))] = ""
    lecture_subject: Annotated[str, Meta(title=N_("课题"), max_length=LINE)] = ""
    lessons: Annotated[Annotated[int, Meta(ge=1, le=40)] | None, Meta(title=N_("课时"))] = None
    courseware: Annotated[str, Meta(title=N_("课件"), max_length=LINE)] = ""
    lecture_feedback: Annotated[str, Meta(title=N_("听课反馈"), max_length=2000)] = ""
    # Of themed days.
    how_decided: Annotated[str, Meta(title=N_("主题怎样定的"), max_length=LINE)] = ""
    day_forms: Annotated[list[DayForm], Meta(title=N_("形式"))] = []
    follow_up: Annotated[str, Meta(title=N_("事后落实"), max_length=2000)] = ""
    # Of organizational life meetings.
    pre_study: Annotated[str, Meta(title=N_("会前学习篇目"), max_length=2000)] = ""
    talk_count: Annotated[Annotated[int, Meta(ge=0, le=9999)] | None, Meta(title=N_("会前谈心人次"))] = None
    opinions: Annotated[str, Meta(title=N_("征求到的意见"), max_length=LONG)] = ""
    criticism: Annotated[str, Meta(title=N_("批评和自我批评"), max_length=8000)] = ""
    # Of elections.
    seats: Annotated[Annotated[int, Meta(ge=1, le=7)] | None, Meta(title=N_("应选人数"))] = None
    approval: Annotated[str, Meta(title=N_("上级批准文件"), max_length=LINE)] = ""
    # Of winter training and campaigns.
    topics: Annotated[str, Meta(title=N_("学习专题"), max_length=2000)] = ""


BASE = ("observers", "resolution", "remark")
FIELDS_OF: dict[MeetingKind, tuple[str, ...]] = {
    MeetingKind.GENERAL: (),
    MeetingKind.COMMITTEE: ("for_general",),
    MeetingKind.GROUP: ("group_leader", "group_feedback"),
    MeetingKind.LECTURE: (
        "teacher",
        "teacher_post",
        "teacher_from",
        "lecture_subject",
        "lessons",
        "courseware",
        "lecture_feedback",
    ),
    MeetingKind.THEMED_DAY: ("how_decided", "day_forms", "follow_up"),
    MeetingKind.LIFE: ("pre_study", "talk_count", "opinions", "criticism"),
    MeetingKind.APPRAISAL: (),
    MeetingKind.WINTER: ("topics",),
    MeetingKind.CAMPAIGN: ("topics",),
    MeetingKind.ELECTION: ("seats", "approval"),
}
NEEDED: dict[MeetingKind, tuple[str, ...]] = {
    MeetingKind.GROUP: ("group_leader",),
    MeetingKind.LECTURE: ("teacher", "teacher_from", "lecture_subject", "lessons"),
    MeetingKind.THEMED_DAY: ("how_decided", "day_forms"),
    MeetingKind.LIFE: ("pre_study", "talk_count", "opinions", "criticism"),
    MeetingKind.WINTER: ("topics",),
    MeetingKind.ELECTION: ("seats", "approval"),
}
"""What complete minutes of a kind hold beside the base (domain page §2.3)."""

HINTS = {
    "seats": N_("只有一项选举时写；几项选举的，在各项表决里写"),
    "observers": N_("例如：上级党组织 王某，列席不计入应到"),
    "how_decided": N_("例如：6 月 3 日支委会研究确定"),
    "pre_study": N_("一行一篇"),
    "criticism": N_("一人一行：姓名：自我批评和大家的意见"),
}
HINTS_TYPES = get_type_hints(Written, include_extras=True)


def fields_of(kinds: Collection[MeetingKind]) -> tuple[str, ...]:
    """The fields of such a meeting: what its kinds add, then the base of all."""
    own = [name for kind in FIELDS_OF if kind in kinds for name in FIELDS_OF[kind]]
    return (*dict.fromkeys(own), *BASE)


def label_of(name: str) -> str:
    """What a field is called."""
    (meta,) = HINTS_TYPES[name].__metadata__
    return _(meta.title)


def value_said(name: str, value: object) -> str:
    """A field's value as it is read."""
    words = CHOICES.get(name)
    if isinstance(value, list | tuple):
        return _("、").join(_(words[one]) if words else str(one) for one in value)
    if words and isinstance(value, str):
        return _(words[value]) if value else ""
    return "" if value is None else str(value)


def read(content: str) -> Written:
    """Minutes as they were kept.

    Raises:
        msgspec.ValidationError: it is none of ours.
    """
    return msgspec.json.decode(content, type=Written)


def kept(written: Written) -> str:
    """Minutes as they are kept; the same minutes give the same text."""
    return msgspec.json.encode(written, order="deterministic").decode()


def speeches(said: str) -> Iterator[tuple[str, str]]:
    """Who said what: a line is `姓名：内容`; a line without a name belongs to the speaker before, and to nobody at the start."""
    who, parts = "", list[str]()
    for line in (each.strip() for each in said.splitlines()):
        name, colon, rest = line.replace(":", "：", 1).partition("：")
        if colon and 0 < len(name) <= 12 and not any(sign in name for sign in "，。；、"):
            if parts:
                yield who, "\n".join(parts)
            who, parts = name, [rest.strip()]
        elif line:
            parts.append(line)
    if parts:
        yield who, "\n".join(parts)


@dataclass(frozen=True, slots=True)
class Present:
    """What the list says: how many were expected and came, and who was away without a word why."""

    expected: int
    came: int
    unexplained: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Where minutes stand, for what they lack."""

    kinds: frozenset[MeetingKind]
    is_over: bool
    chair: str
    recorder: str
    theme: str = ""
    theme_decided: bool = False
    problems: int = 0
    votes: int = 0
    seated: int = 0


def lacks_of(state: State, written: Written | None, present: Present) -> tuple[str, ...]:
    """What the minutes lack, in words, before the secretary signs; empty when nothing does.

    Source: 支部工作条例 art. 16, 17; the fields of each kind as the domain page §2.3 gathers them.
    """
    if not state.is_over:
        return (_("会议还没有结束签到"),)
    lacking = [said for said, there in ((_("主持人"), state.chair), (_("记录人"), state.recorder)) if not there]
    lacking += [_("%(name)s的缺席原因", name=name) for name in present.unexplained]
    lacking += _committee_lacks(state, present)
    if written is None:
        return (*lacking, _("会议记录"))
    if not written.blocks and not written.resolution:
        lacking.append(_("议程或议定事项"))
    lacking += [_("“%(title)s”的发言", title=block.title) for block in written.blocks if not block.said.strip()]
    for kind in sorted(state.kinds):
        lacking += [
            label_of(name)
            for name in NEEDED.get(kind, ())
            # Of several elections each says its own seats, where the votes are counted.
            if getattr(written, name) in ("", None, []) and not (name == "seats" and state.seated)
        ]
    if MeetingKind.THEMED_DAY in state.kinds:
        lacking += [] if state.theme else [_("主题")]
        lacking += [] if state.theme_decided else [_("主题确定日期")]
    if MeetingKind.LIFE in state.kinds and not state.problems:
        lacking.append(_("问题清单和整改措施"))
    if MeetingKind.ELECTION in state.kinds and not state.votes:
        lacking.append(_("选举票数"))
    return tuple(dict.fromkeys(lacking))


def _committee_lacks(state: State, present: Present) -> list[str]:
    """党支部委员会会议须有半数以上委员到会方可进行。 (支部工作条例 art. 12)"""
    if MeetingKind.COMMITTEE not in state.kinds or 2 * present.came >= present.expected:
        return []
    numbers = {
        "came": present.came,
        "all": present.expected,
        "rule": rule_of(Subject.COMMITTEE, date.max).citation.said,
    }
    return [_("半数以上委员到会（%(all)d 名委员到会 %(came)d 人，%(rule)s；核对考勤，或改日再开）", **numbers)]


def digest(content: str) -> str:
    """What tells the signed text apart from any other."""
    return hashlib.sha256(content.encode()).hexdigest()


def why_not_write(is_signed: bool, is_planned: bool, is_called_off: bool) -> tuple[WhyNot, ...]:
    """Why nothing is written into the minutes: signed minutes change by a note of correction only."""
    if is_signed:
        return (WhyNot("signed", _("书记已签字，正文不再改；有误在会议页写更正说明，原文和更正都看得到")),)
    if is_called_off:
        return (WhyNot("called_off", _("会议已取消，没有记录可写")),)
    if is_planned:
        return (WhyNot("planned", _("会议还没有开始签到；先开始签到，应到名单定下来再写记录")),)
    return ()


def why_not_sign(is_signed: bool, lacking: Sequence[str]) -> tuple[WhyNot, ...]:
    """Why the minutes are not signed: they were, or something lacks."""
    if is_signed:
        return (WhyNot("signed", _("已经签过字了")),)
    if lacking:
        sentence = _("还缺：%(what)s；补齐再签字", what=_("、").join(lacking))
        return (WhyNot("lacking", sentence),)
    return ()


def why_not_correct(is_signed: bool, before: str, after: str) -> tuple[WhyNot, ...]:
    """Why there is no note of correction: nothing is signed, or nothing changes."""
    if not is_signed:
        return (WhyNot("unsigned", _("还没有签字，直接在会议记录里改")),)
    if before == after:
        return (WhyNot("after", _("更正后的文字和原来一样，写上改成什么")),)
    return ()


def why_not_due(due_on: date, held_on: date) -> tuple[WhyNot, ...]:
    """Why something is not due on this day: the meeting that agreed on it was later."""
    if due_on < held_on:
        return (WhyNot("due_on", _("期限早于开会的日子 %(day)s，改成会后的日子", day=held_on)),)
    return ()
