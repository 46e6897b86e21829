"""存储：行在哪里、怎样不丢。Storage: where the rows are and how none is lost."""

from functools import cache
from pathlib import Path

from app import settings
from app.storage.checks import FILE_NAME, Unusable, why_not_folder, why_not_usable
from app.storage.postgres import Postgres
from app.storage.sqlite import SQLite
from app.storage.tables import kept
from app.storage.unavailable import is_unavailable, why_unusable
from app.storage.whereabouts import FileAway

__all__ = [
    "Database",
    "FileAway",
    "Postgres",
    "SQLite",
    "Unusable",
    "close_database",
    "database",
    "ensure_folder",
    "ensure_usable",
    "is_unavailable",
    "kept",
    "open_database",
    "why_not_usable",
    "why_unusable",
]

Database = SQLite | Postgres


@cache
def database() -> Database:
    """The engine of this process: PostgreSQL when a URL is set, else the SQLite file in the data folder.

    Nothing is opened before somebody asks it something.
    """
    chosen = settings.current()
    return Postgres(chosen.database_url) if chosen.database_url else SQLite(chosen.data / FILE_NAME)


async def open_database() -> None:
    """Make ready for many requests; for the lifespan of the application.

    Raises:
        Unusable: the folder or file cannot be relied on, or the server does not answer; the sentence says what to do.
    """
    engine = database()
    if isinstance(engine, SQLite):
        ensure_usable()
    await engine.start_connection_pool()


def ensure_usable(*, thorough: bool = False) -> None:
    """Refuse a data folder that would spoil the database; the default one beside the program is made when missing.

    Raises:
        Unusable: with the sentence of `why_not_usable`.
    """
    if (why_not := why_not_usable(_folder(), thorough=thorough)) is not None:
        raise Unusable(why_not)


def ensure_folder() -> None:
    """As `ensure_usable`, for putting a file there whatever the one in it is like.

    Raises:
        Unusable: with the sentence of `why_not_folder`.
    """
    if (why_not := why_not_folder(_folder())) is not None:
        raise Unusable(why_not)


def _folder() -> Path:
    folder = settings.current().data
    # A folder somebody has named may be a disk that is not mounted; making it would hide that.
    if folder == settings.PROJECT / "data":
        folder.mkdir(exist_ok=True)
    return folder


async def close_database() -> None:
    """Finish what is being written and close; for the end of the application."""
    await database().close_connection_pool()
