"""Steps of actions: what the slices above write inside the deed of their own action."""

from datetime import datetime

from app import clock
from app.training.rules import SelfStudyKind
from app.training.rules.own_time import OwnStudy, minutes_that_can_be
from app.training.tables import SelfStudy, SelfStudyAmendment

LONGEST_TITLE = 80


async def note_self_study(
    person: int,
    title: str,
    started_at: datetime,
    minutes: int,
    reference: str,
    now: datetime,
    *,
    kind: SelfStudyKind = SelfStudyKind.PRACTICE,
) -> int:
    """Write down what a person learnt alone; returns the minutes that were kept.

    Args:
        title: what it was, such as 每日一练; cut at 80 characters.
        started_at: aware; the day at the library on which it began is the day it counts for.
        minutes: as measured by the caller; more than the clock has gone on since the start is not kept.
        reference: an address inside the product where it can be looked at, such as `/practice/sets/12`.
    """
    kept = minutes_that_can_be(minutes, started_at, now)
    await SelfStudy(
        person=person,
        kind=kind.value,
        title=title[:LONGEST_TITLE],
        day=clock.at_library(started_at).date(),
        started_at=started_at,
        minutes=kept,
        reference=reference,
        at=now,
    ).save()
    return kept


async def write_own_study(person: int, entry: OwnStudy, now: datetime) -> int:
    """Write down what a person read alone, as they say it; returns the row's id.

    Args:
        entry: judged by the caller: it is over, and overlaps nothing of theirs.
    """
    row = SelfStudy(
        person=person,
        kind=SelfStudyKind.READING.value,
        title=entry.title[:LONGEST_TITLE],
        day=clock.at_library(entry.started_at).date(),
        started_at=entry.started_at,
        ended_at=entry.ended_at,
        minutes=minutes_that_can_be(entry.minutes, entry.started_at, now),
        note=entry.note,
        at=now,
    )
    await row.save()
    return int(row.id)


async def amend_own_study(entry: int, instead: int | None, reason: str, now: datetime) -> None:
    """Let a piece of self-study stand no longer: another row does instead, or none. Both stay readable."""
    await SelfStudyAmendment(entry=entry, instead=instead, reason=reason, at=now).save()
