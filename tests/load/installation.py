"""An installation of its own for the load: a new data folder or PostgreSQL database, and nothing left of it afterwards."""

import asyncio
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import asyncpg

from tests.load.hall import Hall, read_hall

PROJECT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("ZHIXING_TEST_SERVER", "postgresql://postgres@127.0.0.1:5432")
LONGEST_BUILDING_SECONDS = 300

Engine = Literal["sqlite", "postgres"]


@dataclass(frozen=True, slots=True)
class Installation:
    """Where it is, and who sits in it.

    Attributes:
        environment: for every process that is to work on it.
        url: of the PostgreSQL database; None for SQLite.
    """

    engine: Engine
    folder: Path
    url: str | None
    environment: Mapping[str, str]
    hall: Hall

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the database holds, read past the product."""
        if self.url:
            return asyncio.run(_fetched(self.url, sql))
        with closing(sqlite3.connect(self.folder / "zhixing.db", timeout=30)) as connection:
            return connection.execute(sql).fetchall()

    def change(self, sql: str) -> None:
        """Change rows behind the product's back, as a clock that jumped would."""
        if self.url:
            asyncio.run(_fetched(self.url, sql))
            return
        with closing(sqlite3.connect(self.folder / "zhixing.db", timeout=30)) as connection:
            connection.execute(sql)
            connection.commit()

    def backends(self) -> list[int]:
        """Ids of the processes in which PostgreSQL serves this installation; none for SQLite."""
        if not self.url:
            return []
        return [row[0] for row in self.rows("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")]


@contextmanager
def installation(engine: Engine, candidates: int, *, finished: bool = False) -> Iterator[Installation]:
    """A new installation with so many candidates in its hall; it is gone when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="zhixing-load-"))
    name = f"zhixing_load_{secrets.token_hex(6)}"
    url = f"{SERVER}/{name}" if engine == "postgres" else None
    try:
        if url:
            _on_server(f'CREATE DATABASE "{name}"')
        environment = _environment(folder, url)
        yield Installation(engine, folder, url, environment, _built(folder, environment, candidates, finished))
    finally:
        if url:
            _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(folder, ignore_errors=True)


def _environment(folder: Path, url: str | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZHIXING_")}
    ours = {"ZHIXING_DATA": str(folder), "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    return {**kept, **ours, **({"ZHIXING_DATABASE_URL": url} if url else {})}


def _built(folder: Path, environment: Mapping[str, str], candidates: int, finished: bool) -> Hall:
    file = folder / "hall.json"
    command = [sys.executable, "-m", "tests.load.hall", str(file), str(candidates)]
    subprocess.run(
        command + ["--finished"] * finished, check=True, cwd=PROJECT, env=environment, timeout=LONGEST_BUILDING_SECONDS
    )
    return read_hall(file)


def _on_server(sql: str) -> None:
    asyncio.run(_fetched(f"{SERVER}/postgres", sql))


async def _fetched(url: str, sql: str) -> list[tuple[Any, ...]]:
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()
