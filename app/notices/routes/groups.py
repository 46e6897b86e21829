"""Chat groups: which there are, and sending a text to one."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.notices.actions import groups as actions
from app.notices.forms import GroupForm, GroupPostForm
from app.notices.queries import groups as queries
from app.notices.rules.groups import GROUP_KINDS, LONGEST_TEXT
from app.refusals import Refused
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/groups", may=May.POST_TO_GROUPS)
async def index(request: Asked, actor: Me, text: FromQuery[str] = "") -> Response[Any]:
    """A text for a group, what was sent before, and the groups themselves."""
    return await _page(request, actor, blank(text=text[:LONGEST_TEXT]))


@post("/groups/posts", may=May.POST_TO_GROUPS)
async def send(request: Asked, actor: Me) -> Response[Any]:
    """Send a text to a group."""
    try:
        given = await read_form(request, GroupPostForm)
        await actions.post_to_group(actor, given.channel, given.text, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    except Refused as refused:
        errors = {one.code: one.sentence for one in refused.reasons}
        filled = Filled({"text": given.text, "channel": str(given.channel)}, errors)
        return await _page(request, actor, filled, status=409)
    return redirect(request, "/groups", toast=_("已发到群里"))


@post("/groups", may=May.KEEP_GROUPS)
async def add(request: Asked, actor: Me) -> Response[Any]:
    """Add a group."""
    try:
        given = await read_form(request, GroupForm)
        await actions.add_group(actor, given.name, given.address, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    except Refused as refused:
        errors = {one.code: one.sentence for one in refused.reasons}
        return await _page(request, actor, Filled({"name": given.name, "address": given.address}, errors), status=409)
    return redirect(request, "/groups", toast=_("已添加，发一条试试"))


@post("/groups/{group_id:int}/end", may=May.KEEP_GROUPS)
async def end(request: Asked, actor: Me, group_id: FromPath[int]) -> Response[Any]:
    """Send nothing there any more."""
    await actions.end_group(actor, group_id, now=clock.now())
    return redirect(request, "/groups", toast=_("已停用，不再往那个群里发"))


async def _page(request: Asked, actor: Actor, form: Filled, *, status: int = 200) -> Response[Any]:
    known = await queries.groups(actor)
    return page(
        request,
        "notices/groups",
        status=status,
        form=form,
        groups=known,
        choices=[(one.id, one.name) for one in known],
        posted=await queries.posted(actor),
        kinds=GROUP_KINDS,
        most=LONGEST_TEXT,
    )


handlers = [index, send, add, end]
