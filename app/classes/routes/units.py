"""The timetable of a class: its units, their lists, calling one off."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.classes import queries
from app.classes.actions import units as actions
from app.classes.forms import ReasonForm, Taught, UnitForm
from app.classes.routes.filling import refilled
from app.gatherings.rules import CATEGORIES, GATHERING_STATES, Category, GatheringState
from app.locale import _
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/classes/{class_id:int}/timetable", may=May.RUN_CLASSES)
async def show(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """The timetable, and a form for another unit."""
    one = found(await queries.training_class(actor, class_id))
    first = one.starts_on.isoformat()
    usual = blank(starts_at=f"{first}T09:00", ends_at=f"{first}T10:30", periods=2, category=Taught.PROFESSIONAL.value)
    return await _show(request, actor, class_id, usual)


async def _show(request: Asked, actor: Actor, class_id: int, form: Filled, *, status: int = 200) -> Response[Any]:
    return page(
        request,
        "classes/timetable",
        one=found(await queries.training_class(actor, class_id)),
        units=await queries.units(actor, class_id),
        form=form,
        category_options=[(one.value, _(CATEGORIES[Category(one.value)])) for one in Taught],
        unit_states=GATHERING_STATES,
        UnitState=GatheringState,
        status=status,
    )


@post("/classes/{class_id:int}/units", may=May.RUN_CLASSES)
async def add(request: Asked, actor: Me, class_id: FromPath[int]) -> Response[Any]:
    """Another unit."""
    try:
        given = await read_form(request, UnitForm)
    except Malformed as malformed:
        return await _show(request, actor, class_id, malformed.filled, status=422)
    try:
        await actions.add_unit(actor, class_id, given.plan(), now=clock.now())
    except Refused as refused:
        return await _show(request, actor, class_id, refilled(given, refused), status=409)
    return redirect(request, f"/classes/{class_id}/timetable", toast=_("已排进课程表"))


@post("/classes/units/{unit_id:int}/openings", may=May.RUN_CLASSES)
async def open_unit(request: Asked, actor: Me, unit_id: FromPath[int]) -> Response[Any]:
    """Freeze the list of a unit."""
    unit = found(await queries.unit(actor, unit_id))
    expected = await actions.open_unit(actor, unit_id, now=clock.now())
    said = _("名单已定，应到 %(n)d 人，开始签到", n=expected)
    return redirect(request, f"/gatherings/{unit.gathering.id}", toast=said)


@post("/classes/units/{unit_id:int}/cancellations", may=May.RUN_CLASSES)
async def call_off(request: Asked, actor: Me, unit_id: FromPath[int]) -> Response[Any]:
    """A unit does not take place."""
    unit = found(await queries.unit(actor, unit_id))
    given = await read_form(request, ReasonForm)
    await actions.call_off_unit(actor, unit_id, given.reason, now=clock.now())
    return redirect(request, f"/classes/{unit.training_class}/timetable", toast=_("已取消这次课"))


handlers = [show, add, open_unit, call_off]
