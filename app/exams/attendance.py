"""An exam as a gathering: who was expected, who came and for how long; written inside the deeds of the actions here."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from app.actor import Actor
from app.exams.queries.gathered import gathering_of
from app.exams.rules import ExamTimes
from app.exams.tables import ExamGathering
from app.gatherings import queries, steps
from app.gatherings.rules import Category, GatheringState, Kind, Span
from app.gatherings.rules.attendance import Record, Source, Status
from app.locale import N_

WITHDRAWN = N_("移出考试名单")


async def arrange(exam: int, title: str, times: ExamTimes, persons: Collection[int], now: datetime) -> None:
    """The exam is open: a gathering with these persons on its frozen list.

    Raises:
        Refused: its window is longer than any gathering may be.
    """
    span = Span(times.opens_at, times.closes_at)
    gathering = await steps.arrange(Kind.EXAM, title, span, category=Category.LAW, now=now)
    await ExamGathering(exam=exam, gathering=gathering).save()
    await steps.open_list(gathering, persons, now)


async def expect(actor: Actor, exam: int, persons: Collection[int], now: datetime) -> None:
    """These came onto the list after the opening, or came back onto it. Exams opened before there were gatherings have none."""
    if gathering := await gathering_of(exam):
        await steps.expect(actor, gathering, persons, now)


async def excuse(actor: Actor, exam: int, person: int, now: datetime) -> None:
    """The person was taken off the list; whatever comes later stands above it."""
    if known := await _known(exam):
        await steps.write_presence(actor, known, person, Record(Status.EXCUSED, Source.SYSTEM, note=WITHDRAWN), now)


async def move(exam: int, title: str, starts_at: datetime, ends_at: datetime) -> None:
    """The exam's name or times were changed, or it was closed early."""
    if gathering := await gathering_of(exam):
        await steps.move(gathering, title, Span(starts_at, ends_at))


async def call_off(exam: int, reason: str, now: datetime) -> None:
    """The exam was closed before it began."""
    if gathering := await gathering_of(exam):
        await steps.call_off(gathering, reason, now)


async def came(
    actor: Actor, exam: int, person: int, came_at: datetime, went_at: datetime, receipt: str, now: datetime
) -> None:
    """A paper is in: the person was there from the start of their sitting until then; the receipt is the evidence.

    With time of one's own a sitting ends after the exam does; the planned time then reaches as far.
    """
    known = await _known(exam)
    if known is None:
        return
    if went_at > known.span.ends_at:
        longer = Span(known.span.starts_at, went_at)
        await steps.move(known.id, known.title, longer)
        known = replace(known, span=longer)
    record = Record(Status.PRESENT, Source.SYSTEM, came_at, went_at, receipt)
    await steps.write_presence(actor, known, person, record, now)


async def _known(exam: int) -> queries.GatheringView | None:
    gathering = await gathering_of(exam)
    known = await queries.facts(gathering) if gathering else None
    return known if known and known.state is not GatheringState.CALLED_OFF else None
