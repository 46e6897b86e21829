"""Persons: the list, one person, writing down and correcting."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May, Role
from app.locale import _
from app.people.actions import persons as actions
from app.people.forms import CorrectionForm, PersonForm
from app.people.queries import persons as queries
from app.people.queries import places
from app.people.queries.persons import OUTSIDERS, Sought
from app.people.routes.filling import refilled, shown
from app.people.rules.persons import FIELD_NAMES, MOST
from app.people.rules.roles import IDLE_WARNINGS, ROLE_NAMES
from app.people.sessions import idle_roles
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.door import NotAllowed
from app.web.page import Asked

FIELDS = {
    "sign_in_name": "sign_in_name",
    "phone": "phone",
    "staff_number": "staff_number",
    "name_pinyin": "name_pinyin",
    "name_initials": "name_initials",
    "name_": "name",
    "post": "post",
    "professional_title": "professional_title",
    "left_on": "left_on",
    "last_administrator": "left_on",
    "site_missing": "roles",
}
# A coordinator is one for a service point, which is chosen on the person's page.
AT_ONCE = {role: name for role, name in ROLE_NAMES.items() if role is not Role.COORDINATOR}


@get("/people", may=May.SEE_PEOPLE)
async def index(
    request: Asked,
    actor: Me,
    q: FromQuery[str] = "",
    role: FromQuery[str] = "",
    past: FromQuery[bool] = False,
    p: FromQuery[int] = 1,
) -> Response[Any]:
    """Persons by name, as one types; filtered by role."""
    sought = Sought(q.strip()[:40], role if role in ROLE_NAMES or role == OUTSIDERS else "", past, p)
    listed = await queries.persons(actor, sought, clock.now())
    return page(
        request, "people/index", part="people", sought=sought, listed=listed, role_names=ROLE_NAMES, outsiders=OUTSIDERS
    )


@get("/people/new", may=May.MANAGE_PEOPLE)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """An empty form: somebody on the staff who begins today."""
    return _form(request, actor, blank(roles=[Role.STAFF.value], joined_on=clock.today().isoformat()))


@post("/people", may=May.MANAGE_PEOPLE)
async def add(request: Asked, actor: Me) -> Response[Any]:
    """Write a person down."""
    try:
        given = await read_form(request, PersonForm)
    except Malformed as malformed:
        return _form(request, actor, malformed.filled, status=422)
    _refuse_roles(actor, given.roles)
    try:
        person = await actions.add_person(actor, given.particulars(), frozenset(given.roles), now=clock.now())
    except Refused as refused:
        return _form(request, actor, refilled(given, refused, FIELDS), status=409)
    toast = _("%(name)s已登记，接着给激活码，本人才能登录", name=person.name)
    return redirect(request, f"/people/{person.id}", toast=toast)


@get("/people/{person_id:int}", may=May.SEE_PEOPLE)
async def show(request: Asked, actor: Me, person_id: FromPath[int]) -> Response[Any]:
    """One person."""
    return await show_person(request, actor, person_id, blank())


async def show_person(
    request: Asked, actor: Actor, person_id: int, form: Filled, *, status: int = 200
) -> Response[Any]:
    """One person, with a form on the page as it was sent."""
    line = found(await queries.person_line(actor, person_id))
    row = await queries.person_row(actor, person_id)
    sites = await places.choices(actor, clock.now()) if actor.may(May.GRANT_ROLES) else []
    idle = await idle_roles(person_id, [held.role for held in line.roles], clock.today())
    return page(
        request,
        "people/show",
        status=status,
        person=line,
        row=row,
        form=form,
        sites=sites,
        role_names=ROLE_NAMES,
        warnings=[IDLE_WARNINGS[role] for role in IDLE_WARNINGS if role in idle],
    )


@get("/people/{person_id:int}/edit", may=May.MANAGE_PEOPLE)
async def edit(request: Asked, actor: Me, person_id: FromPath[int]) -> Response[Any]:
    """The particulars of a person, to be corrected."""
    row = await queries.person_row(actor, person_id)
    return _form(request, actor, shown({name: getattr(row, name) for name in FIELD_NAMES}), person_id)


@post("/people/{person_id:int}", may=May.MANAGE_PEOPLE)
async def change(request: Asked, actor: Me, person_id: FromPath[int]) -> Response[Any]:
    """Correct a person's particulars."""
    await queries.person_row(actor, person_id)
    try:
        given = await read_form(request, CorrectionForm)
    except Malformed as malformed:
        return _form(request, actor, malformed.filled, person_id, status=422)
    try:
        await actions.edit_person(actor, person_id, given.particulars(), now=clock.now())
    except Refused as refused:
        return _form(request, actor, refilled(given, refused, FIELDS), person_id, status=409)
    return redirect(request, f"/people/{person_id}", toast=_("已保存"))


def _refuse_roles(actor: Actor, roles: list[Role]) -> None:
    """Whoever may write persons down but not give roles, adds staff and volunteers only."""
    if not actor.may(May.GRANT_ROLES) and not {Role.STAFF, Role.VOLUNTEER} >= set(roles):
        raise NotAllowed


def _form(
    request: Asked, actor: Actor, form: Filled, person_id: int | None = None, *, status: int = 200
) -> Response[Any]:
    roles = AT_ONCE if actor.may(May.GRANT_ROLES) else {r: AT_ONCE[r] for r in (Role.VOLUNTEER, Role.STAFF)}
    return page(request, "people/edit", status=status, form=form, person_id=person_id, roles=roles, most=MOST)
