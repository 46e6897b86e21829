"""What the forms of training may hold: shape only."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.gatherings.rules import Category
from app.locale import N_
from app.training.rules import Ledger


class MembershipForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A person is put into a ledger from a day on, or for a time."""

    person: Annotated[int, Meta(title=N_("人员"), ge=1)]
    ledger: Annotated[Ledger, Meta(title=N_("台账"))]
    from_on: Annotated[date, Meta(title=N_("从哪天"))]
    to_on: Annotated[date | None, Meta(title=N_("到哪天"))] = None


class EndForm(msgspec.Struct, forbid_unknown_fields=True):
    """The last day of a membership."""

    to_on: Annotated[date, Meta(title=N_("到哪天"))]


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
