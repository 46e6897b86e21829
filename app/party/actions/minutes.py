"""Minutes: saving what is written, signing it, and noting what was wrong afterwards."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from app.actor import Actor
from app.audit import deed
from app.gatherings.rules import GatheringState
from app.party.queries.meeting import MeetingView
from app.party.queries.meetings import Stands, lacks_unsigned, people_of
from app.party.queries.minutes import (
    Record,
    Signed,
    SignedPerson,
    SignedTask,
    SignedVote,
    last_save,
    mark_of,
    record_of,
    shown_to_sign,
)
from app.party.queries.parts import text_of_part
from app.party.queries.votes import VoteView, running_of, voters_at
from app.party.rules.elections import why_not_end
from app.party.rules.minutes import Written, digest, kept, why_not_correct, why_not_sign, why_not_write
from app.party.rules.recounting import why_not_signed
from app.party.rules.votes import Subject
from app.party.steps.meetings import hold_meeting
from app.party.tables import PartyCorrection, PartyMinutes, PartySigning
from app.refusals import Refused, WhyNot, ensure_seen, seen_of
from app.storage import database


async def save_minutes(
    actor: Actor, meeting_id: int, written: Written, *, now: datetime, seen: str = "", sitting: str = ""
) -> None:
    """Save the minutes as they are now; every earlier saving stays readable.

    Args:
        sitting: the word that this opening of the form was given; empty where there was no form.

    Raises:
        Missing: there is no such meeting.
        Refused: they are signed, the list is not frozen, or they were saved in another sitting since they were `seen`.
    """
    async with deed(actor, "party_minutes.saved", meeting_id):
        one, content = await _writable(actor, meeting_id), kept(written)
        # Whoever saves what stands already writes over nothing: a draft may have been saved a moment before the button.
        if content != one.content:
            await _write(actor, meeting_id, content, seen, _own(actor, sitting), now)


async def draft_minutes(
    actor: Actor, meeting_id: int, written: Written, *, now: datetime, seen: str = "", sitting: str
) -> None:
    """Save what is typed so far: the draft of this sitting grows, and its beginning alone is a deed.

    Raises:
        Missing, Refused: as `save_minutes`.
    """
    content, own = kept(written), _own(actor, sitting)
    async with database().atomic():
        if await _grow(await _writable(actor, meeting_id), content, own, now):
            return
    async with deed(actor, "party_minutes.drafted", meeting_id):
        one = await _writable(actor, meeting_id)
        if content != one.content and not await _grow(one, content, own, now):
            await _write(actor, meeting_id, content, seen, own, now, revision=1 if own else 0)


async def _writable(actor: Actor, meeting_id: int) -> MeetingView:
    one = await hold_meeting(actor, meeting_id)
    is_planned, is_off = one.state is GatheringState.PLANNED, one.state is GatheringState.CALLED_OFF
    if reasons := why_not_write(one.is_signed, is_planned, is_off):
        raise Refused(*reasons)
    return one


def _own(actor: Actor, sitting: str) -> str:
    """Nobody writes in somebody else's sitting, whatever word their form brings."""
    return seen_of(actor.id, sitting) if sitting else ""


async def _grow(one: MeetingView, content: str, own: str, now: datetime) -> bool:
    """Write the draft of this sitting anew, where it is what stands. What was sent again is there already."""
    last = await last_save(one.id)
    if last is None or not own or last.sitting != own or not last.revision:
        return False
    if content != one.content:
        await PartyMinutes.update(
            {PartyMinutes.content: content, PartyMinutes.revision: last.revision + 1, PartyMinutes.at: now}
        ).where(PartyMinutes.id == last.id)
    return True


async def _write(
    actor: Actor, meeting_id: int, content: str, seen: str, own: str, now: datetime, *, revision: int = 0
) -> None:
    last = await last_save(meeting_id)
    # The form does not know its own last draft where the acknowledgement was lost on the way, as when a server is ended.
    if last is None or not own or last.sitting != own:
        ensure_seen(seen, mark_of(last))
    await PartyMinutes(
        meeting=meeting_id, content=content, sitting=own, revision=revision, written_by_name=actor.name, at=now
    ).save()


async def sign_minutes(actor: Actor, meeting_id: int, *, now: datetime, seen: str = "") -> None:
    """Sign the minutes: from here on they change by notes of correction only.

    Raises:
        Missing: there is no such meeting.
        Refused: they were signed, something lacks, more are elected than there are seats, the list does not bear a vote out, or
            it is not what was `seen`.
    """
    async with deed(actor, "party_minutes.signed", meeting_id) as line:
        one = await hold_meeting(actor, meeting_id)
        people = await people_of(one)
        if reasons := why_not_sign(one.is_signed, lacks_unsigned(one, people)):
            raise Refused(*reasons)
        record = await record_of(one, people)
        ensure_seen(seen, *shown_to_sign(record))
        reasons = why_not_end(running_of(record.votes), record.written.seats)
        if reasons := reasons or await _why_not_listed(one, people, record.votes):
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


async def _why_not_listed(one: MeetingView, people: Sequence[Stands], votes: Sequence[VoteView]) -> tuple[WhyNot, ...]:
    reasons: list[WhyNot] = []
    for vote in votes:
        if not vote.eligible_note.strip():
            voters = await voters_at(one, people, committee=vote.subject is Subject.COMMITTEE)
            reasons += why_not_signed(vote.about, vote.count, voters.eligible, voters.present)
    return tuple(reasons)


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
                vote.applicant_note,
                vote.seats,
            )
            for vote in record.votes
        ],
        tasks=[SignedTask(task.kind, task.problem, task.what, task.owner_name, task.due_on) for task in record.tasks],
    )
