"""What the forms of gatherings and of the working calendar may hold: shape only."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.gatherings.rules.calendar import DayKind
from app.locale import N_


class Form(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A form: what it does not know is refused."""


class CodeForm(Form):
    """Coming or going: said, so that a form sent twice does not do both."""

    act: Annotated[Literal["in", "out"], Meta(title=N_("签到或签退"))]


class TickForm(Form):
    """Why somebody is let in who lacks what is asked before."""

    reason: Annotated[str, Meta(title=N_("照样签到的原因"), max_length=200)] = ""


class RecordForm(Form):
    """What is written down of one person by hand."""

    status: Annotated[Literal["came", "excused", "absent", "made_up", "exempt"], Meta(title=N_("怎样"))]
    came_at: Annotated[datetime | None, Meta(title=N_("签到时间"))] = None
    went_at: Annotated[datetime | None, Meta(title=N_("签退时间"))] = None
    note: Annotated[str, Meta(title=N_("说明"), max_length=200)] = ""


class ExpectForm(Form):
    """Who is added to the list."""

    person: Annotated[int, Meta(title=N_("加谁"))]


class EvidenceForm(Form):
    """What proves it, and where that is."""

    title: Annotated[str, Meta(title=N_("什么"), min_length=2, max_length=80)]
    reference: Annotated[str, Meta(title=N_("在哪里"), min_length=2, max_length=200)]
    person: Annotated[int | None, Meta(title=N_("关于谁"))] = None
    note: Annotated[str, Meta(title=N_("为什么现在加"), max_length=200)] = ""


class FilesForm(Form):
    """What the photos or PDF are that come beside it."""

    title: Annotated[str, Meta(title=N_("什么"), min_length=2, max_length=80)]
    note: Annotated[str, Meta(title=N_("为什么现在加"), max_length=200)] = ""


class RemovalForm(Form):
    """Why a file is taken away."""

    reason: Annotated[str, Meta(title=N_("为什么删"), min_length=2, max_length=200)]


class DayForm(Form):
    """What the library says of one day."""

    day: Annotated[date, Meta(title=N_("哪一天"))]
    kind: Annotated[DayKind, Meta(title=N_("算什么"))]
    source: Annotated[str, Meta(title=N_("依据"), min_length=2, max_length=120)]
    name: Annotated[str, Meta(title=N_("名称"), max_length=60)] = ""


class NoticeForm(Form):
    """A year's notice, a line for each day or run of days."""

    year: Annotated[int, Meta(title=N_("年份"), ge=2005, le=2100)]
    document: Annotated[str, Meta(title=N_("文号"), min_length=4, max_length=120)]
    days: Annotated[str, Meta(title=N_("放假和上班的日子"), min_length=4, max_length=4000)]


class PeriodForm(Form):
    """A year or a quarter is closed."""

    period: Annotated[str, Meta(title=N_("哪一段"), min_length=1, max_length=6)]
    note: Annotated[str, Meta(title=N_("说明"), max_length=200)] = ""


class ReopenForm(Form):
    """Why closed days are opened again."""

    reason: Annotated[str, Meta(title=N_("为什么解封"), min_length=1, max_length=200)]
