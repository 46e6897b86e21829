"""The roster of a week outside the screen: on paper, as a workbook, as text for a group chat."""

from datetime import timedelta
from typing import Any

from litestar import Response
from litestar.params import FromQuery

from app import clock
from app.actor import May
from app.locale import _
from app.notices.queries.groups import groups
from app.office import XLSX, download
from app.people.queries.places import contact
from app.shifts.exports.roster import roster_text, roster_workbook
from app.shifts.queries import board as queries
from app.shifts.routes.shown import WORDS, monday, whole
from app.web import Me, get, page
from app.web.page import Asked

PAPERS = ("a3", "a4")


@get("/shifts/board.xlsx", may=May.ARRANGE_SHIFTS)
async def spreadsheet(actor: Me, week: FromQuery[str] = "", place: FromQuery[str] = "") -> Response[bytes]:
    """The board as it stands on the screen."""
    now = clock.now()
    first, chosen = monday(week, now), whole(place)
    shown = await queries.board(actor, first, now, place=chosen)
    name = next((one.name for one in shown.places), "") if chosen else ""
    made = roster_workbook(shown, first, library=await _library(), made_by=actor.name, generated_at=now, place=name)
    return download(_("班表_%(week)s", week=first), XLSX, made)


@get("/shifts/board/print", may=May.ARRANGE_SHIFTS)
async def paper(
    request: Asked, actor: Me, week: FromQuery[str] = "", place: FromQuery[str] = "", paper: FromQuery[str] = ""
) -> Response[Any]:
    """The week for the wall: all places on A3 or A4, or one place on a sheet of A4."""
    now = clock.now()
    first, chosen = monday(week, now), whole(place)
    shown = await queries.board(actor, first, now, place=chosen)
    every = shown.places if chosen is None else (await queries.board(actor, first, now)).places
    size = paper if paper in PAPERS else "a4" if chosen else "a3"
    places = [(one.id, one.name) for one in every]
    values: dict[str, Any] = {"board": shown, "places": places, "place": chosen, "paper": size, "printed_at": now}
    sunday = first + timedelta(days=6)
    return page(
        request,
        "shifts/print",
        monday=first,
        sunday=sunday,
        library=await _library(),
        made_by=actor.name,
        **values,
        **WORDS,
    )


@get("/shifts/board/text", may=May.ARRANGE_SHIFTS)
async def text(request: Asked, actor: Me, week: FromQuery[str] = "", place: FromQuery[str] = "") -> Response[Any]:
    """The week as text to be copied into a group chat."""
    now = clock.now()
    first, chosen = monday(week, now), whole(place)
    shown = await queries.board(actor, first, now)
    said = roster_text(shown, first, await _library(), place=chosen)
    places = [(one.id, one.name) for one in shown.places]
    drafts = any(
        not one.view.facts.published
        for site in shown.places
        if chosen in {None, site.id}
        for row in site.rows
        for cell in row.cells
        for one in cell
    )
    into = await groups(actor) if actor.may(May.POST_TO_GROUPS) else []
    values: dict[str, Any] = {"text": said, "places": places, "place": chosen, "drafts": drafts, "groups": into}
    return page(request, "shifts/text", monday=first, **values, **WORDS)


async def _library() -> str:
    known = await contact()
    return known[0] if known else ""


handlers = [spreadsheet, paper, text]
