"""A whole year of meetings with everything that is filed of them, in a handful of questions whatever their number."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from app.actor import Actor
from app.clock import midnight
from app.gatherings.queries.keeping import Proof
from app.party.queries.meeting import MeetingView
from app.party.queries.meetings import lacks, meetings_between, standing_between
from app.party.queries.minutes import AgendaLine, CorrectionView, Record, Signed, SigningView, with_agenda
from app.party.queries.tasks import tasks_between
from app.party.queries.votes import VoteView, vote_view
from app.party.rules.minutes import read
from app.party.tables import PartyMeeting
from app.storage.moments import moment

IN_SPAN = "JOIN gathering g ON g.id = m.gathering WHERE g.starts_at >= {} AND g.starts_at < {}"
AGENDA = """
SELECT a.meeting, a.id, a.title FROM party_agenda_item a JOIN party_meeting m ON m.id = a.meeting
-- span
AND a.removed_at IS NULL ORDER BY a.meeting, a.position, a.id
"""
VOTES = """
SELECT v.* FROM party_vote v JOIN party_meeting m ON m.id = v.meeting -- span
AND NOT EXISTS (SELECT 1 FROM party_vote_removal d WHERE d.vote = v.id) ORDER BY v.id
"""
SIGNINGS = "SELECT s.* FROM party_signing s JOIN party_meeting m ON m.id = s.meeting -- span"
CORRECTIONS = """
SELECT c.* FROM party_correction c JOIN party_meeting m ON m.id = c.meeting -- span
ORDER BY c.id
"""
# Held before this one in its year; what was only planned has no list, and what was called off was not held.
BEFORE = """
SELECT m.id AS meeting, k.kind FROM party_meeting m JOIN gathering g ON g.id = m.gathering
JOIN party_meeting_kind k ON k.meeting = m.id JOIN gathering_opening o ON o.gathering = g.id
WHERE g.starts_at >= {} AND (g.starts_at, m.id) < ({}, {}) AND coalesce(m."group", 0) = {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
"""
PROOFS = """
SELECT m.id AS meeting, v.id, v.title, v.reference, v.person, v.added_by_name, v.at
FROM evidence v JOIN party_meeting m ON m.gathering = v.gathering
-- span
AND NOT EXISTS (SELECT 1 FROM evidence_removal x WHERE x.evidence = v.id) ORDER BY v.id
"""


@dataclass(frozen=True, slots=True)
class YearRecord:
    """A meeting of the year: its record, what it lacks, what proves it, and the how manieth of its first kind it is."""

    record: Record
    lacking: tuple[str, ...]
    proofs: tuple[Proof, ...]
    ordinal: int

    @property
    def meeting(self) -> MeetingView:
        """The meeting."""
        return self.record.meeting


async def year_records(actor: Actor, year: int) -> list[YearRecord]:
    """What was held in a year and is over or goes on, oldest first; nothing that is only planned or was called off."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    span = (midnight(first), midnight(last + timedelta(days=1)))
    listed = [
        one for one in await meetings_between(actor, first, last) if one.expected and not one.gathering.called_off
    ]
    standing = await standing_between(first, last)
    signings, corrections = await _signings(span), await _corrections(span)
    agenda, votes, proofs = await _agenda(span), await _votes(span), await _proofs(span)
    tasks = await tasks_between(*span)
    made: list[YearRecord] = []
    for one in reversed(listed):
        signing = signings.get(one.id)
        unsigned = read(one.content) if one.content else None
        record = Record(
            meeting=one,
            written=signing.content.written if signing else with_agenda(unsigned, agenda[one.id]),
            people=standing.get(one.id, []),
            votes=votes[one.id],
            tasks=[task for task in tasks if task.meeting == one.id],
            signing=signing,
            corrections=corrections[one.id],
        )
        ordinal = 1 + sum((known.meeting.kinds, known.meeting.group) == (one.kinds, one.group) for known in made)
        made.append(YearRecord(record, lacks(one, record.people), tuple(proofs[one.id]), ordinal))
    return made


async def ordinal_of(one: MeetingView) -> int:
    """The how manieth held meeting of its kinds, of its group, in its year: the same for whoever reads it."""
    rows = await PartyMeeting.raw(BEFORE, midnight(date(one.on.year, 1, 1)), one.span.starts_at, one.id, one.group or 0)
    kinds = defaultdict[int, set[str]](set)
    for row in rows:
        kinds[row["meeting"]].add(row["kind"])
    return 1 + sum(each == one.kinds for each in kinds.values())


async def _in_span(asked: str, span: tuple[datetime, datetime]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = await PartyMeeting.raw(asked.replace("-- span", IN_SPAN), *span)
    return rows


async def _agenda(span: tuple[datetime, datetime]) -> dict[int, list[AgendaLine]]:
    agenda = defaultdict[int, list[AgendaLine]](list)
    for row in await _in_span(AGENDA, span):
        agenda[row["meeting"]].append(AgendaLine(row["id"], row["title"]))
    return agenda


async def _votes(span: tuple[datetime, datetime]) -> dict[int, list[VoteView]]:
    votes = defaultdict[int, list[VoteView]](list)
    for row in await _in_span(VOTES, span):
        votes[row["meeting"]].append(vote_view(row))
    return votes


async def _signings(span: tuple[datetime, datetime]) -> dict[int, SigningView]:
    return {
        row["meeting"]: SigningView(
            msgspec.json.decode(row["content"], type=Signed), row["digest"], row["signed_by_name"], moment(row["at"])
        )
        for row in await _in_span(SIGNINGS, span)
    }


async def _corrections(span: tuple[datetime, datetime]) -> dict[int, list[CorrectionView]]:
    notes = defaultdict[int, list[CorrectionView]](list)
    for row in await _in_span(CORRECTIONS, span):
        said = (row["part"], row["said_before"], row["said_after"], row["reason"], row["corrected_by_name"])
        notes[row["meeting"]].append(CorrectionView(*said, moment(row["at"])))
    return notes


async def _proofs(span: tuple[datetime, datetime]) -> dict[int, list[Proof]]:
    proofs = defaultdict[int, list[Proof]](list)
    for row in await _in_span(PROOFS, span):
        at = moment(row["at"])
        one = Proof(row["id"], row["title"], row["reference"], row["person"], "", row["added_by_name"], at)
        proofs[row["meeting"]].append(one)
    return proofs
