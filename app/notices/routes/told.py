"""What changed for me."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.notices import actions, queries
from app.web import Me, get, page, post
from app.web.page import Asked


@get("/notices", may=May.SIGNED_IN)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """The actor's notices, newest first."""
    return await _show(request, actor)


@post("/notices/{notice_id:int}/readings", may=May.SIGNED_IN)
async def mark_seen(request: Asked, actor: Me, notice_id: FromPath[int]) -> Response[Any]:
    """One of them is seen."""
    await actions.mark_seen(actor, notice_id, now=clock.now())
    return await _show(request, actor)


async def _show(request: Asked, actor: Me) -> Response[Any]:
    return page(request, "notices/index", part="notices", notices=await queries.told(actor))


handlers = [index, mark_seen]
