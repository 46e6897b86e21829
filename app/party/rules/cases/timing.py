"""The earliest and the latest day of each act, by the text in force on the day it is judged by.

A limit that a text brought in runs from the day of that text at the earliest: nobody can have been late by a rule that
was not there. Where a text says 及时 it gives no number, and none is made up here.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from app.gatherings.rules.calendar import Calendar
from app.party.rules.cases.acts import Act
from app.party.rules.cases.clocks import months_after, notice_ends, years_after
from app.party.rules.cases.facts import CaseFacts
from app.party.rules.cases.steps import RULES, is_asked
from app.party.rules.citing import ADMISSION_2026, admission_rules

LIMITS: dict[Act, tuple[Act, int, int]] = {
    Act.TALKED: (Act.APPLIED, 1, 1),
    Act.ADMITTED: (Act.PRE_REVIEWED, 1, 1),
    Act.APPROVED: (Act.SUBMITTED, 3, 6),
    Act.OATH: (Act.APPROVED, 1, 1),
    Act.CONFIRMED: (Act.VOTED_FULL, 3, 3),
}
"""The act from whose day it runs, months, and months at the very most. Sources: 2026 art. 7, 19, 25, 29, 33."""
SINCE_2026 = frozenset({Act.ADMITTED, Act.OATH})
"""Limits that the text of 2014 does not know."""
HALF_YEAR = 6


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which days an act belongs; None where no text says so.

    Attributes:
        at_most: the day that not even 特殊情况 lets it pass.
        is_provisional: the years' holidays are not all known (暂算).
    """

    earliest: date | None = None
    latest: date | None = None
    at_most: date | None = None
    is_provisional: bool = False


def bounds(act: Act, facts: CaseFacts, judged_on: date, calendar: Calendar) -> Bounds:
    """The days of an act, judged by the text in force on `judged_on`."""
    after = [one.on for need in RULES[act].needs if (one := facts.first(need))]
    ready = len(after) == len(RULES[act].needs)
    lower, provisional = _lower(act, facts, judged_on, calendar)
    days = [*after, *([lower] if lower else [])]
    latest, at_most = _upper(act, facts, judged_on)
    return Bounds(max(days) if ready and days else lower, latest, at_most, provisional)


def next_review(facts: CaseFacts, act: Act = Act.REVIEWED) -> date | None:
    """When the next half-yearly review is due: of an activist until they are a prospect, of a probationary member until the vote.

    Sources: 2026 art. 11; half a year for probationary members is the library's own [P].
    """
    since, ended = (Act.ACTIVIST, Act.PROSPECT) if act is Act.REVIEWED else (Act.ADMITTED, Act.VOTED_FULL)
    begun, last = facts.day(since), facts.last(act)
    if begun is None or facts.first(ended):
        return None
    return months_after(max(last.on, begun) if last else begun, HALF_YEAR)


def _lower(act: Act, facts: CaseFacts, judged_on: date, calendar: Calendar) -> tuple[date | None, bool]:
    if act is Act.OPINIONS and (since := facts.day(Act.ACTIVIST)):
        return years_after(since, 1), False
    if act is Act.VOTED_FULL:
        return facts.probation_ends, False
    if act is Act.PROSPECT and is_asked(Act.NOTICE, judged_on) and (notice := facts.notice):
        counted = notice_ends(calendar, notice.from_on)
        return max(counted.day, notice.to_on) + timedelta(days=1), counted.is_provisional
    return None, False


def _upper(act: Act, facts: CaseFacts, judged_on: date) -> tuple[date | None, date | None]:
    if act in (Act.REVIEWED, Act.PROBATION_REVIEWED):
        due = next_review(facts, act)
        return due, due
    if act not in LIMITS or (act in SINCE_2026 and admission_rules(judged_on) is not ADMISSION_2026):
        return None, None
    start, months, at_most = LIMITS[act]
    since = facts.day(start)
    if since is None:
        return None, None
    if act in SINCE_2026:
        since = max(since, ADMISSION_2026.valid_from)
    return months_after(since, months), months_after(since, at_most)
