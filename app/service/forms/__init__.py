"""What the forms of service may hold: shape only."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.locale import N_


class Form(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A form: what it does not know is refused."""


class ArrivalForm(Form):
    """Coming to a shift or going from it: said, so that a form sent twice does not do both."""

    act: Annotated[Literal["in", "out"], Meta(title=N_("签到或签退"))]
    shift: Annotated[int, Meta(title=N_("哪一班"))]


class SpokenForm(ArrivalForm):
    """The same with the four digits of the shift."""

    code: Annotated[str, Meta(title=N_("四位口令"), min_length=1, max_length=12)]


class StampForm(Form):
    """What a phone kept while it was offline: milliseconds since 1970, by the server's clock and by its own."""

    stamped: Annotated[str, Meta(title=N_("签到时间"), max_length=16)]
    phone: Annotated[str, Meta(title=N_("手机时间"), max_length=16)] = ""


class WentForm(Form):
    """When somebody went who forgot to check out, on the day of the shift."""

    went_at: Annotated[str, Meta(title=N_("几点走的"), min_length=1, max_length=10)]


class SaidForm(Form):
    """What a volunteer says: why they were absent, why they do not agree, what is wrong."""

    said: Annotated[str, Meta(title=N_("说明"), min_length=2, max_length=200)]


class DecisionForm(Form):
    """What is decided about it."""

    accepted: Annotated[Literal["yes", "no"], Meta(title=N_("是否采纳"))]
    reason: Annotated[str, Meta(title=N_("理由"), max_length=200)] = ""


class ApprovalForm(Form):
    """One press for a whole shift; `seen` is a mark of what was shown."""

    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=32)] = ""


class MinutesForm(Form):
    """So many minutes for one person, with the reason where they are fewer than proposed."""

    minutes: Annotated[int, Meta(title=N_("核定分钟"), ge=0, le=1440)]
    note: Annotated[str, Meta(title=N_("原因"), max_length=200)] = ""


class VoidForm(Form):
    """Why a record does not stand."""

    reason: Annotated[str, Meta(title=N_("作废的原因"), min_length=2, max_length=200)]


class ToleranceForm(Form):
    """Minutes beyond the plan that may be approved, and by what rule."""

    minutes: Annotated[int, Meta(title=N_("宽限分钟"), ge=0, le=60)]
    source: Annotated[str, Meta(title=N_("依据"), min_length=2, max_length=120)]
