"""What the forms of training classes may hold: shape only."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from app.classes.rules import Claim, ClassPlan, CompletionRule, Learner, Part, Tier, UnitPlan, hosts_of
from app.classes.rules.feedback import Rating
from app.classes.rules.roster import learner_of
from app.gatherings.rules import Category, Span
from app.locale import N_, _
from app.office.grids import close_name, plain
from app.people.rules.codes import tidy_code
from app.refusals import Refused, WhyNot


class Taught(StrEnum):
    """The categories of what is taught; service is what volunteers do."""

    PROFESSIONAL = Category.PROFESSIONAL.value
    LAW = Category.LAW.value
    POLITICS = Category.POLITICS.value
    IDEOLOGY = Category.IDEOLOGY.value
    SAFETY = Category.SAFETY.value


class ClassForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A class; organisations are written one after the other."""

    title: Annotated[str, Meta(title=N_("班名"), min_length=4, max_length=60)]
    host: Annotated[str, Meta(title=N_("主办单位"), max_length=200)]
    organiser: Annotated[str, Meta(title=N_("承办单位"), max_length=200)] = ""
    supporter: Annotated[str, Meta(title=N_("协办单位"), max_length=200)] = ""
    tiers: Annotated[list[Tier], Meta(title=N_("培训对象"))] = []
    starts_on: Annotated[date, Meta(title=N_("开始日期"))]
    ends_on: Annotated[date, Meta(title=N_("结束日期"))]
    place: Annotated[int | None, Meta(title=N_("服务点"))] = None
    venue: Annotated[str, Meta(title=N_("地点"), max_length=80)] = ""
    capacity: Annotated[int, Meta(title=N_("名额"), ge=1, le=500)]
    enrol_by: Annotated[datetime, Meta(title=N_("报名截止"))]
    notice: Annotated[str, Meta(title=N_("通知正文"), max_length=3000)] = ""
    contact_name: Annotated[str, Meta(title=N_("联系人"), max_length=60)] = ""
    contact_phone: Annotated[str, Meta(title=N_("联系电话"), max_length=30)] = ""
    attendance_percent: Annotated[int, Meta(title=N_("出勤率"), ge=0, le=100)] = 0
    exam_points: Annotated[int, Meta(title=N_("考试成绩"), ge=0, le=100)] = 0
    keep_years: Annotated[int, Meta(title=N_("资料保存年数"), ge=1, le=30)] = 3

    def plan(self) -> ClassPlan:
        """The form as a plan."""
        parts = ((Part.HOST, self.host), (Part.ORGANISER, self.organiser), (Part.SUPPORTER, self.supporter))
        return ClassPlan(
            title=self.title,
            hosts=tuple((part, name) for part, text in parts for name in hosts_of(text)),
            tiers=frozenset(Tier(one) for one in self.tiers),
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            place=self.place,
            venue=self.venue,
            capacity=self.capacity,
            notice=self.notice,
            contact_name=self.contact_name,
            contact_phone=self.contact_phone,
            enrol_by=self.enrol_by,
            keep_years=self.keep_years,
            rule=CompletionRule(self.attendance_percent, self.exam_points),
        )


class EnrolForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a learner says of themselves; without the consent nothing is kept."""

    name: Annotated[str, Meta(title=N_("姓名"), min_length=2, max_length=30)]
    unit: Annotated[str, Meta(title=N_("单位"), min_length=2, max_length=60)]
    tier: Annotated[Tier, Meta(title=N_("层级"))]
    phone: Annotated[str, Meta(title=N_("手机号"), max_length=30)]
    post: Annotated[str, Meta(title=N_("职务"), max_length=30)] = ""
    agrees: Annotated[bool, Meta(title=N_("同意"))] = False

    def learner(self) -> Learner:
        """The form as a learner.

        Raises:
            Refused: they did not agree.
        """
        if not self.agrees:
            raise Refused(WhyNot("agrees", _("勾选同意以后才能报名；不同意就不留您的资料")))
        return learner_of(self.name, self.unit, self.tier, self.phone, self.post)


class LearnerForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A learner whom somebody writes onto the list."""

    name: Annotated[str, Meta(title=N_("姓名"), min_length=2, max_length=30)]
    unit: Annotated[str, Meta(title=N_("单位"), min_length=2, max_length=60)]
    tier: Annotated[Tier, Meta(title=N_("层级"))]
    phone: Annotated[str, Meta(title=N_("手机号"), max_length=30)]
    post: Annotated[str, Meta(title=N_("职务"), max_length=30)] = ""

    def learner(self) -> Learner:
        """The form as a learner."""
        return learner_of(self.name, self.unit, self.tier, self.phone, self.post)


class FindForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """By what a learner comes back to their own page."""

    name: Annotated[str, Meta(title=N_("姓名"), min_length=2, max_length=30)]
    last_digits: Annotated[str, Meta(title=N_("手机号末四位"), min_length=4, max_length=4)]
    code: Annotated[str, Meta(title=N_("报名码"), min_length=6, max_length=10)]

    def claim(self) -> Claim:
        """The form as a claim, however it was typed."""
        return Claim(close_name(self.name), plain(self.last_digits), tidy_code(self.code).replace("-", ""))


class ReasonForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why."""

    reason: Annotated[str, Meta(title=N_("原因"), min_length=2, max_length=200)]


class HeldForm(msgspec.Struct, forbid_unknown_fields=True):
    """A roster that was looked at, as it travels from the preview to the taking in; signed."""

    held: Annotated[str, Meta(title=N_("名单"))]


class UnitForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One unit of the timetable."""

    subject: Annotated[str, Meta(title=N_("课程"), min_length=2, max_length=60)]
    teacher: Annotated[str, Meta(title=N_("教师"), max_length=60)] = ""
    starts_at: Annotated[datetime, Meta(title=N_("开始时间"))]
    ends_at: Annotated[datetime, Meta(title=N_("结束时间"))]
    periods: Annotated[int, Meta(title=N_("节数"), ge=1, le=12)]
    venue: Annotated[str, Meta(title=N_("教室"), max_length=80)] = ""
    category: Annotated[Taught, Meta(title=N_("类别"))] = Taught.PROFESSIONAL

    def plan(self) -> UnitPlan:
        """The form as a plan."""
        span = Span(self.starts_at, self.ends_at)
        return UnitPlan(self.subject, self.teacher, span, self.periods, self.venue, Category(self.category.value))


class PaperForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A paper to draw."""

    law: Annotated[str, Meta(title=N_("法规"), max_length=60)] = ""
    count: Annotated[int, Meta(title=N_("题数"), ge=1, le=20)] = 10
    opens_at: Annotated[datetime, Meta(title=N_("开始时间"))]
    closes_at: Annotated[datetime, Meta(title=N_("结束时间"))]


class ResultForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A result by hand; a browser sends 72.5 as text."""

    points: Annotated[str, Meta(title=N_("成绩"), max_length=6)]
    note: Annotated[str, Meta(title=N_("说明"), max_length=200)] = ""

    def points_x100(self) -> int:
        """The points in hundredths.

        Raises:
            Refused: it is no number with at most two places.
        """
        whole, _point, rest = self.points.partition(".")
        if not (whole.isascii() and whole.isdigit() and len(rest) <= 2 and (not rest or rest.isdigit())):
            raise Refused(WhyNot("points", _("成绩填 0 到 100 之间的数，最多两位小数")))
        return int(whole) * 100 + int(rest.ljust(2, "0"))


class RatingForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The satisfaction form; the items are those of `rules.feedback.ITEMS`, in their order."""

    item_1: Annotated[int, Meta(title=N_("课程内容"), ge=1, le=5)]
    item_2: Annotated[int, Meta(title=N_("教师讲授"), ge=1, le=5)]
    item_3: Annotated[int, Meta(title=N_("时间安排"), ge=1, le=5)]
    item_4: Annotated[int, Meta(title=N_("场地服务"), ge=1, le=5)]
    item_5: Annotated[int, Meta(title=N_("组织管理"), ge=1, le=5)]
    text: Annotated[str, Meta(title=N_("意见和建议"), max_length=500)] = ""

    def rating(self) -> Rating:
        """The form as a rating."""
        return Rating((self.item_1, self.item_2, self.item_3, self.item_4, self.item_5), self.text)
