"""The reading list of a year, and the materials of an item of an agenda."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.locale import _
from app.refusals import Refused, found
from app.study import queries
from app.study.actions import materials as actions
from app.study.forms.reading import ChosenForm, MaterialForm
from app.study.queries import materials
from app.study.queries.materials import MaterialView
from app.study.routes.filling import refilled
from app.study.rules.agenda import shipped_laws
from app.study.rules.materials import COVERAGES, MATERIAL_KINDS, MaterialFilter
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/study/materials", may=May.SEE_STUDY)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """The reading list of a year with what was studied when, the gaps first."""
    given = {name: str(value) for name, value in request.query_params.multi_items()}
    sought = MaterialFilter.of(given, clock.today().year)
    listed = await materials.reading_list(actor, sought.year, clock.now())
    shown = [
        one
        for one in listed
        if sought.kind in ("", one.material.kind.value) and sought.coverage in ("", one.coverage.value)
    ]
    return page(
        request,
        "study/materials",
        part="materials",
        sought=sought,
        listed=listed,
        shown=shown,
        counts={one: sum(each.coverage is one for each in listed) for one in COVERAGES},
        years=sorted({sought.year, clock.today().year, *await materials.years_of_lists(actor)}, reverse=True),
        kinds=MATERIAL_KINDS,
        coverages=COVERAGES,
    )


@get("/study/materials/new", may=May.ARRANGE_STUDY)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """An empty form for this year's list."""
    return _form(request, blank(year=clock.today().year))


@post("/study/materials", may=May.ARRANGE_STUDY)
async def add(request: Asked, actor: Me) -> Response[Any]:
    """Put a material onto the list; the toast takes it off again."""
    try:
        given = await read_form(request, MaterialForm)
    except Malformed as malformed:
        return _form(request, malformed.filled, status=422)
    try:
        made = await actions.add_material(actor, given.material(), now=clock.now())
    except Refused as refused:
        return _form(request, refilled(given, refused), status=409)
    undo = f"/study/materials/{made}/removals"
    return redirect(request, f"/study/materials?year={given.year}", toast=_("已加进材料清单"), undo=undo)


@get("/study/materials/{material_id:int}/edit", may=May.ARRANGE_STUDY)
async def edit(request: Asked, actor: Me, material_id: FromPath[int]) -> Response[Any]:
    """A material as a form."""
    known = found(await materials.material(actor, material_id))
    names = ("title", "year", "publisher", "law", "note")
    values = {name: getattr(known.material, name) for name in names}
    return _form(request, blank(**values, kind=known.material.kind.value), known)


@post("/study/materials/{material_id:int}", may=May.ARRANGE_STUDY)
async def change(request: Asked, actor: Me, material_id: FromPath[int]) -> Response[Any]:
    """Change a material."""
    known = found(await materials.material(actor, material_id))
    try:
        given = await read_form(request, MaterialForm)
    except Malformed as malformed:
        return _form(request, malformed.filled, known, status=422)
    try:
        await actions.change_material(actor, material_id, given.material())
    except Refused as refused:
        return _form(request, refilled(given, refused), known, status=409)
    return redirect(request, f"/study/materials?year={given.year}", toast=_("已保存"))


@post("/study/materials/{material_id:int}/removals", may=May.ARRANGE_STUDY)
async def remove(request: Asked, actor: Me, material_id: FromPath[int]) -> Response[Any]:
    """Take a material off the list; the toast puts it back."""
    year = await actions.remove_material(actor, material_id, now=clock.now())
    undo = f"/study/materials/{material_id}/restorings"
    return redirect(request, f"/study/materials?year={year}", toast=_("已从清单拿下"), undo=undo)


@post("/study/materials/{material_id:int}/restorings", may=May.ARRANGE_STUDY)
async def restore(request: Asked, actor: Me, material_id: FromPath[int]) -> Response[Any]:
    """Put a material back onto the list."""
    year = await actions.restore_material(actor, material_id)
    return redirect(request, f"/study/materials?year={year}", toast=_("已放回清单"))


@get("/study/agenda/{item_id:int}/materials", may=May.ARRANGE_STUDY)
async def choose(request: Asked, actor: Me, item_id: FromPath[int]) -> Response[Any]:
    """The materials that an item may name, with those it names ticked."""
    line = found(await queries.agenda_item(actor, item_id))
    session = found(await queries.session(actor, line.session))
    known, named = await materials.to_choose(session.on.year, item_id)
    options = [(one.id, _said(one)) for one in known]
    form = blank(materials=sorted(named))
    context: dict[str, Any] = {"form": form, "options": options, "year": session.on.year}
    return page(request, "study/agenda_materials", line=line, session=session, **context)


@post("/study/agenda/{item_id:int}/materials", may=May.ARRANGE_STUDY)
async def name(request: Asked, actor: Me, item_id: FromPath[int]) -> Response[Any]:
    """Say which materials an item uses."""
    given = await read_form(request, ChosenForm)
    session = await actions.name_materials(actor, item_id, set(given.materials), now=clock.now())
    return redirect(request, f"/study/sessions/{session}#agenda", toast=_("材料已选好"))


def _said(one: MaterialView) -> str:
    return f"{one.material.title} · {_(MATERIAL_KINDS[one.material.kind])}"


def _form(request: Asked, form: Filled, known: MaterialView | None = None, *, status: int = 200) -> Response[Any]:
    context: dict[str, Any] = {"form": form, "known": known, "kinds": MATERIAL_KINDS, "laws": shipped_laws()}
    return page(request, "study/material_edit", status=status, **context)


handlers = [index, new, add, edit, change, remove, restore, choose, name]
