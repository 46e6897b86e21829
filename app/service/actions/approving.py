"""Approving what was served, voiding what was approved wrongly, and setting the tolerance."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.gatherings.rules import Kind
from app.locale import N_, _
from app.notices import tell
from app.refusals import Refused, WhyNot, ensure_seen, found
from app.service.queries.pending import PendingShift, Waiting, pending, served
from app.service.queries.records import RecordView, is_approved, record, record_for
from app.service.rules.records import Approving, why_not_approve, why_not_redo, why_not_tolerance, why_not_void
from app.service.tables import ServiceRecord, ServiceRecordVoid, ServiceSetting
from app.shifts.queries.places import coordinators, may_arrange
from app.storage import database

VOIDED = N_("%(day)s 的服务记录作废了。原因：%(why)s")
REDONE = N_("%(day)s 的服务记录重新核定为 %(n)d 分钟。原因：%(why)s")
MINE = "/service/mine"


async def approve(actor: Actor, gathering: int, *, now: datetime, seen: str = "") -> int:
    """Approve what is proposed for everybody of a shift whom the actor may approve; returns how many.

    Raises:
        Missing: nobody has served on it, or it is not the actor's place.
        Refused: somebody else has approved it just now;
            or the attendance has changed since it was `seen`, or there is nobody whom they may approve.
    """
    async with deed(actor, "service.approved", gathering) as line:
        await _one_at_a_time()
        shift = await _pending(actor, gathering, now)
        ensure_seen(seen, *((one.presence, one.proposed) for one in shift.people))
        if not shift.ready:
            raise Refused(*(why for one in shift.people[:1] for why in one.reasons))
        leader = await _leader(actor, shift)
        line.details["people"] = [one.person for one in shift.ready]
        line.details["minutes"] = shift.minutes
        for one in shift.ready:
            await _write(actor, shift, one, one.proposed, "", leader, now)
        return len(shift.ready)


async def approve_one(actor: Actor, gathering: int, volunteer: int, minutes: int, note: str, *, now: datetime) -> int:
    """Approve one person's service with so many minutes; returns the id of the record.

    Raises:
        Missing: it does not wait, or is not at the actor's place.
        Refused: all of the shift is approved, it is
            the actor's own or was written in by them, it is more than can be, or without a reason fewer, or
            of somebody who has not said when they went.
    """
    details = {"volunteer": volunteer, "minutes": minutes, "reason": note}
    async with deed(actor, "service.approved", gathering, **details):
        await _one_at_a_time()
        shift = await _pending(actor, gathering, now)
        one = found(next((each for each in shift.people if each.volunteer == volunteer), None))
        _ensure_approvable(actor, one, minutes, note)
        return await _write(actor, shift, one, minutes, note, await _leader(actor, shift), now)


async def void(actor: Actor, record_id: int, reason: str, *, now: datetime) -> None:
    """A record does not stand; what was served may be approved again.

    Raises:
        Missing: there is none, or it is of another coordinator's place.
        Refused: it is voided already, or no reason is given.
    """
    async with deed(actor, "service.voided", record_id, reason=reason):
        one = await _voidable(actor, record_id, reason)
        await _void(actor, one, reason, now)
        await tell(actor, [one.person], VOIDED, address=MINE, now=now, day=str(one.day), why=reason.strip())


async def redo(actor: Actor, record_id: int, reason: str, *, now: datetime) -> int:
    """Void a record and approve what the attendance says now, in one deed; returns the id of the new one.

    Raises:
        Missing: there is none, or it is of another coordinator's place.
        Refused: it is voided already, no reason is given, or what stands now is not the actor's to approve.
    """
    async with deed(actor, "service.redone", record_id, reason=reason) as line:
        before = await _voidable(actor, record_id, reason)
        await _void(actor, before, reason, now)
        known = await served(actor, before.gathering, before.volunteer, now)
        if reasons := why_not_redo(known is not None):
            raise Refused(*reasons)
        shift, one = found(known)
        _ensure_approvable(actor, one, one.proposed, reason)
        line.details.update(before=before.minutes, minutes=one.proposed)
        new = await _write(actor, shift, one, one.proposed, reason, await _leader(actor, shift), now)
        told: dict[str, str | int] = {"day": str(before.day), "n": one.proposed, "why": reason.strip()}
        await tell(actor, [one.person], REDONE, address=MINE, now=now, **told)
        return new


async def set_tolerance(actor: Actor, minutes: int, source: str, *, now: datetime) -> None:
    """From now on so many minutes beyond the plan may be approved; what is approved stays.

    Raises:
        Refused: it is too much, or by no rule.
    """
    async with deed(actor, "service.tolerance_set", None, minutes=minutes, source=source):
        if reasons := why_not_tolerance(minutes, source):
            raise Refused(*reasons)
        await ServiceSetting(tolerance_minutes=minutes, source=source.strip(), set_by_name=actor.name, at=now).save()


async def _one_at_a_time() -> None:
    # Not by shift: whether somebody has served elsewhere at the same time is asked too.
    await database().hold("service approvals")


async def _pending(actor: Actor, gathering: int, now: datetime) -> PendingShift:
    one = next(iter(await pending(actor, now, gathering=gathering)), None)
    if one is None and await is_approved(actor, gathering):
        raise Refused(WhyNot("approved", _("这一班已经核定完了；核定的在“服务台账”里看")))
    return found(one)


async def _leader(actor: Actor, shift: PendingShift) -> str:
    """Who was responsible, where the project names nobody: the coordinator of the place, or else who approves."""
    there = (await coordinators()).get(shift.place or 0, ())
    return there[0][1] if there else actor.name


def _ensure_approvable(actor: Actor, one: Waiting, minutes: int, note: str) -> None:
    said = {why.code for why in one.reasons}
    claimed, overlaps = "claimed" in said, "overlaps" in said
    asked = Approving(
        Kind.SHIFT,
        one.record,
        one.written_by,
        one.person,
        one.proposed,
        minutes,
        note,
        claimed,
        overlaps,
        one.is_unsaid,
    )
    if reasons := why_not_approve(asked, actor.id):
        raise Refused(*reasons)


async def _write(
    actor: Actor, shift: PendingShift, one: Waiting, minutes: int, note: str, leader: str, now: datetime
) -> int:
    row = ServiceRecord(
        volunteer=one.volunteer,
        gathering=one.gathering,
        presence=one.presence,
        project=one.project,
        project_name=one.project_name,
        place=shift.place,
        place_name=shift.place_name,
        content=one.content,
        recording_unit=one.unit,
        unit_name=one.unit_name,
        leader=one.leader or leader,
        starts_at=shift.span.starts_at,
        ends_at=shift.span.ends_at,
        came_at=found(one.record.came_at),
        went_at=found(one.record.went_at),
        actual_minutes=one.actual,
        minutes=minutes,
        source=one.record.source.value,
        note=note.strip(),
        approved_by=actor.id,
        approved_by_name=actor.name,
        at=now,
    )
    await row.save()
    return int(row.id)


async def _voidable(actor: Actor, record_id: int, reason: str) -> RecordView:
    first = found(await record(actor, record_id))
    found(may_arrange(actor, first.place) or None)
    await _one_at_a_time()
    one = found(await record(actor, record_id))
    if reasons := why_not_void(one.voided, reason):
        raise Refused(*reasons)
    standing = found(await record_for(one.gathering, one.volunteer))
    return found(one if standing.id == one.id else None)


async def _void(actor: Actor, one: RecordView, reason: str, now: datetime) -> None:
    await ServiceRecordVoid(
        record=one.id, reason=reason.strip(), voided_by=actor.id, voided_by_name=actor.name, at=now
    ).save()
