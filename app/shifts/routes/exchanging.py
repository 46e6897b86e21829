"""Answers to offers, stand-ins and swaps."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.locale import _
from app.refusals import found
from app.shifts.actions import offers, standing_in, swapping
from app.shifts.forms import SwapForm, WithdrawForm
from app.shifts.queries import exchanging as queries
from app.shifts.queries.seats import seat_view
from app.shifts.routes.shown import WORDS
from app.shifts.steps import MINE
from app.web import Me, get, page, post, read_form, redirect
from app.web.page import Asked


@post("/shifts/offers/{offer_id:int}/acceptances", may=May.SIGN_UP)
async def accept_offer(request: Asked, actor: Me, offer_id: FromPath[int]) -> Response[Any]:
    """Take the seat that was kept."""
    await offers.accept_offer(actor, offer_id, now=clock.now())
    return redirect(request, MINE, toast=_("排上了，已记在“我的班次”"))


@post("/shifts/offers/{offer_id:int}/refusals", may=May.SIGN_UP)
async def decline_offer(request: Asked, actor: Me, offer_id: FromPath[int]) -> Response[Any]:
    """Leave it to the next in line."""
    await offers.decline_offer(actor, offer_id, now=clock.now())
    return redirect(request, MINE, toast=_("已让给后面的人"))


@post("/shifts/assignments/{assignment_id:int}/stand-ins", may=May.SIGN_UP)
async def ask_stand_in(request: Asked, actor: Me, assignment_id: FromPath[int]) -> Response[Any]:
    """Look for a stand-in; the toast takes it back."""
    given = await read_form(request, WithdrawForm)
    await standing_in.ask_stand_in(actor, assignment_id, given.reason, now=clock.now())
    undo = f"/shifts/assignments/{assignment_id}/stand-in-ends"
    return redirect(request, MINE, toast=_("已在找人顶班；找到前这一班还是您的"), undo=undo)


@post("/shifts/assignments/{assignment_id:int}/stand-in-ends", may=May.SIGN_UP)
async def stop_asking(request: Asked, actor: Me, assignment_id: FromPath[int]) -> Response[Any]:
    """Come after all."""
    await standing_in.stop_asking(actor, assignment_id, now=clock.now())
    return redirect(request, MINE, toast=_("不再找人顶班，这一班您来"))


@post("/shifts/stand-ins/{request_id:int}/takings", may=May.SIGN_UP)
async def stand_in(request: Asked, actor: Me, request_id: FromPath[int]) -> Response[Any]:
    """Take somebody's seat over, who is told at once that they need not come."""
    await standing_in.stand_in(actor, request_id, now=clock.now())
    return redirect(request, MINE, toast=_("由您顶班，已记在“我的班次”，原来的人不来了"))


@get("/shifts/assignments/{assignment_id:int}/swaps", may=May.SIGN_UP)
async def choices(request: Asked, actor: Me, assignment_id: FromPath[int]) -> Response[Any]:
    """For which seats of others one's own could be swapped; who has them is not said."""
    own = found(await queries.held(assignment_id))
    found(own.person == actor.person or None)
    mine = found(await seat_view(own.seat))
    listed = await queries.choices(own, mine, clock.now())
    return page(request, "shifts/swap", own=own, mine=mine, listed=listed, **WORDS)


@post("/shifts/assignments/{assignment_id:int}/swaps", may=May.SIGN_UP)
async def propose(request: Asked, actor: Me, assignment_id: FromPath[int]) -> Response[Any]:
    """Propose a swap."""
    given = await read_form(request, SwapForm)
    await swapping.propose_swap(actor, assignment_id, given.other, now=clock.now())
    return redirect(request, f"{MINE}#swaps", toast=_("已提出换班，等对方答复；答复前这一班还是您的"))


@post("/shifts/swaps/{swap_id:int}/acceptances", may=May.SIGN_UP)
async def accept_swap(request: Asked, actor: Me, swap_id: FromPath[int]) -> Response[Any]:
    """Swap."""
    await swapping.accept_swap(actor, swap_id, now=clock.now())
    return redirect(request, MINE, toast=_("换好了，双方都收到通知"))


@post("/shifts/swaps/{swap_id:int}/refusals", may=May.SIGN_UP)
async def decline_swap(request: Asked, actor: Me, swap_id: FromPath[int]) -> Response[Any]:
    """Keep one's own."""
    await swapping.decline_swap(actor, swap_id, now=clock.now())
    return redirect(request, MINE, toast=_("没有换，这一班还是您的"))


@post("/shifts/swaps/{swap_id:int}/withdrawals", may=May.SIGN_UP)
async def withdraw_swap(request: Asked, actor: Me, swap_id: FromPath[int]) -> Response[Any]:
    """Take a proposal back."""
    await swapping.withdraw_swap(actor, swap_id, now=clock.now())
    return redirect(request, MINE, toast=_("已收回"))


handlers = [
    accept_offer,
    decline_offer,
    ask_stand_in,
    stop_asking,
    stand_in,
    choices,
    propose,
    accept_swap,
    decline_swap,
    withdraw_swap,
]
