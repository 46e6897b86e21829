"""Why a case cannot end as somebody says: what it has come to decides which ends there are."""

from datetime import date

from app.locale import _
from app.party.rules.cases.acts import Act
from app.party.rules.cases.facts import ENDS, CaseFacts, End
from app.party.rules.cases.steps import RULES
from app.refusals import WhyNot

OF_A_MEMBER = frozenset({End.CANCELLED, End.MOVED})
"""How a probationary member's case ends before its time. Sources: 2026 art. 31, 34."""


def why_not_end(facts: CaseFacts, kind: End, ended_on: date, today: date) -> tuple[WhyNot, ...]:
    """Why the case does not end so; empty when it does."""
    if facts.ending:
        return (WhyNot("ended_on", _("已经在 %(day)s 结束；结束记错了就先撤下", day=facts.ending.on)),)
    return _why_not_that_end(facts, kind, ended_on) or _why_not_then(facts, ended_on, today)


def _why_not_that_end(facts: CaseFacts, kind: End, ended_on: date) -> tuple[WhyNot, ...]:
    approved, confirmed = facts.day(Act.APPROVED), facts.day(Act.CONFIRMED)
    source = RULES[Act.PROBATION].citation(ended_on).said
    if confirmed:
        said = {"day": confirmed, "source": RULES[Act.CONFIRMED].citation(ended_on).said}
        return (WhyNot("end", _("%(day)s 已批准转正，个案不会再中止（%(source)s）；批准记错了就先撤下那一步", **said)),)
    if approved and kind not in OF_A_MEMBER:
        named = _("、").join(f"“{_(ENDS[one])}”" for one in ENDS if one in OF_A_MEMBER)
        said = {"day": approved, "named": named, "source": source}
        return (
            WhyNot(
                "end",
                _("%(day)s 已批准为预备党员，只能记%(named)s（%(source)s）；批准记错了就先撤下那一步", **said),
            ),
        )
    if kind is End.CANCELLED and not approved:
        return (WhyNot("end", _("还没有批准为预备党员，没有资格可以取消（%(source)s）；选别的原因", source=source)),)
    return ()


def _why_not_then(facts: CaseFacts, ended_on: date, today: date) -> tuple[WhyNot, ...]:
    if ended_on > today:
        return (WhyNot("ended_on", _("结束的日期还没到，到那天再记")),)
    last = facts.happened[-1] if facts.happened else None
    if last and ended_on < last.on:
        said = {"act": _(RULES[last.act].name), "day": last.on}
        return (WhyNot("ended_on", _("“%(act)s”记在 %(day)s，结束不能早于它；核对这两个日期", **said)),)
    return ()
