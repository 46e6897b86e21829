"""The log: three tabs that are never added up, filtered by the address, and the same as a workbook."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from litestar import Response

from app import clock
from app.actor import Actor, May
from app.gatherings.rules import CATEGORIES, KINDS
from app.gatherings.rules.attendance import SOURCES, STATUSES
from app.locale import _
from app.office.files import XLSX, download
from app.people.queries.places import contact
from app.refusals import Refused, WhyNot
from app.training import actions, exports, words
from app.training.queries import log as queries
from app.training.queries.log import PAGE
from app.training.queries.names import names_in
from app.training.queries.views import views
from app.training.rules.filtering import KINDS_OF, TABS, LogFilter, tabs_of
from app.training.rules.years import years_to_choose
from app.web import Filled, Me, blank, get, page, redirect
from app.web.page import Asked

LONGEST_PAGE = 6
"""Digits of a page's number that are read."""


@get("/log", may=May.OPEN_LOG)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """One page of the filtered rows, or the same summed up by person, and what all of them add up to."""
    return await show_log(request, actor, _given(request))


async def show_log(
    request: Asked, actor: Actor, given: Mapping[str, str], form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    """The log by what stands in an address, with the form for saving it filled in when it came back."""
    now = clock.now()
    sought = LogFilter.of(given, clock.at_library(now).year, tabs_of(actor))
    names = await names_in(actor, sought)
    persons = names.persons
    everybody = await queries.by_person(actor, sought, persons) if sought.by else []
    sums = queries.all_of(sought, everybody) if sought.by else await queries.sums(actor, sought, persons)
    pages = max(1, -(-(sums.people if sought.by else sums.times) // PAGE))
    number = min(max(1, _number(given.get("p", ""))), pages)
    start = (number - 1) * PAGE
    return page(
        request,
        "training/log",
        part="log",
        status=status,
        form=form or blank(),
        views=await views(actor),
        sought=sought,
        sums=sums,
        rows=everybody[start : start + PAGE] if sought.by else await queries.rows(actor, sought, persons, number),
        number=number,
        pages=pages,
        places=names.places,
        who=names.who,
        years=years_to_choose(now),
        now=now,
        tabs=tabs_of(actor),
        kinds={kind: KINDS[kind] for kind in KINDS_OF[sought.tab]},
        categories=CATEGORIES,
        statuses=STATUSES,
        sources=SOURCES,
        all_kinds=KINDS,
        words=words,
    )


@get("/log.xlsx", may=May.OPEN_LOG)
async def workbook(request: Asked, actor: Me) -> Response[Any]:
    """The filtered rows as a workbook; many of them are written by a job, whose page says how far it is."""
    now = clock.now()
    sought = LogFilter.of(_given(request), clock.at_library(now).year, tabs_of(actor))
    names = await names_in(actor, sought)
    sums = await queries.sums(actor, sought, names.persons)
    _refuse_too_many(sums.times)
    filtered = words.filter_said(sought, names.who, dict(names.places))
    if sums.times > exports.AT_ONCE:
        title = _("导出%(period)s记录：%(filtered)s", period=words.period(sought), filtered=filtered)
        asked = {**_given(request), "tab": sought.tab.value}
        queued = await actions.log_queued(actor, title, asked, sums.times, filtered, now=now)
        return redirect(request, f"/jobs/{queued}")
    rows = await queries.rows(actor, sought, names.persons, most=exports.MOST_ROWS)
    await actions.log_exported(actor, len(rows), filtered)
    body = await asyncio.to_thread(_book, sought, rows, sums, await library_name(), actor.name, now, filtered)
    return download(_("%(tab)s记录", tab=_(TABS[sought.tab])), XLSX, body)


async def library_name() -> str:
    """Who files the table; empty before the library is set up."""
    own = await contact()
    return own[0] if own else ""


def _book(
    sought: LogFilter,
    rows: Sequence[queries.LogRow],
    sums: queries.Sums,
    library: str,
    made_by: str,
    now: datetime,
    filtered: str,
) -> bytes:
    return exports.log_workbook(
        sought, rows, sums, library=library, made_by=made_by, generated_at=now, filtered=filtered
    )


def _refuse_too_many(times: int) -> None:
    if times > exports.MOST_ROWS:
        sentence = _("筛出 %(n)d 行，超过 %(most)d 行，先按年度、人或地点筛小再导出", n=times, most=exports.MOST_ROWS)
        raise Refused(WhyNot("rows", sentence))


def _given(request: Asked) -> Mapping[str, str]:
    """What stands in the address; of a name that stands there twice, the last."""
    return {name: str(value) for name, value in request.query_params.multi_items()}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_PAGE else 1


handlers = [show, workbook]
