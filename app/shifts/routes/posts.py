"""Posts: what there is to do at each service point."""

from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.people.queries import places
from app.refusals import Refused, found
from app.shifts.actions import posts as actions
from app.shifts.actions.posts import PostFacts
from app.shifts.forms import PostForm
from app.shifts.queries import places as queries
from app.shifts.queries.places import PostView, may_arrange
from app.shifts.queries.projects import project_choices
from app.shifts.routes.shown import WORDS
from app.training.queries.qualifications import choices
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

FIELDS = {"name", "qualification"}


@get("/shifts/posts", may=May.ARRANGE_SHIFTS)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """All posts by place."""
    known = await queries.posts(actor)
    return page(
        request, "shifts/posts", posts=known, own={one.place for one in known if may_arrange(actor, one.place)}, **WORDS
    )


@get("/shifts/posts/new", may=May.ARRANGE_SHIFTS)
async def new(request: Asked, actor: Me, place: FromQuery[str] = "") -> Response[Any]:
    """An empty post."""
    return await _form(request, actor, blank(place=place, min_age=0))


@post("/shifts/posts", may=May.ARRANGE_SHIFTS)
async def add(request: Asked, actor: Me) -> Response[Any]:
    """Add a post."""
    return await _save(request, actor, None)


@get("/shifts/posts/{post_id:int}/edit", may=May.ARRANGE_SHIFTS)
async def edit(request: Asked, actor: Me, post_id: FromPath[int]) -> Response[Any]:
    """A post, to be changed."""
    known = found(await queries.post(actor, post_id))
    form = blank(
        place=known.place,
        name=known.name,
        skill=known.skill or "",
        qualification=known.qualification or "",
        min_age=known.min_age,
        risk=known.risk,
        duties=known.duties,
        project=known.project or "",
        on_closed_days="1" if known.on_closed_days else "",
    )
    return await _form(request, actor, form, known)


@post("/shifts/posts/{post_id:int}", may=May.ARRANGE_SHIFTS)
async def change(request: Asked, actor: Me, post_id: FromPath[int]) -> Response[Any]:
    """Change a post."""
    return await _save(request, actor, found(await queries.post(actor, post_id)))


@post("/shifts/posts/{post_id:int}/closings", may=May.ARRANGE_SHIFTS)
async def close(request: Asked, actor: Me, post_id: FromPath[int]) -> Response[Any]:
    """No new shift has this post."""
    await actions.close_post(actor, post_id, now=clock.now())
    return redirect(request, "/shifts/posts", toast=_("岗位已停用，已排的班不变"))


async def _save(request: Asked, actor: Actor, known: PostView | None) -> Response[Any]:
    try:
        given = await read_form(request, PostForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, known, status=422)
    facts = PostFacts(
        given.name,
        given.skill,
        given.min_age,
        given.risk,
        given.duties,
        given.qualification,
        given.project,
        given.on_closed_days,
    )
    try:
        if known is None:
            await actions.add_post(actor, given.place, facts)
        else:
            await actions.edit_post(actor, known.id, facts)
    except Refused as refused:
        values = {
            **msgspec.structs.asdict(given),
            "skill": given.skill or "",
            "qualification": given.qualification or "",
            "project": given.project or "",
            "on_closed_days": "1" if given.on_closed_days else "",
        }
        errors = {one.code if one.code in FIELDS else "": one.sentence for one in refused.reasons}
        return await _form(request, actor, Filled(values, errors), known, status=409)
    return redirect(request, "/shifts/posts", toast=_("已保存"))


async def _form(
    request: Asked, actor: Actor, form: Filled, known: PostView | None = None, *, status: int = 200
) -> Response[Any]:
    own = [(id_, name) for id_, name in await places.choices(actor, clock.now()) if may_arrange(actor, id_)]
    held = await choices(known.qualification if known else None)
    projects = await project_choices()
    return page(
        request,
        "shifts/post",
        status=status,
        form=form,
        post=known,
        places=own,
        qualifications=held,
        projects=projects,
        **WORDS,
    )


handlers = [index, new, add, edit, change, close]
