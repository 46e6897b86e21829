"""A volunteer's own service: what is approved and what waits, what they are asked, and where they were absent."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Refused, found
from app.service.actions import absences, saying
from app.service.forms import SaidForm, WentForm
from app.service.queries.absences import own_absences
from app.service.queries.claims import forgotten, own_claims
from app.service.queries.mine import unapproved
from app.service.queries.records import records_of, total_of
from app.service.routes.shown import WORDS, time_of_day
from app.service.rules.saying import why_not_appeal, why_not_excuse
from app.shifts.queries.people import volunteer_of
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

HERE = "/service/mine"


@get(HERE, may=May.SIGN_UP)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """One's own service records, with their sources, and what is still open."""
    return await _show(request, actor, blank())


@post("/service/gatherings/{gathering:int}/went", may=May.SIGN_UP)
async def say_when_gone(request: Asked, actor: Me, gathering: FromPath[int]) -> Response[Any]:
    """When one went, having forgotten to check out."""
    now = clock.now()
    one = found(next((each for each in await forgotten(actor, now) if each.gathering == gathering), None))
    try:
        given = await read_form(request, WentForm)
        went_at = time_of_day(given.went_at, one.span.starts_at, "went_at")
        await saying.say_when_gone(actor, gathering, went_at, now=now)
    except Malformed as malformed:
        return await _show(request, actor, _of(malformed.filled, gathering), status=422)
    except Refused as refused:
        form = Filled({"went_at": given.went_at}, {"went_at": refused.reasons[0].sentence})
        return await _show(request, actor, _of(form, gathering), status=409)
    return redirect(request, HERE, toast=_("记下了，协调员确认以后生效"))


@post("/service/gatherings/{gathering:int}/excuses", may=May.SIGN_UP)
async def excuse(request: Asked, actor: Me, gathering: FromPath[int]) -> Response[Any]:
    """Why one was absent."""
    try:
        given = await read_form(request, SaidForm)
    except Malformed as malformed:
        return await _show(request, actor, _of(malformed.filled, gathering), status=422)
    await absences.excuse(actor, gathering, given.said, now=clock.now())
    return redirect(request, f"{HERE}#absences", toast=_("已交给协调员，决定以后通知您"))


@post("/service/gatherings/{gathering:int}/appeals", may=May.SIGN_UP)
async def appeal(request: Asked, actor: Me, gathering: FromPath[int]) -> Response[Any]:
    """Why one does not agree."""
    try:
        given = await read_form(request, SaidForm)
    except Malformed as malformed:
        return await _show(request, actor, _of(malformed.filled, gathering), status=422)
    await absences.appeal(actor, gathering, given.said, now=clock.now())
    return redirect(request, f"{HERE}#absences", toast=_("已交给馆领导，决定以后通知您"))


@post("/service/records/{record_id:int}/requests", may=May.SIGN_UP)
async def ask_for_correction(request: Asked, actor: Me, record_id: FromPath[int]) -> Response[Any]:
    """A record of one's own is wrong."""
    try:
        given = await read_form(request, SaidForm)
    except Malformed as malformed:
        return await _show(request, actor, _of(malformed.filled, record_id), status=422)
    await saying.ask_for_correction(actor, record_id, given.said, now=clock.now())
    return redirect(request, HERE, toast=_("已交给协调员核对，答复以后通知您"))


def _of(form: Filled, number: int) -> Filled:
    """The same form, knowing which of several on the page it was."""
    return Filled({**form.values, "of": number}, form.errors)


async def _show(request: Asked, actor: Actor, form: Filled, *, status: int = 200) -> Response[Any]:
    now = clock.now()
    volunteer = await volunteer_of(actor.person)
    records = await records_of(volunteer) if volunteer is not None else []
    absent = [
        (one, not why_not_excuse(one.facts, "…", now), not why_not_appeal(one.facts, "…", now))
        for one in await own_absences(actor, now)
    ]
    return page(
        request,
        "service/mine",
        part="asked",
        status=status,
        records=records,
        totals=total_of(records),
        waiting=await unapproved(actor.person),
        forgotten=await forgotten(actor, now),
        claims=await own_claims(actor),
        absences=absent,
        form=form,
        **WORDS,
    )


handlers = [show, say_when_gone, excuse, appeal, ask_for_correction]
