"""Votes of a meeting that stand, what was put right after signing, the votes about a case, and how many may vote."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.clock import at_library
from app.gatherings.rules.attendance import Status
from app.locale import _
from app.party.queries.meeting import MeetingView
from app.party.queries.meetings import Stands
from app.party.queries.structure import structure_on
from app.party.rules.cases.facts import Votes
from app.party.rules.cases.voted import Voted
from app.party.rules.elections import Running
from app.party.rules.votes import Count, Method, Outcome, Subject, outcome_said
from app.party.tables import PartyVote, PartyVoteCorrection
from app.storage.moments import moment

STANDS = "NOT EXISTS (SELECT 1 FROM party_vote_removal d WHERE d.vote = v.id)"
VOTES = f"SELECT v.* FROM party_vote v WHERE v.meeting = {{}} AND {STANDS} ORDER BY v.id"  # noqa: S608 - words of this file.
RECOUNTS = "SELECT c.* FROM party_vote_correction c JOIN party_vote v ON v.id = c.vote WHERE {} ORDER BY c.id"
ABOUT = f"""
SELECT v.*, m.id AS met, g.title AS met_title, g.starts_at FROM party_vote v
JOIN party_meeting m ON m.id = v.meeting JOIN gathering g ON g.id = m.gathering
WHERE v.applicant = {{}} AND {STANDS} ORDER BY g.starts_at, v.id
"""  # noqa: S608 - words of this file.


@dataclass(frozen=True, slots=True)
class Recount:
    """How a signed vote is to be read: the counts, the outcome, who put them right, when and why."""

    count: Count
    eligible_note: str
    outcome: Outcome
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VoteView:
    """A vote as counts; `count` and `outcome` are what was written down first, `recounts` what was put right, oldest first."""

    id: int
    subject: Subject
    title: str
    person: int | None
    candidate: str
    applicant: int | None
    applicant_note: str
    seats: int | None
    method: Method
    count: Count
    eligible_note: str
    outcome: Outcome
    by: str
    recounts: Sequence[Recount] = ()

    @property
    def standing(self) -> tuple[Count, Outcome]:
        """The counts and the outcome as they stand."""
        last = self.recounts[-1] if self.recounts else self
        return last.count, last.outcome

    @property
    def about(self) -> str:
        """What it is called: its title and whom it is about."""
        return f"{self.title} {self.candidate}".strip()


async def votes_of(meeting: int) -> list[VoteView]:
    """The votes of a meeting that stand, in their order."""
    rows = await PartyVote.raw(VOTES, meeting)
    recounts = await _recounts("v.meeting = {}", meeting) if rows else {}
    return [vote_view(row, recounts.get(row["id"], ())) for row in rows]


async def meeting_of_vote(vote: int) -> int | None:
    """The meeting of a vote."""
    row = await PartyVote.select(PartyVote.meeting).where(PartyVote.id == vote).first()
    return int(row["meeting"]) if row else None


async def _recounts(condition: str, argument: int) -> Mapping[int, Sequence[Recount]]:
    found = defaultdict[int, list[Recount]](list)
    for row in await PartyVoteCorrection.raw(RECOUNTS.format(condition), argument):
        put_right = Recount(
            _count(row),
            row["eligible_note"],
            Outcome(row["outcome"]),
            row["reason"],
            row["corrected_by_name"],
            moment(row["at"]),
        )
        found[row["vote"]].append(put_right)
    return found


def _count(row: Mapping[str, Any]) -> Count:
    return Count(*(row[name] for name in ("eligible", "present", "yes", "no", "abstain", "written")))


def vote_view(row: Mapping[str, Any], recounts: Sequence[Recount] = ()) -> VoteView:
    """A row of votes as a view."""
    return VoteView(
        row["id"],
        Subject(row["subject"]),
        row["title"],
        row["person"],
        row["candidate"],
        row["applicant"],
        row["applicant_note"],
        row["seats"],
        Method(row["method"]),
        _count(row),
        row["eligible_note"],
        Outcome(row["outcome"]),
        row["counted_by_name"],
        recounts,
    )


def running_of(votes: Sequence[VoteView]) -> list[Running]:
    """The candidates of these votes' elections, as they stand."""
    return [
        Running(vote.title, vote.seats, vote.standing[1] is Outcome.PASSED)
        for vote in votes
        if vote.subject is Subject.ELECTION
    ]


def counted_said(subject: Subject, count: Count, outcome: Outcome) -> str:
    """Counts and outcome in words, as a note of correction says them."""
    return _(
        "应到会有表决权 %(eligible)d 人，实到 %(present)d 人，书面意见 %(written)d 份，"
        "赞成 %(yes)d、反对 %(no)d、弃权 %(abstain)d，%(outcome)s",
        eligible=count.eligible,
        present=count.present,
        written=count.written,
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
        outcome=outcome_said(subject, outcome),
    )


@dataclass(frozen=True, slots=True)
class VoteOnCase:
    """A vote that names a case, with its meeting."""

    vote: VoteView
    meeting: int
    meeting_title: str
    on: date

    @property
    def is_passed(self) -> bool:
        """Whether it passed, as it stands."""
        return self.vote.standing[1] is Outcome.PASSED

    @property
    def voted(self) -> Voted:
        """What the case is compared with."""
        count, _outcome = self.vote.standing
        votes = Votes(count.eligible, count.present, count.yes, count.written)
        return Voted(self.vote.subject, self.meeting_title, self.on, votes)


async def votes_about(case: int) -> list[VoteOnCase]:
    """The votes about a case that stand, in the order of their days."""
    rows = await PartyVote.raw(ABOUT, case)
    recounts = await _recounts("v.applicant = {}", case) if rows else {}
    return [
        VoteOnCase(
            vote_view(row, recounts.get(row["id"], ())),
            row["met"],
            row["met_title"],
            at_library(moment(row["starts_at"])).date(),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Voters:
    """Who of the list may vote, and how many of them came."""

    eligible: int
    present: int


async def voters_at(one: MeetingView, people: Sequence[Stands], *, committee: bool = False) -> Voters:
    """Those of the frozen list with the right to vote on that day; on a committee's decision, its members."""
    structure = await structure_on(one.on)
    members = [] if structure is None else structure.committee if committee else structure.voters
    may_vote = {member.person for member in members}
    listed = [each for each in people if each.person in may_vote]
    came = [each for each in listed if each.status in (Status.PRESENT, Status.LATE)]
    return Voters(len(listed), len(came))
