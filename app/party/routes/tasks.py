"""What a meeting gives somebody to do, and how it goes."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.party.actions import tasks as actions
from app.party.forms.meetings import NoteForm, TaskForm
from app.party.queries.meeting import meeting as meeting_of
from app.party.queries.tasks import task
from app.party.routes.filling import refilled
from app.party.routes.showing import show_meeting
from app.party.rules.tasks import NOTE_KINDS, TASK_KINDS, NoteKind, TaskKind
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked


@post("/party/meetings/{meeting:int}/tasks", may=May.KEEP_PARTY)
async def agree(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """Agree on something to be done; its owner is told."""
    try:
        given = await read_form(request, TaskForm)
    except Malformed as malformed:
        return await show_meeting(request, actor, meeting, form=malformed.filled, status=422)
    try:
        await actions.agree_task(
            actor,
            meeting,
            TaskKind(given.task_kind),
            given.what,
            given.owner,
            given.due_on,
            given.problem,
            now=clock.now(),
        )
    except Refused as refused:
        return await show_meeting(request, actor, meeting, form=refilled(given, refused), status=409)
    return redirect(request, f"/party/meetings/{meeting}#tasks", toast=_("已记下，责任人会收到通知"))


@get("/party/tasks/{task_id:int}", may=May.SEE_OWN_PARTY)
async def show(request: Asked, actor: Me, task_id: FromPath[int]) -> Response[Any]:
    """One task with its notes, for its owner and the committee."""
    return await _page(request, actor, task_id, blank())


@post("/party/tasks/{task_id:int}/notes", may=May.SEE_OWN_PARTY)
async def note(request: Asked, actor: Me, task_id: FromPath[int]) -> Response[Any]:
    """Say how it goes, that it is done, or that it is to be done again."""
    try:
        given = await read_form(request, NoteForm)
    except Malformed as malformed:
        return await _page(request, actor, task_id, malformed.filled, status=422)
    await actions.note_task(actor, task_id, NoteKind(given.kind), given.text, now=clock.now())
    return redirect(request, f"/party/tasks/{task_id}", toast=_("已记下"))


async def _page(request: Asked, actor: Actor, task_id: int, form: Filled, *, status: int = 200) -> Response[Any]:
    one = found(await task(actor, task_id))
    return page(
        request,
        "party/task",
        status=status,
        task=one,
        form=form,
        may_see_meeting=await meeting_of(actor, one.meeting) is not None,
        may_note=one.owner == actor.person or actor.may(May.KEEP_PARTY),
        task_kinds=TASK_KINDS,
        note_kinds=NOTE_KINDS,
        today=clock.today(),
    )


handlers = [agree, show, note]
