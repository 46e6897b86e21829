"""A learner's own page: seat, timetable, exam, satisfaction form, certificate. Its address is the key to it."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.classes import queries
from app.classes.actions import enrolling, feedback
from app.classes.forms import RatingForm
from app.classes.queries import LearnerView, completion_of
from app.classes.routes.classes import WORDS
from app.classes.routes.completing import shown_certificates
from app.classes.rules.completing import said_points
from app.classes.rules.examining import why_not_sit
from app.classes.rules.feedback import GRADES, ITEMS, why_not_rate
from app.locale import _
from app.refusals import Missing, Refused, found
from app.web import Filled, Malformed, Me, get, page, post, read_form, redirect, signing
from app.web.page import Asked

PURPOSE = "class seat"


def address_of(seat: LearnerView) -> str:
    """Where a learner's own page is; nobody can make the address who was not told it."""
    return f"/learners/{signing.signed(PURPOSE, f'{seat.id}-{seat.code}')}"


async def seat_behind(actor: Actor, token: str) -> LearnerView:
    """The seat whose address this is.

    Raises:
        Missing: the address is not ours, or the seat was given back.
    """
    number, _dash, code = (signing.unsigned(PURPOSE, token) or "").partition("-")
    if not (number.isascii() and number.isdigit()):
        raise Missing
    seat = found(await queries.learner(actor, int(number)))
    if seat.code != code or seat.ended_at is not None:
        raise Missing
    return seat


@get("/learners/{token:str}", may=May.ANYONE)
async def show(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """The learner's own page."""
    seat = await seat_behind(actor, token)
    one = found(await queries.training_class(actor, seat.training_class))
    units = await queries.units(actor, one.id)
    paper = await queries.paper(actor, one.id)
    certificate = await queries.certificate(actor, seat.certificate) if seat.certificate else None
    handed_in = seat.points_x100 is not None and seat.by_sitting
    begun = one.starts_on <= clock.today()
    return page(
        request,
        "classes/learner",
        seat=seat,
        one=one,
        units=units,
        at=address_of(seat),
        paper=paper,
        not_sit=why_not_sit(paper.span if paper else None, handed_in, clock.now()),
        not_rate=why_not_rate(await queries.has_rated(seat.id), begun),
        done=completion_of(one, seat, units),
        certificate=certificate,
        said_points=said_points,
        **WORDS,
    )


@post("/learners/{token:str}/withdrawals", may=May.ANYONE)
async def withdraw(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """The learner does not come after all."""
    seat = await seat_behind(actor, token)
    one = found(await queries.training_class(actor, seat.training_class))
    reason = _("本人退出")
    await enrolling.withdraw(actor, seat.id, reason, by_name=seat.name, now=clock.now())
    return redirect(request, f"/enrol/{one.token}", toast=_("已退出报名，名额还给别人了"))


@get("/learners/{token:str}/certificate", may=May.ANYONE)
async def certificate(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """The learner's own certificate, to be printed."""
    seat = await seat_behind(actor, token)
    known = found(await queries.certificate(actor, found(seat.certificate)))
    if known.issued.revoked_at is not None:
        raise Missing
    return await shown_certificates(request, [known.issued], address_of(seat))


@get("/learners/{token:str}/rating", may=May.ANYONE)
async def ask(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """The satisfaction form."""
    return await _ask(request, actor, token, Filled())


async def _ask(request: Asked, actor: Actor, token: str, form: Filled, *, status: int = 200) -> Response[Any]:
    seat = await seat_behind(actor, token)
    one = found(await queries.training_class(actor, seat.training_class))
    return page(
        request, "classes/rate", one=one, at=address_of(seat), form=form, items=ITEMS, grades=GRADES, status=status
    )


@post("/learners/{token:str}/rating", may=May.ANYONE)
async def rate(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Give the form."""
    seat = await seat_behind(actor, token)
    try:
        given = await read_form(request, RatingForm)
    except Malformed as malformed:
        return await _ask(request, actor, token, malformed.filled, status=422)
    try:
        await feedback.rate(actor, seat.id, given.rating(), now=clock.now())
    except Refused as refused:
        return await _ask(request, actor, token, Filled({}, {"": str(refused)}), status=409)
    return redirect(request, address_of(seat), toast=_("谢谢，已经收到；表上没有您的名字"))


handlers = [show, withdraw, certificate, ask, rate]
