"""Small reads answered where the caller stands: handing one to a thread and back costs more than the read itself."""

import asyncio
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

from app.storage.connections import Rows, ask, open_reader
from app.storage.whereabouts import Opened, Place

# About 300 rows of ten columns. A read that needs more is stopped and belongs to the threads.
BUDGET_TICKS = 4
TICK_STEPS = 1_000
LARGEST_MEMORY = 2_000
# A task that reads one row after another must let others have their turn.
YIELD_EVERY = 16


class Lookups:
    """One read connection for the event loop, with a budget of steps of SQLite's machine instead of trust."""

    def __init__(self, place: Place) -> None:
        self._opened = Opened(place, self._connect)
        # Another event loop may run in another thread; it does not wait here but asks the threads.
        self._door = threading.Lock()
        self._too_large: set[str] = set()
        self._ticks = 0
        self._answered = 0

    async def look_up(self, sql: str, arguments: Sequence[object]) -> Rows | None:
        """The rows, or None when the statement is too large, has to wait, or fails: then a thread is to be asked."""
        if sql in self._too_large or not self._door.acquire(blocking=False):
            return None
        try:
            rows = self._asked(sql, arguments)
        finally:
            self._door.release()
        self._answered += 1
        if self._answered % YIELD_EVERY == 0:
            await asyncio.sleep(0)
        return rows

    def close(self) -> None:
        """Close the file."""
        with self._door:
            self._opened.close()

    def _asked(self, sql: str, arguments: Sequence[object]) -> Rows | None:
        self._ticks = 0
        try:
            return ask(self._opened.get(), sql, arguments)
        except sqlite3.OperationalError:
            # Stopped by the budget, or the file is busy: the threads wait, and tell the caller when it is a real error.
            if self._ticks > BUDGET_TICKS:
                self._remember(sql)
            return None

    def _connect(self, path: Path) -> sqlite3.Connection:
        connection = open_reader(path, any_thread=True, timeout=0)
        connection.set_progress_handler(self._spent, TICK_STEPS)
        return connection

    def _spent(self) -> bool:
        self._ticks += 1
        return self._ticks > BUDGET_TICKS

    def _remember(self, sql: str) -> None:
        if len(self._too_large) >= LARGEST_MEMORY:
            self._too_large.clear()
        self._too_large.add(sql)
