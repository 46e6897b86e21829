"""Organisations: our own library, its superior, partners."""

from dataclasses import asdict
from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.locale import _
from app.people.actions import places as actions
from app.people.forms import LibraryForm
from app.people.queries import places as queries
from app.people.routes.filling import refilled, shown
from app.people.routes.places import WORDS
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

FIELDS = {"name": "name", "kind": "kind", "partner_kind": "partner_kind"}


@get("/libraries/new", may=May.MANAGE_PLACES)
async def new(request: Asked) -> Response[Any]:
    """An empty form."""
    return _form(request, blank(kind="partner"))


@post("/libraries", may=May.MANAGE_PLACES)
async def add(request: Asked, actor: Me) -> Response[Any]:
    """Write an organisation down."""
    try:
        given = await read_form(request, LibraryForm)
    except Malformed as malformed:
        return _form(request, malformed.filled, status=422)
    try:
        row = await actions.add_library(actor, given.facts())
    except Refused as refused:
        return _form(request, refilled(given, refused, FIELDS), status=409)
    return redirect(request, f"/libraries/{row.id}", toast=_("%(name)s已登记", name=row.name))


@get("/libraries/{library_id:int}", may=May.SEE_PLACES)
async def show(request: Asked, actor: Me, library_id: FromPath[int]) -> Response[Any]:
    """One organisation, and the service points kept with it."""
    now = clock.now()
    library = found(await queries.library(actor, library_id, now))
    points = await queries.points(actor, now, partner=library_id)
    return page(request, "people/library", library=library, points=points, **WORDS)


@get("/libraries/{library_id:int}/edit", may=May.MANAGE_PLACES)
async def edit(request: Asked, actor: Me, library_id: FromPath[int]) -> Response[Any]:
    """What is said of an organisation, to be corrected."""
    library = found(await queries.library(actor, library_id, clock.now()))
    return _form(request, shown(asdict(library.facts)), library_id)


@post("/libraries/{library_id:int}", may=May.MANAGE_PLACES)
async def change(request: Asked, actor: Me, library_id: FromPath[int]) -> Response[Any]:
    """Correct what is said of an organisation."""
    found(await queries.library(actor, library_id, clock.now()))
    try:
        given = await read_form(request, LibraryForm)
    except Malformed as malformed:
        return _form(request, malformed.filled, library_id, status=422)
    try:
        await actions.edit_library(actor, library_id, given.facts())
    except Refused as refused:
        return _form(request, refilled(given, refused, FIELDS), library_id, status=409)
    return redirect(request, f"/libraries/{library_id}", toast=_("已保存"))


def _form(request: Asked, form: Filled, library_id: int | None = None, *, status: int = 200) -> Response[Any]:
    return page(request, "people/library_edit", status=status, form=form, library_id=library_id, **WORDS)
