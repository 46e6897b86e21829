"""One's own case, and those whom one guides."""

from typing import Any

from litestar import Response

from app.actor import May
from app.party.routes.cases.showing import show_mine
from app.web import Me, get
from app.web.page import Asked


@get("/party/applicants/mine", may=May.SEE_OWN_PARTY)
async def mine(request: Asked, actor: Me) -> Response[Any]:
    """The own timeline; whom one guides, with the form of a review."""
    return await show_mine(request, actor)


handlers = [mine]
