"""Which errors mean that the database cannot be used now, and that the same request may succeed later."""

import sqlite3

import asyncpg

from app.storage.whereabouts import FileAway

_SQLITE = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY}
)
_PRIMARY_CODE = 0xFF  # SQLite's detailed codes bear the general one in their lowest byte.
_OTHERS = (
    FileAway,
    # From the socket, before there is a server that could answer in its own words.
    ConnectionError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.PostgresIOError,
)


def is_unavailable(error: BaseException) -> bool:
    """Whether the disk is full or read-only, the file is away or the server does not answer; nothing was written."""
    if isinstance(error, sqlite3.OperationalError):
        return getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE in _SQLITE
    if isinstance(error, asyncpg.InterfaceError):
        # asyncpg has one class for a connection that is closed and for a call that is wrong.
        return any(word in str(error) for word in ("is closed", "is closing", "was closed", "has been released"))
    return isinstance(error, _OTHERS)
