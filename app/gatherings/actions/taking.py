"""Taking a list along leaves a line in the ledger of deeds."""

from app.actor import Actor
from app.audit import deed


async def sheet_exported(actor: Actor, gathering: int, rows: int, *, is_public: bool) -> None:
    """Somebody took the sign-in sheet along; in the public version names are masked."""
    async with deed(actor, "sheet.exported", gathering, rows=rows, masked=is_public):
        pass
