"""Votes of a meeting that stand, and how many may vote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.gatherings.rules.attendance import Status
from app.party.queries.meeting import MeetingView
from app.party.queries.meetings import Stands
from app.party.queries.structure import structure_on
from app.party.rules.votes import Count, Method, Outcome, Subject
from app.party.tables import PartyVote

VOTES = """
SELECT v.* FROM party_vote v WHERE v.meeting = {}
AND NOT EXISTS (SELECT 1 FROM party_vote_removal d WHERE d.vote = v.id) ORDER BY v.id
"""


@dataclass(frozen=True, slots=True)
class VoteView:
    """A vote as counts."""

    id: int
    subject: Subject
    title: str
    person: int | None
    candidate: str
    method: Method
    count: Count
    eligible_note: str
    outcome: Outcome
    by: str


async def votes_of(meeting: int) -> list[VoteView]:
    """The votes of a meeting that stand, in their order."""
    return [vote_view(row) for row in await PartyVote.raw(VOTES, meeting)]


def vote_view(row: Mapping[str, Any]) -> VoteView:
    """A row of votes as a view."""
    return VoteView(
        row["id"],
        Subject(row["subject"]),
        row["title"],
        row["person"],
        row["candidate"],
        Method(row["method"]),
        Count(row["eligible"], row["present"], row["yes"], row["no"], row["abstain"], row["written"]),
        row["eligible_note"],
        Outcome(row["outcome"]),
        row["counted_by_name"],
    )


def elected_of(votes: Sequence[VoteView]) -> int:
    """How many were elected by these votes."""
    return sum(vote.subject is Subject.ELECTION and vote.outcome is Outcome.PASSED for vote in votes)


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
