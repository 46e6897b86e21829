"""The first run: the library and its first administrator."""

from typing import Any

from litestar import Response

from app import clock
from app.actor import May
from app.locale import _
from app.people.actions import setup
from app.people.forms import SetUpForm
from app.people.passwords import Crowded
from app.people.queries import accounts
from app.people.routes.filling import agent, refilled, shown
from app.people.routes.sign_in import come_in, crowded, visitor
from app.people.rules.persons import Particulars
from app.refusals import Refused
from app.web import Filled, Malformed, blank, get, page, post, read_form, redirect
from app.web.page import Asked

FIELDS = {"code": "code", "password": "password", "sign_in_name": "sign_in_name", "name": "name"}


@get("/setup", may=May.ANYONE)
async def show(request: Asked) -> Response[Any]:
    """The form, while there is nobody; afterwards the address leads to the door."""
    if await accounts.anybody():
        return redirect(request, "/sign-in")
    return _page(request, blank())


@post("/setup", may=May.ANYONE)
async def set_up(request: Asked) -> Response[Any]:
    """Write down the library and the administrator, who is then signed in."""
    try:
        given = await read_form(request, SetUpForm)
    except Malformed as malformed:
        return _page(request, Filled(shown(dict(malformed.filled.values)).values, malformed.filled.errors), status=422)
    who = Particulars(name=given.name, sign_in_name=given.sign_in_name)
    try:
        opened = await setup.set_up(
            visitor(request), given.code, given.library, who, given.password, now=clock.now(), agent=agent(request)
        )
    except Refused as refused:
        return _page(request, refilled(given, refused, FIELDS), status=409)
    except Crowded:
        filled = refilled(given, Refused(), {})
        return _page(request, Filled(filled.values, {"": crowded()}), status=503)
    return come_in(request, opened, "/", toast=_("设置好了，接着加人、登记服务点"))


def _page(request: Asked, form: Filled, *, status: int = 200) -> Response[Any]:
    return page(request, "people/setup", status=status, form=form)
