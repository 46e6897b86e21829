"""The papers of a case: there, with a file or without; taken out again with the reason."""

from datetime import date, datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.office.gate import Admitted
from app.party.queries.case_texts import standing_paper
from app.party.rules.cases.documents import Paper
from app.party.steps.cases import locked
from app.party.tables.cases import ApplicantDocument, ApplicantDocumentRemoval
from app.refusals import Refused, WhyNot, found
from app.storage.stored import empty_unless_held, store


async def add_paper(
    actor: Actor, case: int, kind: Paper, dated_on: date, note: str, file: Admitted | None, *, now: datetime
) -> None:
    """A paper is in the file.

    Raises:
        Missing, Refused: there is no such case; the day is to come.
    """
    async with deed(actor, "applicant.paper_added", case, kind=kind.value):
        await locked(case)
        if dated_on > clock.at_library(now).date():
            raise Refused(WhyNot("dated_on", _("材料的日期还没到，核对后再填")))
        kept = await store(file.kind.ending, file.body, file.thumb, now) if file else None
        await ApplicantDocument(
            applicant=case,
            kind=kind.value,
            dated_on=dated_on,
            note=note.strip(),
            file=kept,
            file_name=file.name[:120] if file else "",
            recorded_by_name=actor.name,
            at=now,
        ).save()


async def remove_paper(actor: Actor, case: int, paper: int, reason: str, *, now: datetime) -> None:
    """A paper was listed by mistake: it goes with its bytes, and why stays.

    Raises:
        Missing: there is none that stands.
    """
    async with deed(actor, "applicant.paper_removed", case, paper=paper):
        await locked(case)
        row = found(await standing_paper(case, paper))
        await ApplicantDocumentRemoval(document=paper, reason=reason.strip(), removed_by_name=actor.name, at=now).save()
        if row.file is not None:
            await empty_unless_held(row.file)
