"""The page on which an administrator removes the demo library."""

from typing import Any

from litestar import Response

from app import clock
from app.actor import May
from app.demo.places import OWN
from app.demo.presence import LOADED, mark
from app.demo.removing import remove, said_removed
from app.refusals import found
from app.storage import database
from app.web import Me, get, page, post, redirect
from app.web.page import Asked


@get("/demo", may=May.MANAGE_INSTALLATION)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """What the demo library is, and the one button."""
    found(await mark(LOADED))
    return page(request, "demo/show", library=OWN, keeps_a_copy=database().dialect == "sqlite")


@post("/demo/removals", may=May.MANAGE_INSTALLATION)
async def remove_demo(request: Asked, actor: Me) -> Response[Any]:
    """Take it out; everybody is signed out, since nobody is left."""
    copy = await remove(actor, clock.now())
    request.auth.end_session()
    return redirect(request, "/setup", toast=said_removed(copy))


handlers = [show, remove_demo]
