"""Letting applicants in: the list that waits, those in training, cards to sign in with."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.office import codes
from app.people.queries import places
from app.people.routes.held import held, keep
from app.refusals import Refused
from app.shifts.actions import reviewing as actions
from app.shifts.forms.recruiting import ApproveForm, ChosenForm, ReturnForm
from app.shifts.queries import applications as queries
from app.shifts.queries import own_data
from app.shifts.queries.cards import cards
from app.shifts.queries.training import in_training
from app.shifts.routes.addresses import base
from app.shifts.routes.grids import slot_said
from app.shifts.routes.shown import WORDS
from app.shifts.rules.ages import CHILD
from app.shifts.rules.recruiting import age_said
from app.web import Me, get, page, post, read_form, redirect
from app.web.page import Asked

CARDS = "volunteer-cards"
CARDS_AT_ONCE = 24


@get("/volunteers/review", may=May.KEEP_VOLUNTEERS)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """Applications that wait, and those in training with what each still lacks."""
    return await _page(request, actor)


async def _page(request: Asked, actor: Actor, refused: Refused | None = None) -> Response[Any]:
    now = clock.now()
    return page(
        request,
        "shifts/volunteers/review",
        status=409 if refused else 200,
        refused=refused.reasons if refused else (),
        waiting=await queries.waiting(actor),
        training=await in_training(actor, now),
        asked=len(await own_data.requests(actor)),
        names=dict(await places.choices(actor, now)),
        age_of=lambda born: age_said(born, clock.at_library(now).date()),
        child_under=CHILD,
        slot_said=slot_said,
        **WORDS,
    )


@post("/volunteers/review/approvals", may=May.KEEP_VOLUNTEERS)
async def approve(request: Asked, actor: Me) -> Response[Any]:
    """Let the chosen in, or all that the page showed."""
    try:
        given = await read_form(request, ApproveForm)
        chosen = given.shown if given.all else given.chosen
        made = await actions.approve(actor, chosen, now=clock.now(), apart=given.apart)
    except Refused as refused:
        return await _page(request, actor, refused)
    said = _("通过 %(n)d 份，接着出激活卡，本人才能登录", n=len(made))
    return redirect(request, "/volunteers/review#training", toast=said)


@post("/volunteers/review/{application_id:int}/returns", may=May.KEEP_VOLUNTEERS)
async def give_back(request: Asked, actor: Me, application_id: FromPath[int]) -> Response[Any]:
    """Return one with a reason."""
    try:
        given = await read_form(request, ReturnForm)
        await actions.give_back(actor, application_id, given.reason, now=clock.now())
    except Refused as refused:
        return await _page(request, actor, refused)
    return redirect(request, "/volunteers/review", toast=_("已退回，申请人凭回执号看得到原因"))


@post("/volunteers/review/actives", may=May.KEEP_VOLUNTEERS)
async def make_active(request: Asked, actor: Me) -> Response[Any]:
    """Those who lack nothing, from training into the list."""
    try:
        given = await read_form(request, ChosenForm)
        made = await actions.make_active(actor, given.volunteer, now=clock.now())
    except Refused as refused:
        return await _page(request, actor, refused)
    return redirect(request, "/volunteers/review#training", toast=_("%(n)d 人转为在册，可以排班了", n=made))


@post("/volunteers/cards", may=May.KEEP_VOLUNTEERS)
async def make_cards(request: Asked, actor: Me) -> Response[Any]:
    """Make codes; the page after it shows them."""
    now = clock.now()
    try:
        given = await read_form(request, ChosenForm)
        made = await actions.make_cards(actor, given.volunteer[:CARDS_AT_ONCE], now=now)
    except Refused as refused:
        return await _page(request, actor, refused)
    keep(request, CARDS, "_".join(made), path="/volunteers/cards", session=actor.session or 0, now=now)
    return redirect(request, "/volunteers/cards")


@get("/volunteers/cards", may=May.KEEP_VOLUNTEERS)
async def show_cards(request: Asked, actor: Me) -> Response[Any]:
    """The codes as cards to print, for ten minutes and only for whoever made them; asking again makes nothing."""
    kept = held(request, CARDS, session=actor.session or 0, now=clock.now())
    known = await cards(kept.split("_"), clock.now()) if kept else []
    if not known:
        return redirect(request, "/volunteers/review#training")
    address = f"{base(request)}/activate"
    shown = [(one, codes.drawn(f"{address}?code={one.code}")) for one in known]
    return page(request, "shifts/volunteers/cards", cards=shown, address=address)


handlers = [index, approve, give_back, make_active, make_cards, show_cards]
