"""Papers about applicants that left the house: who took which out."""

from app.actor import Actor
from app.audit import deed


async def exported(actor: Actor, paper: str, case: int | None = None) -> None:
    """Somebody took a paper out: the process table, or one person's timeline or notice."""
    async with deed(actor, "applicant.exported", case, paper=paper):
        pass
