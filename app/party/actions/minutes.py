"""Minutes: saving what is written, signing it, and noting what was wrong afterwards."""

from datetime import datetime

import msgspec

from app.actor import Actor
from app.audit import deed
from app.gatherings.rules import GatheringState
from app.party.queries.meetings import lacks_unsigned, people_of
from app.party.queries.minutes import (
    Record,
    Signed,
    SignedPerson,
    SignedTask,
    SignedVote,
    last_save,
    record_of,
    shown_to_sign,
    text_of_part,
)
from app.party.queries.votes import elected_of
from app.party.rules.minutes import Written, digest, kept, why_not_correct, why_not_sign, why_not_write
from app.party.rules.votes import why_not_elected
from app.party.steps.meetings import hold_meeting
from app.party.tables import PartyCorrection, PartyMinutes, PartySigning
from app.refusals import Refused, ensure_seen


async def save_minutes(actor: Actor, meeting_id: int, written: Written, *, now: datetime, seen: str = "") -> None:
    """Save the minutes as they are now; every earlier saving stays readable.

    Raises:
        Missing: there is no such meeting.
        Refused: they are signed, the list is not frozen, or somebody saved them since they were `seen`.
    """
    async with deed(actor, "party_minutes.saved", meeting_id):
        one = await hold_meeting(actor, meeting_id)
        last = await last_save(meeting_id)
        is_planned, is_off = one.state is GatheringState.PLANNED, one.state is GatheringState.CALLED_OFF
        if reasons := why_not_write(one.is_signed, is_planned, is_off):
            raise Refused(*reasons)
        content = kept(written)
        # Whoever saves what stands already writes over nothing: a draft may have been saved a moment before the button.
        if content != one.content:
            ensure_seen(seen, last.id if last else 0)
            await PartyMinutes(meeting=meeting_id, content=content, written_by_name=actor.name, at=now).save()


async def sign_minutes(actor: Actor, meeting_id: int, *, now: datetime, seen: str = "") -> None:
    """Sign the minutes: from here on they change by notes of correction only.

    Raises:
        Missing: there is no such meeting.
        Refused: they were signed, something lacks, more are elected than there are seats, or it is not what was `seen`.
    """
    async with deed(actor, "party_minutes.signed", meeting_id) as line:
        one = await hold_meeting(actor, meeting_id)
        people = await people_of(one)
        if reasons := why_not_sign(one.is_signed, lacks_unsigned(one, people)):
            raise Refused(*reasons)
        record = await record_of(one, people)
        ensure_seen(seen, *shown_to_sign(record))
        if reasons := why_not_elected(elected_of(record.votes), record.written.seats):
            raise Refused(*reasons)
        content = msgspec.json.encode(_signed(record), order="deterministic").decode()
        line.details["digest"] = digest(content)
        await PartySigning(
            meeting=meeting_id,
            content=content,
            digest=digest(content),
            signed_by=actor.person,
            signed_by_name=actor.name,
            at=now,
        ).save()


async def correct_minutes(actor: Actor, meeting_id: int, part: str, after: str, reason: str, *, now: datetime) -> None:
    """Note how a part of signed minutes is to be read; the signed text stays.

    Raises:
        Missing: there is no such meeting or part.
        Refused: the minutes are not signed, or nothing changes.
    """
    async with deed(actor, "party_minutes.corrected", meeting_id, part=part, reason=reason):
        one = await hold_meeting(actor, meeting_id)
        before = text_of_part(await record_of(one, await people_of(one)), part)
        if reasons := why_not_correct(one.is_signed, before, after):
            raise Refused(*reasons)
        await PartyCorrection(
            meeting=meeting_id,
            part=part,
            said_before=before,
            said_after=after,
            reason=reason,
            corrected_by_name=actor.name,
            at=now,
        ).save()


def _signed(record: Record) -> Signed:
    one = record.meeting
    return Signed(
        title=one.title,
        kinds=sorted(one.kinds),
        group=one.group_name,
        starts_at=one.span.starts_at,
        ends_at=one.span.ends_at,
        where=one.gathering.where,
        chair=one.chair,
        recorder=one.recorder,
        theme=one.theme,
        theme_decided_on=one.theme_decided_on,
        material=one.materials_said,
        written=record.written,
        people=[SignedPerson(each.person, each.name, each.status or "", each.note) for each in record.people],
        votes=[
            SignedVote(
                vote.subject,
                vote.title,
                vote.candidate,
                vote.method,
                vote.count.eligible,
                vote.eligible_note,
                vote.count.present,
                vote.count.written,
                vote.count.yes,
                vote.count.no,
                vote.count.abstain,
                vote.outcome,
            )
            for vote in record.votes
        ],
        tasks=[SignedTask(task.kind, task.problem, task.what, task.owner_name, task.due_on) for task in record.tasks],
    )
