"""A copy of the SQLite file that was opened and checked before anybody relies on it."""

import asyncio
import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from app.locale import _
from app.storage import database
from app.storage.sqlite import SQLite


class BadBackup(Exception):
    """The copy cannot be relied on; the text says what the check found."""


async def backup(to: Path) -> Path:
    """Write a complete, verified copy of the SQLite database while it goes on being used.

    Args:
        to: the file to make; its folder is made when missing. It appears under this name only when it has been checked.

    Returns:
        `to`. Beside it lies `<name>.sha256`, which `sha256sum --check` understands too.

    Raises:
        FileExistsError: there is a file of this name.
        BadBackup: the copy did not pass the check; it is left beside `to` with the ending `.bad`.
        TypeError: the database is PostgreSQL, whose backups are made with pg_dump.
    """
    engine = database()
    if not isinstance(engine, SQLite):
        raise TypeError("a PostgreSQL database is backed up with pg_dump")
    return await asyncio.to_thread(copy_verified, engine.file, to)


def copy_verified(source: Path, to: Path) -> Path:
    """What `backup` does, for a file that need not be the one in use. Blocks."""
    if to.exists():
        raise FileExistsError(str(to))
    to.parent.mkdir(parents=True, exist_ok=True)
    unfinished = to.with_name(to.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(source, timeout=30, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(unfinished),))
    try:
        verify(unfinished)
    except BadBackup:
        unfinished.replace(to.with_name(to.name + ".bad"))
        raise
    _sum_file(to).write_text(f"{_sum_of(unfinished)}  {to.name}\n", encoding="utf-8")
    _on_disk(_sum_file(to))
    _on_disk(unfinished)
    unfinished.rename(to)
    _on_disk(to.parent)
    return to


def verify(path: Path) -> None:
    """Read every page of the file, every index and every reference, and compare its sum where that lies beside it. Blocks.

    SQLite itself does not notice a changed letter inside a row; the sum notices a single bit.

    Raises:
        BadBackup: something is wrong with it, or it is missing.
    """
    if not path.is_file():
        raise BadBackup(_("备份文件 %(name)s 不存在", name=path.name))
    if _sum_file(path).is_file() and _sum_file(path).read_text(encoding="utf-8").split(" ")[0] != _sum_of(path):
        raise BadBackup(_("%(name)s 和写下时不一样（SHA-256 不符），请换一份备份", name=path.name))
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(10)")]
            loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise BadBackup(_("%(name)s 读不出来（%(error)s），请换一份备份", name=path.name, error=error)) from error
    if found != ["ok"]:
        raise BadBackup(_("%(name)s 已损坏（%(error)s），请换一份备份", name=path.name, error="; ".join(found)))
    if loose is not None:
        raise BadBackup(
            _(
                "%(name)s 不完整（%(one)s 的一行指向 %(other)s 中没有的行），请换一份备份",
                name=path.name,
                one=loose[0],
                other=loose[2],
            )
        )


def remove(path: Path) -> None:
    """Delete a copy and the sum beside it."""
    path.unlink(missing_ok=True)
    _sum_file(path).unlink(missing_ok=True)


def _sum_file(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _on_disk(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
