"""What the forms of applying, reviewing and one's own data may hold: shape only."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.locale import N_
from app.shifts.rules import Sex, Skill, Slot
from app.shifts.rules.consents import ConsentKind, Display
from app.shifts.rules.recruiting import Applied, Asked


class ApplyForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """An application. `slots` are free times as `weekday-from-to`."""

    name: Annotated[str, Meta(title=N_("姓名"), min_length=1, max_length=60)]
    sex: Annotated[Sex | None, Meta(title=N_("性别"))] = None
    born_on: Annotated[date, Meta(title=N_("出生日期"))]
    phone: Annotated[str, Meta(title=N_("手机号"), min_length=1, max_length=20)]
    area: Annotated[str, Meta(title=N_("居住区域"), max_length=60)] = ""
    number: Annotated[str, Meta(title=N_("全国志愿者编号"), max_length=30)] = ""
    skills: Annotated[list[Skill], Meta(title=N_("会什么"))] = []
    sites: Annotated[list[int], Meta(title=N_("可去的服务点"))] = []
    slots: Annotated[list[str], Meta(title=N_("空闲时间"))] = []
    wanted_hours: Annotated[int, Meta(title=N_("每周希望几小时"), ge=0, le=60)] = 4
    most_hours: Annotated[int, Meta(title=N_("每周最多几小时"), ge=0, le=60)] = 10
    guardian_name: Annotated[str, Meta(title=N_("监护人姓名"), max_length=60)] = ""
    guardian_phone: Annotated[str, Meta(title=N_("监护人电话"), max_length=20)] = ""
    guardian_relation: Annotated[str, Meta(title=N_("与本人关系"), max_length=20)] = ""
    privacy: Annotated[bool, Meta(title=N_("个人信息处理告知和同意"))] = False
    commitment: Annotated[bool, Meta(title=N_("志愿服务承诺书"))] = False
    display: Annotated[Display | None, Meta(title=N_("公开展示姓名"))] = None
    alias: Annotated[str, Meta(title=N_("别名"), max_length=30)] = ""

    def applied(self, slots: list[Slot]) -> Applied:
        """The application as the rules want it."""
        agreed = {name for name in ("privacy", "commitment") if getattr(self, name)}
        return Applied(
            name=self.name,
            phone=self.phone,
            born_on=self.born_on,
            sex=self.sex,
            area=self.area,
            number=self.number,
            skills=frozenset(self.skills),
            sites=frozenset(self.sites),
            slots=tuple(slots),
            wanted_minutes=self.wanted_hours * 60,
            most_minutes=self.most_hours * 60,
            guardian=(self.guardian_name, self.guardian_phone, self.guardian_relation),
            agreed=frozenset(agreed),
            display=self.display or Display.NONE,
            alias=self.alias,
        )


class ReceiptForm(msgspec.Struct, forbid_unknown_fields=True):
    """A receipt as somebody types it."""

    code: Annotated[str, Meta(title=N_("回执号"), min_length=1, max_length=40)]


class ApproveForm(msgspec.Struct, forbid_unknown_fields=True):
    """Which applications are let in: those ticked, or all that the page showed."""

    chosen: list[Annotated[int, Meta(title=N_("申请"))]] = []
    shown: list[Annotated[int, Meta(title=N_("申请"))]] = []
    all: bool = False
    apart: bool = False


class ReturnForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why an application is given back."""

    reason: Annotated[str, Meta(title=N_("退回的原因"), max_length=200)] = ""


class ChosenForm(msgspec.Struct, forbid_unknown_fields=True):
    """Which volunteers are meant."""

    volunteer: list[Annotated[int, Meta(title=N_("志愿者"))]] = []


class OwnForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a volunteer changes of their own."""

    sex: Annotated[Sex | None, Meta(title=N_("性别"))] = None
    area: Annotated[str, Meta(title=N_("居住区域"), max_length=60)] = ""
    number: Annotated[str, Meta(title=N_("全国志愿者编号"), max_length=30)] = ""
    skills: Annotated[list[Skill], Meta(title=N_("会什么"))] = []
    sites: Annotated[list[int], Meta(title=N_("可去的服务点"))] = []
    slots: Annotated[list[str], Meta(title=N_("空闲时间"))] = []
    wanted_hours: Annotated[int, Meta(title=N_("每周希望几小时"), ge=0, le=60)] = 4
    most_hours: Annotated[int, Meta(title=N_("每周最多几小时"), ge=0, le=60)] = 10
    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=16)] = ""


class DayForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A single day that differs from the week; without times it is the whole day."""

    day: Annotated[date, Meta(title=N_("哪一天"))]
    free: Annotated[bool, Meta(title=N_("能来"))] = False
    from_time: Annotated[str, Meta(title=N_("从几点"), max_length=5)] = ""
    to_time: Annotated[str, Meta(title=N_("到几点"), max_length=5)] = ""
    note: Annotated[str, Meta(title=N_("说明"), max_length=80)] = ""


class AgreeForm(msgspec.Struct, forbid_unknown_fields=True):
    """Which texts somebody agrees to."""

    kinds: list[Annotated[ConsentKind, Meta(title=N_("告知和同意的文本"))]] = []


class DisplayForm(msgspec.Struct, forbid_unknown_fields=True):
    """How one is shown on the screen of today's volunteers."""

    display: Annotated[Display | None, Meta(title=N_("公开展示姓名"))] = None
    alias: Annotated[str, Meta(title=N_("别名"), max_length=30)] = ""


class AskForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a volunteer asks about their own data."""

    kind: Annotated[Asked, Meta(title=N_("请求什么"))]
    text: Annotated[str, Meta(title=N_("哪里不对，应该是什么"), max_length=300)] = ""


class AnswerForm(msgspec.Struct, forbid_unknown_fields=True):
    """What became of a request."""

    done: bool = False
    reason: Annotated[str, Meta(title=N_("答复"), max_length=200)] = ""


class LeaveForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why somebody leaves, or their data are erased."""

    reason: Annotated[str, Meta(title=N_("原因"), max_length=200)] = ""


class AgesForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Ages from a day on; hours of the day, 24 is no limit."""

    from_on: Annotated[date, Meta(title=N_("从哪天起"))]
    youngest: Annotated[int, Meta(title=N_("最小年龄"), ge=0, le=100)]
    consent_under: Annotated[int, Meta(title=N_("未满几岁要监护人同意"), ge=0, le=100)]
    child_until: Annotated[int, Meta(title=N_("未满 14 岁服务到几点"), ge=1, le=24)]
    minor_until: Annotated[int, Meta(title=N_("未满 18 岁服务到几点"), ge=1, le=24)]
    accompanied: Annotated[bool, Meta(title=N_("未满 14 岁同班要有成年志愿者"))] = False
    source: Annotated[str, Meta(title=N_("依据"), max_length=200)] = ""


class RetentionForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """How long applicants' data are kept, and by what decision."""

    days: Annotated[int, Meta(title=N_("保存天数"), ge=0, le=100_000)]
    source: Annotated[str, Meta(title=N_("依据"), max_length=200)] = ""


class TextForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A new version of a text that people agree to."""

    kind: Annotated[ConsentKind, Meta(title=N_("哪一种"))]
    text: Annotated[str, Meta(title=N_("全文"), max_length=4000)] = ""
    from_on: Annotated[date, Meta(title=N_("从哪天起"))]
