"""Votes: writing the counts down, and taking off what was written wrongly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.gatherings.rules import GatheringState
from app.locale import _
from app.party.queries.duties import local_shares
from app.party.queries.meeting import MeetingView
from app.party.queries.meetings import people_of
from app.party.queries.votes import VoteView, elected_of, voters_at, votes_of
from app.party.rules.bodies import why_not_here
from app.party.rules.minutes import Written, read, why_not_write
from app.party.rules.votes import Count, Method, Outcome, Subject, why_not_elected, why_not_subject, why_not_vote
from app.party.steps.meetings import hold_meeting
from app.party.steps.twice import ensure_new
from app.party.tables import PartyVote, PartyVoteRemoval
from app.refusals import Refused, WhyNot, found


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote as it was counted: on what, about whom, how, with which numbers and outcome."""

    subject: Subject
    title: str
    method: Method
    count: Count
    outcome: Outcome
    candidate: str = ""
    person: int | None = None
    eligible_note: str = ""


async def count_vote(actor: Actor, meeting_id: int, ballot: Ballot, *, now: datetime) -> int:
    """Write a vote down as counts; returns its id.

    Raises:
        Missing: there is no such meeting.
        Refused: the minutes are signed, the numbers cannot be, too few were there, or the outcome is not borne out.
    """
    async with deed(actor, "party_vote.counted", meeting_id, about=ballot.subject, outcome=ballot.outcome) as line:
        one = await hold_meeting(actor, meeting_id)
        _refuse_signed(one)
        standing = await votes_of(meeting_id)
        named = frozenset(vote.candidate for vote in standing if vote.subject is ballot.subject)
        reasons = why_not_here(ballot.subject, one.kinds)
        reasons = reasons or why_not_subject(ballot.subject, ballot.candidate, named, ballot.method)
        reasons += await _why_not_listed(one, ballot)
        reasons = reasons or why_not_vote(
            ballot.subject, ballot.count, ballot.outcome, one.on, await local_shares(one.on)
        )
        if reasons := reasons or _why_not_elected(one, standing, ballot):
            raise Refused(*reasons)
        row = PartyVote(
            meeting=meeting_id,
            subject=ballot.subject.value,
            title=ballot.title,
            person=ballot.person,
            candidate=ballot.candidate,
            method=ballot.method.value,
            eligible=ballot.count.eligible,
            eligible_note=ballot.eligible_note,
            present=ballot.count.present,
            written=ballot.count.written,
            yes=ballot.count.yes,
            no=ballot.count.no,
            abstain=ballot.count.abstain,
            outcome=ballot.outcome.value,
            counted_by_name=actor.name,
            at=now,
        )
        await ensure_new(row, PartyVoteRemoval.vote)
        await row.save()
        line.details["vote"] = row.id
        return int(row.id)


async def _why_not_listed(one: MeetingView, ballot: Ballot) -> tuple[WhyNot, ...]:
    """Who may vote and who came follows from the list; whoever counts otherwise says why, so that no half is won by a
    smaller whole, and no quorum by people who were not there."""
    voters = await voters_at(one, await people_of(one), committee=ballot.subject is Subject.COMMITTEE)
    if ballot.eligible_note.strip():
        return ()
    if ballot.count.eligible != voters.eligible:
        numbers = {"n": voters.eligible, "given": ballot.count.eligible}
        sentence = _("名单上应到会有表决权的是 %(n)d 人，填的是 %(given)d 人；改回来，或写明为什么不同", **numbers)
        return (WhyNot("eligible", sentence),)
    if ballot.count.present > voters.present:
        numbers = {"n": voters.present, "given": ballot.count.present}
        sentence = _("名单上到会有表决权的只有 %(n)d 人，填的是 %(given)d 人；先更正考勤，或写明为什么不同", **numbers)
        return (WhyNot("present", sentence),)
    return ()


def _why_not_elected(one: MeetingView, standing: Sequence[VoteView], ballot: Ballot) -> tuple[WhyNot, ...]:
    if ballot.subject is not Subject.ELECTION or ballot.outcome is not Outcome.PASSED:
        return ()
    written = read(one.content) if one.content else Written()
    reasons = why_not_elected(elected_of(standing) + 1, written.seats)
    return tuple(WhyNot("outcome", reason.sentence) for reason in reasons)


async def take_vote_off(actor: Actor, vote_id: int, reason: str, *, now: datetime) -> int:
    """Take a vote off that was written wrongly; it stays readable in the ledger. Returns the id of the meeting.

    Raises:
        Missing: there is no such vote, or it was taken off.
        Refused: the minutes are signed.
    """
    async with deed(actor, "party_vote.taken_off", vote_id, reason=reason):
        rows = await PartyVote.select(PartyVote.meeting).where(PartyVote.id == vote_id)
        meeting_id = int(found(rows[0] if rows else None)["meeting"])
        _refuse_signed(await hold_meeting(actor, meeting_id))
        found(next((vote for vote in await votes_of(meeting_id) if vote.id == vote_id), None))
        await PartyVoteRemoval(vote=vote_id, reason=reason, removed_by_name=actor.name, at=now).save()
        return meeting_id


def _refuse_signed(one: MeetingView) -> None:
    is_planned, is_off = one.state is GatheringState.PLANNED, one.state is GatheringState.CALLED_OFF
    if reasons := why_not_write(one.is_signed, is_planned, is_off):
        raise Refused(*reasons)
