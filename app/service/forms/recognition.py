"""Forms of stars, commendations and evaluations."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.locale import N_
from app.service.rules.recognition import Proof, Quality


class StarForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A star that a volunteer has reached is awarded, or declined with the reason."""

    volunteer: Annotated[int, Meta(title=N_("志愿者"), ge=1)]
    star: Annotated[int, Meta(title=N_("星级"), ge=1, le=5)]
    reason: Annotated[str, Meta(title=N_("原因"), max_length=200)] = ""


class ScaleForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """From how many hours on each star is reached."""

    hours: Annotated[str, Meta(title=N_("各星级的小时数"), max_length=60)]
    from_on: Annotated[date, Meta(title=N_("从哪天起"))]
    source: Annotated[str, Meta(title=N_("依据"), min_length=2, max_length=120)]


class CommendationForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A commendation as its certificate says it, and how it was checked."""

    name: Annotated[str, Meta(title=N_("表彰名称"), min_length=2, max_length=80)]
    granted_on: Annotated[date, Meta(title=N_("授予日期"))]
    unit: Annotated[str, Meta(title=N_("授予单位"), min_length=2, max_length=80)]
    proof: Annotated[Proof, Meta(title=N_("怎么核的"))]


class EvaluationForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """How somebody's service was found."""

    quality: Annotated[Quality, Meta(title=N_("服务质量"))]
    evaluated_from: Annotated[date, Meta(title=N_("从哪天"))]
    evaluated_to: Annotated[date, Meta(title=N_("到哪天"))]
    said: Annotated[str, Meta(title=N_("评语"), max_length=300)] = ""


class ObjectionForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why the volunteer does not agree."""

    said: Annotated[str, Meta(title=N_("异议"), min_length=2, max_length=300)]


class ObjectionAnswerForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What came of an objection."""

    stands: Annotated[bool, Meta(title=N_("评价保留"))] = False
    said: Annotated[str, Meta(title=N_("答复"), min_length=2, max_length=300)]
