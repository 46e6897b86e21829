"""What the forms of the board may hold: shape only."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.locale import N_
from app.shifts.rules.cycling import Part


class PasteForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Seats that are pasted on, each as `seat:revision:source:revision` or `seat:revision=names`."""

    week: Annotated[date, Meta(title=N_("周"))]
    onto: list[Annotated[str, Meta(title=N_("粘贴到的格"), max_length=400)]] = []
    cut: Annotated[bool, Meta(title=N_("移动"))] = False
    who: Annotated[int | None, Meta(title=N_("志愿者"))] = None


class ClearForm(msgspec.Struct, forbid_unknown_fields=True):
    """Seats that are to be empty, each as `seat:revision`."""

    week: Annotated[date, Meta(title=N_("周"))]
    seat: list[Annotated[str, Meta(title=N_("清空的格"), max_length=20)]] = []


class StepForm(msgspec.Struct, forbid_unknown_fields=True):
    """In which week a step is taken back or done again."""

    week: Annotated[date, Meta(title=N_("周"))]


class CycleForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A cycle and which of its seats are taken, each as `seat:revision`."""

    who: Annotated[str, Meta(title=N_("谁来"), min_length=1, max_length=40)]
    post: Annotated[int, Meta(title=N_("岗位"))]
    on: Annotated[int, Meta(title=N_("上几天"), ge=1, le=14)] = 2
    off: Annotated[int, Meta(title=N_("休几天"), ge=1, le=14)] = 1
    from_on: Annotated[date, Meta(title=N_("从哪天"))]
    to_on: Annotated[date, Meta(title=N_("到哪天"))]
    part: Annotated[Part, Meta(title=N_("哪一班"))] = Part.ALL
    seat: list[Annotated[str, Meta(title=N_("排哪几班"), max_length=20)]] = []
    override: Annotated[str, Meta(title=N_("照排的原因"), max_length=200)] = ""
