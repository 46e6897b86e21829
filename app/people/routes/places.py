"""Service points: the list with the organisations, one of them, writing down, closing."""

from dataclasses import asdict
from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.people.actions import places as actions
from app.people.forms import CloseForm, PointForm
from app.people.queries import places as queries
from app.people.routes.filling import refilled, shown
from app.people.rules.places import LIBRARY_KINDS, PARTNER_KINDS, POINT_KINDS
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

FIELDS = {"name": "name", "partner": "partner", "agreement_to": "agreement_to", "closed_on": "closed_on"}
WORDS: dict[str, Any] = {"library_kinds": LIBRARY_KINDS, "partner_kinds": PARTNER_KINDS, "point_kinds": POINT_KINDS}


@get("/places", may=May.SEE_PLACES)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """All service points and organisations."""
    now = clock.now()
    points, libraries = await queries.points(actor, now), await queries.libraries(actor, now)
    return page(request, "people/places", points=points, libraries=libraries, **WORDS)


@get("/places/new", may=May.MANAGE_PLACES)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """An empty form."""
    return await _form(request, actor, blank(kind="reading_bar", opened_on=clock.today().isoformat()))


@post("/places", may=May.MANAGE_PLACES)
async def add(request: Asked, actor: Me) -> Response[Any]:
    """Write a service point down."""
    try:
        given = await read_form(request, PointForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, status=422)
    try:
        row = await actions.add_point(actor, given.facts())
    except Refused as refused:
        return await _form(request, actor, refilled(given, refused, FIELDS), status=409)
    return redirect(request, f"/places/{row.id}", toast=_("%(name)s已登记", name=row.name))


@get("/places/{point_id:int}", may=May.SEE_PLACES)
async def show(request: Asked, actor: Me, point_id: FromPath[int]) -> Response[Any]:
    """One service point."""
    return await _show(request, actor, point_id, blank(on=clock.today().isoformat()))


@get("/places/{point_id:int}/edit", may=May.MANAGE_PLACES)
async def edit(request: Asked, actor: Me, point_id: FromPath[int]) -> Response[Any]:
    """What is said of a service point, to be corrected."""
    point = found(await queries.point(actor, point_id, clock.now()))
    return await _form(request, actor, shown(asdict(point.facts)), point_id)


@post("/places/{point_id:int}", may=May.MANAGE_PLACES)
async def change(request: Asked, actor: Me, point_id: FromPath[int]) -> Response[Any]:
    """Correct what is said of a service point."""
    found(await queries.point(actor, point_id, clock.now()))
    try:
        given = await read_form(request, PointForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, point_id, status=422)
    try:
        left = await actions.edit_point(actor, point_id, given.facts(), now=clock.now())
    except Refused as refused:
        return await _form(request, actor, refilled(given, refused, FIELDS), point_id, status=409)
    return redirect(request, f"/places/{point_id}", toast=_("已保存") + left)


@post("/places/{point_id:int}/close", may=May.MANAGE_PLACES)
async def close(request: Asked, actor: Me, point_id: FromPath[int]) -> Response[Any]:
    """Close a service point from a day on."""
    found(await queries.point(actor, point_id, clock.now()))
    try:
        given = await read_form(request, CloseForm)
    except Malformed as malformed:
        return await _show(request, actor, point_id, malformed.filled, status=422)
    try:
        left = await actions.close_point(actor, point_id, given.on, now=clock.now())
    except Refused as refused:
        return await _show(request, actor, point_id, refilled(given, refused, {"closed_on": "on"}), status=409)
    said = _("%(day)s起关闭，历年记录都还在", day=given.on)
    return redirect(request, f"/places/{point_id}", toast=said + left, undo=f"/places/{point_id}/reopen")


@post("/places/{point_id:int}/reopen", may=May.MANAGE_PLACES)
async def reopen(request: Asked, actor: Me, point_id: FromPath[int]) -> Response[Any]:
    """Take the day of closing back."""
    await actions.reopen_point(actor, point_id)
    return redirect(request, f"/places/{point_id}", toast=_("照常开放"))


async def _show(request: Asked, actor: Actor, point_id: int, form: Filled, *, status: int = 200) -> Response[Any]:
    point = found(await queries.point(actor, point_id, clock.now()))
    people = await queries.coordinators(actor, point_id)
    return page(request, "people/place", status=status, point=point, coordinators=people, form=form, **WORDS)


async def _form(
    request: Asked, actor: Actor, form: Filled, point_id: int | None = None, *, status: int = 200
) -> Response[Any]:
    partners = await queries.partners(actor)
    return page(
        request, "people/place_edit", status=status, form=form, point_id=point_id, partners=partners, kinds=POINT_KINDS
    )
