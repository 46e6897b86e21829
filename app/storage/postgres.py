"""Piccolo's PostgreSQL engine with the same four words as the SQLite one: atomic, write, read, hold."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Final

import asyncpg
from piccolo.engine import postgres as stock
from piccolo.querystring import QueryString

from app.locale import _
from app.storage.atomic import AtomicBlock
from app.storage.checks import Unusable
from app.storage.connections import Rows, Statement

SMALLEST_POOL = 2
LARGEST_POOL = 10
OLDEST_SERVER = 15


class PooledTransaction(stock.PostgresTransaction):
    """Piccolo's transaction, which gives its connection back also when BEGIN or COMMIT fails."""

    engine: "Postgres"
    # A task that was started inside the block and outlives it must not speak into a closed transaction.
    left = False

    async def __aenter__(self) -> stock.PostgresTransaction:
        if self._parent is not None:
            return self._parent
        self.connection = await self.engine.acquire()
        try:
            self.transaction = self.connection.transaction()
            await self.transaction.start()
        except BaseException:
            await self.engine.release(self.connection)
            raise
        self.engine.current_transaction.set(self)
        return self

    async def commit(self) -> None:
        await self.transaction.commit()
        self._committed = True

    async def rollback(self) -> None:
        await self.transaction.rollback()
        self._rolled_back = True

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if self._parent is not None:
            return error is None
        try:
            if error is None and not (self._committed or self._rolled_back):
                await self.commit()
            elif error is not None and not (self._rolled_back or self.connection.is_closed()):
                await self.rollback()
        finally:
            self.left = True
            self.engine.current_transaction.set(None)
            await self.engine.release(self.connection)
        return error is None


class PostgresAtomic(AtomicBlock, stock.Atomic):
    """The block, and Piccolo's list of queries to be run as one."""

    engine: "Postgres"


class Postgres(stock.PostgresEngine):
    """A pool of connections to one database, for several workers or machines.

    Args:
        url: `postgresql://user:password@host:port/name`, with the options asyncpg knows.
    """

    dialect: Final = "postgres"

    def __init__(self, url: str) -> None:
        super().__init__(config={"dsn": url})
        self._pool_loop: asyncio.AbstractEventLoop | None = None

    async def check_version(self) -> None:
        """Nothing: importing a module must not open a connection. `open_database()` does, and says what is wrong."""

    async def write(self, statements: Sequence[Statement]) -> list[Rows]:
        """Run the statements as one: all of them or none.

        Args:
            statements: SQL with `$1` placeholders, and its arguments.

        Returns:
            The rows of each (RETURNING), only when they are committed. Inside `atomic()` they are when that ends.
        """
        self.get_query_id()
        async with self._connection() as connection:
            # A single statement is a transaction by itself; asking for one costs two more round trips.
            if len(statements) == 1 and self.running() is None:
                return [await _fetched(connection, *statements[0])]
            async with connection.transaction():
                return [await _fetched(connection, *statement) for statement in statements]

    async def read(self, sql: str, arguments: Sequence[object] = ()) -> Rows:
        """The rows of one statement that changes nothing, with `$1` placeholders."""
        self.get_query_id()
        async with self._connection() as connection:
            return await _fetched(connection, sql, arguments)

    async def hold(self, name: str) -> None:
        """Wait, inside `atomic()`, until no other transaction holds this name; it is free again when the block ends."""
        if not self.in_transaction():
            raise RuntimeError(f"hold({name!r}) is for use inside atomic()")
        await self.read("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", (name,))

    def in_transaction(self) -> bool:
        """Whether this task is inside `atomic()` or `transaction()`."""
        return self.running() is not None

    def running(self) -> PooledTransaction | None:
        """The transaction this task is in; a block that has been left does not count."""
        transaction = self.current_transaction.get()
        if isinstance(transaction, PooledTransaction) and not transaction.left:
            return transaction
        return None

    def atomic(self) -> PostgresAtomic:
        """All or nothing: `async with database().atomic():`, a savepoint when nested."""
        return PostgresAtomic(engine=self)

    def transaction(self, allow_nested: bool = True) -> PooledTransaction:
        """Piccolo's transaction."""
        if self.running() is None:
            self.current_transaction.set(None)
        return PooledTransaction(engine=self, allow_nested=allow_nested)

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Rows:
        """What Piccolo calls for every query."""
        sql, arguments = querystring.compile_string(engine_type="postgres")
        return await self.read(sql, arguments)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Rows:
        """What Piccolo calls to make and change tables."""
        return await self.read(ddl)

    async def start_connection_pool(self, **options: Any) -> None:
        """Open the pool in this event loop; other loops get connections of their own.

        Raises:
            Unusable: the address is none, the server does not answer or does not let us in, or it is older than PostgreSQL 15.
        """
        if self.pool is not None:
            return
        ours = {"min_size": SMALLEST_POOL, "max_size": LARGEST_POOL, "reset": _as_it_was}
        try:
            pool = await asyncpg.create_pool(**{**self.config, **ours, **options})
        except ValueError as error:
            raise Unusable(
                _(
                    "ZHIXING_DATABASE_URL 读不懂（%(error)s）；写成 postgresql://用户:密码@主机:端口/库名",
                    error=error,
                )
            ) from error
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise Unusable(
                _(
                    "连不上 PostgreSQL（%(error)s）；请检查服务器是否在运行，以及 ZHIXING_DATABASE_URL 是否正确。",
                    error=error,
                )
            ) from error
        self.pool, self._pool_loop = pool, asyncio.get_running_loop()
        version = await pool.fetchval("SHOW server_version")
        if int(version.split(".")[0]) < OLDEST_SERVER:
            await self.close_connection_pool()
            raise Unusable(_("PostgreSQL 版本过旧（%(version)s）；请升级到 15 或更新的版本。", version=version))

    async def close_connection_pool(self) -> None:
        """Wait for the connections in use, then close all."""
        if self.pool is not None:
            await self.pool.close()
            self.pool = None

    async def acquire(self) -> Any:
        """A connection: from the pool of this event loop, or a new one where there is none."""
        if self.pool is not None and self._pool_loop is asyncio.get_running_loop():
            return await self.pool.acquire()
        return await self.get_new_connection()

    async def release(self, connection: Any) -> None:
        """Give back what `acquire()` gave."""
        if self.pool is not None and isinstance(connection, asyncpg.pool.PoolConnectionProxy):
            await self.pool.release(connection)
        else:
            await connection.close()

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        """The connection of the transaction this task is in, or one for this statement."""
        if transaction := self.running():
            yield transaction.connection
            return
        connection = await self.acquire()
        try:
            yield connection
        finally:
            await self.release(connection)


async def _fetched(connection: Any, sql: str, arguments: Sequence[object]) -> Rows:
    return [dict(row) for row in await connection.fetch(sql, *arguments)]


async def _as_it_was(connection: Any) -> None:
    """Give a connection back without asking the server to reset it, which is a round trip for every statement.

    Nothing here changes a connection beyond its transaction: locks are the transaction's, and asyncpg itself rolls back
    what was left open.
    """
