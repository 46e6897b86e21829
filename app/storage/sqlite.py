"""Piccolo's SQLite engine, made fit for a hall full of candidates: one writer, several readers, no lock errors."""

import asyncio
import os
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from piccolo.engine import sqlite as stock
from piccolo.querystring import QueryString

from app.storage.atomic import AtomicBlock
from app.storage.connections import Rows, Statement
from app.storage.filelock import Presence
from app.storage.lease import Lease
from app.storage.readers import Readers
from app.storage.whereabouts import Place
from app.storage.writer import Writer

_READS = re.compile(r"\s*(SELECT|VALUES|WITH|EXPLAIN)\b", re.IGNORECASE)
_WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


class LeasedTransaction(stock.SQLiteTransaction):
    """Piccolo's transaction over the writer's thread: it always begins IMMEDIATE, so it never fails half-way for a lock."""

    engine: "SQLite"
    connection: Lease
    # A task that was started inside the block and outlives it must not speak into a closed transaction.
    left = False

    async def __aenter__(self) -> stock.SQLiteTransaction:
        if self._parent is not None:
            return self._parent
        self.connection = self.engine.threads.writer.lease()
        try:
            await self.connection.granted
        except BaseException:
            self.connection.abandon()
            raise
        self.engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if self._parent is not None:
            return error is None
        try:
            if error is None and not (self._committed or self._rolled_back):
                await self.commit()
            elif error is not None and not self.connection.over:
                await self.rollback()
        finally:
            self.left = True
            self.engine.current_transaction.set(None)
        return error is None

    async def commit(self) -> None:
        await self.connection.end("COMMIT")
        self._committed = True

    async def rollback(self) -> None:
        await self.connection.end("ROLLBACK")
        self._rolled_back = True


class SQLiteAtomic(AtomicBlock, stock.Atomic):
    """The block, and Piccolo's list of queries to be run as one."""

    engine: "SQLite"


@dataclass(frozen=True, slots=True)
class Threads:
    """The threads of one process; a fork inherits none."""

    process: int
    writer: Writer
    readers: Readers

    def stop(self) -> None:
        """Finish what is queued and close the file. Blocks."""
        self.readers.stop()
        self.writer.stop()


class SQLite(stock.SQLiteEngine):
    """One file, one writing thread with group commit, several reading threads. `query_id` counts what was asked.

    Args:
        path: the database file; it is created when somebody first asks.
        idle_seconds: a transaction that says nothing for so long is rolled back, so that nobody else waits for it.
    """

    dialect: Final = "sqlite"

    def __init__(self, path: Path, idle_seconds: float = 30.0) -> None:
        super().__init__(path=str(path), timeout=30.0)
        self.file = path
        self.idle_seconds = idle_seconds
        self.presence = Presence(path.with_name("serving.lock"))
        self._threads: Threads | None = None
        self._starting = threading.Lock()
        # SQLite forbids even closing a connection on the other side of a fork, so the child keeps it untouched.
        self._inherited: list[Threads] = []

    @property
    def threads(self) -> Threads:
        """The threads of this process, started when they are first needed."""
        threads = self._threads
        return threads if threads is not None and threads.process == os.getpid() else self._started()

    async def write(self, statements: Sequence[Statement]) -> list[Rows]:
        """Run the statements as one: all of them or none, in the next group commit.

        Args:
            statements: SQL with `?` placeholders, and its arguments.

        Returns:
            The rows of each (RETURNING), only when they are on disk. Inside `atomic()` they are when that ends.
        """
        self.get_query_id()
        if transaction := self.running():
            async with self.atomic():
                return [await transaction.connection.execute(*statement) for statement in statements]
        return await self.threads.writer.submit(statements)

    async def read(self, sql: str, arguments: Sequence[object] = ()) -> Rows:
        """The rows of one statement that changes nothing, with `?` placeholders.

        A column comes back as its Python value; an expression over it, such as `max(starts_at)`, as SQLite stores it.
        """
        self.get_query_id()
        if transaction := self.running():
            return await transaction.connection.execute(sql, arguments)
        return await self.threads.readers.read(sql, arguments)

    async def hold(self, name: str) -> None:
        """Wait, inside `atomic()`, until no other transaction holds this name; here the writer is alone anyway."""
        if not self.in_transaction():
            raise RuntimeError(f"hold({name!r}) is for use inside atomic()")

    def in_transaction(self) -> bool:
        """Whether this task is inside `atomic()` or `transaction()`."""
        return self.running() is not None

    def running(self) -> LeasedTransaction | None:
        """The transaction this task is in; a block that has been left does not count."""
        transaction = self.current_transaction.get()
        if isinstance(transaction, LeasedTransaction) and not transaction.left:
            return transaction
        return None

    def atomic(self, transaction_type: stock.TransactionType = stock.TransactionType.immediate) -> SQLiteAtomic:
        """All or nothing: `async with database().atomic():`, a savepoint when nested."""
        return SQLiteAtomic(engine=self, transaction_type=transaction_type)

    def transaction(
        self,
        transaction_type: stock.TransactionType = stock.TransactionType.immediate,
        allow_nested: bool = True,
    ) -> LeasedTransaction:
        """Piccolo's transaction. It is IMMEDIATE whatever is asked for: a deferred one fails when it turns to writing."""
        if self.running() is None:
            self.current_transaction.set(None)
        return LeasedTransaction(engine=self, transaction_type=transaction_type, allow_nested=allow_nested)

    async def run_querystring(self, querystring: QueryString, in_pool: bool = False) -> Rows:
        """What Piccolo calls for every query."""
        sql, arguments = querystring.compile_string(engine_type="sqlite")
        return await self._run(sql, arguments)

    async def run_ddl(self, ddl: str, in_pool: bool = False) -> Rows:
        """What Piccolo calls to make and change tables."""
        return await self._run(ddl, ())

    async def get_connection(self) -> Any:
        """A connection of its own for Piccolo's `batch()`, which only reads."""
        connection = await super().get_connection()
        await connection.execute("PRAGMA query_only = 1")
        return connection

    async def start_connection_pool(self) -> None:
        """Be known as present for as long as the file is open; the threads start by themselves."""
        await asyncio.to_thread(self.presence.begin)

    async def close_connection_pool(self) -> None:
        """Finish what is queued and close the file; asking again opens it again."""
        threads, self._threads = self._threads, None
        if threads is not None and threads.process == os.getpid():
            await asyncio.to_thread(threads.stop)
        self.presence.end()

    def _started(self) -> Threads:
        with self._starting:
            if self._threads is not None and self._threads.process != os.getpid():
                self._inherited.append(self._threads)
                self._threads = None
            if self._threads is None:
                place = Place(self.file)
                writer = Writer(place, self.idle_seconds, self.presence)
                self._threads = Threads(os.getpid(), writer, Readers(place))
            return self._threads

    async def _run(self, sql: str, arguments: Sequence[object]) -> Rows:
        if _READS.match(sql) and not _WRITES.search(sql):
            return await self.read(sql, arguments)
        if transaction := self.running():
            self.get_query_id()
            return await transaction.connection.execute(sql, arguments)
        return (await self.write([(sql, arguments)]))[0]
