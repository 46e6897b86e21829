"""Around the log: saved views, and what stands behind one of its rows."""

from typing import Any
from urllib.parse import parse_qsl

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.gatherings.rules import CATEGORIES, KINDS
from app.gatherings.rules.attendance import SOURCES, STATUSES
from app.locale import _
from app.refusals import Refused, found
from app.training import actions, words
from app.training.forms import ViewForm
from app.training.queries.evidence import behind
from app.training.routes.log import show_log
from app.training.rules.filtering import LogFilter, tabs_of
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked, wants_part


@get("/log/evidence/{gathering:int}/{person:int}", may=May.OPEN_LOG)
async def show(request: Asked, actor: Me, gathering: FromPath[int], person: FromPath[int]) -> Response[Any]:
    """One person at one gathering: status, evidence, every record; beside the log, or as a page of its own."""
    given = {name: str(value) for name, value in request.query_params.multi_items()}
    sought = LogFilter.of(given, clock.today().year, tabs_of(actor))
    known = found(await behind(actor, gathering, person))
    number = given.get("p", "")
    return page(
        request,
        "training/evidence",
        part="evidence",
        behind=known,
        back=sought.query() + (f"&p={number}" if number.isascii() and number.isdigit() else ""),
        in_panel=wants_part(request),
        year=clock.at_library(known.gathering.span.starts_at).year,
        kinds=KINDS,
        categories=CATEGORIES,
        statuses=STATUSES,
        sources=SOURCES,
        words=words,
    )


@post("/log/views", may=May.SEE_LOG)
async def save(request: Asked, actor: Me) -> Response[Any]:
    """Keep the filter under a name; what is wrong with it comes back above the log it is about."""
    try:
        given = await read_form(request, ViewForm)
    except Malformed as malformed:
        return await show_log(request, actor, _filter(malformed.filled.value("query")), malformed.filled, status=422)
    try:
        await actions.save_view(actor, given.name, given.query, given.shared, now=clock.now())
    except Refused as refused:
        values = blank(name=given.name, query=given.query, shared=given.shared).values
        form = Filled(values, {reason.code: reason.sentence for reason in refused.reasons})
        return await show_log(request, actor, _filter(given.query), form, status=409)
    sought = LogFilter.of(_filter(given.query), clock.today().year, tabs_of(actor))
    return redirect(request, f"/log?{sought.query()}", toast=_("已存下“%(name)s”", name=given.name))


@post("/log/views/{view:int}/removal", may=May.SEE_LOG)
async def remove(request: Asked, actor: Me, view: FromPath[int]) -> Response[Any]:
    """Take one of one's own out."""
    await actions.remove_view(actor, view, now=clock.now())
    return redirect(request, "/log", toast=_("已拿掉"))


def _filter(query: str) -> dict[str, str]:
    return dict(parse_qsl(query))


handlers = [show, save, remove]
