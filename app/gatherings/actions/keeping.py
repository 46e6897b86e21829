"""Keeping the list: what is written down by hand, corrected afterwards, and what proves it."""

from collections.abc import Sequence
from datetime import datetime

from app.actor import Actor, Role
from app.audit import deed
from app.audit.deeds import Line
from app.gatherings import queries, steps
from app.gatherings.coming import gone_over
from app.gatherings.queries.gathering import GatheringView
from app.gatherings.queries.keeping import could_come, kept, proof
from app.gatherings.rules import GatheringState, why_not_close_yet
from app.gatherings.rules.attendance import (
    Record,
    Source,
    Status,
    already_expected,
    no_file,
    no_reason,
    status_on_arrival,
    why_not_own,
    why_not_remove_file,
)
from app.gatherings.rules.periods import Days
from app.gatherings.tables import Evidence, EvidenceRemoval
from app.locale import N_
from app.office.gate import Admitted
from app.refusals import Refused, found
from app.storage.stored import empty_unless_held, store

ADDED_AFTERWARDS = N_("结束后加进名单")


async def excuse(actor: Actor, gathering: int, person: int, reason: str, *, now: datetime) -> None:
    """This person does not come and has said why.

    Raises:
        Missing, Refused: as `correct` says.
    """
    async with deed(actor, "presence.excused", gathering, person=person, reason=reason):
        await _write(actor, gathering, person, Record(Status.EXCUSED, Source.LIST, note=reason), now)


async def exempt(actor: Actor, gathering: int, person: int, reason: str, *, now: datetime) -> None:
    """This person does not have to come, as the old and the ill (党员教育管理工作条例 art. 23), and lowers no rate.

    Raises:
        Missing, Refused: as `correct` says.
    """
    async with deed(actor, "presence.exempted", gathering, person=person, reason=reason):
        await _write(actor, gathering, person, Record(Status.EXEMPT, Source.LIST, note=reason), now)


async def mark_absent(actor: Actor, gathering: int, person: int, note: str, *, now: datetime) -> None:
    """This person was not there, whatever was recorded before.

    Raises:
        Missing, Refused: as `correct` says.
    """
    async with deed(actor, "presence.absent", gathering, person=person, reason=note):
        await _write(actor, gathering, person, Record(Status.ABSENT, Source.LIST, note=note), now)


async def write_in(
    actor: Actor,
    gathering: int,
    person: int,
    came_at: datetime | None,
    went_at: datetime | None,
    note: str,
    *,
    now: datetime,
) -> int:
    """Write down by hand when a person came and went; returns the minutes, which follow from that.

    Raises:
        Missing, Refused: as `correct` says.
    """
    async with deed(actor, "presence.written_in", gathering, person=person, came_at=came_at, went_at=went_at) as line:
        known = found(await kept(actor, gathering))
        status = status_on_arrival(known.span, came_at) if came_at else Status.PRESENT
        given = Record(status, Source.HAND, came_at, went_at, note)
        return await _write_came(actor, line, gathering, person, given, now)


async def make_up(
    actor: Actor,
    gathering: int,
    person: int,
    came_at: datetime | None,
    went_at: datetime | None,
    what: str,
    *,
    now: datetime,
) -> int:
    """This person was not there and did it afterwards, in this time; returns the minutes.

    Raises:
        Missing, Refused: as `correct` says.
    """
    async with deed(actor, "presence.made_up", gathering, person=person, came_at=came_at, went_at=went_at) as line:
        given = Record(Status.MADE_UP, Source.HAND, came_at, went_at, what)
        return await _write_came(actor, line, gathering, person, given, now)


async def correct(actor: Actor, gathering: int, person: int, given: Record, *, now: datetime) -> int:
    """Say after the end how it really was; what stood before stays readable. Returns the minutes.

    Args:
        given: whoever came in time or late is told apart by the time of coming; `note` is the reason.

    Raises:
        Missing: the list is not the actor's to keep, or the person is not on it.
        Refused: it is the actor's own, there is no reason, or the times cannot have been.
    """
    async with deed(actor, "presence.corrected", gathering, person=person, reason=given.note) as line:
        before = await queries.standing_record(gathering, person)
        line.details.update(before=before.status.value if before else "", status=given.status.value)
        return await _write_came(actor, line, gathering, person, given, now)


async def _write_came(actor: Actor, line: Line, gathering: int, person: int, given: Record, now: datetime) -> int:
    known = found(await kept(actor, gathering))
    if over := await gone_over(known, person, given, given.note):
        line.details.update(override=given.note.strip(), over=[one.code for one in over])
    line.details["minutes"] = minutes = await _write(actor, gathering, person, given, now)
    return minutes


async def _write(actor: Actor, gathering: int, person: int, given: Record, now: datetime) -> int:
    found(await kept(actor, gathering))
    if reasons := why_not_own(person == actor.id):
        raise Refused(*reasons)
    return await steps.record(actor, gathering, person, given, now)


