"""The branch: its members, committee, groups and terms, and what follows from them."""

from typing import Any

from litestar import Response

from app import clock
from app.actor import May
from app.party.queries.structure import structure_on
from app.web import Me, get, page
from app.web.page import Asked


@get("/party/branch", may=May.SEE_PARTY)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """The branch today."""
    return page(request, "party/branch", structure=await structure_on(clock.today()))


handlers = [show]
