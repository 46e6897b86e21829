"""Signing in and out, and setting a password by a one-time code."""

from dataclasses import replace
from typing import Any

from litestar import Response
from litestar.params import FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.people.actions import codes, sign_in
from app.people.forms import ActivateForm, CodeForm, SignInForm
from app.people.passwords import RETRY_SECONDS, Crowded
from app.people.queries import accounts, places
from app.people.queries.accounts import Account
from app.people.routes.filling import agent, refilled, shown
from app.people.routes.held import drop, held, keep
from app.people.rules.codes import tidy_code
from app.people.rules.sessions import token_hash
from app.people.sessions import Opened
from app.refusals import Refused
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.door import own_path
from app.web.page import Asked

# Asking again whose code it is would count as another wrong one.
ACTIVATING = "activating"
OF_THE_CODE = {"code_wrong", "sign_in_wait"}


def visitor(request: Asked) -> Actor:
    """Who asks, with the address they ask from, which tries are counted by."""
    asking: Actor = request.user
    return replace(asking, origin=request.auth.address)


def come_in(request: Asked, opened: Opened, address: str, toast: str | None = None) -> Response[Any]:
    """Give the browser its session and go on."""
    request.auth.give_session(opened.token, opened.cookie_seconds)
    return redirect(request, address, toast=toast)


def crowded() -> str:
    """What to say when too many sign in at once."""
    return _("现在登录的人多，过 %(seconds)d 秒再点一次登录", seconds=RETRY_SECONDS)


@get("/sign-in", may=May.ANYONE)
async def show(request: Asked, actor: Me, next: FromQuery[str] = "") -> Response[Any]:
    """The door; whoever is in already goes on, and while there is nobody it says how to begin."""
    if actor.id is not None:
        return redirect(request, own_path(next))
    # A library of our own is written down with the first person, so that the door of most costs one question.
    if await places.contact() is None and not await accounts.anybody():
        return page(request, "people/nobody")
    return await _door(
        request, blank(next=next), is_put_out=await accounts.is_of_somebody_suspended(request.auth.cookie)
    )


@post("/sign-in", may=May.ANYONE)
async def enter(request: Asked) -> Response[Any]:
    """Sign in and go to where one wanted to."""
    try:
        given = await read_form(request, SignInForm)
    except Malformed as malformed:
        return await _door(request, shown(dict(malformed.filled.values)), malformed.filled.errors, status=422)
    try:
        opened = await sign_in.sign_in(
            visitor(request),
            given.account,
            given.password,
            now=clock.now(),
            agent=agent(request),
            public_computer=given.public_computer,
        )
    except Refused as refused:
        return await _door(request, refilled(given, refused, {}), status=409)
    except Crowded:
        return await _door(request, refilled(given, Refused(), {}), {"": crowded()}, status=503)
    return come_in(request, opened, own_path(given.next))


@post("/sign-out", may=May.SIGNED_IN)
async def leave(request: Asked, actor: Me) -> Response[Any]:
    """End this session."""
    await sign_in.sign_out(actor, now=clock.now())
    request.auth.end_session()
    return redirect(request, "/sign-in", toast=_("已退出登录"))


@get("/activate", may=May.ANYONE)
async def activation(request: Asked, code: FromQuery[str] = "") -> Response[Any]:
    """Where a code is typed, or confirmed when it came with the link; it says nothing of whose it is."""
    return _code_page(request, blank(code=code[:60]))


@post("/activate", may=May.ANYONE)
async def read_code(request: Asked) -> Response[Any]:
    """With a right code, on to the page for the password."""
    try:
        given = await read_form(request, CodeForm)
        await codes.read_code(visitor(request), given.code, now=clock.now())
    except Malformed as malformed:
        return _code_page(request, malformed.filled, status=422)
    except Refused as refused:
        return _code_page(request, refilled(given, refused, {"code": "code"}), status=409)
    keep(request, ACTIVATING, tidy_code(given.code), path="/activate", now=clock.now())
    return redirect(request, "/activate/password")


@get("/activate/password", may=May.ANYONE)
async def choose_password(request: Asked) -> Response[Any]:
    """Whose code it is, and the form for the password; without a right code, back to where it is typed."""
    now = clock.now()
    code = held(request, ACTIVATING, now=now)
    person = await accounts.holder_of_code(token_hash(code), now) if code else None
    if person is None:
        drop(request, ACTIVATING, path="/activate")
        return redirect(request, "/activate")
    return _password_page(request, await accounts.account_of(person, now), blank(code=code))


@post("/activate/password", may=May.ANYONE)
async def activate(request: Asked) -> Response[Any]:
    """Set the password, use the code up and sign in."""
    who, now = visitor(request), clock.now()
    try:
        given = await read_form(request, ActivateForm)
    except Malformed as malformed:
        return await _again(request, shown(dict(malformed.filled.values)), malformed.filled.errors, status=422)
    try:
        opened = await codes.activate(
            who, given.code, given.password, now=now, agent=agent(request), public_computer=given.public_computer
        )
    except Refused as refused:
        filled = refilled(given, refused, {"password": "password", "code": "code"})
        if any(reason.code in OF_THE_CODE for reason in refused.reasons):
            return _code_page(request, filled, status=409)
        return await _again(request, filled, filled.errors, status=409)
    except Crowded:
        return await _again(request, refilled(given, Refused(), {}), {"": crowded()}, status=503)
    drop(request, ACTIVATING, path="/activate")
    return come_in(request, opened, "/", toast=_("密码设好了，下次用登录名或手机号登录"))


async def _again(request: Asked, filled: Filled, errors: Any, *, status: int) -> Response[Any]:
    """The password's form again while the code is right, otherwise the code's."""
    try:
        account = await codes.read_code(visitor(request), str(filled.value("code")), now=clock.now())
    except Refused as refused:
        said = {"code": " ".join(reason.sentence for reason in refused.reasons)}
        return _code_page(request, Filled(filled.values, said), status=409)
    return _password_page(request, account, Filled(filled.values, errors), status=status)


async def _door(
    request: Asked, form: Filled, errors: Any = None, *, status: int = 200, is_put_out: bool = False
) -> Response[Any]:
    form = Filled(form.values, errors) if errors is not None else form
    headers = {"retry-after": str(RETRY_SECONDS)} if status == 503 else None
    contact = await places.contact()
    return page(
        request, "people/sign_in", status=status, headers=headers, form=form, contact=contact, is_put_out=is_put_out
    )


def _code_page(request: Asked, form: Filled, *, status: int = 200) -> Response[Any]:
    return page(request, "people/activate", status=status, form=form, account=None)


def _password_page(request: Asked, account: Account, form: Filled, *, status: int = 200) -> Response[Any]:
    return page(request, "people/activate", status=status, form=form, account=account)
