"""Votes: writing the counts down, taking off what was written wrongly, putting signed counts right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.gatherings.rules import GatheringState
from app.locale import _
from app.party.queries.cases import case_facts
from app.party.queries.duties import local_shares
from app.party.queries.meeting import MeetingView
from app.party.queries.meetings import people_of
from app.party.queries.minutes import signing_of
from app.party.queries.votes import (
    VoteView,
    counted_said,
    meeting_of_vote,
    running_of,
    voters_at,
    votes_about,
    votes_of,
)
from app.party.rules.bodies import why_not_here
from app.party.rules.cases.facts import CaseFacts
from app.party.rules.cases.voted import why_not_candidate, why_not_passed_before, why_not_vote_on
from app.party.rules.elections import Running, why_not_end, why_not_run
from app.party.rules.minutes import Written, read, why_not_write
from app.party.rules.recounting import why_not_recount
from app.party.rules.votes import Count, Method, Outcome, Subject, why_not_subject, why_not_vote
from app.party.steps.meetings import hold_meeting
from app.party.steps.twice import ensure_new
from app.party.tables import PartyVote, PartyVoteCorrection, PartyVoteRemoval
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
    applicant: int | None = None
    applicant_note: str = ""
    seats: int | None = None


PER_TITLE = frozenset({Subject.ELECTION, Subject.CONFIRMATION})
"""Somebody may stand in two elections, and be voted on twice where the confirmation fails: by title each is a matter alone."""


async def count_vote(actor: Actor, meeting_id: int, ballot: Ballot, *, now: datetime) -> int:
    """Write a vote down as counts; returns its id. Where it names a case, name and person are those of the case.

    Raises:
        Missing: there is no such meeting or case.
        Refused: the minutes are signed, the case is not at that step, the numbers cannot be, too few were there, the outcome
            is not borne out, or more would be elected than there are seats.
    """
    async with deed(actor, "party_vote.counted", meeting_id, about=ballot.subject, outcome=ballot.outcome) as line:
        one = await hold_meeting(actor, meeting_id)
        _refuse_signed(one)
        case = found(await case_facts(ballot.applicant)) if ballot.applicant is not None else None
        if case is not None:
            ballot = replace(ballot, candidate=case.name, person=case.person, applicant_note="")
        standing = await votes_of(meeting_id)
        reasons = why_not_here(ballot.subject, one.kinds)
        reasons = reasons or why_not_subject(
            ballot.subject, ballot.candidate, _named(ballot, standing), ballot.method, one.on
        )
        reasons = reasons or await _why_not_case(ballot, case, one)
        reasons += await _why_not_listed(one, ballot)
        shares = await local_shares(one.on)
        reasons = reasons or why_not_vote(ballot.subject, ballot.count, ballot.outcome, one.on, shares)
        if reasons := reasons or _why_not_run(one, standing, ballot):
            raise Refused(*reasons)
        row = PartyVote(
            meeting=meeting_id,
            subject=ballot.subject.value,
            title=ballot.title,
            person=ballot.person,
            candidate=ballot.candidate,
            applicant=ballot.applicant,
            applicant_note=ballot.applicant_note,
            seats=ballot.seats if ballot.subject is Subject.ELECTION else None,
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


def _named(ballot: Ballot, standing: Sequence[VoteView]) -> frozenset[str]:
    """Who was voted on in the same matter already."""
    same = [vote for vote in standing if vote.subject is ballot.subject]
    if ballot.subject in PER_TITLE:
        same = [vote for vote in same if vote.title == ballot.title]
    return frozenset(vote.candidate for vote in same)


async def _why_not_case(ballot: Ballot, case: CaseFacts | None, one: MeetingView) -> tuple[WhyNot, ...]:
    if case is None:
        return why_not_candidate(ballot.subject, False, ballot.candidate, ballot.applicant_note)
    if reasons := why_not_vote_on(case, ballot.subject, one.on):
        return reasons
    return await _why_not_elsewhere(ballot, case.id, one) if ballot.subject is Subject.ADMISSION else ()


async def _why_not_elsewhere(ballot: Ballot, case: int, one: MeetingView) -> tuple[WhyNot, ...]:
    """Nobody is admitted twice: another meeting may have passed it already."""
    others = [each for each in await votes_about(case) if each.meeting != one.id]
    passed = (each.voted for each in others if each.vote.subject is Subject.ADMISSION and each.is_passed)
    return why_not_passed_before(ballot.candidate, next(passed, None))


def _why_not_run(one: MeetingView, standing: Sequence[VoteView], ballot: Ballot) -> tuple[WhyNot, ...]:
    if ballot.subject is not Subject.ELECTION:
        return ()
    new = Running(ballot.title, ballot.seats, ballot.outcome is Outcome.PASSED)
    return why_not_run(new, running_of(standing), _seats_written(one))


def _seats_written(one: MeetingView) -> int | None:
    return (read(one.content) if one.content else Written()).seats


async def take_vote_off(actor: Actor, vote_id: int, reason: str, *, now: datetime) -> int:
    """Take a vote off that was written wrongly; it stays readable in the ledger. Returns the id of the meeting.

    Raises:
        Missing: there is no such vote, or it was taken off.
        Refused: the minutes are signed.
    """
    async with deed(actor, "party_vote.taken_off", vote_id):
        meeting_id = found(await meeting_of_vote(vote_id))
        _refuse_signed(await hold_meeting(actor, meeting_id))
        found(next((vote for vote in await votes_of(meeting_id) if vote.id == vote_id), None))
        await PartyVoteRemoval(vote=vote_id, reason=reason, removed_by_name=actor.name, at=now).save()
        return meeting_id


async def correct_vote(
    actor: Actor, vote_id: int, count: Count, outcome: Outcome, reason: str, note: str = "", *, now: datetime
) -> int:
    """Put the counts of a signed vote right; what was signed stays and is printed with the note. Returns the meeting.

    Args:
        note: why those who may vote are not as many as the list says.

    Raises:
        Missing: there is no such vote, or it was taken off.
        Refused: nothing is signed or changes, the numbers cannot be, or the outcome is not borne out.
    """
    async with deed(actor, "party_vote.corrected", vote_id, outcome=outcome) as line:
        one = await hold_meeting(actor, found(await meeting_of_vote(vote_id)))
        standing = await votes_of(one.id)
        vote = found(next((each for each in standing if each.id == vote_id), None))
        line.details["before"] = counted_said(vote.subject, *vote.standing)
        if reasons := why_not_recount(one.is_signed, (count, outcome) != vote.standing):
            raise Refused(*reasons)
        changed = Ballot(
            vote.subject, vote.title, vote.method, count, outcome, vote.candidate, eligible_note=note, seats=vote.seats
        )
        others = [each for each in standing if each.id != vote_id]
        reasons = await _why_not_listed(one, changed)
        reasons = reasons or why_not_vote(vote.subject, count, outcome, one.on, await local_shares(one.on))
        reasons = reasons or await _why_not_signed_run(one, others, changed)
        if vote.applicant is not None and (vote.subject, outcome) == (Subject.ADMISSION, Outcome.PASSED):
            reasons = reasons or await _why_not_elsewhere(changed, vote.applicant, one)
        if reasons:
            raise Refused(*reasons)
        await PartyVoteCorrection(
            vote=vote_id,
            **{name: getattr(count, name) for name in ("eligible", "present", "written", "yes", "no", "abstain")},
            eligible_note=note,
            outcome=outcome.value,
            reason=reason.strip(),
            corrected_by_name=actor.name,
            at=now,
        ).save()
        return one.id


async def _why_not_signed_run(one: MeetingView, others: Sequence[VoteView], changed: Ballot) -> tuple[WhyNot, ...]:
    if changed.subject is not Subject.ELECTION:
        return ()
    signing = found(await signing_of(one.id))
    new = Running(changed.title, changed.seats, changed.outcome is Outcome.PASSED)
    return why_not_end([*running_of(others), new], signing.content.written.seats)


def _refuse_signed(one: MeetingView) -> None:
    is_planned, is_off = one.state is GatheringState.PLANNED, one.state is GatheringState.CALLED_OFF
    if reasons := why_not_write(one.is_signed, is_planned, is_off):
        raise Refused(*reasons)
