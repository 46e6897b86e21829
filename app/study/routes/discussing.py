"""Writing a discussion down: one page with everything for whoever keeps the minutes, and each entry as a form."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Refused, found
from app.study import queries
from app.study.actions import discussing as actions
from app.study.actions import following as follow
from app.study.forms.discussing import ActionForm, EntryForm, NewEntryForm, TopicForm
from app.study.queries import discussing, following
from app.study.queries.discussing import Entry
from app.study.routes.filling import refilled
from app.study.rules.discussing import ENTRY_KINDS, EntryKind, why_not_discuss
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/study/sessions/{session_id:int}/discussion", may=May.ARRANGE_STUDY)
async def show(request: Asked, actor: Me, session_id: FromPath[int], on: FromQuery[str] = "") -> Response[Any]:
    """The page for whoever keeps the minutes; `on` is the discussion that is going on, the newest where it is not said."""
    return await _page(request, actor, session_id, on=on)


@post("/study/sessions/{session_id:int}/discussions", may=May.ARRANGE_STUDY)
async def begin(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """Begin a discussion with its topic."""
    try:
        given = await read_form(request, TopicForm)
    except Malformed as malformed:
        return await _page(request, actor, session_id, topic=malformed.filled, status=422)
    made = await actions.open_discussion(actor, session_id, given.topic, now=clock.now())
    return redirect(request, f"/study/sessions/{session_id}/discussion?on={made}#say", toast=_("题目已开，接着记发言"))


@post("/study/discussions/{discussion:int}/entries", may=May.ARRANGE_STUDY)
async def say(request: Asked, actor: Me, discussion: FromPath[int]) -> Response[Any]:
    """Write down a point or a conclusion; the toast takes it off again."""
    session, _others = found(await discussing.session_of(discussion))
    try:
        given = await read_form(request, NewEntryForm)
    except Malformed as malformed:
        return await _page(request, actor, session, on=str(discussion), said=malformed.filled, status=422)
    try:
        kind = EntryKind(given.kind)
        _session, made = await actions.say(actor, discussion, kind, given.wording(), now=clock.now())
    except Refused as refused:
        return await _page(request, actor, session, on=str(discussion), said=refilled(given, refused), status=409)
    said = _("已记下%(what)s", what=_(ENTRY_KINDS[kind]))
    return redirect(
        request,
        f"/study/sessions/{session}/discussion?on={discussion}#say",
        toast=said,
        undo=f"/study/entries/{made}/removals",
    )


@get("/study/entries/{root:int}/edit", may=May.ARRANGE_STUDY)
async def edit(request: Asked, actor: Me, root: FromPath[int]) -> Response[Any]:
    """An entry as a form, with what it said before."""
    entry = found(await discussing.entry(actor, root))
    guest = "" if entry.person else entry.now.speaker
    form = blank(person=entry.person or "", guest=guest, text=entry.now.text)
    return await _form(request, actor, entry, form)


@post("/study/entries/{root:int}", may=May.ARRANGE_STUDY)
async def correct(request: Asked, actor: Me, root: FromPath[int]) -> Response[Any]:
    """Say an entry anew."""
    entry = found(await discussing.entry(actor, root))
    try:
        given = await read_form(request, EntryForm)
    except Malformed as malformed:
        return await _form(request, actor, entry, malformed.filled, status=422)
    try:
        await actions.correct_entry(actor, root, given.wording(), now=clock.now())
    except Refused as refused:
        return await _form(request, actor, entry, refilled(given, refused), status=409)
    return _back(request, entry, _("已更正，原来的文字还看得到"))


@post("/study/entries/{root:int}/removals", may=May.ARRANGE_STUDY)
async def remove(request: Asked, actor: Me, root: FromPath[int]) -> Response[Any]:
    """Take an entry off; the toast puts it back."""
    await actions.remove_entry(actor, root, now=clock.now())
    entry = found(await discussing.entry(actor, root))
    return _back(request, entry, _("已拿下"), f"/study/entries/{root}/restorings")


@post("/study/entries/{root:int}/restorings", may=May.ARRANGE_STUDY)
async def restore(request: Asked, actor: Me, root: FromPath[int]) -> Response[Any]:
    """Put an entry back."""
    await actions.restore_entry(actor, root, now=clock.now())
    return _back(request, found(await discussing.entry(actor, root)), _("已放回"))


@post("/study/sessions/{session_id:int}/actions", may=May.ARRANGE_STUDY)
async def agree(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """Agree on an action item; its owner is told."""
    try:
        given = await read_form(request, ActionForm)
    except Malformed as malformed:
        return await _page(request, actor, session_id, action=malformed.filled, status=422)
    try:
        await follow.add_action(actor, session_id, given.plan(), now=clock.now())
    except Refused as refused:
        return await _page(request, actor, session_id, action=refilled(given, refused), status=409)
    address = f"/study/sessions/{session_id}/discussion#actions"
    return redirect(request, address, toast=_("已定下，负责人收到通知"))


async def _page(
    request: Asked,
    actor: Actor,
    session_id: int,
    *,
    on: str = "",
    topic: Filled | None = None,
    said: Filled | None = None,
    action: Filled | None = None,
    status: int = 200,
) -> Response[Any]:
    session = found(await queries.session(actor, session_id))
    all_of_it = await discussing.discussions(session_id)
    standing = [one for one in all_of_it if not one.topic.removed]
    current = next((one for one in standing if str(one.id) == on), standing[-1] if standing else None)
    return page(
        request,
        "study/recording",
        status=status,
        session=session,
        discussions=all_of_it,
        current=current,
        actions=await following.actions_of(session_id),
        staff=_choices(await discussing.staff(actor, clock.now())),
        topic=topic or blank(topic="" if standing else session.topic),
        said=said or blank(),
        action=action or blank(),
        reasons=why_not_discuss(session.state),
        today=clock.today(),
    )


async def _form(request: Asked, actor: Actor, entry: Entry, form: Filled, *, status: int = 200) -> Response[Any]:
    staff = _choices(await discussing.staff(actor, clock.now()))
    # Whoever has left the staff is still the one who said it.
    if entry.person and entry.person not in dict(staff):
        staff = [(entry.person, entry.now.speaker), *staff]
    context: dict[str, Any] = {"entry": entry, "form": form, "staff": staff, "kinds": ENTRY_KINDS}
    return page(request, "study/entry_edit", status=status, EntryKind=EntryKind, **context)


def _choices(staff: list[tuple[int, str, str]]) -> list[tuple[int, str]]:
    return [(person, f"{name} · {post}" if post else name) for person, name, post in staff]


def _back(request: Asked, entry: Entry, toast: str, undo: str | None = None) -> Response[Any]:
    address = f"/study/sessions/{entry.session}/discussion?on={entry.discussion}#discussion"
    return redirect(request, address, toast=toast, undo=undo)


handlers = [show, begin, say, edit, correct, remove, restore, agree]
