"""All cases as a table, a new one, and the process table as a workbook (R-16)."""

from typing import Any

from litestar import Response

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.office.files import XLSX, download
from app.party.actions.cases import recording
from app.party.actions.cases.exporting import exported
from app.party.exports.cases import process_workbook
from app.party.forms.cases import ApplicationForm
from app.party.queries.cases import case_lines
from app.party.queries.members import not_yet_members
from app.party.queries.structure import structure_on
from app.party.routes.cases.showing import WORDS, address, refilled
from app.party.rules.cases.overview import overview
from app.refusals import Refused
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/applicants"


@get(ADDRESS, may=May.SEE_PARTY)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """Every case with its stage, how it stands and what comes next."""
    today = clock.today()
    rows = [overview(one.facts, one.steps, one.due) for one in await case_lines(today)]
    return page(
        request,
        "party/applicants",
        going=[one for one in rows if one.is_going],
        over=[one for one in rows if not one.is_going],
        keeps=actor.may(May.KEEP_PARTY),
        today=today,
        **WORDS,
    )


@get(ADDRESS + "/process.xlsx", may=May.SEE_PARTY)
async def workbook(request: Asked, actor: Me) -> Response[Any]:
    """The process table of everybody."""
    now = clock.now()
    today = clock.at_library(now).date()
    branch = await structure_on(today)
    body = process_workbook(
        await case_lines(today), branch=branch.name if branch else "", made_by=actor.name, generated_at=now
    )
    await exported(actor, "process")
    return download(_("发展党员进程表"), XLSX, body)


@get(ADDRESS + "/new", may=May.KEEP_PARTY)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """An empty application."""
    return await _form(request, actor, blank(applied_on=clock.today()))


@post(ADDRESS, may=May.KEEP_PARTY)
async def receive(request: Asked, actor: Me) -> Response[Any]:
    """An application was received."""
    try:
        given = await read_form(request, ApplicationForm)
        wanted = recording.Application(given.person, given.born_on, given.applied_on, given.said)
        case = await recording.open_case(actor, wanted, now=clock.now())
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _form(request, actor, refilled(given, refused), status=409)
    return redirect(request, address(case), toast=_("已收到申请书，一个月内派人谈话"))


async def _form(request: Asked, actor: Actor, form: Filled, *, status: int = 200) -> Response[Any]:
    return page(request, "party/applicant_new", status=status, form=form, people=await not_yet_members(actor))


handlers = [index, workbook, new, receive]
