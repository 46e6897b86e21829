import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO

import asyncpg
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
    """Load it once; from then on its rows are copied, which takes a hundredth of the time."""
    copy = _FILE if isinstance(house, storage.SQLite) else _TABLES
    if copy.is_taken:
        await copy.put_back(house)
    else:
        await demo.load(NOW)
        await copy.take(house)
    forget_everything()
    await demo.notice_demo()


class FileCopy:
    """A SQLite file in memory."""

    def __init__(self) -> None:
        self.file: sqlite3.Connection | None = None

    @property
    def is_taken(self) -> bool:
        return self.file is not None

    async def take(self, house: storage.SQLite) -> None:
        self.file = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(sqlite3.connect(house.file, timeout=30)) as live:
            live.backup(self.file)

    async def put_back(self, house: storage.SQLite) -> None:
        assert self.file is not None
        with closing(sqlite3.connect(house.file, timeout=30)) as live:
            live.execute("PRAGMA synchronous=OFF")
            self.file.backup(live)


@dataclass
class TablesCopy:
    """The rows of every table of a PostgreSQL database, as it writes them itself, and where its sequences stand."""

    rows: dict[str, bytes] = field(default_factory=dict)
    sequences: list[asyncpg.Record] = field(default_factory=list)

    @property
    def is_taken(self) -> bool:
        return bool(self.rows)

    async def take(self, _house: storage.Postgres) -> None:
        connection = await asyncpg.connect(os.environ["ZHIXING_DATABASE_URL"])
        for row in await connection.fetch(TABLES):
            await connection.copy_from_table(row["name"], output=(held := BytesIO()))
            if held.getvalue():
                self.rows[row["name"]] = held.getvalue()
        self.sequences = await connection.fetch(SEQUENCES)
        await connection.close()

    async def put_back(self, _house: storage.Postgres) -> None:
        connection = await asyncpg.connect(os.environ["ZHIXING_DATABASE_URL"])
        async with connection.transaction():
            # The rows refer to each other; all of them come back.
            await connection.execute("SET LOCAL session_replication_role = replica")
            for name, held in self.rows.items():
                await connection.copy_to_table(name, source=BytesIO(held))
            await connection.executemany("SELECT setval($1::regclass, $2)", [tuple(row) for row in self.sequences])
        await connection.close()


_FILE, _TABLES = FileCopy(), TablesCopy()
TABLES = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration'"
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL AND schemaname = 'public'"


@pytest.fixture
async def own_library(db: storage.Database) -> AsyncIterator[None]:
    """The demo library for a test that changes it."""
    forget_everything()
    await _filled(db)
    yield
    await emptied(db)
