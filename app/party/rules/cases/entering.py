"""What the branch's roll should say of the person of a case, once the superior has decided."""

from dataclasses import dataclass
from datetime import date

from app.party.rules.branch import Member, Standing
from app.party.rules.cases.acts import Act
from app.party.rules.cases.clocks import months_after
from app.party.rules.cases.facts import CaseFacts


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the roll that is to be written; `member` is its id where there is one to put right."""

    member: int | None
    standing: Standing
    since: date
    admitted_on: date
    full_on: date | None = None


PUT_OFF_MONTHS = 6


def put_off_until(facts: CaseFacts, member: Member | None, today: date) -> date | None:
    """The last day to which the vote of a probationary member who came from another branch may be put off.

    None for whoever was admitted here, whose probation still lasts, or who was voted on. Source: 2026 art. 35 (2014 art. 36);
    membership counts from the end of probation all the same.
    """
    ends = facts.probation_ends
    if member is None or ends is None or facts.ending or facts.first(Act.VOTED_FULL) or today < ends:
        return None
    came_later = member.admitted_on is not None and member.since > member.admitted_on
    return months_after(ends, PUT_OFF_MONTHS) if came_later else None


def entry(facts: CaseFacts, member: Member | None) -> Entry | None:
    """What is to be written, or None where the roll agrees with the case or nothing is decided yet.

    Probation counts from the day of the vote (2026 art. 31), membership from the end of probation (art. 33).
    """
    admitted = facts.day(Act.ADMITTED)
    if admitted is None or facts.first(Act.APPROVED) is None:
        return None
    if facts.first(Act.CONFIRMED) is None:
        return None if member or facts.ending else Entry(None, Standing.PROBATIONARY, admitted, admitted)
    if member and member.standing is Standing.FULL:
        return None
    since = member.since if member else admitted
    return Entry(member.id if member else None, Standing.FULL, since, admitted, facts.probation_ends)
