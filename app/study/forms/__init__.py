"""What the forms of study may hold: shape only."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.gatherings.rules import Category
from app.locale import N_, _
from app.refusals import Refused, WhyNot
from app.study.rules import SeriesPlan, SessionPlan, minute_of_day, span_of
from app.study.rules.agenda import Item
from app.study.rules.expecting import Change, Group
from app.study.rules.quizzing import Timing


class Studied(StrEnum):
    """The categories of study; service is what volunteers do."""

    POLITICS = Category.POLITICS.value
    IDEOLOGY = Category.IDEOLOGY.value
    LAW = Category.LAW.value
    PROFESSIONAL = Category.PROFESSIONAL.value
    SAFETY = Category.SAFETY.value


class SeriesForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A weekly series; times of day as texts, since a browser's time field sends 14:30."""

    title: Annotated[str, Meta(title=N_("系列名称"), min_length=2, max_length=40)]
    weekday: Annotated[int, Meta(title=N_("星期"), ge=0, le=6)]
    starts: Annotated[str, Meta(title=N_("开始时间"), max_length=8)]
    ends: Annotated[str, Meta(title=N_("结束时间"), max_length=8)]
    place: Annotated[int | None, Meta(title=N_("服务点"))] = None
    venue: Annotated[str, Meta(title=N_("地点"), max_length=80)] = ""
    category: Annotated[Studied, Meta(title=N_("类别"))]
    library_closed: Annotated[bool, Meta(title=N_("闭馆学习"))] = False
    valid_from: Annotated[date, Meta(title=N_("从哪天起"))]
    valid_to: Annotated[date | None, Meta(title=N_("到哪天止"))] = None
    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=16)] = ""
    theme: Annotated[str, Meta(title=N_("学习主题语"), max_length=200)] = ""

    def plan(self) -> SeriesPlan:
        """The form as a plan.

        Raises:
            Refused: a time of day is none.
        """
        starts_minute, ends_minute = _minutes(self.starts, self.ends)
        return SeriesPlan(
            title=self.title,
            weekday=self.weekday,
            starts_minute=starts_minute,
            ends_minute=ends_minute,
            category=Category(self.category.value),
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            place=self.place,
            venue=self.venue,
            library_closed=self.library_closed,
            theme=self.theme,
        )


class RangeForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Which days of a series are laid out; each of `moves` is a holiday and the day chosen in its place."""

    first: Annotated[date, Meta(title=N_("从哪天起"))]
    last: Annotated[date, Meta(title=N_("到哪天止"))]
    moves: Annotated[list[str], Meta(title=N_("改到哪天"))] = []

    def chosen(self) -> dict[date, date]:
        """The choices; what is no choice of ours chooses nothing."""
        return dict(pair for text in self.moves if (pair := _pair(text)) is not None)


class SessionForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One session."""

    topic: Annotated[str, Meta(title=N_("学习主题"), max_length=38)] = ""
    day: Annotated[date, Meta(title=N_("日期"))]
    starts: Annotated[str, Meta(title=N_("开始时间"), max_length=8)]
    ends: Annotated[str, Meta(title=N_("结束时间"), max_length=8)]
    place: Annotated[int | None, Meta(title=N_("服务点"))] = None
    venue: Annotated[str, Meta(title=N_("地点"), max_length=80)] = ""
    category: Annotated[Studied, Meta(title=N_("类别"))]
    library_closed: Annotated[bool, Meta(title=N_("闭馆学习"))] = False
    host: Annotated[str, Meta(title=N_("主持人"), max_length=60)] = ""
    recorder: Annotated[str, Meta(title=N_("记录人"), max_length=60)] = ""
    qualification: Annotated[int | None, Meta(title=N_("参加后取得"))] = None
    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=16)] = ""

    def plan(self) -> SessionPlan:
        """The form as a plan.

        Raises:
            Refused: a time of day is none, or the year cannot be.
        """
        return SessionPlan(
            topic=self.topic,
            span=span_of(self.day, *_minutes(self.starts, self.ends)),
            category=Category(self.category.value),
            place=self.place,
            venue=self.venue,
            library_closed=self.library_closed,
            host=self.host,
            recorder=self.recorder,
            qualification=self.qualification,
        )


class ItemForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One item of an agenda."""

    title: Annotated[str, Meta(title=N_("内容"), min_length=2, max_length=80)]
    category: Annotated[Studied, Meta(title=N_("类别"))]
    speaker: Annotated[str, Meta(title=N_("主讲人"), max_length=60)] = ""
    minutes: Annotated[int, Meta(title=N_("计划用时"), ge=0, le=480)] = 0
    material: Annotated[str, Meta(title=N_("学习材料"), max_length=2000)] = ""
    law: Annotated[str, Meta(title=N_("法规原文"), max_length=80)] = ""

    def item(self) -> Item:
        """The form as an item."""
        category = Category(self.category.value)
        return Item(category, self.title, self.speaker, self.minutes, self.material, self.law)


class DirectionForm(msgspec.Struct, forbid_unknown_fields=True):
    """Which way an item moves."""

    direction: Annotated[Literal["up", "down"], Meta(title=N_("方向"))]


class ListForm(msgspec.Struct, forbid_unknown_fields=True):
    """A person left out of the list or added to it, and why."""

    person: Annotated[int, Meta(title=N_("人员"))]
    change: Annotated[Change, Meta(title=N_("名单"))]
    reason: Annotated[str, Meta(title=N_("原因"), min_length=2, max_length=200)]


class GroupForm(msgspec.Struct, forbid_unknown_fields=True):
    """Everybody of a kind is added or left out, and why."""

    group: Annotated[Group, Meta(title=N_("哪些人"))]
    reason: Annotated[str, Meta(title=N_("原因"), min_length=2, max_length=200)]


class CallOffForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why a session does not take place."""

    reason: Annotated[str, Meta(title=N_("取消的原因"), min_length=2, max_length=200)]


class NoticeForm(msgspec.Struct, forbid_unknown_fields=True):
    """The last sentence of a closure notice."""

    closing: Annotated[str, Meta(title=N_("在“特此公告”前面的一句"), max_length=200)] = ""


class PostingForm(msgspec.Struct, forbid_unknown_fields=True):
    """Where a closure notice was posted."""

    place: Annotated[str, Meta(title=N_("公告在哪里"), min_length=2, max_length=80)]


class QuizForm(msgspec.Struct, forbid_unknown_fields=True):
    """When it is answered, which law the questions are on, and how many they are."""

    law: Annotated[str, Meta(title=N_("法规"), max_length=60)] = ""
    count: Annotated[int, Meta(title=N_("题数"), ge=3, le=10)] = 5
    timing: Annotated[Timing, Meta(title=N_("什么时候答"))] = Timing.AFTER


def _minutes(starts: str, ends: str) -> tuple[int, int]:
    starts_minute, ends_minute = minute_of_day(starts), minute_of_day(ends)
    if starts_minute is None or ends_minute is None:
        wrong = "starts" if starts_minute is None else "ends"
        raise Refused(WhyNot(wrong, _("时间写成 14:30 这样")))
    return starts_minute, ends_minute


def _pair(text: str) -> tuple[date, date] | None:
    on, _space, instead = text.partition(" ")
    try:
        return date.fromisoformat(on), date.fromisoformat(instead)
    except ValueError:
        return None
