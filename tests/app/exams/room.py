"""An exam room over HTTP: a clock that stands still until it is moved, candidates at their desks, and what is in the tables."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from piccolo.conf.apps import Finder

from app import clock
from app.actor import Actor
from app.people.tables import Session
from quizzes.attempts import fingerprint
from quizzes.questions import Kind
from tests.cast import Browser, browser
from tests.makers import MONDAY, Hall, an_open_exam

MINUTE = timedelta(minutes=1)
DEADLINE = MONDAY + 30 * MINUTE
CHINESE = re.compile("[一-鿿]")


class Time:
    """What the clock says; tests move it."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    stopped = Time()
    monkeypatch.setattr(clock, "now", stopped)
    return stopped


@dataclass
class Desk:
    """One candidate's browser in one tab; `attempt` and `writer` are known once they have begun."""

    who: Browser
    exam: int
    attempt: int = 0
    writer: str = ""

    @property
    def address(self) -> str:
        return f"/exams/attempts/{self.attempt}"

    async def begin(self) -> httpx.Response:
        """Press 「开始作答」 and read the page that follows."""
        sent = await self.who.send(f"/exams/{self.exam}/attempts")
        assert sent.status_code == 303
        self.attempt = int(sent.headers["location"].rsplit("/", 1)[1])
        page = await self.who.see(self.address)
        self.writer = on_page(page, "writer")
        return page

    def batch(self, *answers: tuple[int, int, Any], **changes: Any) -> dict[str, Any]:
        """What the island sends for (question, revision, value)."""
        given = [{"question": q, "revision": r, "value": v} for q, r, v in answers]
        return {"batch": "b1", "writer": self.writer, "answers": given, **changes}

    async def save(self, *answers: tuple[int, int, Any], **changes: Any) -> httpx.Response:
        return await self.who.post_json(f"{self.address}/answers", self.batch(*answers, **changes))

    async def claim(self) -> httpx.Response:
        return await self.who.post_json(f"{self.address}/claim", {"writer": self.writer})

    async def hand_in(self, held: dict[int, int], **changes: Any) -> httpx.Response:
        """Hand in revisions by question, as this tab holds them."""
        body = {"writer": self.writer, "count": len(held), "fingerprint": fingerprint(held), **changes}
        return await self.who.post_json(f"{self.address}/hand-in", body)


def on_page(page: httpx.Response, name: str) -> str:
    """The value of `data-<name>` on the sitting page."""
    return re.search(rf' data-{name}="([^"]*)"', page.text)[1]


@dataclass
class Room:
    """The exam of the tests, its people and the questions by kind."""

    hall: Hall
    desk: Desk

    @property
    def single(self) -> int:
        return self.hall.ids(Kind.SINGLE_CHOICE)[0]

    @property
    def other(self) -> int:
        return self.hall.ids(Kind.SINGLE_CHOICE)[1]

    @property
    def multiple(self) -> int:
        return self.hall.ids(Kind.MULTIPLE_RESPONSE)[0]

    @property
    def truth(self) -> int:
        return self.hall.ids(Kind.TRUE_FALSE)[0]

    @property
    def blanks(self) -> int:
        return self.hall.ids(Kind.FILL_IN_BLANKS)[0]

    async def at_desk(self, actor: Actor) -> Desk:
        """Another browser."""
        return Desk(await browser(actor), self.hall.exam)


async def a_room(candidates: int = 1, **changes: object) -> Room:
    hall = await an_open_exam(candidates, **changes)
    return Room(hall, Desk(await browser(hall.candidates[0]), hall.exam))


@pytest.fixture
async def room(db: Any, time: Time) -> Room:
    """An exam that has just opened, with one candidate before the door."""
    return await a_room()


@pytest.fixture
async def begun(room: Room) -> Room:
    """The candidate has begun and their tab may write."""
    await room.desk.begin()
    return room


async def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but sessions, which note when they were seen; a table without rows is left out."""
    tables = {table._meta.tablename: table for table in Finder().get_table_classes() if table is not Session}
    # One question finds the few tables that have rows; a hundred would be asked otherwise, before and after each request.
    probe = " UNION ALL ".join(f"SELECT '{name}' AS name WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables)
    found = [tables[row["name"]] for row in await Session.raw(probe)]
    return {table.__name__: await table.select().order_by(table.id) for table in found}


def is_said_in_chinese(answer: httpx.Response) -> bool:
    """Whether the answer holds a sentence for people, in its JSON or on its page."""
    if answer.headers["content-type"].startswith("application/json"):
        return bool(CHINESE.search(answer.json()["said"]))
    said = re.findall(
        r'<p data-code="[^"]+">([^<]+)</p>|class="error-summary".*?<li>(.*?)</li>', answer.text, re.DOTALL
    )
    return any(CHINESE.search("".join(groups)) for groups in said)
