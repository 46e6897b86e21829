"""How a SQLite connection is opened and asked, and how an answer gets back from a thread to its event loop."""

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

# Importing it registers the converters by which Piccolo's column types come back as Python values.
import piccolo.engine.sqlite  # noqa: F401

Rows = list[dict[str, Any]]
Statement = tuple[str, Sequence[object]]
Outcome = tuple["asyncio.Future[Any]", object, Exception | None]

BUSY_SECONDS = 30.0
# No mmap_size: it gains nothing that could be measured, and a failing disk would kill the process instead of raising.
_EVERY_CONNECTION = ("PRAGMA foreign_keys=1", "PRAGMA temp_store=MEMORY")
# FULL costs nothing measurable once many writes share a commit, and a power cut then loses no acknowledged row.
_WRITER = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=1",
    "PRAGMA cache_size=-16000",
    "PRAGMA journal_size_limit=67108864",
    # Else INSERT OR REPLACE deletes the row before without asking the triggers that keep a table insert-only.
    "PRAGMA recursive_triggers=1",
)
_READER = ("PRAGMA query_only=1", "PRAGMA cache_size=-8000")


def open_writer(path: Path) -> sqlite3.Connection:
    """The connection that writes; to be used by the thread that opened it."""
    return _opened(path, (*_EVERY_CONNECTION, *_WRITER), timeout=BUSY_SECONDS)


def open_reader(path: Path, *, any_thread: bool = False, timeout: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A connection that refuses to write.

    Args:
        any_thread: whoever uses it from several threads keeps them apart.
        timeout: seconds to wait for another process that holds the whole file.
    """
    return _opened(path, (*_EVERY_CONNECTION, *_READER), timeout=timeout, any_thread=any_thread)


def ask(connection: sqlite3.Connection, sql: str, arguments: Sequence[object]) -> Rows:
    """All rows of one statement, with Python values by Piccolo's converters."""
    cursor = connection.execute(sql, arguments)
    if cursor.description is None:
        return []
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def hand_over(outcomes: Iterable[Outcome]) -> None:
    """Wake the waiting tasks: one call into each event loop however many wait there."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Outcome]] = {}
    for outcome in outcomes:
        by_loop.setdefault(outcome[0].get_loop(), []).append(outcome)
    for loop, ours in by_loop.items():
        try:
            loop.call_soon_threadsafe(_settle, ours)
        except RuntimeError:
            # The loop was closed while we worked: nobody waits for these answers any more.
            if not loop.is_closed():
                raise


def _settle(outcomes: list[Outcome]) -> None:
    for future, result, error in outcomes:
        if future.done():
            continue
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)


def _opened(path: Path, pragmas: Sequence[str], *, timeout: float, any_thread: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path,
        timeout=timeout,
        isolation_level=None,
        cached_statements=512,
        check_same_thread=not any_thread,
        detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES,
    )
    try:
        for pragma in pragmas:
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection
