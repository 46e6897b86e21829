"""The code on the screen of the place, and what a phone that scans it sees."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.gatherings import actions
from app.gatherings.forms import CodeForm
from app.gatherings.queries.gathering import facts
from app.gatherings.queries.keeping import kept, line, roll
from app.gatherings.routes.showing import WORDS
from app.gatherings.rules import GatheringState
from app.gatherings.rules.attendance import why_not_check_in, why_not_check_out, why_not_go_alone
from app.gatherings.rules.codes import Code, code_now, read_code, why_not_code
from app.gatherings.rules.tallies import tally
from app.locale import _
from app.office.codes import drawn
from app.refusals import Refused, WhyNot, found
from app.settings import current
from app.web import Me, get, page, post, read_form, redirect, signing
from app.web.page import Asked, clock_time

PURPOSE = "gathering code"
LONGEST_HOST = 100


@get("/gatherings/{gathering:int}/code", may=May.KEEP_ATTENDANCE)
async def show(request: Asked, actor: Me, gathering: FromPath[int]) -> Response[Any]:
    """The screen of the place: a code that is new every minute, and how many are here."""
    now = clock.now()
    one = found(await kept(actor, gathering))
    address = f"{base_of(request)}/in/{signing.signed(PURPOSE, str(code_now(gathering, now)))}"
    return page(
        request,
        "gatherings/code",
        part="code",
        one=one,
        drawn=drawn(address) if one.state is GatheringState.OPEN else None,
        address=address,
        numbers=tally([row.status for row in await roll(actor, one)]),
        now=now,
        **WORDS,
    )


def base_of(request: Asked) -> str:
    """Where this very site is reached: phones in the room reach it as the screen does."""
    host = request.headers.get("host", "")
    if not host or len(host) > LONGEST_HOST:
        raise Refused(WhyNot("host", _("这个地址太长，做不成码；用短一点的网址打开这一页")))
    return f"{'https' if current().https else 'http'}://{host}"


@get("/in/{token:str}", may=May.SIGNED_IN)
async def arrive(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Whoever has scanned the code: what it is, and one button."""
    now = clock.now()
    code = _code(token)
    if reasons := why_not_code(code, now):
        raise Refused(*reasons)
    one = found(await facts(code.gathering))
    mine = await line(one, actor.person)
    record = mine.record if mine else None
    not_in = why_not_check_in(one.state, one.span, mine is not None, record, now)
    not_out = why_not_check_out(one.state, one.span, record, now) or why_not_go_alone(record, now)
    act = "in" if not not_in else "out" if not not_out else ""
    # Whoever is in already is told why they cannot go, everybody else why they cannot come.
    in_already = any(why.code == "already_in" for why in not_in)
    return page(
        request,
        "gatherings/arrive",
        one=one,
        mine=mine,
        token=token,
        act=act,
        reasons=not_out if in_already else not_in,
        **WORDS,
    )


@post("/in/{token:str}", may=May.SIGNED_IN)
async def sign(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Check in or out."""
    now = clock.now()
    code = _code(token)
    given = await read_form(request, CodeForm)
    if given.act == "in":
        await actions.check_in(actor, code, now=now)
        said = _("已签到 %(time)s", time=clock_time(now))
    else:
        await actions.check_out(actor, code, now=now)
        said = _("已签退 %(time)s", time=clock_time(now))
    return redirect(request, f"/gatherings/{code.gathering}", toast=said)


def _code(token: str) -> Code:
    text = signing.unsigned(PURPOSE, token)
    return found(read_code(text) if text is not None else None)


handlers = [show, arrive, sign]
