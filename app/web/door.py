"""The door: every route bears a mark, one guard reads it, and a changing request proves where it came from."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import quote, urlsplit

from litestar import Request
from litestar import get as litestar_get
from litestar import post as litestar_post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.exceptions import ClientException
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from app.actor import Actor, May
from app.refusals import Missing
from app.settings import current
from app.web import signing
from app.web.visit import Visit

TOKEN_HEADER = "x-csrf-token"
TOKEN_FIELD = "_token"
LARGEST_ID = 2**31 - 1
LONGEST_KEPT, LONGER_THAN_A_CHOICE = 400_000, 40
"""Bytes of a form that are given back when it is not taken; letters of a text that no choice or number has."""
SECRET = frozenset({TOKEN_FIELD, "password", "old", "new", "code", "account"})

Me = NamedDependency[Actor]
Decorator = Callable[[Callable[..., Any]], HTTPRouteHandler]


class NotAllowed(Exception):
    """Signed in, but without the mark: 403."""


class SignInFirst(Exception):
    """Nobody is signed in and the mark asks for somebody."""


class Forged(Exception):
    """A changing request that does not come from our own page: 403, nothing changed."""


class Door:
    """The actor of a request as a dependency named `actor`."""

    @staticmethod
    def actor(request: Request[Actor, Visit, Any]) -> Actor:
        """Who asks, as the middleware found them."""
        return request.user


def get(path: str, *, may: May, **options: Any) -> Decorator:
    """A route that shows; `may` is the mark that lets people in."""
    return cast(Decorator, litestar_get(path, may=may, include_in_schema=False, **options))


def post(path: str, *, may: May, status_code: int = 200, **options: Any) -> Decorator:
    """A route that acts; `may` is the mark that lets people in."""
    return cast(Decorator, litestar_post(path, may=may, status_code=status_code, include_in_schema=False, **options))


async def guard(connection: ASGIConnection[Any, Actor, Visit, Any], handler: BaseRouteHandler) -> None:
    """Let the actor in by the route's mark; a route without a mark lets nobody in.

    It is a coroutine function although it waits for nothing: a plain one would be run in a thread.

    Raises:
        SignInFirst: the mark asks for somebody and there is nobody.
        NotAllowed: the actor lacks the mark.
        Forged: an unsafe request whose origin is another site.
        Missing: the address names a row that no table can hold.
        Exception: what kept the visit from finding out who asks.
        ClientException: the address holds a character that no row can.
    """
    if connection.scope.get("method") not in ("GET", "HEAD", "OPTIONS"):
        refuse_other_sites(connection.headers, connection.headers.get("host", ""))
    if isinstance(handler, HTTPRouteHandler) and handler.http_methods == {"OPTIONS"}:
        return
    mark = handler.opt.get("may")
    if mark is not May.ANYONE and connection.auth.trouble is not None:
        raise connection.auth.trouble
    if isinstance(mark, May) and connection.user.may(mark):
        _refuse_what_no_row_holds(connection)
        return
    raise NotAllowed if connection.user.id is not None or mark is None else SignInFirst


async def enter(request: Request[Actor, Visit, Any]) -> None:
    """The one way in for the whole site: the mark first, then, where something may change, the form token.

    It is the application's `before_request`: a Litestar guard costs a copy of the guard for every request.

    Raises:
        SignInFirst, NotAllowed, Forged, Missing, ClientException: as `guard` and `check_token` say.
    """
    try:
        await guard(request, request.route_handler)
    except SignInFirst:
        await _keep_typed(request)
        raise
    try:
        await check_token(request)
    except Forged:
        await _keep_typed(request)
        raise


async def _keep_typed(request: Request[Actor, Visit, Any]) -> None:
    """Keep what was written into a form of ours that is not taken, so that the page which says so gives it back.

    Only what is longer than a choice or a number, and never what only its writer knows.
    """
    length = request.headers.get("content-length", "")
    if request.method != "POST" or not (length.isdigit() and int(length) <= LONGEST_KEPT):
        return
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        sent = (await request.form()).multi_items()
        texts = [str(text) for name, text in sent if name not in SECRET]
        request.auth.typed = [text for text in texts if not text.isascii() or len(text) > LONGER_THAN_A_CHOICE]


def _refuse_what_no_row_holds(connection: ASGIConnection[Any, Actor, Visit, Any]) -> None:
    # A database would stop at these with an error of its own, which is nobody's fault but the address's.
    if any(isinstance(value, int) and abs(value) > LARGEST_ID for value in connection.path_params.values()):
        raise Missing
    if b"%00" in connection.scope["query_string"]:
        raise ClientException


def refuse_other_sites(headers: Any, host: str) -> None:
    """Browsers say where a request was made; another site's is refused before its body is read.

    Raises:
        Forged: `Sec-Fetch-Site` or `Origin` names another site, or ours without the encryption it has.
    """
    site = headers.get("sec-fetch-site")
    if site not in (None, "same-origin", "none"):
        raise Forged
    origin = headers.get("origin")
    if origin is not None and _parts(origin) != ("https" if current().https else "http", host):
        raise Forged


def _parts(origin: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return None
    return parts.scheme, parts.netloc


async def check_token(request: Request[Actor, Visit, Any]) -> None:
    """An unsafe request carries a form token bound to its cookie, in the header or the field `_token`.

    Raises:
        Forged: there is none, or it was made for another cookie.
    """
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    token = request.headers.get(TOKEN_HEADER)
    if token is None and _is_form(request):
        form = await request.form()
        token = str(form.get(TOKEN_FIELD, ""))
    if not signing.is_form_token(token or "", request.auth.cookie):
        raise Forged


def _is_form(request: Request[Actor, Visit, Any]) -> bool:
    kind = request.headers.get("content-type", "")
    return kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data"))


def sign_in_address(request: Request[Actor, Visit, Any]) -> str:
    """Where to sign in and come back from; only a path of ours is carried along."""
    if request.method != "GET":
        return "/sign-in"
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return "/sign-in" if path == "/" else f"/sign-in?next={quote(path)}"


def own_path(text: str | None) -> str:
    """The path to go back to, as a header may hold it, or home when it is not a plain path of ours (no open redirect)."""
    if (
        not text
        or not text.startswith("/")
        or text.startswith(("//", "/\\"))
        or any(ord(c) < 32 for c in text)
        or "\\" in text
    ):
        return "/"
    return quote(text, safe="/?#[]@!$&'()*+,;=:%")
