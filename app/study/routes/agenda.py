"""The agenda: adding, changing, moving and removing items."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Refused, found
from app.study import queries
from app.study.actions import agenda as actions
from app.study.forms import DirectionForm, ItemForm
from app.study.queries import AgendaLine
from app.study.routes.filling import refilled
from app.study.routes.sessions import show_session
from app.study.rules import STUDIED
from app.study.rules.agenda import shipped_laws
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked


@post("/study/sessions/{session_id:int}/agenda", may=May.ARRANGE_STUDY)
async def add(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """Put an item onto the agenda; the toast takes it off again."""
    try:
        given = await read_form(request, ItemForm)
    except Malformed as malformed:
        return await show_session(request, actor, session_id, form=malformed.filled, status=422)
    try:
        item = await actions.add_item(actor, session_id, given.item())
    except Refused as refused:
        return await show_session(request, actor, session_id, form=refilled(given, refused), status=409)
    return _back(request, session_id, _("已加进议程"), f"/study/agenda/{item}/removals")


@get("/study/agenda/{item_id:int}/edit", may=May.ARRANGE_STUDY)
async def edit(request: Asked, actor: Me, item_id: FromPath[int]) -> Response[Any]:
    """An item as a form."""
    line = found(await queries.agenda_item(actor, item_id))
    item = line.item
    values = {name: getattr(item, name) for name in ("title", "speaker", "minutes", "material", "law")}
    return await _form(request, actor, line, blank(**values, category=item.category.value))


@post("/study/agenda/{item_id:int}", may=May.ARRANGE_STUDY)
async def change(request: Asked, actor: Me, item_id: FromPath[int]) -> Response[Any]:
    """Change an item."""
    line = found(await queries.agenda_item(actor, item_id))
    try:
        given = await read_form(request, ItemForm)
    except Malformed as malformed:
        return await _form(request, actor, line, malformed.filled, status=422)
    try:
        session = await actions.change_item(actor, item_id, given.item())
    except Refused as refused:
        return await _form(request, actor, line, refilled(given, refused), status=409)
    return _back(request, session, _("已保存"))


async def _form(request: Asked, actor: Actor, line: AgendaLine, form: Filled, *, status: int = 200) -> Response[Any]:
    session = found(await queries.session(actor, line.session))
    context: dict[str, Any] = {"form": form, "session": session, "line": line}
    return page(request, "study/agenda_edit", status=status, studied=STUDIED, laws=shipped_laws(), **context)


@post("/study/agenda/{item_id:int}/moves", may=May.ARRANGE_STUDY)
async def move(request: Asked, actor: Me, item_id: FromPath[int]) -> Response[Any]:
    """Let an item change places with its neighbour."""
    given = await read_form(request, DirectionForm)
    session = await actions.move_item(actor, item_id, given.direction == "up")
    return _back(request, session)


@post("/study/agenda/{item_id:int}/removals", may=May.ARRANGE_STUDY)
async def remove(request: Asked, actor: Me, item_id: FromPath[int]) -> Response[Any]:
    """Take an item off the agenda; the toast puts it back."""
    session = await actions.remove_item(actor, item_id, now=clock.now())
    return _back(request, session, _("已从议程拿下"), f"/study/agenda/{item_id}/restorings")


@post("/study/agenda/{item_id:int}/restorings", may=May.ARRANGE_STUDY)
async def restore(request: Asked, actor: Me, item_id: FromPath[int]) -> Response[Any]:
    """Put an item back."""
    return _back(request, await actions.restore_item(actor, item_id), _("已放回议程"))


def _back(request: Asked, session: int, toast: str | None = None, undo: str | None = None) -> Response[Any]:
    return redirect(request, f"/study/sessions/{session}#agenda", toast=toast, undo=undo)


handlers = [add, edit, change, move, remove, restore]
