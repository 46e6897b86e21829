"""The board: a week by place and post."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any

from litestar import Response
from litestar.params import FromQuery
from markupsafe import Markup

from app import clock, locale
from app.actor import Actor, May, Role
from app.shifts.queries import board as queries
from app.shifts.queries.places import coordinators
from app.shifts.routes.shown import WORDS, monday, whole
from app.storage.memory import Memory
from app.web import Me, get, page
from app.web.page import ENVIRONMENT, Asked, wants_part

WEEK = timedelta(days=7)

# The table of a week, by everything it depends on but the minute: whatever somebody does is a deed and has another key.
_tables: Memory[tuple[object, ...], Markup] = Memory(most=50, seconds=60)
_drawing = asyncio.Lock()


@get("/shifts/board", may=May.ARRANGE_SHIFTS)
async def show(
    request: Asked, actor: Me, week: FromQuery[str] = "", place: FromQuery[str] = "", known: FromQuery[str] = ""
) -> Response[Any]:
    """The roster of a week; asked for again every few seconds, it says nothing as long as nobody has changed it."""
    now = clock.now()
    first, chosen = monday(week, now), whole(place)
    stamp, deed = await queries.stamp(first)
    if known == stamp and wants_part(request):
        return Response(b"", status_code=204)
    whose = Role.MANAGER in actor.roles, actor.sites
    key = (stamp, deed, first, chosen, whose, locale.language(), clock.at_library(now).date())
    async with _drawing:
        # Several who ask at once wait for the first one's table and do not each make it.
        drawn = _tables.get(key) or _tables.put(key, await _table(actor, first, chosen, stamp, now))
    return page(
        request,
        "shifts/board",
        part="board",
        drawn=drawn,
        monday=first,
        sunday=first + timedelta(days=6),
        before=first - WEEK,
        after=first + WEEK,
        this_week=monday("", now),
        place=chosen,
        **WORDS,
    )


async def _table(actor: Actor, first: date, chosen: int | None, stamp: str, now: datetime) -> Markup:
    shown = await queries.board(actor, first, now, place=chosen)
    keepers = await coordinators()
    values = {"board": shown, "monday": first, "place": chosen, "keepers": keepers, "stamp": stamp, **WORDS}
    today = clock.at_library(now).date()
    html = ENVIRONMENT.get_template("shifts/board_table.html").render(today=today, **values)
    return Markup(html)  # noqa: S704 - the template has escaped whatever stands in it.


handlers = [show]
