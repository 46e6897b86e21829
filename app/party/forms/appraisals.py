"""Forms of 民主评议."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.locale import N_
from app.party.forms import Form
from app.party.rules.appraisals import Grade, Manner


class RoundForm(Form, kw_only=True):
    """The meeting of a year's appraisal, or its day where the meeting is written down nowhere."""

    year: Annotated[int, Meta(title=N_("年度"), ge=2000, le=2100)]
    meeting: Annotated[int | None, Meta(title=N_("评议会"))] = None
    held_on: Annotated[date | None, Meta(title=N_("评议会日期"))] = None
    ballots: Annotated[int, Meta(title=N_("收回的测评票"), ge=0, le=500)]


class AmendForm(Form, kw_only=True):
    """The meeting, the day and the ballots, put right."""

    meeting: Annotated[int | None, Meta(title=N_("评议会"))] = None
    held_on: Annotated[date | None, Meta(title=N_("评议会日期"))] = None
    ballots: Annotated[int, Meta(title=N_("收回的测评票"), ge=0, le=500)]


class SelfForm(Form):
    """How a member finds themself."""

    rating: Annotated[Grade, Meta(title=N_("自评"))]
    said: Annotated[str, Meta(title=N_("自评说明"), max_length=2000)]


class DecisionForm(Form):
    """What was found and decided."""

    opinion: Annotated[str, Meta(title=N_("评定意见"), max_length=2000)]
    result: Annotated[Grade, Meta(title=N_("结果"))]
    decided_on: Annotated[date, Meta(title=N_("评定日期"))]
    reason: Annotated[str, Meta(title=N_("为什么改"), max_length=200)] = ""


class MannerForm(Form):
    """How a member takes part."""

    manner: Annotated[Manner, Meta(title=N_("怎么参加"))]
    manner_note: Annotated[str, Meta(title=N_("在哪里参加"), max_length=120)] = ""
