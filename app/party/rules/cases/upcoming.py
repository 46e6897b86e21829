"""What is due in a case, and by when: the limits of the texts, the next review, the end of notice and probation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.gatherings.rules.calendar import Calendar
from app.locale import _
from app.party.rules.cases.acts import Act
from app.party.rules.cases.clocks import notice_ends
from app.party.rules.cases.facts import CaseFacts
from app.party.rules.cases.steps import RULES, is_asked
from app.party.rules.cases.timing import LIMITS, bounds, next_review
from app.party.rules.citing import Citation


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done by a day; `is_provisional` where a year's holidays are not known."""

    act: Act
    on: date
    said: str
    citation: Citation
    is_provisional: bool = False


def upcoming(facts: CaseFacts, today: date, calendar: Calendar) -> list[Due]:
    """Everything that is due in a case that goes on, the most urgent first."""
    if facts.ending or facts.first(Act.ARCHIVED):
        return []
    return sorted(_all(facts, today, calendar), key=lambda one: (one.on, one.act))


def _all(facts: CaseFacts, today: date, calendar: Calendar) -> Iterator[Due]:
    for act in LIMITS:
        between = bounds(act, facts, today, calendar)
        waited_for = all(facts.first(need) for need in RULES[act].needs) or act is Act.ADMITTED
        if between.latest and facts.first(act) is None and waited_for and act not in facts.explained:
            yield Due(act, between.latest, _(RULES[act].called(today)), RULES[act].citation(today))
    for act in (Act.REVIEWED, Act.PROBATION_REVIEWED):
        if due := next_review(facts, act):
            yield Due(act, due, _(RULES[act].name), RULES[act].citation(today))
    yield from _of_notice(facts, today, calendar)
    if (ends := facts.probation_ends) and facts.first(Act.APPROVED) and facts.first(Act.VOTED_FULL) is None:
        yield Due(Act.VOTED_FULL, ends, _("预备期满，讨论能否转为正式党员"), RULES[Act.VOTED_FULL].citation(today))


def _of_notice(facts: CaseFacts, today: date, calendar: Calendar) -> Iterator[Due]:
    notice = facts.notice
    if notice is None or notice.passes is not None or facts.first(Act.PROSPECT) or not is_asked(Act.NOTICE, today):
        return
    counted = notice_ends(calendar, notice.from_on)
    ends = max(counted.day, notice.to_on)
    yield Due(Act.NOTICE, ends, _("公示期满，记下公示结果"), RULES[Act.NOTICE].citation(today), counted.is_provisional)
