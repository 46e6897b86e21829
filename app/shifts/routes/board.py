"""The board: a week by place and post."""

from datetime import timedelta
from typing import Any

from litestar import Response
from litestar.params import FromQuery

from app import clock
from app.actor import May
from app.shifts.queries import board as queries
from app.shifts.queries.places import coordinators
from app.shifts.routes.shown import WORDS, monday, whole
from app.web import Me, get, page
from app.web.page import Asked, wants_part

WEEK = timedelta(days=7)


@get("/shifts/board", may=May.ARRANGE_SHIFTS)
async def show(
    request: Asked, actor: Me, week: FromQuery[str] = "", place: FromQuery[str] = "", known: FromQuery[str] = ""
) -> Response[Any]:
    """The roster of a week; asked for again every few seconds, it says nothing as long as nobody has changed it."""
    now = clock.now()
    first, chosen = monday(week, now), whole(place)
    stamp = await queries.stamp(first)
    if known == stamp and wants_part(request):
        return Response(b"", status_code=204)
    shown = await queries.board(actor, first, now, place=chosen)
    keepers = await coordinators()
    return page(
        request,
        "shifts/board",
        part="board",
        board=shown,
        monday=first,
        before=first - WEEK,
        after=first + WEEK,
        this_week=monday("", now),
        today=clock.at_library(now).date(),
        place=chosen,
        keepers=keepers,
        stamp=stamp,
        now=now,
        **WORDS,
    )


handlers = [show]
