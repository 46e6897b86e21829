"""The people of the tests, and their browsers."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import msgspec

from app import clock
from app.actor import Actor
from app.main import app, site
from app.people.rules.sessions import new_token, token_hash
from app.people.tables import Session
from app.storage import kept
from app.web import signing
from app.web.visit import session_cookie

ADDRESS = "http://library.test"


@dataclass
class Browser:
    """Somebody's browser: cookies, the form token, and shorthand for pages, forms and the island's JSON."""

    client: httpx.AsyncClient
    actor: Actor | None = None
    cookie: str = ""
    replies: list[httpx.Response] = field(default_factory=list)

    def token(self) -> str:
        """The form token that a page of ours would carry."""
        return signing.form_token(self.cookie)

    async def see(self, address: str, **headers: str) -> httpx.Response:
        """Ask for a page."""
        return await self.client.get(address, headers=headers)

    async def part(self, address: str) -> httpx.Response:
        """Ask for a part of a page, as htmx does."""
        return await self.client.get(address, headers={"HX-Request": "true"})

    async def send(self, address: str, form: Mapping[str, Any] | None = None, **headers: str) -> httpx.Response:
        """Send a form of ours."""
        data = {"_token": self.token(), **(form or {})}
        return await self.client.post(address, data=data, headers=headers)

    async def upload(
        self, address: str, form: Mapping[str, Any], field: str, *files: tuple[str, bytes]
    ) -> httpx.Response:
        """Send a form of ours with files, each a name and its bytes."""
        sent = [(field, file) for file in files]
        return await self.client.post(address, data={"_token": self.token(), **form}, files=sent)

    async def post_json(self, address: str, body: Any, **headers: str) -> httpx.Response:
        """Send what the exam island sends."""
        content = body if isinstance(body, bytes) else msgspec.json.encode(body)
        sent = {"X-CSRF-Token": self.token(), "Content-Type": "application/json", "Accept": "application/json"}
        return await self.client.post(address, content=content, headers={**sent, **headers})


@asynccontextmanager
async def running() -> AsyncIterator[None]:
    """What the application's lifespan prepares, without its sweeping."""
    signing.use(await kept("signing secret", signing.new_secret))
    yield


async def browser(actor: Actor | None = None) -> Browser:
    """A browser in which the actor is signed in; nobody when there is no actor."""
    signing.use(await kept("signing secret", signing.new_secret))
    cookie = new_token()
    if actor is not None:
        now = clock.now()
        await Session(
            person=actor.person,
            token_hash=token_hash(cookie),
            created_at=now,
            seen_at=now,
            idle_minutes=480,
            expires_at=now.replace(year=now.year + 1),
        ).save()
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url=ADDRESS, cookies={session_cookie(): cookie}, follow_redirects=False
    )
    return Browser(client, actor, cookie)


__all__ = ["Browser", "browser", "running", "site"]
