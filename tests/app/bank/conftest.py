"""The bank's own front door: its routes behind the real middleware, guard and refusals."""

from datetime import UTC, datetime

import httpx
import pytest
from litestar import Litestar
from litestar.di import Provide
from litestar_htmx import HTMXRequest

from app.actor import Actor, Role, system
from app.bank.actions import load_content
from app.bank.routes import handlers
from app.web import signing
from app.web.door import Door, check_token, guard
from app.web.errors import HANDLERS
from app.web.visit import VisitMiddleware

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
EDITOR = Actor(id=7, name="示例编辑", roles=frozenset({Role.EDITOR}))
STAFF = Actor(id=8, name="示例馆员", roles=frozenset({Role.STAFF}))
BY_COOKIE = {"editor": EDITOR, "staff": STAFF}


@pytest.fixture
async def loaded(db):
    return await load_content(system("test"), now=NOW)


@pytest.fixture(scope="session")
def house_door():
    signing.use("a secret for tests alone")

    async def find_actor(cookie, address):
        return BY_COOKIE.get(cookie)

    site = Litestar(
        route_handlers=handlers,
        request_class=HTMXRequest,
        guards=[guard],
        before_request=check_token,
        dependencies={"actor": Provide(Door.actor, sync_to_thread=False)},
        exception_handlers=HANDLERS,
        openapi_config=None,
    )
    return VisitMiddleware(site, find_actor)


class Browser:
    """Somebody at the door: `who` is a cookie of BY_COOKIE, or empty."""

    def __init__(self, door, who):
        cookies = {"zhixing": who} if who else {}
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=door), base_url="http://library.test", cookies=cookies
        )
        self.who = who

    async def get(self, path, **headers):
        return await self.client.get(path, headers=headers)

    async def post(self, path, **fields):
        return await self.client.post(path, data={"_token": signing.form_token(self.who), **fields})


@pytest.fixture
def editor(house_door):
    return Browser(house_door, "editor")


@pytest.fixture
def staff(house_door):
    return Browser(house_door, "staff")


@pytest.fixture
def visitor(house_door):
    return Browser(house_door, "")
