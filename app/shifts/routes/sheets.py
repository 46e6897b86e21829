"""Sheets to be signed by hand, for a day or a week of a place: to print, and as a workbook."""

from datetime import date, timedelta
from typing import Any

from litestar import Response

from app import clock
from app.actor import May
from app.locale import _
from app.office import XLSX, download
from app.people.queries.places import contact
from app.refusals import found
from app.shifts.actions.sheets import take_sheets_along
from app.shifts.exports.sheets import sheets_workbook
from app.shifts.queries.sheets import LONGEST, sheet_places, sign_sheets
from app.shifts.routes.shown import FIRST_YEAR, LAST_YEAR, WORDS, whole
from app.web import Me, get, page
from app.web.page import Asked


@get("/shifts/sheets", may=May.ARRANGE_SHIFTS)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """The sheets of `place` from `from` to `to`; without, of the first place today."""
    places = await sheet_places(actor)
    place, first, last = _asked(request, places)
    sheets = await sign_sheets(place, first, last) if place is not None else []
    values: dict[str, Any] = {"places": places, "place": place, "first": first, "last": last, "sheets": sheets}
    return page(
        request, "shifts/sheets", printed_at=clock.now(), name=dict(places).get(place or 0, ""), **values, **WORDS
    )


@get("/shifts/sheets.xlsx", may=May.ARRANGE_SHIFTS)
async def spreadsheet(request: Asked, actor: Me) -> Response[bytes]:
    """The same as a workbook."""
    places = await sheet_places(actor)
    place, first, last = _asked(request, places)
    name = found(dict(places).get(found(place)))
    sheets = await sign_sheets(found(place), first, last)
    await take_sheets_along(actor, found(place), first, last, sum(len(one.people) for one in sheets))
    made = sheets_workbook(
        sheets, name, first, last, library=await _library(), made_by=actor.name, generated_at=clock.now()
    )
    return download(_("签到表_%(place)s_%(first)s", place=name, first=first), XLSX, made)


def _asked(request: Asked, places: list[tuple[int, str]]) -> tuple[int | None, date, date]:
    asked = request.query_params
    wanted = whole(str(asked.get("place", "")))
    place = next((id for id, _name in places if id == wanted), places[0][0] if places else None)
    first = _day(str(asked.get("from", "")), clock.today())
    last = _day(str(asked.get("to", "")), first)
    return place, first, min(max(first, last), first + LONGEST - timedelta(days=1))


def _day(text: str, otherwise: date) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return otherwise
    return day if FIRST_YEAR <= day.year < LAST_YEAR else otherwise


async def _library() -> str:
    known = await contact()
    return known[0] if known else ""


handlers = [show, spreadsheet]
