"""The screen of a service point: what a coordinator sets up, what a tablet shows, what hangs on the wall."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.gatherings.routes.codes import base_of
from app.locale import _
from app.office.codes import drawn
from app.refusals import found
from app.service.actions import screens as actions
from app.service.queries.arriving import arranged_place, screen_place, standing_screen, today_at
from app.service.routes.shown import WORDS
from app.service.rules.arriving import site_code_now
from app.web import Me, get, page, post, redirect, signing
from app.web.page import Asked

PURPOSE, SCREEN = "site code", "site screen"


@get("/places/{point_id:int}/code", may=May.ARRANGE_SHIFTS)
async def set_up(request: Asked, actor: Me, point_id: FromPath[int]) -> Response[Any]:
    """The code of now, the address for the tablet, and the digits of today's shifts."""
    now = clock.now()
    here = found(await arranged_place(actor, point_id, clock.today()))
    screen = await standing_screen(point_id)
    address = f"{base_of(request)}/screens/{signing.signed(SCREEN, screen.nonce)}" if screen else ""
    shifts = await today_at(point_id, now)
    return page(
        request,
        "service/screen_setup",
        part="code",
        place=here,
        screen=screen,
        screen_address=address,
        refreshed=f"/places/{point_id}/code",
        shifts=shifts,
        **_code_of(request, point_id),
        **WORDS,
    )


@post("/screens/{point_id:int}/renewals", may=May.ARRANGE_SHIFTS)
async def renew(request: Asked, actor: Me, point_id: FromPath[int]) -> Response[Any]:
    """A new address for the tablet."""
    await actions.renew_screen(actor, point_id, now=clock.now())
    return redirect(request, f"/places/{point_id}/code#screen", toast=_("屏幕地址已生成，在平板上打开它"))


@post("/screens/{point_id:int}/ends", may=May.ARRANGE_SHIFTS)
async def end(request: Asked, actor: Me, point_id: FromPath[int]) -> Response[Any]:
    """The tablet shows nothing any more."""
    await actions.end_screen(actor, point_id, now=clock.now())
    return redirect(request, f"/places/{point_id}/code#screen", toast=_("屏幕已停用"))


@get("/screens/{token:str}", may=May.ANYONE)
async def show(request: Asked, token: FromPath[str]) -> Response[Any]:
    """The tablet of a place: its code of now and how many have come; nobody is signed in and nobody is named."""
    now = clock.now()
    nonce = signing.unsigned(SCREEN, token)
    here = found(await screen_place(nonce, clock.today()) if nonce else None)
    return page(
        request,
        "service/screen",
        part="code",
        place=here,
        refreshed=f"/screens/{token}",
        shifts=await today_at(here.id, now),
        **_code_of(request, here.id),
        **WORDS,
    )


@get("/places/{point_id:int}/poster", may=May.ARRANGE_SHIFTS)
async def poster(request: Asked, actor: Me, point_id: FromPath[int]) -> Response[Any]:
    """A sheet for the wall, where there is no screen or no power: its code is always the same, so the digits are asked too."""
    here = found(await arranged_place(actor, point_id, clock.today()))
    address = f"{base_of(request)}/in/site/{point_id}"
    return page(request, "service/poster", place=here, drawn=drawn(address), address=address)


def _code_of(request: Asked, place: int) -> dict[str, Any]:
    now = clock.now()
    address = f"{base_of(request)}/in/here/{signing.signed(PURPOSE, str(site_code_now(place, now)))}"
    return {"drawn": drawn(address), "address": address, "now": now}


handlers = [set_up, renew, end, show, poster]
