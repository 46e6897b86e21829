"""What the forms of the reading list, set books and self-study may hold: shape only."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.locale import N_, _
from app.refusals import Refused, WhyNot
from app.study.rules import minute_of_day, span_of
from app.study.rules.books import ChapterPlan, SetBookFacts, fen
from app.study.rules.materials import Material, MaterialKind
from app.training.rules.own_time import OwnStudy


class MaterialForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One material of the reading list."""

    title: Annotated[str, Meta(title=N_("材料名称"), min_length=2, max_length=120)]
    kind: Annotated[MaterialKind, Meta(title=N_("种类"))]
    year: Annotated[int, Meta(title=N_("年度"), ge=2000, le=2100)]
    publisher: Annotated[str, Meta(title=N_("出版或发文单位"), max_length=80)] = ""
    law: Annotated[str, Meta(title=N_("法规原文"), max_length=80)] = ""
    note: Annotated[str, Meta(title=N_("备注"), max_length=200)] = ""

    def material(self) -> Material:
        """The form as a material."""
        return Material(self.title, self.kind, self.year, self.publisher, self.law, self.note)


class ChosenForm(msgspec.Struct, forbid_unknown_fields=True):
    """Which materials an item names."""

    materials: Annotated[list[int], Meta(title=N_("学习材料"))] = []


class BookForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A set book; the price as it stands on its back."""

    title: Annotated[str, Meta(title=N_("书名"), min_length=1, max_length=120)]
    publisher: Annotated[str, Meta(title=N_("出版社"), max_length=80)] = ""
    year: Annotated[int, Meta(title=N_("年度"), ge=2000, le=2100)]
    copies: Annotated[int, Meta(title=N_("册数"), ge=1, le=10000)]
    price: Annotated[str, Meta(title=N_("单价"), max_length=20)]
    note: Annotated[str, Meta(title=N_("备注"), max_length=200)] = ""

    def facts(self) -> SetBookFacts:
        """The form as facts.

        Raises:
            Refused: the price is none.
        """
        price = fen(self.price)
        if price is None:
            raise Refused(WhyNot("price", _("单价写成 38.50 这样，单位元")))
        return SetBookFacts(self.title, self.year, self.copies, price, self.publisher, self.note)


class PlanForm(msgspec.Struct, forbid_unknown_fields=True):
    """Chapters, one a line."""

    plan: Annotated[str, Meta(title=N_("读书计划"), max_length=8000)]


class ChapterForm(msgspec.Struct, forbid_unknown_fields=True):
    """One chapter."""

    title: Annotated[str, Meta(title=N_("章名"), min_length=1, max_length=80)]
    read_by: Annotated[date, Meta(title=N_("哪天前读完"))]

    def plan(self) -> ChapterPlan:
        """The form as a plan."""
        return ChapterPlan(self.title, self.read_by)


class IssueForm(msgspec.Struct, forbid_unknown_fields=True):
    """To whom copies are given, and when."""

    people: Annotated[list[int], Meta(title=N_("发给谁"))]
    issued_on: Annotated[date, Meta(title=N_("领书日期"))]


class ReturnForm(msgspec.Struct, forbid_unknown_fields=True):
    """When a copy came back."""

    returned_on: Annotated[date, Meta(title=N_("还书日期"))]


class TickForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whether a chapter is read."""

    is_read: Annotated[bool, Meta(title=N_("读完"))] = False


class OwnStudyForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A piece of self-study; without minutes it is the whole time from its start to its end."""

    title: Annotated[str, Meta(title=N_("学什么"), min_length=2, max_length=80)]
    day: Annotated[date, Meta(title=N_("日期"))]
    starts: Annotated[str, Meta(title=N_("从几点"), max_length=8)]
    ends: Annotated[str, Meta(title=N_("到几点"), max_length=8)]
    minutes: Annotated[int, Meta(title=N_("学了多少分钟"), ge=0, le=1440)] = 0
    note: Annotated[str, Meta(title=N_("备注"), max_length=200)] = ""

    def entry(self) -> OwnStudy:
        """The form as a piece of self-study.

        Raises:
            Refused: a time of day is none, or the year cannot be.
        """
        starts, ends = minute_of_day(self.starts), minute_of_day(self.ends)
        if starts is None or ends is None:
            raise Refused(WhyNot("starts" if starts is None else "ends", _("时间写成 14:30 这样")))
        span = span_of(self.day, starts, ends)
        return OwnStudy(self.title, span.starts_at, span.ends_at, self.minutes or max(0, ends - starts), self.note)


class CorrectionForm(OwnStudyForm, forbid_unknown_fields=True, kw_only=True):
    """The same, with the reason of the correction."""

    reason: Annotated[str, Meta(title=N_("更正的原因"), min_length=2, max_length=200)]


class WithdrawalForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why a piece of self-study is withdrawn."""

    reason: Annotated[str, Meta(title=N_("撤回的原因"), min_length=2, max_length=200)]
