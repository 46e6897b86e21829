import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing

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
    await _filled(house)
    yield
    await emptied(house)


async def _filled(house: storage.Database) -> None:
    """Load it; on SQLite once, and from then on the file is copied, which takes a hundredth of the time."""
    if not isinstance(house, storage.SQLite):
        await demo.load(NOW)
    elif not _LOADED:
        await demo.load(NOW)
        _LOADED.append(sqlite3.connect(":memory:", check_same_thread=False))
        with closing(sqlite3.connect(house.file, timeout=30)) as live:
            live.backup(_LOADED[0])
    else:
        with closing(sqlite3.connect(house.file, timeout=30)) as live:
            live.execute("PRAGMA synchronous=OFF")
            _LOADED[0].backup(live)
    forget_everything()
    await demo.notice_demo()


_LOADED: list[sqlite3.Connection] = []


@pytest.fixture
async def own_library(db: storage.Database) -> AsyncIterator[None]:
    """The demo library for a test that changes it."""
    forget_everything()
    await _filled(db)
    yield
    await emptied(db)
