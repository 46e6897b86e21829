"""The exam of a class as whoever runs it sees it: the paper, who sat it, results by hand."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.bank.queries import cited_laws
from app.bank.words import law_short
from app.classes import queries
from app.classes.actions import examining as actions
from app.classes.forms import PaperForm, ResultForm
from app.classes.routes.addresses import base
from app.classes.routes.classes import WORDS
from app.classes.routes.filling import refilled
from app.classes.rules.completing import said_points
from app.classes.rules.examining import why_not_paper
from app.gatherings.rules import Span
from app.locale import _
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/classes/{class_id:int}/exam", may=May.RUN_CLASSES)
async def show(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """The paper and the results."""
    one = found(await queries.training_class(actor, class_id))
    last = one.ends_on.isoformat()
    usual = blank(count=10, opens_at=f"{last}T14:00", closes_at=f"{last}T17:00")
    return await _show(request, actor, class_id, usual)


async def _show(request: Asked, actor: Actor, class_id: int, form: Filled, *, status: int = 200) -> Response[Any]:
    one = found(await queries.training_class(actor, class_id))
    paper = await queries.paper(actor, class_id)
    laws = await cited_laws(actor)
    return page(
        request,
        "classes/exam",
        one=one,
        paper=paper,
        now=clock.now(),
        form=form,
        seats=[seat for seat in await queries.learners(actor, class_id) if seat.ended_at is None],
        laws=[(law, _("《%(law)s》", law=law_short(law))) for law in laws],
        stays=why_not_paper(paper.span, paper.sat) if paper else (),
        address=f"{base(request)}/enrol/{one.token}/me",
        said_points=said_points,
        status=status,
        **WORDS,
    )


@post("/classes/{class_id:int}/papers", may=May.RUN_CLASSES)
async def draw(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Draw a paper."""
    try:
        given = await read_form(request, PaperForm)
    except Malformed as malformed:
        return await _show(request, actor, class_id, malformed.filled, status=422)
    span = Span(given.opens_at, given.closes_at)
    try:
        await actions.draw_paper(actor, class_id, given.law or None, given.count, span, now=clock.now())
    except Refused as refused:
        return await _show(request, actor, class_id, refilled(given, refused), status=409)
    return redirect(request, f"/classes/{class_id}/exam", toast=_("已抽好卷，到时间学员在自己的页面作答"))


@post("/classes/{class_id:int}/papers/in", may=May.RUN_CLASSES)
async def take_in(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Mark what was saved by those who did not hand in."""
    n = await actions.take_papers_in(actor, class_id, now=clock.now())
    return redirect(request, f"/classes/{class_id}/exam", toast=_("已收卷 %(n)d 份", n=n))


@get("/classes/learners/{enrolment:int}/result", may=May.RUN_CLASSES)
async def result(request: Asked, actor: Me, enrolment: FromPath[int]) -> Response[Any]:
    """The form for one result."""
    return await _result(request, actor, enrolment, Filled())


async def _result(request: Asked, actor: Actor, enrolment: int, form: Filled, *, status: int = 200) -> Response[Any]:
    seat = found(await queries.learner(actor, enrolment))
    return page(request, "classes/result", seat=seat, form=form, said_points=said_points, status=status)


@post("/classes/learners/{enrolment:int}/result", may=May.RUN_CLASSES)
async def write_result(request: Asked, actor: Me, enrolment: FromPath[int]) -> Response[Any]:
    """Write a result down, or correct it."""
    seat = found(await queries.learner(actor, enrolment))
    try:
        given = await read_form(request, ResultForm)
    except Malformed as malformed:
        return await _result(request, actor, enrolment, malformed.filled, status=422)
    try:
        await actions.write_result(actor, enrolment, given.points_x100(), given.note, now=clock.now())
    except Refused as refused:
        return await _result(request, actor, enrolment, refilled(given, refused), status=409)
    return redirect(request, f"/classes/{seat.training_class}/exam", toast=_("已记下成绩，原来的还在"))


handlers = [show, draw, take_in, result, write_result]
