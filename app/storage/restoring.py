"""Putting a verified backup in the place of the SQLite file; what was there is kept beside it."""

import shutil
from datetime import datetime
from pathlib import Path

from app.storage import database
from app.storage.backup import verify
from app.storage.sqlite import SQLite


class StillInUse(Exception):
    """A process has the database open; what it writes from now on would go into the file that was set aside."""


def restore(source: Path, now: datetime) -> Path | None:
    """Replace the database with a backup; the service must be stopped. Blocks.

    Returns:
        where the former database was put, or None when there was none.

    Raises:
        BadBackup: the file does not pass the check; nothing changed.
        StillInUse: some process has the database open; nothing changed.
        TypeError: the database is PostgreSQL, which pg_restore fills.
    """
    engine = database()
    if not isinstance(engine, SQLite):
        raise TypeError("a PostgreSQL database is restored with pg_restore")
    if not engine.presence.alone():
        raise StillInUse(str(engine.file))
    try:
        return _replaced(engine.file, source, now)
    finally:
        engine.presence.end()


def _replaced(file: Path, source: Path, now: datetime) -> Path | None:
    verify(source)
    arriving = file.with_name(file.name + ".arriving")
    shutil.copyfile(source, arriving)
    former = _set_aside(file, now)
    arriving.replace(file)
    return former


def _set_aside(file: Path, now: datetime) -> Path | None:
    if not file.exists():
        return None
    kept = file.with_name(f"{file.stem}-before-{now:%Y%m%d-%H%M%S}{file.suffix}")
    # The log holds what was committed and not yet moved into the file; they only make sense together.
    for ending in ("-wal", "-shm"):
        part = file.with_name(file.name + ending)
        if part.exists():
            part.replace(kept.with_name(kept.name + ending))
    file.replace(kept)
    return kept
