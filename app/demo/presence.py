"""Whether the demo library is loaded: a mark in the database, and what this process knows of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from app.people.sessions import forget_actors
from app.storage.memory import forget_everything
from app.storage.tables import Keeping
from app.web.background import repeating

LOADED, REMOVED = "demo library loaded", "demo library removed"
EVERY_SECONDS = 10.0

_known: str | None = None


def is_demo() -> bool:
    """Whether this installation shows the demo library, as far as this process has noticed."""
    return _known is not None


async def notice_demo() -> None:
    """Look into the database; when the demo library came or went, forget what was remembered of the rows before."""
    global _known
    found = await mark(LOADED)
    if found != _known:
        forget_everything()
        forget_actors()
    _known = found


@asynccontextmanager
async def noticing() -> AsyncIterator[None]:
    """Look at the start and every ten seconds while the application runs: another process may load or remove it."""
    await notice_demo()
    trouble = "could not look whether the demo library is loaded"
    async with repeating(notice_demo, seconds=EVERY_SECONDS, trouble=trouble):
        yield


async def mark(name: str) -> str | None:
    """When the demo library was loaded or removed, as ISO 8601; None when it was not."""
    row = await Keeping.select(Keeping.value).where(Keeping.name == name).first()
    return None if row is None else str(row["value"])


async def set_mark(name: str, now: datetime) -> None:
    """Remember it, in the place of either mark before; for use inside a transaction."""
    await Keeping.delete().where(Keeping.name.is_in([LOADED, REMOVED]))
    await Keeping(name=name, value=now.isoformat()).save()
