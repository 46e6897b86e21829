"""Steps of actions: what the slices above write inside the deed of their own action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app import clock
from app.actor import Actor
from app.refusals import found
from app.storage import database
from app.training.queries.qualifications import grant_of
from app.training.rules import Ledger, SelfStudyKind
from app.training.rules.membership import Period, aligned
from app.training.rules.own_time import OwnStudy, minutes_that_can_be
from app.training.rules.qualifications import Source, last_day, reaches
from app.training.tables import (
    LedgerMembership,
    Qualification,
    QualificationGathering,
    QualificationGrant,
    QualificationRevocation,
    SelfStudy,
    SelfStudyAmendment,
)

LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class ExamMark:
    """A mark that may give a qualification.

    Attributes:
        title: the exam's.
        percent: how much of the total gives it.
        on: the day from which it then holds.
        reference: an address inside the product that shows the result.
        fallen: why it is taken back, should it be too little.
    """

    title: str
    points: int
    total: int
    percent: int
    on: date
    reference: str
    fallen: str


@dataclass(frozen=True, slots=True)
class ExamSettled:
    """The qualification of that name was granted, or taken back."""

    name: str
    granted: bool


async def follow(person: int, ledger: Ledger, wanted: Sequence[Period], now: datetime) -> None:
    """Who is in the ledger, and since when, follows from what the slice above keeps: the branch and its committee.

    Args:
        wanted: the times in which the person is what the ledger asks for, without overlaps.
    """
    await database().hold(f"ledgers of {person}")
    rows = await LedgerMembership.select().where(
        (LedgerMembership.person == person) & (LedgerMembership.ledger == ledger.value)
    )
    changes = aligned({row["id"]: Period(row["from_on"], row["to_on"]) for row in rows}, wanted)
    for number, period in changes.moved.items():
        await LedgerMembership.update(
            {LedgerMembership.from_on: period.from_on, LedgerMembership.to_on: period.to_on}
        ).where(LedgerMembership.id == number)
    for period in changes.added:
        await LedgerMembership(
            person=person, ledger=ledger.value, from_on=period.from_on, to_on=period.to_on, at=now
        ).save()


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


async def grant_qualification(
    actor: Actor,
    qualification: int,
    person: int,
    source: Source,
    now: datetime,
    *,
    reference: str = "",
    reason: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
) -> date | None:
    """The person holds the qualification, today or from another day on; returns the last day, None being for ever.

    Args:
        reference: an address inside the product where the source can be looked at, such as `/practice/sets/12`.
        to_on: the last day where it is not as many months as the qualification says.

    Raises:
        Missing: there is no such qualification.
    """
    row = found(await Qualification.select(Qualification.months).where(Qualification.id == qualification).first())
    first = from_on or clock.at_library(now).date()
    last = to_on or last_day(first, row["months"])
    await QualificationGrant(
        qualification=qualification,
        person=person,
        from_on=first,
        to_on=last,
        source=source.value,
        reference=reference,
        reason=reason,
        granted_by_name=actor.name,
        at=now,
    ).save()
    return last


async def settle_by_exam(
    actor: Actor, qualification: int, person: int, mark: ExamMark, now: datetime
) -> ExamSettled | None:
    """The mark of an exam says whether the person holds the qualification by it: granted once, taken back when it falls.

    What they hold in another way stays. A qualification that is out of use is not granted any more, but still taken back.

    Returns:
        what changed, for whoever tells them; None where nothing did.
    """
    row = found(await Qualification.select().where(Qualification.id == qualification).first())
    before = await grant_of(qualification, person, mark.reference)
    enough = reaches(mark.points, mark.total, mark.percent)
    # Whatever somebody has taken back by hand does not come again with the same paper.
    if enough and (before is None or before.fallen) and row["closed_on"] is None:
        await grant_qualification(
            actor,
            qualification,
            person,
            Source.EXAM,
            now,
            reference=mark.reference,
            reason=mark.title,
            from_on=mark.on,
        )
        return ExamSettled(row["name"], True)
    if not enough and before is not None and not (before.fallen or before.revoked):
        await QualificationRevocation(
            qualification=qualification,
            person=person,
            of_grant=before.id,
            reason=mark.fallen,
            revoked_by_name=actor.name,
            at=now,
        ).save()
        return ExamSettled(row["name"], False)
    return None


async def let_gathering_give(gathering: int, qualification: int | None, now: datetime) -> None:
    """Whoever comes to the gathering holds the qualification once its list is closed; None gives nothing.

    Raises:
        Missing: there is no such qualification, or nobody gets it any more.
    """
    await QualificationGathering.delete().where(QualificationGathering.gathering == gathering)
    if qualification is not None:
        row = found(await Qualification.select().where(Qualification.id == qualification).first())
        found(True if row["closed_on"] is None else None)
        await QualificationGathering(
            gathering=gathering, qualification=qualification, months=row["months"], at=now
        ).save()
