"""One's own self-study: written down, put right, withdrawn. It feeds no ledger."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.gatherings.rules import Span
from app.gatherings.rules.periods import Days
from app.gatherings.steps import why_not_correct
from app.locale import _
from app.refusals import Missing, Refused, found
from app.storage import database
from app.study.rules.own_study import why_not_own_study
from app.training.queries.own_time import own_entry, own_time
from app.training.rules.own_time import OwnStudy
from app.training.steps import amend_own_study, write_own_study


async def note_own_study(actor: Actor, entry: OwnStudy, *, now: datetime) -> int:
    """Write down what the actor read alone; returns the row's id.

    Raises:
        Refused: it ends before it begins, is not over, is too long, overlaps something of theirs, or its day is closed.
    """
    async with deed(actor, "self_study.noted", title=entry.title, minutes=entry.minutes) as line:
        await _hold(actor)
        await _may_stand(actor, entry, 0, now, "")
        line.subject = await write_own_study(actor.person, entry, now)
        return line.subject


async def correct_own_study(actor: Actor, entry_id: int, entry: OwnStudy, reason: str, *, now: datetime) -> int:
    """Write it down anew in place of an earlier one, which stays readable; returns the new row's id.

    Raises:
        Missing: it is not the actor's, or it was amended before.
        Refused: as `note_own_study`.
    """
    async with deed(actor, "self_study.amended", entry_id, title=entry.title, minutes=entry.minutes) as line:
        await _hold(actor)
        await _stands(actor, entry_id)
        await _may_stand(actor, entry, entry_id, now, reason)
        made = await write_own_study(actor.person, entry, now)
        await amend_own_study(entry_id, made, reason, now)
        line.details["instead"] = made
        return made


async def withdraw_own_study(actor: Actor, entry_id: int, reason: str, *, now: datetime) -> None:
    """Let it stand no longer; it stays readable with the reason.

    Raises:
        Missing: it is not the actor's, or it was amended before.
    """
    async with deed(actor, "self_study.withdrawn", entry_id, reason=reason):
        await _hold(actor)
        await _stands(actor, entry_id)
        await amend_own_study(entry_id, None, reason, now)


async def restore_own_study(actor: Actor, entry_id: int, *, now: datetime) -> int:
    """Write down once more what was withdrawn; the withdrawal stays readable. Returns the new row's id.

    Raises:
        Missing: it is not the actor's, or was not withdrawn.
        Refused: as `note_own_study`; what stands again already overlaps itself.
    """
    async with deed(actor, "self_study.restored", entry_id) as line:
        await _hold(actor)
        one = found(await own_entry(actor.person, entry_id))
        if not one.amended or one.replaced:
            raise Missing
        await _may_stand(actor, one.entry, entry_id, now, _("放回"))
        line.details["instead"] = made = await write_own_study(actor.person, one.entry, now)
        return made


async def _hold(actor: Actor) -> None:
    # Two forms that are sent at once would each find the time free.
    await database().hold(f"self-study of {actor.person}")


async def _may_stand(actor: Actor, entry: OwnStudy, but: int, now: datetime, reason: str) -> None:
    others = await own_time(actor.person, entry.started_at, entry.ended_at, but)
    reasons = why_not_own_study(entry, others, now)
    # In closed days there are corrections only, each with its reason.
    if reasons := reasons or await why_not_correct([Days.of(Span(entry.started_at, entry.ended_at))], now, reason):
        raise Refused(*reasons)


async def _stands(actor: Actor, entry_id: int) -> None:
    if found(await own_entry(actor.person, entry_id)).amended:
        raise Missing
