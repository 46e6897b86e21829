"""Commendations and evaluations of volunteers.

Sources: 民政部令第67号 art. 9 (name, date, granting unit; others' after checking), 10 (quality of service, date).
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from app.locale import N_, _
from app.refusals import WhyNot


class Proof(StrEnum):
    """How a commendation was checked."""

    OWN = "own"
    PAPERS = "papers"
    ASKED = "asked"


PROOFS = {
    Proof.OWN: N_("本馆授予"),
    Proof.PAPERS: N_("看过证书原件"),
    Proof.ASKED: N_("向授予单位核实过"),
}


class Quality(IntEnum):
    """How well somebody served."""

    EXCELLENT = 5
    GOOD = 4
    SOUND = 3
    TO_IMPROVE = 2
    UNSOUND = 1


QUALITIES = {
    Quality.EXCELLENT: N_("优秀"),
    Quality.GOOD: N_("良好"),
    Quality.SOUND: N_("合格"),
    Quality.TO_IMPROVE: N_("有待改进"),
    Quality.UNSOUND: N_("不合格"),
}


@dataclass(frozen=True, slots=True)
class CommendationFacts:
    """What a commendation is."""

    name: str
    granted_on: date
    unit: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class EvaluationFacts:
    """How somebody's service in some days was found, and why."""

    quality: Quality
    from_on: date
    to_on: date
    said: str = ""


def why_not_commend(given: CommendationFacts, today: date, *, is_own: bool) -> tuple[WhyNot, ...]:
    """Why a commendation is not entered."""
    if is_own:
        return (WhyNot("own", _("自己的表彰由别人来登记")),)
    if given.granted_on > today:
        return (WhyNot("granted_on", _("授予日期还没有到，写证书上的日期")),)
    return ()


def why_not_evaluate(given: EvaluationFacts, today: date, *, is_own: bool) -> tuple[WhyNot, ...]:
    """Why an evaluation is not entered."""
    if is_own:
        return (WhyNot("own", _("自己的服务由别人来评价")),)
    if given.to_on > today:
        return (WhyNot("to_on", _("评价的日子还没有过完，写今天（%(day)s）或以前的", day=today)),)
    if given.from_on > given.to_on:
        return (WhyNot("from_on", _("开始日期要不晚于结束日期（%(day)s）", day=given.to_on)),)
    if given.quality <= Quality.TO_IMPROVE and not given.said.strip():
        return (WhyNot("said", _("评得低要写明是什么事，本人会看到")),)
    return ()
