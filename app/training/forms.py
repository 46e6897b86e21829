"""What the forms of training may hold: shape only."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.gatherings.rules import Category
from app.locale import N_
from app.training.rules import Ledger
from app.training.rules.courses import Course, Level, Mode, Subject, Times, Unit


class MembershipForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A person is put into a ledger from a day on, or for a time."""

    person: Annotated[int, Meta(title=N_("人员"), ge=1)]
    ledger: Annotated[Ledger, Meta(title=N_("台账"))]
    from_on: Annotated[date, Meta(title=N_("从哪天"))]
    to_on: Annotated[date | None, Meta(title=N_("到哪天"))] = None


class CertificateForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Whose hours in which ledger are certified, from one day to another."""

    person: Annotated[int, Meta(title=N_("人员"), ge=1)]
    ledger: Annotated[Ledger, Meta(title=N_("台账"))]
    from_on: Annotated[date, Meta(title=N_("从哪天"))]
    to_on: Annotated[date, Meta(title=N_("到哪天"))]
    title: Annotated[str, Meta(title=N_("项目"), min_length=1, max_length=80)]
    result: Annotated[str, Meta(title=N_("考核结果"), max_length=40)] = ""


class RevocationForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why a certificate no longer holds."""

    reason: Annotated[str, Meta(title=N_("撤销原因"), min_length=1, max_length=200)]


class EndForm(msgspec.Struct, forbid_unknown_fields=True):
    """The last day of a membership."""

    to_on: Annotated[date, Meta(title=N_("到哪天"))]


class CourseForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A course elsewhere or online, as the certificate says it; the certificate comes beside the form."""

    persons: Annotated[list[int], Meta(title=N_("参加的人"))] = []
    title: Annotated[str, Meta(title=N_("培训名称"), min_length=2, max_length=80)]
    organiser: Annotated[str, Meta(title=N_("主办单位"), min_length=2, max_length=80)]
    level: Annotated[Level, Meta(title=N_("级别"))]
    mode: Annotated[Mode, Meta(title=N_("方式"))]
    subject: Annotated[Subject, Meta(title=N_("科目"))]
    from_on: Annotated[date, Meta(title=N_("从哪天"))]
    to_on: Annotated[date, Meta(title=N_("到哪天"))]
    times: Annotated[Times, Meta(title=N_("时段"))]
    amount: Annotated[str, Meta(title=N_("时长"), max_length=10)]
    unit: Annotated[Unit, Meta(title=N_("单位"))]

    def course(self) -> Course:
        """What it says."""
        return Course(
            title=self.title,
            organiser=self.organiser,
            level=self.level,
            mode=self.mode,
            subject=self.subject,
            from_on=self.from_on,
            to_on=self.to_on,
            times=self.times,
            amount=self.amount,
            unit=self.unit,
        )


class VerifyForm(msgspec.Struct, forbid_unknown_fields=True):
    """Claims that were ticked."""

    claims: Annotated[list[int], Meta(title=N_("申报"))] = []


class ReturnForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why a claim is returned."""

    reason: Annotated[str, Meta(title=N_("退回的原因"), min_length=2, max_length=200)]


class FileRemovalForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Which certificate of a claim is taken away, and why."""

    number: Annotated[int, Meta(title=N_("哪一份"), ge=1)]
    reason: Annotated[str, Meta(title=N_("为什么删"), min_length=2, max_length=200)]


class RuleForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The library's values of one ledger from a year on."""

    from_year: Annotated[int, Meta(title=N_("从哪一年起"))]
    required_hours: Annotated[int, Meta(title=N_("每年应学学时"))]
    minutes_per_hour: Annotated[int, Meta(title=N_("1 学时是多少分钟"))]
    half_day_cap_hours: Annotated[int, Meta(title=N_("半天最多算几学时"))]
    day_cap_hours: Annotated[int, Meta(title=N_("一天最多算几学时"))]
    half_day_hours: Annotated[int, Meta(title=N_("半天够几学时算半天"))] = 3
    categories: Annotated[list[Category], Meta(title=N_("类别"))] = []
    source: Annotated[str, Meta(title=N_("出处"), max_length=200)] = ""


class ViewForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The filtered log under a name."""

    name: Annotated[str, Meta(title=N_("叫什么"), min_length=1, max_length=40)]
    query: Annotated[str, Meta(title=N_("筛选条件"), max_length=600)] = ""
    shared: Annotated[bool, Meta(title=N_("大家都能用"))] = False


class QualificationForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Something that posts may ask for; without months it holds for ever."""

    name: Annotated[str, Meta(title=N_("资格名称"), max_length=40)]
    months: Annotated[int | None, Meta(title=N_("有效几个月"))] = None
    note: Annotated[str, Meta(title=N_("说明"), max_length=300)] = ""
    how: Annotated[str, Meta(title=N_("怎样取得"), max_length=300)] = ""
    before_active: Annotated[bool, Meta(title=N_("在册前都要有"))] = False
    exam_percent: Annotated[int | None, Meta(title=N_("考试达到百分之几"))] = None
    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=16)] = ""


class GrantForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Who gets a qualification by hand, on what evidence."""

    person: Annotated[int, Meta(title=N_("人员"), ge=1)]
    from_on: Annotated[date, Meta(title=N_("从哪天"))]
    to_on: Annotated[date | None, Meta(title=N_("到哪天"))] = None
    reason: Annotated[str, Meta(title=N_("依据"), max_length=200)] = ""


class TakeBackForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """From whom a qualification is taken back, and why."""

    person: Annotated[int, Meta(title=N_("人员"), ge=1)]
    reason: Annotated[str, Meta(title=N_("撤销原因"), max_length=200)] = ""
