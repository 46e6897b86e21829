"""Projects: what volunteers are recruited for, and the poster that says so."""

from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.office import codes
from app.refusals import Refused, found, seen_of
from app.shifts.actions import projects as actions
from app.shifts.forms.projects import ProjectForm
from app.shifts.queries import projects as queries
from app.shifts.queries.projects import ProjectView
from app.shifts.routes.addresses import base
from app.shifts.rules.projects import ProjectFacts, sheet_of
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

TEXTS = ("name", "content", "risks", "notice", "leader")


@get("/shifts/projects", may=May.ARRANGE_SHIFTS)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """All projects; managers change them."""
    return page(request, "shifts/projects/index", projects=await queries.projects(actor), today=clock.today())


@get("/shifts/projects/new", may=May.LEAD_VOLUNTEERS)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """An empty project of the library's own."""
    return await _form(request, blank(from_on=clock.today().isoformat()))


@post("/shifts/projects", may=May.LEAD_VOLUNTEERS)
async def add(request: Asked, actor: Me) -> Response[Any]:
    """Add a project."""
    return await _save(request, actor, None)


@get("/shifts/projects/{project_id:int}/edit", may=May.LEAD_VOLUNTEERS)
async def edit(request: Asked, actor: Me, project_id: FromPath[int]) -> Response[Any]:
    """A project, to be changed."""
    known = found(await queries.project(actor, project_id))
    return await _form(request, _shown(known), known)


@post("/shifts/projects/{project_id:int}", may=May.LEAD_VOLUNTEERS)
async def change(request: Asked, actor: Me, project_id: FromPath[int]) -> Response[Any]:
    """Change a project."""
    return await _save(request, actor, found(await queries.project(actor, project_id)))


@post("/shifts/projects/{project_id:int}/endings", may=May.LEAD_VOLUNTEERS)
async def end(request: Asked, actor: Me, project_id: FromPath[int]) -> Response[Any]:
    """Nobody applies any more."""
    await actions.end_project(actor, project_id, now=clock.now())
    return redirect(request, "/shifts/projects", toast=_("项目已结束，不再招募；记录不变"))


@get("/shifts/projects/{project_id:int}/poster", may=May.ARRANGE_SHIFTS)
async def poster(request: Asked, actor: Me, project_id: FromPath[int]) -> Response[Any]:
    """A sheet of A4 for the wall: what, where, the risks, and the code that leads to the application."""
    one = found(await queries.project(actor, project_id))
    address = f"{base(request)}/join/{one.id}"
    posts = await queries.project_posts(one.id)
    sheet = sheet_of(one.content, one.risks, one.notice, len({post.place_name for post in posts}))
    return page(
        request,
        "shifts/projects/poster",
        one=one,
        posts=posts,
        sheet=sheet,
        takes=one.takes(clock.today()),
        code=codes.drawn(address),
        address=address,
    )


async def _save(request: Asked, actor: Actor, known: ProjectView | None) -> Response[Any]:
    try:
        given = await read_form(request, ProjectForm)
    except Malformed as malformed:
        return await _form(request, malformed.filled, known, status=422)
    try:
        if known is None:
            await actions.add_project(actor, given.facts())
        else:
            await actions.edit_project(actor, known.id, given.facts(), seen=given.seen)
    except Refused as refused:
        names = set(ProjectForm.__struct_fields__)
        errors = {one.code if one.code in names else "": one.sentence for one in refused.reasons}
        values = {name: "" if value is None else value for name, value in msgspec.structs.asdict(given).items()}
        fresh = await queries.project(actor, known.id) if known else None
        if fresh:
            values["seen"] = _seen(fresh)
        return await _form(request, Filled(values, errors), known, status=409)
    return redirect(request, "/shifts/projects", toast=_("已保存"))


def _facts(known: ProjectView) -> ProjectFacts:
    return ProjectFacts(**{name: getattr(known, name) for name in ProjectFacts.__dataclass_fields__})


def _seen(known: ProjectView) -> str:
    return seen_of(*actions.shown_of(_facts(known)))


def _shown(known: ProjectView) -> Filled:
    values = {name: getattr(known, name) for name in TEXTS}
    return blank(
        **values,
        recording_unit=known.recording_unit,
        from_on=known.from_on.isoformat(),
        to_on=known.to_on.isoformat() if known.to_on else "",
        open_to_applicants="1" if known.open_to_applicants else "",
        seen=_seen(known),
    )


async def _form(request: Asked, form: Filled, known: ProjectView | None = None, *, status: int = 200) -> Response[Any]:
    units = await queries.recording_units()
    return page(
        request, "shifts/projects/edit", status=status, form=form, project=known, units=units, today=clock.today()
    )


handlers = [index, new, add, edit, change, end, poster]
