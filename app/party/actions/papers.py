"""Taking papers of meetings along leaves a line in the ledger of deeds; a year's binder is made by a job."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.jobs.steps import enqueue
from app.locale import _
from app.party.exports.binder import BINDER
from app.party.queries.appraisals import Sheet


async def paper_exported(actor: Actor, paper: str, meeting: int) -> None:
    """Somebody took a paper of one meeting along."""
    async with deed(actor, "party_paper.exported", meeting, paper=paper):
        pass


async def ledger_exported(actor: Actor, paper: str, year: int, rows: int) -> None:
    """Somebody took a year's ledger along."""
    async with deed(actor, "party_ledger.exported", year, paper=paper, rows=rows):
        pass


async def review_exported(actor: Actor, year: int, sheet: Sheet | None) -> None:
    """Somebody took the papers of a year's life meetings along; with ballots and results, where they had opened the sheet."""
    verb, subject = "party_ledger.exported", year
    if sheet is not None and sheet.is_open:
        verb, subject = "appraisal.exported", sheet.round.id
    async with deed(actor, verb, subject, paper="R-17", year=year):
        pass


async def ask_binder(actor: Actor, year: int, *, now: datetime) -> int:
    """Somebody has a year's minutes bound. Returns the job's id."""
    async with deed(actor, "party_binder.asked", year):
        title = _("%(year)d 年组织生活记录合订本", year=year)
        return await enqueue(actor, BINDER, title, {"year": year, "now": now.isoformat()}, now)
