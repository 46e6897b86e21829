"""Enrolling by the link, without an account; and coming back to one's own page."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.classes import queries
from app.classes.actions import enrolling as actions
from app.classes.actions.finding import find_seat
from app.classes.forms import EnrolForm, FindForm
from app.classes.queries import ClassView
from app.classes.routes.classes import WORDS
from app.classes.routes.filling import refilled
from app.classes.routes.learners import address_of
from app.classes.rules import TIERS, Tier, why_not_enrol
from app.classes.rules.enrolling import consent
from app.locale import _
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/enrol/{token:str}", may=May.ANYONE)
async def show(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """The notice of the class and the form."""
    one = found(await queries.by_token(actor, token))
    return await _show(request, actor, one, Filled())


async def _show(request: Asked, actor: Actor, one: ClassView, form: Filled, *, status: int = 200) -> Response[Any]:
    return page(
        request,
        "classes/enrol",
        one=one,
        units=await queries.units(actor, one.id),
        form=form,
        reasons=why_not_enrol(one, clock.now()),
        told=consent(await queries.own_library(), one.keep_years),
        tier_options=[(tier.value, _(TIERS[tier])) for tier in Tier if tier in one.tiers],
        status=status,
        **WORDS,
    )


@post("/enrol/{token:str}", may=May.ANYONE)
async def enrol(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Take a seat; the learner's own page follows."""
    one = found(await queries.by_token(actor, token))
    try:
        given = await read_form(request, EnrolForm)
    except Malformed as malformed:
        return await _show(request, actor, one, malformed.filled, status=422)
    try:
        made = await actions.enrol(actor, token, given.learner(), now=clock.now())
    except Refused as refused:
        return await _show(request, actor, one, refilled(given, refused), status=409)
    seat = found(await queries.learner(actor, made))
    return redirect(request, address_of(seat), toast=_("报名成功，记下报名码"))


@get("/enrol/{token:str}/me", may=May.ANYONE)
async def ask(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Who are you: name, the last four digits of the phone, the code."""
    one = found(await queries.by_token(actor, token))
    return page(request, "classes/find", one=one, form=Filled())


@post("/enrol/{token:str}/me", may=May.ANYONE)
async def find(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """To the learner's own page; one sentence for whatever does not fit."""
    one = found(await queries.by_token(actor, token))
    try:
        given = await read_form(request, FindForm)
    except Malformed as malformed:
        return page(request, "classes/find", one=one, form=malformed.filled, status=422)
    try:
        seat = await find_seat(actor, one.id, given.claim(), now=clock.now())
    except Refused as refused:
        return page(request, "classes/find", one=one, form=refilled(given, refused), status=409)
    return redirect(request, address_of(seat))


handlers = [show, enrol, ask, find]
