"""Votes of a meeting: writing the counts down, taking off what was written wrongly."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.locale import _
from app.party.actions import votes as actions
from app.party.forms.meetings import ReasonForm, VoteForm
from app.party.routes.filling import refilled
from app.party.routes.showing import show_meeting
from app.refusals import Refused
from app.web import Malformed, Me, post, read_form, redirect
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


handlers = [count, take_off]
