"""Reading somebody's record and taking tables along leave a line in the ledger of deeds."""

from collections.abc import Mapping
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.jobs.steps import enqueue
from app.training.exports import LOG, LOG_OF_THE_PARTY
from app.training.rules.filtering import Tab


async def record_seen(actor: Actor, person: int, year: int) -> None:
    """Somebody read another person's record of a year."""
    async with deed(actor, "record.seen", person, year=year):
        pass


async def record_exported(actor: Actor, person: int, year: int, rows: int) -> None:
    """Somebody took a record along; their own or another person's."""
    async with deed(actor, "record.exported", person, year=year, rows=rows, oneself=person == actor.id):
        pass


async def log_exported(actor: Actor, rows: int, filtered: str) -> None:
    """Somebody took so many rows of the log along."""
    async with deed(actor, "log.exported", rows=rows, filtered=filtered):
        pass


async def log_queued(
    actor: Actor, title: str, given: Mapping[str, str], rows: int, filtered: str, *, now: datetime
) -> int:
    """Somebody takes so many rows of the log along that a job writes them. Returns the job's id.

    Args:
        given: the filter as it stood in the address, with the tab that the actor may open.
    """
    async with deed(actor, "log.exported", rows=rows, filtered=filtered):
        kind = LOG_OF_THE_PARTY if given.get("tab") == Tab.PARTY else LOG
        return await enqueue(actor, kind, title, {"given": dict(given), "now": now.isoformat()}, now)


async def hours_exported(actor: Actor, year: int, rows: int, *, is_public: bool = False) -> None:
    """Somebody took the table of hours along; in the public version names are masked."""
    async with deed(actor, "hours.exported", year=year, rows=rows, **({"masked": True} if is_public else {})):
        pass
