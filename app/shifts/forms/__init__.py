"""What the forms of shifts may hold: shape only."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.locale import N_
from app.shifts.rules import PaperKind, Sex, Skill, State

Short = Annotated[str, Meta(title=N_("原因"), max_length=200)]
Revision = Annotated[int, Meta(title=N_("看到的是第几版"))]


class WithdrawForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why a seat is given up."""

    reason: Short = ""


class WaitForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whether one may be put on the seat at once when it is free."""

    agreed: bool = False


class WeeksForm(msgspec.Struct, forbid_unknown_fields=True):
    """In how many of the following weeks one comes too."""

    weeks: Annotated[int, Meta(title=N_("之后的周数"), ge=1, le=8)] = 4


class SwapForm(msgspec.Struct, forbid_unknown_fields=True):
    """For which seat one's own is proposed."""

    other: Annotated[int, Meta(title=N_("换哪一班"))]


class AssignForm(msgspec.Struct, forbid_unknown_fields=True):
    """Who gets a seat: a volunteer, or the first who fits of those meant by `q`."""

    revision: Revision
    volunteer: Annotated[int | None, Meta(title=N_("志愿者"))] = None
    q: Annotated[str, Meta(title=N_("姓名或拼音首字母"), max_length=40)] = ""
    override: Annotated[str, Meta(title=N_("照排的原因"), max_length=200)] = ""


class UnassignForm(msgspec.Struct, forbid_unknown_fields=True):
    """Who is taken off a seat; without one, everybody."""

    revision: Revision
    assignment: Annotated[int | None, Meta(title=N_("撤下谁"))] = None


class LockForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whether a seat is locked."""

    locked: bool = False


class ReasonForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why a shift is called off."""

    reason: Annotated[str, Meta(title=N_("取消的原因"), max_length=200)] = ""


class WeekForm(msgspec.Struct, forbid_unknown_fields=True):
    """Which week is copied or published."""

    week: Annotated[date, Meta(title=N_("周"))]
    place: Annotated[int | None, Meta(title=N_("服务点"))] = None


class ShiftForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A shift: times of one day, and for each post of the place, in their order, three numbers."""

    place: Annotated[int, Meta(title=N_("服务点"))]
    day: Annotated[date, Meta(title=N_("日期"))]
    from_time: Annotated[str, Meta(title=N_("开始时间"), max_length=5)]
    to_time: Annotated[str, Meta(title=N_("结束时间"), max_length=5)]
    sign_up_until: Annotated[datetime | None, Meta(title=N_("报名截止"))] = None
    note: Annotated[str, Meta(title=N_("说明"), max_length=300)] = ""
    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=16)] = ""
    afterwards: Annotated[bool, Meta(title=N_("补记"))] = False
    post: list[Annotated[int, Meta(title=N_("岗位"))]] = []
    least: list[Annotated[int, Meta(title=N_("至少人数"), ge=0, le=50)]] = []
    wanted: list[Annotated[int, Meta(title=N_("希望人数"), ge=0, le=50)]] = []
    most: list[Annotated[int, Meta(title=N_("最多人数"), ge=0, le=50)]] = []


class PostForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A post at a service point."""

    place: Annotated[int, Meta(title=N_("服务点"))]
    name: Annotated[str, Meta(title=N_("岗位名称"), min_length=1, max_length=40)]
    skill: Annotated[Skill | None, Meta(title=N_("要会什么"))] = None
    qualification: Annotated[int | None, Meta(title=N_("要有哪项资格"))] = None
    min_age: Annotated[int, Meta(title=N_("最低年龄"), ge=0, le=80)] = 0
    risk: Annotated[str, Meta(title=N_("风险"), max_length=120)] = ""
    duties: Annotated[str, Meta(title=N_("做什么"), max_length=300)] = ""
    project: Annotated[int | None, Meta(title=N_("志愿服务项目"))] = None
    on_closed_days: Annotated[bool, Meta(title=N_("闭馆日也服务"))] = False


class VolunteerForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A volunteer. `slots` are free times as `weekday from to`: 0-540-720 is Monday, nine to twelve."""

    name: Annotated[str, Meta(title=N_("姓名"), max_length=60)] = ""
    phone: Annotated[str, Meta(title=N_("手机号"), max_length=20)] = ""
    number: Annotated[str, Meta(title=N_("志愿者编号"), max_length=30)] = ""
    born_on: Annotated[date | None, Meta(title=N_("出生日期"))] = None
    sex: Annotated[Sex | None, Meta(title=N_("性别"))] = None
    area: Annotated[str, Meta(title=N_("居住区域"), max_length=60)] = ""
    wanted_hours: Annotated[int, Meta(title=N_("每周希望几小时"), ge=0, le=60)] = 4
    most_hours: Annotated[int, Meta(title=N_("每周最多几小时"), ge=0, le=60)] = 10
    skills: Annotated[list[Skill], Meta(title=N_("会什么"))] = []
    sites: Annotated[list[int], Meta(title=N_("可去的服务点"))] = []
    slots: Annotated[list[str], Meta(title=N_("空闲时间"))] = []


class StateForm(msgspec.Struct, forbid_unknown_fields=True):
    """Into which state, and why."""

    state: Annotated[State, Meta(title=N_("状态"))]
    reason: Short = ""


class ConsentForm(msgspec.Struct, forbid_unknown_fields=True):
    """A guardian's consent."""

    guardian: Annotated[str, Meta(title=N_("监护人姓名"), min_length=1, max_length=60)]
    phone: Annotated[str, Meta(title=N_("监护人电话"), min_length=1, max_length=20)]
    relation: Annotated[str, Meta(title=N_("与本人关系"), min_length=1, max_length=20)]
    proof: Annotated[str, Meta(title=N_("同意书存在哪里"), min_length=1, max_length=200)]
    given_on: Annotated[date, Meta(title=N_("同意日期"))]


class PaperForm(msgspec.Struct, forbid_unknown_fields=True):
    """A commitment or an insurance."""

    kind: Annotated[PaperKind, Meta(title=N_("材料"))]
    reference: Annotated[str, Meta(title=N_("编号或存放处"), min_length=1, max_length=120)]
    from_on: Annotated[date, Meta(title=N_("生效日"))]
    to_on: Annotated[date | None, Meta(title=N_("到期日"))] = None
