"""One's own page of Party-building: what one is, does and owes, and who looked at restricted records."""

from typing import Any

from litestar import Response

from app import clock
from app.actor import IDLE_SAID, May
from app.party.queries.looking import looks_at
from app.party.queries.members import is_member
from app.party.queries.mine import my_cards
from app.party.rules.access import RESTRICTED
from app.party.rules.rights import GONE
from app.web import Me, get, page
from app.web.page import Asked


@get("/party/me", may=May.SEE_OWN_PARTY)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """What one has to do with the branch oneself."""
    return page(
        request,
        "party/me",
        cards=await my_cards(actor),
        is_member=await is_member(actor, clock.today()),
        looks=await looks_at(actor.person),
        restricted=RESTRICTED,
        gone=GONE,
        idle_said=IDLE_SAID,
    )


handlers = [show]
