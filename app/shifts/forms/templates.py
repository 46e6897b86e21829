"""What the forms of shift templates may hold: shape only."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.gatherings.rules.calendar import DayKind
from app.locale import N_


class TemplateForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A shift template: times of a day, and for each post of the place, in their order, four numbers."""

    place: Annotated[int, Meta(title=N_("服务点"))]
    name: Annotated[str, Meta(title=N_("模板名称"), min_length=1, max_length=40)]
    kind: Annotated[DayKind, Meta(title=N_("哪种日子"))]
    weekdays: list[Annotated[int, Meta(title=N_("星期"), ge=0, le=6)]] = []
    from_time: Annotated[str, Meta(title=N_("开始时间"), max_length=5)]
    to_time: Annotated[str, Meta(title=N_("结束时间"), max_length=5)]
    from_on: Annotated[date, Meta(title=N_("启用日期"))]
    to_on: Annotated[date | None, Meta(title=N_("停用日期"))] = None
    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=16)] = ""
    post: list[Annotated[int, Meta(title=N_("岗位"))]] = []
    least: list[Annotated[int, Meta(title=N_("至少人数"), ge=0, le=50)]] = []
    wanted: list[Annotated[int, Meta(title=N_("希望人数"), ge=0, le=50)]] = []
    most: list[Annotated[int, Meta(title=N_("最多人数"), ge=0, le=50)]] = []
    priority: list[Annotated[int, Meta(title=N_("先后"), ge=1, le=3)]] = []


class GenerationForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """From which day to which shifts are made, which drafts follow their template, and which come again."""

    from_on: Annotated[date, Meta(title=N_("从哪天"))]
    to_on: Annotated[date, Meta(title=N_("到哪天"))]
    place: Annotated[int | None, Meta(title=N_("服务点"))] = None
    change: list[Annotated[int, Meta(title=N_("要改的草稿"))]] = []
    again: list[Annotated[int, Meta(title=N_("要重新排的班"))]] = []
