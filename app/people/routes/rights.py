"""What a person may do: roles, suspension, one-time codes."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.people import sessions
from app.people.actions import codes, roles
from app.people.forms import GrantForm, IssueForm, SuspendForm
from app.people.queries.accounts import pending_code
from app.people.queries.persons import PersonLine, grant_holder, person_line
from app.people.routes.filling import refilled
from app.people.routes.held import held, keep
from app.people.routes.persons import show_person
from app.people.rules.sessions import token_hash
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

CARD = "activation-card"
FIELDS = {"site_": "service_point", "held": "role"}


@post("/people/{person_id:int}/roles", may=May.GRANT_ROLES)
async def grant(request: Asked, actor: Me, person_id: FromPath[int]) -> Response[Any]:
    """Give the person a role."""
    found(await person_line(actor, person_id))
    try:
        given = await read_form(request, GrantForm)
    except Malformed as malformed:
        return await show_person(request, actor, person_id, malformed.filled, status=422)
    try:
        await roles.grant(actor, person_id, given.role, service_point=given.service_point, now=clock.now())
    except Refused as refused:
        return await show_person(request, actor, person_id, refilled(given, refused, FIELDS), status=409)
    await _renew_own_session(request, actor, person_id)
    return redirect(request, f"/people/{person_id}", toast=_("角色已给，本人要重新登录"))


@post("/people/roles/{grant_id:int}/revoke", may=May.GRANT_ROLES)
async def revoke(request: Asked, actor: Me, grant_id: FromPath[int]) -> Response[Any]:
    """Take a role away."""
    person_id = found(await grant_holder(grant_id))
    await roles.revoke(actor, grant_id, now=clock.now())
    await _renew_own_session(request, actor, person_id)
    here = f"/people/{person_id}" if person_id != actor.id else "/account"
    return redirect(request, here, toast=_("角色已收回，本人要重新登录"))


@post("/people/{person_id:int}/suspend", may=May.MANAGE_PEOPLE)
async def suspend(request: Asked, actor: Me, person_id: FromPath[int]) -> Response[Any]:
    """Keep the person out."""
    line = found(await person_line(actor, person_id))
    try:
        given = await read_form(request, SuspendForm)
    except Malformed as malformed:
        return await show_person(request, actor, person_id, malformed.filled, status=422)
    try:
        await roles.suspend(actor, person_id, given.reason, now=clock.now())
    except Refused as refused:
        return await show_person(request, actor, person_id, refilled(given, refused, {}), status=409)
    said = _("%(name)s已停用，登录都已退出", name=line.name)
    return redirect(request, f"/people/{person_id}", toast=said, undo=f"/people/{person_id}/restore")


@post("/people/{person_id:int}/restore", may=May.MANAGE_PEOPLE)
async def restore(request: Asked, actor: Me, person_id: FromPath[int]) -> Response[Any]:
    """Let the person back in."""
    line = found(await person_line(actor, person_id))
    await roles.restore(actor, person_id, now=clock.now())
    return redirect(request, f"/people/{person_id}", toast=_("%(name)s已恢复，可以登录", name=line.name))


@get("/people/{person_id:int}/code", may=May.MANAGE_PEOPLE)
async def before_code(request: Asked, actor: Me, person_id: FromPath[int]) -> Response[Any]:
    """What a code does, before one is made."""
    return await _before_code(request, found(await person_line(actor, person_id)), blank())


@post("/people/{person_id:int}/code", may=May.MANAGE_PEOPLE)
async def issue(request: Asked, actor: Me, person_id: FromPath[int]) -> Response[Any]:
    """Make a code; the page after it shows the code."""
    line, now = found(await person_line(actor, person_id)), clock.now()
    try:
        given = await read_form(request, IssueForm)
    except Malformed as malformed:
        return await _before_code(request, line, malformed.filled, status=422)
    try:
        code = await codes.issue_code(actor, person_id, now=now, replacing=given.replace)
    except Refused as refused:
        return await _before_code(request, line, refilled(given, refused, {"code_pending": "replace"}), status=409)
    keep(request, CARD, code, path=f"/people/{person_id}/code", session=actor.session or 0, now=now)
    return redirect(request, f"/people/{person_id}/code/card")


@get("/people/{person_id:int}/code/card", may=May.MANAGE_PEOPLE)
async def card(request: Asked, actor: Me, person_id: FromPath[int]) -> Response[Any]:
    """The code as a card to print, for ten minutes and only for whoever made it; asking again makes nothing."""
    line, now = found(await person_line(actor, person_id)), clock.now()
    code, given = held(request, CARD, session=actor.session or 0, now=now), await pending_code(person_id, now)
    if code is None or given is None or token_hash(code) != given[0]:
        return redirect(request, f"/people/{person_id}/code")
    address = f"{request.url.scheme}://{request.url.netloc}/activate"
    return page(request, "people/card", person=line, code=code, address=address, until=given[1])


async def _before_code(request: Asked, line: PersonLine, form: Filled, *, status: int = 200) -> Response[Any]:
    given = await pending_code(line.id, clock.now())
    until = given[1] if given else None
    return page(request, "people/code", status=status, form=form, person=line, pending_until=until)


async def _renew_own_session(request: Asked, actor: Actor, person_id: int) -> None:
    """Whoever changes their own rights goes on with a new session id; the old one is nobody's."""
    if person_id == actor.id and actor.session is not None:
        opened = await sessions.rotate(actor.session, now=clock.now())
        request.auth.give_session(opened.token, opened.cookie_seconds)
