"""Checking in at a unit without an account: the code on the screen, then name, last digits and the learner's own code."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.classes import queries
from app.classes.actions.finding import find_seat
from app.classes.forms import FindForm
from app.classes.queries import LearnerView, UnitView
from app.classes.routes.addresses import base
from app.classes.routes.filling import refilled
from app.classes.routes.learners import address_of
from app.classes.rules import not_held
from app.gatherings import actions as gatherings
from app.gatherings.queries import standing_record
from app.gatherings.rules import GATHERING_STATES, GatheringState
from app.gatherings.rules.attendance import why_not_check_out
from app.gatherings.rules.codes import Code, code_now, read_code, why_not_code
from app.locale import _
from app.office.codes import drawn
from app.refusals import Refused, WhyNot, found
from app.web import Filled, Malformed, Me, get, page, post, read_form, redirect, signing
from app.web.page import Asked, clock_time

SCREEN, FORM = "class arrival", "class arrival form"
FORM_SLOTS = 10
"""Minutes for filling in the form: the code itself was alive when the phone scanned it."""


@get("/classes/units/{unit_id:int}/code", may=May.RUN_CLASSES)
async def screen(request: Asked, actor: Me, unit_id: FromPath[int]) -> Response[Any]:
    """The screen of the room: a code that is new every minute."""
    unit = found(await queries.unit(actor, unit_id))
    now = clock.now()
    address = f"{base(request)}/arrivals/{signing.signed(SCREEN, str(code_now(unit.gathering.id, now)))}"
    return page(
        request,
        "classes/screen",
        part="code",
        unit=unit,
        address=address,
        drawn=drawn(address) if unit.gathering.state is GatheringState.OPEN else None,
        states=GATHERING_STATES,
        now=now,
    )


@get("/arrivals/{token:str}", may=May.ANYONE)
async def arrive(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Whoever has scanned the code."""
    code = found(read_code(signing.unsigned(SCREEN, token) or ""))
    if reasons := why_not_code(code, clock.now()):
        raise Refused(*reasons)
    unit = found(await queries.unit_of(actor, code.gathering))
    one = found(await queries.training_class(actor, unit.training_class))
    if one.called_off:
        raise Refused(not_held(one.called_off))
    return _form(request, unit, signing.signed(FORM, str(code)), Filled())


def _form(request: Asked, unit: UnitView, token: str, form: Filled, *, status: int = 200) -> Response[Any]:
    return page(request, "classes/arrive", unit=unit, token=token, form=form, status=status)


@post("/arrivals/{token:str}", may=May.ANYONE)
async def sign(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Check in, or out when they are in."""
    now = clock.now()
    code = found(read_code(signing.unsigned(FORM, token) or ""))
    if not 0 <= code_now(code.gathering, now).slot - code.slot < FORM_SLOTS:
        raise Refused(WhyNot("stale_code", _("这个码已经过期，扫屏幕上现在的码")))
    unit = found(await queries.unit_of(actor, code.gathering))
    try:
        given = await read_form(request, FindForm)
    except Malformed as malformed:
        return _form(request, unit, token, malformed.filled, status=422)
    try:
        seat = await find_seat(actor, unit.training_class, given.claim(), now=now)
    except Refused as refused:
        return _form(request, unit, token, refilled(given, refused), status=409)
    return redirect(request, address_of(seat), toast=await _signed(unit, seat, now))


async def _signed(unit: UnitView, seat: LearnerView, now: Any) -> str:
    person = seat.person
    if person is None:
        raise Refused(WhyNot("not_expected", _("您报名晚于定名单，请现场的工作人员把您加上")))
    # Whoever knows name, phone and code is the learner: they act for themselves, with no rights but this one.
    learner = Actor(id=person, name=seat.name)
    gathering = unit.gathering
    code = Code(gathering.id, code_now(gathering.id, now).slot)
    standing = await standing_record(gathering.id, person)
    if not why_not_check_out(gathering.state, gathering.span, standing, now):
        await gatherings.check_out(learner, code, now=now)
        return _("已签退 %(time)s", time=clock_time(now))
    await gatherings.check_in(learner, code, now=now)
    return _("已签到 %(time)s", time=clock_time(now))


handlers = [screen, arrive, sign]
