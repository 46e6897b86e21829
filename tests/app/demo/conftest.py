import sqlite3
from collections.abc import AsyncIterator

import pytest

from app import demo, storage
from app.storage.emptying import empty_tables
from app.storage.memory import forget_everything
from tests.app.demo.telling import NOW


async def emptied(house: storage.Database) -> None:
    async with house.atomic():
        await empty_tables()
    forget_everything()
    await demo.notice_demo()


@pytest.fixture(scope="module")
async def library(house: storage.Database, empty_file: sqlite3.Connection | None) -> AsyncIterator[None]:
    """The demo library, loaded once for all the tests of a file, which only read; `empty_file` has to be taken before."""
    await emptied(house)
    await demo.load(NOW)
    yield
    await emptied(house)


@pytest.fixture
async def own_library(db: storage.Database) -> AsyncIterator[None]:
    """The demo library for a test that changes it."""
    forget_everything()
    await demo.load(NOW)
    yield
    await emptied(db)
