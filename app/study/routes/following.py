"""Action items: the list with its filters, and one of them with everything that became of it."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Refused, found
from app.study.actions import following as actions
from app.study.forms.discussing import NoteForm, ReassignmentForm
from app.study.queries import discussing, following
from app.study.queries.following import owners
from app.study.routes.filling import refilled
from app.study.rules.following import NOTE_KINDS, SHOWN, ActionFilter, NoteKind, Shown
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/study/actions", may=May.SEE_STUDY)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """The action items that the filter lets through, those that are late first."""
    sought = ActionFilter.of({name: str(value) for name, value in request.query_params.multi_items()})
    today = clock.today()
    everybodys = await following.actions(actor, ActionFilter(sought.shown), today)
    items = [one for one in everybodys if sought.owner in (0, one.owner)]
    known = owners(everybodys)
    if sought.owner and sought.owner not in dict(known):
        # Somebody who has none of these is still named in the filter that asks for them.
        known = [*known, *owners(await following.actions(actor, ActionFilter(Shown.ALL, sought.owner), today))]
    return page(
        request, "study/actions", part="actions", sought=sought, items=items, owners=known, shown=SHOWN, today=today
    )


@get("/study/actions/{item_id:int}", may=May.SEE_STUDY)
async def show(request: Asked, actor: Me, item_id: FromPath[int]) -> Response[Any]:
    """One item, and for whoever it concerns the forms to go on with it."""
    return await _page(request, actor, item_id)


@post("/study/actions/{item_id:int}/notes", may=May.SEE_STUDY)
async def note(request: Asked, actor: Me, item_id: FromPath[int]) -> Response[Any]:
    """Write down how it goes."""
    return await _write(request, actor, item_id, actions.note_progress, _("进展已记下"))


@post("/study/actions/{item_id:int}/closings", may=May.SEE_STUDY)
async def close(request: Asked, actor: Me, item_id: FromPath[int]) -> Response[Any]:
    """Close it with what was done."""
    return await _write(request, actor, item_id, actions.close_action, _("已办结"))


@post("/study/actions/{item_id:int}/reopenings", may=May.ARRANGE_STUDY)
async def reopen(request: Asked, actor: Me, item_id: FromPath[int]) -> Response[Any]:
    """Open it again, with the reason."""
    return await _write(request, actor, item_id, actions.reopen_action, _("已重新打开，负责人收到通知"))


@post("/study/actions/{item_id:int}/reassignments", may=May.ARRANGE_STUDY)
async def reassign(request: Asked, actor: Me, item_id: FromPath[int]) -> Response[Any]:
    """Give it to somebody else, or another day."""
    try:
        given = await read_form(request, ReassignmentForm)
    except Malformed as malformed:
        return await _page(request, actor, item_id, change=malformed.filled, status=422)
    try:
        await actions.reassign_action(actor, item_id, given.owner, given.due_on, given.text, now=clock.now())
    except Refused as refused:
        return await _page(request, actor, item_id, change=refilled(given, refused), status=409)
    return redirect(request, f"/study/actions/{item_id}", toast=_("已改好，负责人收到通知"))


async def _write(
    request: Asked, actor: Actor, item_id: int, act: Callable[..., Awaitable[None]], toast: str
) -> Response[Any]:
    try:
        given = await read_form(request, NoteForm)
    except Malformed as malformed:
        return await _page(request, actor, item_id, form=malformed.filled, status=422)
    await act(actor, item_id, given.text, now=clock.now())
    return redirect(request, f"/study/actions/{item_id}", toast=toast)


async def _page(
    request: Asked,
    actor: Actor,
    item_id: int,
    *,
    form: Filled | None = None,
    change: Filled | None = None,
    status: int = 200,
) -> Response[Any]:
    item = found(await following.action(actor, item_id))
    arranges = actor.may(May.ARRANGE_STUDY)
    staff = await discussing.staff(actor, clock.now()) if arranges and not item.is_closed else []
    return page(
        request,
        "study/action",
        status=status,
        item=item,
        notes=await following.notes(item_id),
        form=form or blank(),
        change=change or blank(owner=item.owner, due_on=item.due_on.isoformat()),
        changes=bool(change),
        staff=[(person, f"{name} · {post}" if post else name) for person, name, post in staff],
        follows=arranges or item.owner == actor.id,
        kinds=NOTE_KINDS,
        NoteKind=NoteKind,
        today=clock.today(),
    )


handlers = [index, show, note, close, reopen, reassign]
