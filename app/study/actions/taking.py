"""Taking a record or the ledger along leaves a line in the ledger of deeds."""

from app.actor import Actor
from app.audit import deed


async def record_exported(actor: Actor, session_id: int, *, is_public: bool) -> None:
    """Somebody took the record of a session along; in the public version names are masked."""
    async with deed(actor, "study_record.exported", session_id, masked=is_public):
        pass


async def ledger_exported(actor: Actor, period: str, rows: int, *, is_public: bool) -> None:
    """Somebody took the ledger of a year or a part of it along."""
    async with deed(actor, "study_ledger.exported", period=period, rows=rows, masked=is_public):
        pass
