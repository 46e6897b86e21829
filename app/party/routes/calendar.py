"""The calendar of duties: the year, a cell with its rule and records, explanations."""

import re
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.party.actions import duties as actions
from app.party.forms.duties import ExplainForm, TakeBackForm
from app.party.queries.calendar import OLDEST, Calendar, calendar
from app.party.routes.asked import year_of
from app.party.rules.book import UNITS
from app.party.rules.cycles import ICONS, STATES, TONES, State
from app.refusals import Missing, Refused, found
from app.training.rules.book import MARKS
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party"
CELL = re.compile(r"[a-z]+(?:-\d+)?\.(\d{4})(?:-\d\d|-Q[1-4])?")


@get(ADDRESS, may=May.SEE_PARTY)
async def show(request: Asked, actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """The year, this one unless another is asked for."""
    today = clock.today()
    asked = year_of(year, 0) if year.strip() else today.year
    is_there = OLDEST <= asked <= today.year
    known = await calendar(actor, asked if is_there else today.year, today)
    return _page(request, actor, known, "", unknown_year="" if is_there else year)


@get("/party/cells/{key:str}", may=May.SEE_PARTY)
async def show_cell(request: Asked, actor: Me, key: FromPath[str]) -> Response[Any]:
    """One period of one duty: the rule, the records, what can be done."""
    known = await _year(actor, key)
    found(known.cell(key))
    return _page(request, actor, known, key)


@post("/party/cells/{key:str}/explanations", may=May.KEEP_PARTY)
async def explain(request: Asked, actor: Me, key: FromPath[str]) -> Response[Any]:
    """Say why there is nothing."""
    known = await _year(actor, key)
    cell, given = found(known.cell(key)), ExplainForm()
    try:
        given = await read_form(request, ExplainForm)
        await actions.explain(actor, cell, given.text, now=clock.now())
    except Malformed as malformed:
        return _page(request, actor, known, key, malformed.filled, status=422)
    except Refused as refused:
        said = Filled({"text": given.text}, {one.code: one.sentence for one in refused.reasons})
        return _page(request, actor, known, key, said, status=409)
    return redirect(request, f"/party/cells/{key}#cell", toast=_("说明已记下"))


@post("/party/explanations/{number:int}/withdrawals", may=May.KEEP_PARTY)
async def withdraw(request: Asked, actor: Me, number: FromPath[int]) -> Response[Any]:
    """Take an explanation back."""
    given = await read_form(request, TakeBackForm)
    key = await actions.withdraw_explanation(actor, number, given.reason, now=clock.now())
    return redirect(request, f"/party/cells/{key}#cell", toast=_("说明已收回"))


async def _year(actor: Actor, key: str) -> Calendar:
    match, today = CELL.fullmatch(key), clock.today()
    if match is None or not OLDEST <= int(match[1]) <= today.year:
        raise Missing
    return found(await calendar(actor, int(match[1]), today))


def _page(
    request: Asked,
    actor: Actor,
    known: Calendar | None,
    key: str,
    form: Filled | None = None,
    *,
    unknown_year: str = "",
    status: int = 200,
) -> Response[Any]:
    return page(
        request,
        "party/calendar",
        part="cell" if key else None,
        known=known,
        unknown_year=unknown_year,
        oldest=OLDEST,
        now=clock.now(),
        chosen=known.cell(key) if known and key else None,
        keeps=actor.may(May.KEEP_PARTY),
        form=form or blank(text="", reason=""),
        states=STATES,
        icons=ICONS,
        tones=TONES,
        counted=[State.OVERDUE, State.LACKS, State.NEAR, State.EXPLAINED, State.DONE],
        units=UNITS,
        marks=MARKS,
        status=status,
    )


handlers = [show, show_cell, explain, withdraw]
