"""One request from outside: whose it is, in which language, and the headers that every answer bears."""

import secrets
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import count

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app import locale
from app.actor import VISITOR, Actor
from app.settings import current
from app.web import signing

SESSION_COOKIE = "zhixing"
PREFERENCES = {
    "language": ("zh-CN", "en"),
    "theme": ("auto", "light", "dark"),
    "size": ("normal", "elder"),
    "keys": ("on", "off"),
}
HEADERS = {
    b"content-security-policy": b"default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; "
    b"form-action 'self'; object-src 'none'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
    b"cross-origin-opener-policy": b"same-origin",
}

FindActor = Callable[[str, str], Awaitable[Actor | None]]

_request_id: ContextVar[str] = ContextVar("request_id", default="")
# Numbers that are only to be told apart: asking the system for randomness each time costs more than finding the actor.
_PROCESS = secrets.token_hex(4)
_count = count(1)


def request_id() -> str:
    """The number of the request being answered, or empty outside the web; it ties a deed to a log line."""
    return _request_id.get()


def session_cookie() -> str:
    """The cookie's name: with the prefix that browsers guard when the outside address is HTTPS."""
    return f"__Host-{SESSION_COOKIE}" if current().https else SESSION_COOKIE


@dataclass(slots=True)
class Visit:
    """What the middleware learned of this request.

    Attributes:
        actor: who asks.
        cookie: the value of the session cookie, from the browser or made for this answer.
        address: where the request came from.
        preferences: language, theme, size and keys as the person chose them.
        toast: a message left by the request before, with the address that undoes it.
        trouble: why it could not be found out who asks, such as a database that is away.
        typed: what was written into a form that is not taken, to be given back.
    """

    actor: Actor
    cookie: str
    address: str
    preferences: dict[str, str]
    toast: str | None
    trouble: Exception | None = None
    set_cookies: list[str] = field(default_factory=list)
    token: str = ""
    typed: list[str] = field(default_factory=list)

    def form_token(self) -> str:
        """The token for the forms on this page, the same for all; a visitor without a cookie is given one."""
        if not self.cookie:
            self.give_session(secrets.token_urlsafe(32), keep_seconds=None)
        if not self.token:
            self.token = signing.form_token(self.cookie)
        return self.token

    def give_session(self, value: str, keep_seconds: int | None) -> None:
        """Set the session cookie: for the browser's lifetime, or for so many seconds."""
        self.cookie, self.token = value, ""
        age = "" if keep_seconds is None else f"; Max-Age={keep_seconds}"
        self.set_cookies.append(f"{session_cookie()}={value}; Path=/; HttpOnly; SameSite=Lax{age}{_secure()}")

    def end_session(self) -> None:
        """Take the session cookie away."""
        self.give_session("", keep_seconds=0)

    def prefer(self, name: str, value: str) -> None:
        """Remember a preference for a year; an unknown one is ignored."""
        if value in PREFERENCES.get(name, ()):
            self.preferences[name] = value
            self.set_cookies.append(f"{name}={value}; Path=/; SameSite=Lax; Max-Age=31536000{_secure()}")

    def leave_toast(self, value: str) -> None:
        """Let the next page show this signed message once."""
        self.set_cookies.append(f"toast={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60{_secure()}")

    def take_toast(self) -> str | None:
        """The message left by the request before; it is shown once."""
        if self.toast:
            self.set_cookies.append(f"toast=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{_secure()}")
        return self.toast


def _secure() -> str:
    return "; Secure" if current().https else ""


class VisitMiddleware:
    """Finds the actor before the route and writes the headers after it.

    Litestar's own session would adopt an identifier that the browser chose; here an unknown one stays a visitor.
    """

    def __init__(self, app: ASGIApp, find_actor: FindActor) -> None:
        self.app = app
        self.find_actor = find_actor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        _request_id.set(f"{_PROCESS}{next(_count):x}")
        visit = await self._visit(scope)
        scope["user"], scope["auth"] = visit.actor, visit
        locale.speak(visit.preferences["language"])

        is_head = scope["method"] == "HEAD"

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _finished(list(message.get("headers", ())), visit)
            elif is_head and message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        # What GET would say, without its body; the server below goes on knowing that HEAD was asked.
        asked: Scope = {**scope, "method": "GET"} if is_head else scope
        await self.app(asked, receive, with_headers)

    async def _visit(self, scope: Scope) -> Visit:
        headers = dict(scope["headers"])
        cookies = _cookies(headers.get(b"cookie", b""))
        address = _address(scope, headers)
        cookie = cookies.get(session_cookie(), "")
        actor, trouble = await self._actor(cookie, address)
        preferences = {
            name: cookies[name] if cookies.get(name) in allowed else allowed[0] for name, allowed in PREFERENCES.items()
        }
        return Visit(actor or VISITOR, cookie, address, preferences, cookies.get("toast"), trouble)

    async def _actor(self, cookie: str, address: str) -> tuple[Actor | None, Exception | None]:
        try:
            return (await self.find_actor(cookie, address) if cookie else None), None
        except Exception as trouble:  # noqa: BLE001 - out here nobody could word it; the door raises it again inside.
            return None, trouble


def _cookies(header: bytes) -> dict[str, str]:
    # Every request passes here and the standard parser takes longer than finding the actor; ours are plain tokens.
    pairs = (pair.partition("=") for pair in header.decode("latin-1").split(";"))
    return {name.strip(): value.strip().strip('"') for name, _, value in pairs}


def _address(scope: Scope, headers: dict[bytes, bytes]) -> str:
    client = scope.get("client")
    peer = client[0] if client else ""
    forwarded = headers.get(b"x-forwarded-for")
    if forwarded and peer in current().proxies:
        # The proxy appends the address it saw, so only the last entry was not written by the browser.
        return forwarded.decode("latin-1").split(",")[-1].strip()[:45]
    return peer


def _finished(headers: list[tuple[bytes, bytes]], visit: Visit) -> list[tuple[bytes, bytes]]:
    present = {name.lower() for name, _ in headers}
    headers.extend((name, value) for name, value in HEADERS.items() if name not in present)
    if b"cache-control" not in present:
        headers.append((b"cache-control", b"no-store"))
    if current().https:
        headers.append((b"strict-transport-security", b"max-age=31536000"))
    headers.append((b"x-request-id", request_id().encode()))
    headers.extend((b"set-cookie", cookie.encode()) for cookie in visit.set_cookies)
    return headers


def begun_cookie(attempt: int, writer: str) -> str:
    """Hands the writer's token to the one page that follows the start; an empty token takes it back.

    A page that is asked for later must not learn it: reading a page never makes it the writer.
    """
    age = 60 if writer else 0
    return f"begun={writer}; Path=/exams/attempts/{attempt}; HttpOnly; SameSite=Lax; Max-Age={age}{_secure()}"
