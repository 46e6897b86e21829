"""One case: its timeline, explanations, its end, the roll, the timeline as a document."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.locale import _
from app.office.files import DOCX, download
from app.party.actions.cases import entering, recording
from app.party.actions.cases.exporting import exported
from app.party.exports.cases import timeline_document
from app.party.forms.cases import EndingForm, ExplanationForm, ReasonForm
from app.party.queries.case_page import case_page
from app.party.routes.cases.showing import address, refilled, show_case
from app.refusals import Refused, found
from app.web import Malformed, Me, get, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/applicants/{case:int}"


@get(ADDRESS, may=May.SEE_PARTY)
async def show(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """The case with its 23 steps."""
    return await show_case(request, actor, case)


@get(ADDRESS + "/timeline.docx", may=May.SEE_PARTY)
async def timeline(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """The timeline with the article of each step, as a document."""
    now = clock.now()
    one = found(await case_page(actor, case, now))
    branch = one.branch.name if one.branch else ""
    body = timeline_document(one.line, branch=branch, made_by=actor.name, generated_at=now)
    await exported(actor, "timeline", case)
    return download(_("发展党员时间线：%(name)s", name=one.facts.name), DOCX, body)


@post(ADDRESS + "/explanations", may=May.KEEP_PARTY)
async def explain(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """Say why something was late or is lacking."""
    try:
        given = await read_form(request, ExplanationForm)
        await recording.explain(actor, case, given.act, given.explanation, now=clock.now())
    except Malformed as malformed:
        return await show_case(request, actor, case, malformed.filled, status=422)
    except Refused as refused:
        return await show_case(request, actor, case, refilled(given, refused), status=409)
    return redirect(request, address(case), toast=_("说明已记下，和这一步放在一起"))


@post(ADDRESS + "/endings", may=May.KEEP_PARTY)
async def end(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """The case goes no further."""
    try:
        given = await read_form(request, EndingForm)
        await recording.end(actor, case, given.end, given.end_on, given.end_reason, now=clock.now())
    except Malformed as malformed:
        return await show_case(request, actor, case, malformed.filled, status=422)
    except Refused as refused:
        return await show_case(request, actor, case, refilled(given, refused, ended_on="end_on"), status=409)
    return redirect(request, address(case), toast=_("已记下结束，材料都留着"))


@post(ADDRESS + "/reopenings", may=May.KEEP_PARTY)
async def reopen(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """The ending was a slip."""
    try:
        given = await read_form(request, ReasonForm)
        await recording.reopen(actor, case, given.reason, now=clock.now())
    except Malformed as malformed:
        return await show_case(request, actor, case, malformed.filled, status=422)
    except Refused as refused:
        return await show_case(request, actor, case, refilled(given, refused), status=409)
    return redirect(request, address(case), toast=_("个案接着办"))


@post(ADDRESS + "/entries", may=May.KEEP_PARTY)
async def enter(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """Write the roll as the case says."""
    await entering.enter(actor, case, now=clock.now())
    return redirect(request, address(case), toast=_("党员名册已按个案写好"))


handlers = [show, timeline, explain, end, reopen, enter]
