"""Who leaves their place of work or study soon: as a rule they are not admitted here, and an exception says why.

Sources: 2026 art. 18, 2014 art. 19: 发展对象未来三个月内将离开工作、学习单位的，一般不办理接收预备党员的手续.
"""

from collections.abc import Iterator
from datetime import date

from app.locale import _
from app.party.rules.cases.acts import Act
from app.party.rules.cases.clocks import months_after
from app.party.rules.cases.facts import CaseFacts, Happened
from app.party.rules.cases.steps import leaving
from app.refusals import WhyNot

MONTHS = 3
ADMITTING = frozenset({Act.PRE_REVIEWED, Act.ADMITTED})
"""The pre-review and the meeting: what the text calls the formalities of admission."""


def leaves_soon(facts: CaseFacts, on: date) -> bool:
    """Whether the person leaves within three months of this day, or has left by then, and is not admitted yet."""
    known = facts.leaving
    return known is not None and facts.first(Act.ADMITTED) is None and known.on <= months_after(on, MONTHS)


def why_not_admit(facts: CaseFacts, wanted: Happened) -> Iterator[WhyNot]:
    """Why a step of admission asks for a reason: “一般” leaves room, and nothing is stopped once one is given."""
    if facts.leaving is None or wanted.act not in ADMITTING or wanted.said.strip() or not leaves_soon(facts, wanted.on):
        return
    said = {"day": facts.leaving.on, "source": leaving(wanted.on).said}
    yield WhyNot(
        "said",
        _(
            "申请人 %(day)s 离开工作、学习单位，三个月内将离开的一般不办理接收预备党员的手续（%(source)s）；"
            "先不办，或者在“结论和说明”里写明为什么办",
            **said,
        ),
    )


def why_not_leave(facts: CaseFacts, leaves_on: date | None) -> tuple[WhyNot, ...]:
    """Why it is not written down that somebody leaves on a day, or, with None, that they stay after all."""
    if facts.ending:
        return (WhyNot("leaves_on", _("这个个案 %(day)s 已经结束，不用再记", day=facts.ending.on)),)
    if leaves_on is None:
        return () if facts.leaving else (WhyNot("leaves_on", _("填离开的日期；没有记过要离开，不用撤")),)
    applied = facts.day(Act.APPLIED)
    if applied and leaves_on < applied:
        return (WhyNot("leaves_on", _("离开不能早于收到申请书的 %(day)s；核对日期", day=applied)),)
    return ()
