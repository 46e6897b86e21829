"""The agenda of a meeting, its minutes as they stand, what was signed and what was put right afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from app.party.queries.meeting import MeetingView
from app.party.queries.meetings import Stands
from app.party.queries.tasks import TaskView, tasks_of
from app.party.queries.votes import VoteView, counted_said, votes_of
from app.party.rules.minutes import Block, Written, read
from app.party.tables import PartyAgendaItem, PartyCorrection, PartyMinutes, PartySigning


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item of the agenda."""

    id: int
    title: str


async def agenda_of(meeting: int) -> list[AgendaLine]:
    """The agenda in its order."""
    rows = (
        await PartyAgendaItem.select()
        .where((PartyAgendaItem.meeting == meeting) & PartyAgendaItem.removed_at.is_null())
        .order_by(PartyAgendaItem.position, PartyAgendaItem.id)
    )
    return [AgendaLine(row["id"], row["title"]) for row in rows]


def with_agenda(written: Written | None, agenda: Sequence[AgendaLine]) -> Written:
    """The minutes with a block for each item of the agenda, empty where nothing was written on it."""
    written = written or Written()
    known = {block.item: block for block in written.blocks}
    blocks = tuple(
        Block(line.id, line.title, known[line.id].said, known[line.id].dissent)
        if line.id in known
        else Block(line.id, line.title)
        for line in agenda
    )
    return msgspec.structs.replace(written, blocks=blocks)


@dataclass(frozen=True, slots=True)
class Save:
    """When the minutes were saved last and by whom; `revision` is 0 unless it is a draft of this `sitting`."""

    id: int
    by: str
    at: datetime
    sitting: str = ""
    revision: int = 0

    @property
    def mark(self) -> str:
        """What tells this state of the minutes from every other one, for `seen_of`."""
        return f"{self.id}.{self.revision}" if self.revision else f"{self.id}"


async def last_save(meeting: int) -> Save | None:
    """The newest saving of the minutes."""
    rows = (
        await PartyMinutes.select(
            PartyMinutes.id,
            PartyMinutes.written_by_name,
            PartyMinutes.at,
            PartyMinutes.sitting,
            PartyMinutes.revision,
        )
        .where(PartyMinutes.meeting == meeting)
        .order_by(PartyMinutes.id, ascending=False)
        .limit(1)
    )
    return Save(*(rows[0][name] for name in ("id", "written_by_name", "at", "sitting", "revision"))) if rows else None


def mark_of(last: Save | None) -> str:
    """The mark of the newest saving; "0" where nothing was saved."""
    return last.mark if last else "0"


class SignedPerson(msgspec.Struct, frozen=True):
    """One of the list as it stood when it was signed."""

    person: int
    name: str
    status: str
    note: str = ""


class SignedVote(msgspec.Struct, frozen=True):
    """A vote as it was signed."""

    subject: str
    title: str
    candidate: str
    method: str
    eligible: int
    eligible_note: str
    present: int
    written: int
    yes: int
    no: int
    abstain: int
    outcome: str
    applicant_note: str = ""
    seats: int | None = None


class SignedTask(msgspec.Struct, frozen=True):
    """A task as it was agreed; what became of it is no part of the minutes."""

    kind: str
    problem: str
    what: str
    owner: str
    due_on: date


class Signed(msgspec.Struct, frozen=True):
    """Everything that the secretary signed."""

    title: str
    kinds: list[str]
    group: str
    starts_at: datetime
    ends_at: datetime
    where: str
    chair: str
    recorder: str
    theme: str
    theme_decided_on: date | None
    material: str
    written: Written
    people: list[SignedPerson]
    votes: list[SignedVote]
    tasks: list[SignedTask]


@dataclass(frozen=True, slots=True)
class SigningView:
    """That it was signed: by whom, when, what, and its mark."""

    content: Signed
    digest: str
    by: str
    at: datetime


async def signing_of(meeting: int) -> SigningView | None:
    """What was signed."""
    rows = await PartySigning.select().where(PartySigning.meeting == meeting)
    if not rows:
        return None
    content = msgspec.json.decode(rows[0]["content"], type=Signed)
    return SigningView(content, rows[0]["digest"], rows[0]["signed_by_name"], rows[0]["at"])


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A note of correction."""

    part: str
    before: str
    after: str
    reason: str
    by: str
    at: datetime


async def corrections_of(meeting: int, votes: Sequence[VoteView] = ()) -> list[CorrectionView]:
    """The notes of correction and the recounts of these votes, oldest first."""
    rows = await PartyCorrection.select().where(PartyCorrection.meeting == meeting).order_by(PartyCorrection.id)
    notes = [
        CorrectionView(
            row["part"], row["said_before"], row["said_after"], row["reason"], row["corrected_by_name"], row["at"]
        )
        for row in rows
    ]
    return sorted([*notes, *(note for vote in votes for note in _recounted(vote))], key=lambda note: note.at)


def _recounted(vote: VoteView) -> list[CorrectionView]:
    """The recounts of a vote as notes: how it read and how it is to be read."""
    before, notes = counted_said(vote.subject, vote.count, vote.outcome), []
    for each in vote.recounts:
        after = counted_said(vote.subject, each.count, each.outcome)
        reason = f"{each.reason}（{each.eligible_note}）" if each.eligible_note else each.reason
        notes.append(CorrectionView(f"vote_{vote.id}", before, after, reason, each.by, each.at))
        before = after
    return notes


@dataclass(frozen=True, slots=True)
class Record:
    """Everything of one meeting's minutes, signed or not; what was signed is what it says.

    `moved` are those whose attendance was corrected after the signature: name, how they stood, how they stand.
    """

    meeting: MeetingView
    written: Written
    people: Sequence[Stands]
    votes: Sequence[VoteView]
    tasks: Sequence[TaskView]
    signing: SigningView | None
    corrections: Sequence[CorrectionView]

    @property
    def moved(self) -> list[tuple[str, str, str]]:
        """Whose attendance stands otherwise than it was signed."""
        if self.signing is None:
            return []
        signed = {one.person: one.status for one in self.signing.content.people}
        return [
            (one.name, signed.get(one.person, ""), one.status or "")
            for one in self.people
            if signed.get(one.person, "") != (one.status or "")
        ]


async def record_of(one: MeetingView, people: Sequence[Stands]) -> Record:
    """The record of a meeting that the actor may see."""
    signing = await signing_of(one.id) if one.is_signed else None
    if signing is not None:
        written = signing.content.written
    else:
        written = with_agenda(read(one.content) if one.content else None, await agenda_of(one.id))
    votes = await votes_of(one.id)
    return Record(
        meeting=one,
        written=written,
        people=people,
        votes=votes,
        tasks=await tasks_of(one.id),
        signing=signing,
        corrections=await corrections_of(one.id, votes) if signing else [],
    )


def shown_to_sign(record: Record) -> tuple[object, ...]:
    """What whoever signs has before their eyes, to tell whether it has changed since."""
    people = [(one.person, one.status) for one in record.people]
    known = (record.meeting.minutes, record.meeting.content, *record.meeting.shown)
    return (*known, people, [one.id for one in record.votes], len(record.tasks))
