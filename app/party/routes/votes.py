"""Votes of a meeting: writing the counts down, taking off what was written wrongly, putting signed counts right."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.party.actions import votes as actions
from app.party.forms.meetings import ReasonForm, RecountForm, VoteForm
from app.party.queries.meeting import meeting as meeting_of
from app.party.queries.votes import meeting_of_vote, votes_of
from app.party.routes.filling import refilled
from app.party.routes.showing import WORDS, outcomes, show_meeting
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked


@post("/party/meetings/{meeting:int}/votes", may=May.KEEP_PARTY)
async def count(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """Write a vote down as counts."""
    try:
        given = await read_form(request, VoteForm)
    except Malformed as malformed:
        return await show_meeting(request, actor, meeting, form=malformed.filled, status=422)
    ballot = actions.Ballot(
        given.subject,
        given.vote_title,
        given.method,
        given.count(),
        given.outcome,
        candidate=given.candidate,
        eligible_note=given.eligible_note,
        applicant=given.applicant,
        applicant_note=given.applicant_note,
        seats=given.seats,
    )
    try:
        await actions.count_vote(actor, meeting, ballot, now=clock.now())
    except Refused as refused:
        return await show_meeting(request, actor, meeting, form=refilled(given, refused), status=409)
    return redirect(request, f"/party/meetings/{meeting}#votes", toast=_("表决已记下"))


@post("/party/votes/{vote:int}/removals", may=May.KEEP_PARTY)
async def take_off(request: Asked, actor: Me, vote: FromPath[int]) -> Response[Any]:
    """Take a vote off, with the reason."""
    given = await read_form(request, ReasonForm)
    meeting = await actions.take_vote_off(actor, vote, given.reason, now=clock.now())
    return redirect(request, f"/party/meetings/{meeting}#votes", toast=_("已撤下，原因记在操作记录里"))


@get("/party/votes/{vote:int}/corrections", may=May.KEEP_PARTY)
async def edit(request: Asked, actor: Me, vote: FromPath[int]) -> Response[Any]:
    """The counts of a signed vote as a form."""
    return await _form(request, actor, vote)


@post("/party/votes/{vote:int}/corrections", may=May.KEEP_PARTY)
async def correct(request: Asked, actor: Me, vote: FromPath[int]) -> Response[Any]:
    """Put the counts of a signed vote right."""
    try:
        given = await read_form(request, RecountForm)
    except Malformed as malformed:
        return await _form(request, actor, vote, malformed.filled, status=422)
    reason, note = given.correction_reason, given.eligible_note
    try:
        meeting = await actions.correct_vote(actor, vote, given.count(), given.outcome, reason, note, now=clock.now())
    except Refused as refused:
        return await _form(request, actor, vote, refilled(given, refused), status=409)
    return redirect(request, f"/party/meetings/{meeting}#corrections", toast=_("更正说明已记下，签字的票数还在"))


async def _form(
    request: Asked, actor: Actor, vote_id: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    one = found(await meeting_of(actor, found(await meeting_of_vote(vote_id))))
    vote = found(next((each for each in await votes_of(one.id) if each.id == vote_id), None))
    standing, outcome = vote.standing
    names = ("eligible", "present", "written", "yes", "no", "abstain")
    known = {name: getattr(standing, name) for name in names}
    note = vote.recounts[-1].eligible_note if vote.recounts else vote.eligible_note
    return page(
        request,
        "party/vote_correct",
        status=status,
        one=one,
        vote=vote,
        form=form or blank(**known, eligible_note=note, outcome=outcome.value),
        outcome_choices=outcomes(),
        **WORDS,
    )


handlers = [count, take_off, edit, correct]
