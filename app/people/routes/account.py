"""My information: what is held about me, where I am signed in, my password."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.people.actions import account, keys
from app.people.forms import PasswordForm
from app.people.passwords import Crowded
from app.people.queries import own
from app.people.queries.keys import standing_key
from app.people.routes.filling import refilled
from app.people.routes.sign_in import come_in, crowded, visitor
from app.people.rules.keys import PURPOSE
from app.people.rules.roles import ROLE_NAMES
from app.refusals import Refused
from app.settings import current
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect, signing
from app.web.page import Asked

LONGEST_HOST = 100


@get("/account", may=May.SIGNED_IN)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """What the library holds about the actor."""
    return await _page(request, actor, blank())


@post("/account/password", may=May.SIGNED_IN)
async def change_password(request: Asked, actor: Me) -> Response[Any]:
    """Set a new password; the other sessions end."""
    try:
        given = await read_form(request, PasswordForm)
    except Malformed as malformed:
        return await _page(request, actor, Filled({}, malformed.filled.errors), status=422)
    try:
        opened = await account.change_password(visitor(request), given.old, given.new, now=clock.now())
    except Refused as refused:
        fields = {"password": "new", "old": "old"}
        return await _page(request, actor, refilled(given, refused, fields), status=409)
    except Crowded:
        return await _page(request, actor, Filled({}, {"": crowded()}), status=503)
    return come_in(request, opened, "/account", toast=_("密码已改，其他地方的登录都已退出"))


@post("/account/sessions/{session_id:int}/end", may=May.SIGNED_IN)
async def end_session(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """End one session of one's own."""
    await account.end_session(actor, session_id, now=clock.now())
    if session_id == actor.session:
        request.auth.end_session()
        return redirect(request, "/sign-in", toast=_("已退出登录"))
    return redirect(request, "/account", toast=_("那一处已退出登录"))


@post("/account/sessions/end-others", may=May.SIGNED_IN)
async def end_others(request: Asked, actor: Me) -> Response[Any]:
    """End all sessions but this one."""
    ended = await account.end_other_sessions(actor, now=clock.now())
    return redirect(request, "/account", toast=_("其他 %(n)d 处已退出登录", n=ended))


@post("/account/calendar", may=May.SIGNED_IN)
async def renew_calendar(request: Asked, actor: Me) -> Response[Any]:
    """Make the secret address of one's own calendar, or a new one in its place."""
    await keys.renew_calendar_key(actor, now=clock.now())
    return redirect(request, "/account#calendar", toast=_("日历地址已生成，旧的不再能用"))


@post("/account/calendar/end", may=May.SIGNED_IN)
async def end_calendar(request: Asked, actor: Me) -> Response[Any]:
    """End it."""
    await keys.end_calendar_key(actor, now=clock.now())
    return redirect(request, "/account#calendar", toast=_("日历地址已停用"))


async def _page(request: Asked, actor: Actor, form: Filled, *, status: int = 200) -> Response[Any]:
    record = await own.own_record(actor, clock.now())
    key = await standing_key(actor.person)
    feed = f"/feeds/{signing.signed(PURPOSE, key[0])}/mine.ics" if key else ""
    return page(
        request,
        "people/account",
        status=status,
        form=form,
        record=record,
        role_names=ROLE_NAMES,
        feed=feed,
        base=_base(request),
    )


def _base(request: Asked) -> str:
    host = request.headers.get("host", "")[:LONGEST_HOST]
    return f"{'https' if current().https else 'http'}://{host}"
