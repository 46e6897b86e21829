"""A small site of its own behind the real middleware, door and handlers: one route for each thing that can happen."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import httpx
import msgspec
import pytest
from litestar import Litestar, Response
from litestar import get as unmarked_get
from litestar.di import Provide
from litestar.params import FromPath
from litestar_htmx import HTMXRequest
from msgspec import Meta

from app.actor import VISITOR, Actor, May, Role
from app.locale import _
from app.refusals import Missing, Refused, WhyNot
from app.settings import PROJECT
from app.storage import FileAway
from app.web import Me, assets, get, page, post, read_form, redirect, signing
from app.web.door import Door, enter
from app.web.errors import HANDLERS
from app.web.page import Asked
from app.web.visit import VisitMiddleware

ADDRESS = "http://library.test"
SECRET = "a secret for these tests alone"
BODY_LIMIT = 2000
CAUSE = "the-cause-nobody-outside-may-read"
STAFF = Actor(id=8, name="示例馆员", roles=frozenset({Role.STAFF}))
AUDITOR = Actor(id=9, name="示例审计", roles=frozenset({Role.AUDITOR}))
BY_COOKIE = {"staff": STAFF, "auditor": AUDITOR}

in_english = pytest.mark.skipif(
    not (PROJECT / "app/locale/en/LC_MESSAGES/messages.po").exists(), reason="the English catalogue is not written yet"
)


class Note(msgspec.Struct, forbid_unknown_fields=True):
    """The one form of this site."""

    text: Annotated[str, Meta(title="留言", max_length=20)]


@get("/page", may=May.ANYONE)
async def whole_or_part(request: Asked) -> Response[Any]:
    return page(request, "notices/index", part="notices", notices=[])


@get("/staff", may=May.SIT_EXAMS)
async def staff_only(request: Asked, actor: Me) -> Response[Any]:
    return page(request, "notices/index", notices=[])


@unmarked_get("/unmarked")
async def unmarked() -> str:
    return "nobody may read this"


@get("/rows/{row:int}", may=May.ANYONE)
async def row(row: FromPath[int]) -> Response[Any]:
    return Response(str(row).encode(), media_type="text/plain")


@get("/raises/{what:str}", may=May.ANYONE)
async def raises(what: FromPath[str]) -> Response[Any]:
    match what:
        case "missing":
            raise Missing
        case "refused":
            raise Refused(WhyNot("full", _("名额已满")), WhyNot("begun", "活动已经<开始>了"))
        case "full":
            raise _full_disk()
        case "away":
            raise FileAway(CAUSE)
    raise RuntimeError(CAUSE)


def _full_disk() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(CAUSE)
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


@post("/notes", may=May.ANYONE)
async def leave(request: Asked) -> Response[Any]:
    given = await read_form(request, Note)
    WRITTEN.append(given.text)
    return redirect(request, "/page", toast=f"留下了：{given.text}", undo="/notes/undo")


@post("/staff/notes", may=May.SIT_EXAMS)
async def leave_as_staff(request: Asked) -> Response[Any]:
    WRITTEN.append((await read_form(request, Note)).text)
    return Response(b"", media_type="text/plain")


WRITTEN: list[str] = []


async def find_actor(cookie: str, address: str) -> Actor | None:
    who = BY_COOKIE.get(cookie)
    SEEN_FROM.append(address)
    return who


SEEN_FROM: list[str] = []

site = Litestar(
    route_handlers=[assets.show, whole_or_part, staff_only, unmarked, row, raises, leave, leave_as_staff],
    request_class=HTMXRequest,
    before_request=enter,
    dependencies={"actor": Provide(Door.actor, sync_to_thread=False)},
    exception_handlers=HANDLERS,
    request_max_body_size=BODY_LIMIT,
    openapi_config=None,
    logging_config=None,
)
app: Any = VisitMiddleware(site, find_actor)


@dataclass
class Visitor:
    """Somebody at the door of this site; `who` is a cookie of `BY_COOKIE`, or empty."""

    who: str = ""
    cookies: Mapping[str, str] = field(default_factory=dict)
    peer: str = "192.0.2.7"

    @property
    def client(self) -> httpx.AsyncClient:
        cookies = {**({"zhixing": self.who} if self.who else {}), **self.cookies}
        transport = httpx.ASGITransport(app, client=(self.peer, 50000))
        return httpx.AsyncClient(transport=transport, base_url=ADDRESS, cookies=cookies)

    def token(self) -> str:
        return signing.form_token(self.who)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    async def post(self, path: str, *, headers: Mapping[str, str] | None = None, **fields: Any) -> httpx.Response:
        return await self.client.post(path, data=fields, headers=headers)

    async def post_body(self, path: str, body: Any, headers: Mapping[str, str]) -> httpx.Response:
        return await self.client.post(path, content=body, headers=headers)


__all__ = ["AUDITOR", "STAFF", "VISITOR", "Visitor"]
