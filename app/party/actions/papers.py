"""Taking papers of meetings along leaves a line in the ledger of deeds; a year's binder is made by a job."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.jobs.steps import enqueue
from app.locale import _
from app.party.exports.binder import BINDER


async def paper_exported(actor: Actor, paper: str, meeting: int) -> None:
    """Somebody took a paper of one meeting along."""
    async with deed(actor, "party_paper.exported", meeting, paper=paper):
        pass


async def ledger_exported(actor: Actor, paper: str, year: int, rows: int) -> None:
    """Somebody took a year's ledger along."""
    async with deed(actor, "party_ledger.exported", year, paper=paper, rows=rows):
        pass


async def ask_binder(actor: Actor, year: int, *, now: datetime) -> int:
    """Somebody has a year's minutes bound. Returns the job's id."""
    async with deed(actor, "party_binder.asked", year):
        title = _("%(year)d 年组织生活记录合订本", year=year)
        return await enqueue(actor, BINDER, title, {"year": year, "now": now.isoformat()}, now)
