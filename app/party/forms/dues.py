"""Forms of the Party dues."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.locale import N_
from app.party.forms import Form
from app.party.rules.dues import ArrangementKind


class TakenForm(Form):
    """When the amounts on the table were received, by whom; a column may be pasted beside them."""

    received_on: Annotated[date, Meta(title=N_("收款日期"))]
    taken_by: Annotated[str, Meta(title=N_("经收人"), max_length=60)] = ""
    note: Annotated[str, Meta(title=N_("备注"), max_length=120)] = ""
    pasted: Annotated[str, Meta(title=N_("粘贴的一列"), max_length=4000)] = ""
    pasted_month: Annotated[int | None, Meta(title=N_("粘贴到哪个月"))] = None


class CorrectionForm(Form):
    """What was wrong, and the right payment; without an amount there is none."""

    reason: Annotated[str, Meta(title=N_("错在哪里"), max_length=200)]
    received_on: Annotated[date, Meta(title=N_("收款日期"))]
    amount: Annotated[str, Meta(title=N_("正确的金额"), max_length=20)] = ""
    taken_by: Annotated[str, Meta(title=N_("经收人"), max_length=60)] = ""


class ArrangementForm(Form):
    """What the branch agreed with a member."""

    member: Annotated[int, Meta(title=N_("党员"), ge=1)]
    kind: Annotated[ArrangementKind, Meta(title=N_("怎么交"))]
    from_on: Annotated[date, Meta(title=N_("从哪天起"))]
    ended_on: Annotated[date | None, Meta(title=N_("到哪天止"))] = None
    basis: Annotated[str, Meta(title=N_("依据"), max_length=200)] = ""


class PublicationForm(Form):
    """When and how the members were shown the list."""

    published_on: Annotated[date, Meta(title=N_("公布日期"))]
    how: Annotated[str, Meta(title=N_("怎么公布的"), min_length=2, max_length=120)]


class UntilForm(Form):
    """The last day."""

    ended_on: Annotated[date, Meta(title=N_("最后一天"))]
