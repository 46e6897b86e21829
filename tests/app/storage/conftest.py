"""A SQLite file of one's own, for what must hold of the file whatever database the other tests use."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.storage import SQLite

TABLES = (
    "CREATE TABLE shelf (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    "CREATE TABLE book (id INTEGER PRIMARY KEY, shelf INTEGER NOT NULL "
    "REFERENCES shelf (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED, title TEXT NOT NULL)",
)


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[SQLite]:
    """An engine on a file with a shelf and its books, which lets a silent transaction live for a fifth of a second."""
    engine = SQLite(tmp_path / "zhixing.db", idle_seconds=0.2)
    await engine.write([(table, ()) for table in TABLES])
    yield engine
    await engine.close_connection_pool()


@pytest.fixture
def on_disk(engine: SQLite) -> Callable[[], list[str]]:
    """The names of the shelves as another program sees them in the file."""

    def names() -> list[str]:
        with closing(sqlite3.connect(engine.file)) as other:
            return [row[0] for row in other.execute("SELECT name FROM shelf ORDER BY id")]

    return names