async def expect(actor: Actor, gathering: int, person: int, *, now: datetime) -> None:
    """Put somebody on the frozen list who came along or was forgotten.

    Raises:
        Missing: the list is not the actor's to keep, or the person is nobody who could come.
        Refused: they are on it, it is not frozen yet, or the gathering does not take place.
    """
    async with deed(actor, "expected.added", gathering, person=person):
        known = found(await kept(actor, gathering))
        # Two who add the same person at once: the second is told that it is done.
        await steps.lock(gathering)
        if person in await queries.expected_persons(gathering):
            raise Refused(already_expected())
        found(person if person in {one for one, _, _ in await could_come(known)} else None)
        await steps.expect(actor, gathering, [person], now)
        if known.state is GatheringState.CLOSED:
            # Of everybody on the list of what is over something is known.
            absent = Record(Status.ABSENT, Source.SYSTEM, note=ADDED_AFTERWARDS)
            await steps.write_presence(actor, known, person, absent, now)


async def close(actor: Actor, gathering: int, *, now: datetime) -> None:
    """End it: whoever nothing is recorded of was absent, whoever is still in went at the planned end.

    Raises:
        Missing: the list is not the actor's to keep.
        Refused: it is not open, or has not begun.
    """
    async with deed(actor, "gathering.closed", gathering):
        known = found(await kept(actor, gathering))
        if reasons := why_not_close_yet(known.span, now):
            raise Refused(*reasons)
        await steps.close(actor, gathering, now)


async def add_evidence(
    actor: Actor, gathering: int, title: str, reference: str, person: int | None, note: str = "", *, now: datetime
) -> None:
    """Say what proves it and where that is; `person` when it concerns one of the list alone.

    Args:
        note: why it is added now, where the days are closed.

    Raises:
        Missing: the list is not the actor's to keep, or the person is not on it.
        Refused: the days are closed, and no reason is given.
    """
    async with deed(actor, "evidence.added", gathering, title=title, reference=reference, person=person, reason=note):
        await _refuse_in_closed_days(found(await kept(actor, gathering)), note, now)
        if person is not None:
            found(person if person in await queries.expected_persons(gathering) else None)
        await Evidence(
            gathering=gathering,
            person=person,
            title=title,
            reference=reference,
            added_by=actor.id,
            added_by_name=actor.name,
            note=note,
            at=now,
        ).save()


async def add_files(
    actor: Actor, gathering: int, title: str, files: Sequence[Admitted], note: str = "", *, now: datetime
) -> None:
    """Photos or PDF that prove it, for everybody on the list; their names stay beside the title.

    Args:
        note: why they are added now, where the days are closed.

    Raises:
        Missing: the list is not the actor's to keep.
        Refused: no file was chosen, or the days are closed and no reason is given.
    """
    names = [file.name for file in files]
    async with deed(actor, "evidence.photographed", gathering, title=title, files=names, reason=note):
        await _refuse_in_closed_days(found(await kept(actor, gathering)), note, now)
        if not files:
            raise Refused(no_file())
        for file in files:
            kept_as = await store(file.kind.ending, file.body, file.thumb, now)
            await Evidence(
                gathering=gathering,
                person=None,
                title=title,
                reference=file.name,
                file=kept_as,
                added_by=actor.id,
                added_by_name=actor.name,
                note=note,
                at=now,
            ).save()


async def remove_file(actor: Actor, gathering: int, evidence: int, reason: str, *, now: datetime) -> bool:
    """Take away a photo or PDF that was put up by mistake; what it was called, and why it went, stays.

    Returns:
        whether the bytes are gone; they stay while the same file proves something else.

    Raises:
        Missing: there is none, or the actor may not see it.
        Refused: it is not the actor's to take away, has no file, is gone already, or no reason is given.
    """
    async with deed(actor, "evidence.removed", gathering, evidence=evidence, reason=reason) as line:
        known = found(await kept(actor, gathering))
        await steps.lock(gathering)
        one = found(await proof(actor, known, evidence))
        is_theirs = one.added_by_id == actor.id or Role.MANAGER in actor.roles
        if reasons := why_not_remove_file(is_theirs, one.file is not None, one.removal is not None):
            raise Refused(*reasons)
        if not reason.strip():
            raise Refused(no_reason())
        await _refuse_in_closed_days(known, reason, now)
        await EvidenceRemoval(evidence=evidence, reason=reason, removed_by_name=actor.name, at=now).save()
        line.details["gone"] = gone = await empty_unless_held(found(one.file))
        return gone


async def _refuse_in_closed_days(one: GatheringView, note: str, now: datetime) -> None:
    if reasons := await steps.why_not_correct([Days.of(one.span)], now, note):
        raise Refused(*reasons)
