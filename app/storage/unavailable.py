"""Which errors mean that the database cannot be used now, and what the console says of them."""

import sqlite3

import asyncpg

from app.locale import _
from app.storage.whereabouts import FileAway

_SQLITE = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY}
)
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
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


def why_unusable(error: BaseException) -> str | None:
    """One sentence for the console about what the database answered, with the repair; None for an error of ours."""
    if getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE in _DAMAGED:
        return _(
            "数据库文件已损坏（%(error)s）；保留原文件，从最近的备份恢复（python3 run.py restore 备份文件）",
            error=error,
        )
    if is_unavailable(error):
        return _("数据库现在用不了（%(error)s）；检查磁盘空间、文件夹的权限和数据库服务器，再运行一次", error=error)
    if isinstance(error, sqlite3.DatabaseError | asyncpg.PostgresError):
        return _("数据库里的表和这一版程序对不上（%(error)s）；先运行 python3 run.py migrate", error=error)
    return None
