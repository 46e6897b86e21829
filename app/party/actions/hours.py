"""Taking the table of members' hours along leaves a line in the ledger of deeds."""

from app.actor import Actor
from app.audit import deed


async def hours_exported(actor: Actor, year: int, rows: int) -> None:
    """Somebody took the table of members' hours along."""
    async with deed(actor, "party_hours.exported", year=year, rows=rows):
        pass
