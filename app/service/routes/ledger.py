"""The ledger of service, one record of it, and the tolerance."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.audit.verbs import VERBS
from app.locale import N_, _
from app.refusals import found
from app.service.actions import approving
from app.service.forms import ToleranceForm, VoidForm
from app.service.queries import records, settings
from app.service.queries.deeds import done_about
from app.service.queries.ledger import Sought, choices, ledger, sought_of
from app.service.routes.shown import WORDS
from app.shifts.routes.shown import whole
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

STATES = {"standing": N_("有效"), "void": N_("已作废"), "corrected": N_("出勤有更正")}


@get("/service", may=May.SEE_SERVICE)
async def index(
    request: Asked,
    actor: Me,
    month: FromQuery[str] = "",
    place: FromQuery[str] = "",
    project: FromQuery[str] = "",
    q: FromQuery[str] = "",
    source: FromQuery[str] = "",
    stand: FromQuery[str] = "",
    page: FromQuery[str] = "",
) -> Response[Any]:
    """Records that match what stands in the address, with their sum."""
    numbers = whole(place) or 0, whole(project) or 0
    sought = sought_of(month, *numbers, q, source, stand, whole(page) or 1)
    return await _ledger(request, actor, sought, None)


@post("/service/tolerances", may=May.KEEP_RULES)
async def set_tolerance(request: Asked, actor: Me) -> Response[Any]:
    """Minutes beyond the plan that may be approved."""
    try:
        given = await read_form(request, ToleranceForm)
        await approving.set_tolerance(actor, given.minutes, given.source, now=clock.now())
    except Malformed as malformed:
        return await _ledger(request, actor, Sought(), malformed.filled, status=422)
    return redirect(request, "/service#tolerance", toast=_("宽限改为 %(n)d 分钟，以后的核定照它", n=given.minutes))


async def _ledger(
    request: Asked, actor: Actor, sought: Sought, form: Filled | None, *, status: int = 200
) -> Response[Any]:
    standing = await settings.tolerance()
    places, projects = await choices()
    return page(
        request,
        "service/ledger",
        part="ledger",
        status=status,
        sought=sought,
        found=await ledger(actor, sought),
        places=places,
        projects=projects,
        states=STATES,
        tolerance=standing,
        form=form or blank(minutes=standing.minutes, source=standing.source),
        **WORDS,
    )


@get("/service/records/{record_id:int}", may=May.SEE_SERVICE)
async def show(request: Asked, actor: Me, record_id: FromPath[int]) -> Response[Any]:
    """One record with everything it says, its evidence, and what was done about it."""
    return await _record(request, actor, record_id, blank())


@post("/service/records/{record_id:int}/voids", may=May.APPROVE_SERVICE)
async def void(request: Asked, actor: Me, record_id: FromPath[int]) -> Response[Any]:
    """The record does not stand."""
    try:
        given = await read_form(request, VoidForm)
    except Malformed as malformed:
        return await _record(request, actor, record_id, malformed.filled, status=422)
    await approving.void(actor, record_id, given.reason, now=clock.now())
    return redirect(request, f"/service/records/{record_id}", toast=_("已作废；要重新核定，到“待核定”"))


@post("/service/records/{record_id:int}/redos", may=May.APPROVE_SERVICE)
async def redo(request: Asked, actor: Me, record_id: FromPath[int]) -> Response[Any]:
    """Void it and approve what the attendance says now."""
    try:
        given = await read_form(request, VoidForm)
    except Malformed as malformed:
        return await _record(request, actor, record_id, malformed.filled, status=422)
    new = await approving.redo(actor, record_id, given.reason, now=clock.now())
    return redirect(request, f"/service/records/{new}", toast=_("原来的已作废，按现在的出勤重新核定"))


async def _record(request: Asked, actor: Actor, record_id: int, form: Filled, *, status: int = 200) -> Response[Any]:
    one = found(await records.record(actor, record_id))
    same = [each for each in await records.records_of(one.volunteer) if each.gathering == one.gathering]
    done = await done_about(one.id, one.gathering)
    return page(
        request, "service/record", status=status, one=one, same=same, done=done, verbs=VERBS, form=form, **WORDS
    )


handlers = [index, set_tolerance, show, void, redo]
