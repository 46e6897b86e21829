"""Why nothing is to be explained: an explanation said ahead would hide what comes late afterwards."""

from datetime import date

from app.gatherings.rules.calendar import Calendar
from app.locale import _
from app.party.rules.cases.acts import Act
from app.party.rules.cases.facts import CaseFacts
from app.party.rules.cases.judging import State, timeline
from app.party.rules.cases.steps import RULES
from app.refusals import WhyNot

EXPLAINED = frozenset({State.LATE, State.LACKING, State.EXPLAINED})


def why_not_explain(facts: CaseFacts, act: Act, today: date, calendar: Calendar) -> tuple[WhyNot, ...]:
    """Why no explanation of this act is taken; empty when one is asked for or may be said anew."""
    state = next(one.state for step in timeline(facts, today, calendar) for one in step.acts if one.act is act)
    if state in EXPLAINED:
        return ()
    name = _(RULES[act].name)
    return (WhyNot("explanation", _("“%(act)s”没有逾期也不缺，不用说明；到期没办成再写", act=name)),)
