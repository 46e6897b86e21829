"""What a phone sees that has scanned the code of a service point, on its screen or on its wall."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.gatherings.coming import why_not_come
from app.gatherings.rules import Kind
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.service.actions import arriving, saying
from app.service.forms import ArrivalForm, SpokenForm, StampForm
from app.service.queries.arriving import Place, own_today, place
from app.service.queries.claims import forgotten
from app.service.routes.screens import PURPOSE
from app.service.routes.shown import WORDS
from app.service.rules.arriving import (
    OwnShift,
    SiteCode,
    act_of,
    concerned,
    read_site_code,
    still_to_come,
    why_none,
    why_not_site_code,
)
from app.service.rules.saying import STAMP_WITHIN
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect, signing
from app.web.page import Asked, clock_time

Choice = tuple[OwnShift, str, tuple[WhyNot, ...]]


@get("/in/here/{token:str}", may=May.SIGNED_IN)
async def arrive(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Whoever has scanned the screen: their shift here, and one button; with two shifts at once, a button for each."""
    now = clock.now()
    code = _code(token)
    here = found(await place(code.place, clock.today()))
    if reasons := why_not_site_code(code, now):
        return _shown(request, here, (), reasons, token=token, status=409)
    choices, reasons, _later = await _choices(actor, here, now)
    return _shown(request, here, choices, reasons, token=token)


@post("/in/here/{token:str}", may=May.SIGNED_IN)
async def sign(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Check in or out by the screen."""
    now = clock.now()
    code = _code(token)
    given = await read_form(request, ArrivalForm)
    if given.act == "in":
        await arriving.come(actor, code, given.shift, now=now)
    else:
        await arriving.go(actor, code, given.shift, now=now)
    return await _done(request, actor, given.act, now)


@get("/in/site/{point_id:int}", may=May.SIGNED_IN)
async def arrive_at_poster(request: Asked, actor: Me, point_id: FromPath[int]) -> Response[Any]:
    """Whoever has scanned the printed code: their shift here, and a field for the four digits that they are told there."""
    here = found(await place(point_id, clock.today()))
    choices, reasons, later = await _choices(actor, here, clock.now())
    return _shown(request, here, choices, reasons, later=later)


@post("/in/site/{point_id:int}", may=May.SIGNED_IN)
async def sign_at_poster(request: Asked, actor: Me, point_id: FromPath[int]) -> Response[Any]:
    """Check in or out by the four digits."""
    now = clock.now()
    here = found(await place(point_id, clock.today()))
    try:
        given = await read_form(request, SpokenForm)
        if given.act == "in":
            await arriving.come_by_code(actor, point_id, given.shift, given.code, now=now)
        else:
            await arriving.go_by_code(actor, point_id, given.shift, given.code, now=now)
    except Malformed as malformed:
        choices, reasons, later = await _choices(actor, here, now)
        return _shown(request, here, choices, reasons, later=later, form=malformed.filled, status=422)
    except Refused as refused:
        if any(why.code != "code" for why in refused.reasons):
            raise
        choices, reasons, later = await _choices(actor, here, now)
        form = Filled({"shift": str(given.shift)}, {"code": refused.reasons[0].sentence})
        return _shown(request, here, choices, reasons, later=later, form=form, status=409)
    return await _done(request, actor, given.act, now)


@post("/in/site/{point_id:int}/stamps", may=May.SIGNED_IN)
async def stamp(request: Asked, actor: Me, point_id: FromPath[int]) -> Response[Any]:
    """What a phone kept while it had no network; it waits for the coordinator."""
    now = clock.now()
    found(await place(point_id, clock.at_library(now - STAMP_WITHIN).date()))
    given = await read_form(request, StampForm)
    stamped, phone = _moment(given.stamped), _moment(given.phone)
    if stamped is None:
        raise Malformed(Filled({}, {"stamped": _("没有收到签到时间，请协调员点名")}))
    came = await saying.send_stamp(actor, point_id, stamped, phone, now=now)
    said = _("没有网时的签到已送到，等协调员确认") if came else _("没有网时的签退已送到，等协调员确认")
    return redirect(request, "/shifts/mine", toast=said)


async def _choices(
    actor: Actor, here: Place, now: datetime
) -> tuple[Sequence[Choice], tuple[WhyNot, ...], Sequence[OwnShift]]:
    own = await own_today(actor.person, now)
    theirs = [await _choice(actor, one, now) for one in concerned(own, here.id, now)]
    reasons = () if theirs else why_none(own, here.id, here.name, now)
    return theirs, reasons, still_to_come(own, here.id, now)


async def _choice(actor: Actor, one: OwnShift, now: datetime) -> Choice:
    act, reasons = act_of(one, now)
    # What the press of the button would be refused for is said before it.
    lacking = await why_not_come(Kind.SHIFT, one.gathering, actor.person) if act == "in" else ()
    return (one, "", lacking) if lacking else (one, act, reasons)


def _shown(
    request: Asked,
    here: Place,
    choices: Sequence[Choice],
    reasons: tuple[WhyNot, ...],
    *,
    token: str = "",
    later: Sequence[OwnShift] = (),
    form: Filled | None = None,
    status: int = 200,
) -> Response[Any]:
    return page(
        request,
        "service/arrive",
        status=status,
        place=here,
        choices=choices,
        reasons=reasons,
        token=token,
        later=later,
        form=form or blank(),
        now=clock.now(),
        **WORDS,
    )


async def _done(request: Asked, actor: Actor, act: str, now: datetime) -> Response[Any]:
    said = _("已签到 %(time)s", time=clock_time(now)) if act == "in" else _("已签退 %(time)s", time=clock_time(now))
    # Whoever forgot to check out the last time is asked while they remember.
    asked = await forgotten(actor, now)
    return redirect(request, "/service/mine#asked" if asked else "/shifts/mine", toast=said)


def _code(token: str) -> SiteCode:
    text = signing.unsigned(PURPOSE, token)
    return found(read_site_code(text) if text is not None else None)


def _moment(milliseconds: str) -> datetime | None:
    if not (milliseconds.isascii() and milliseconds.isdigit()) or len(milliseconds) > 14:
        return None
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)


handlers = [arrive, sign, arrive_at_poster, sign_at_poster, stamp]
