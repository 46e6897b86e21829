"""Taking marks and papers out of the house leaves a line in the ledger."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.exams.queries import managing
from app.exams.queries.managing import ExamView
from app.exams.rules import why_not_take_paper
from app.refusals import Refused


async def marks_exported(actor: Actor, exam_id: int, rows: int) -> None:
    """Somebody took so many rows of marks along."""
    async with deed(actor, "marks.exported", exam_id, rows=rows):
        pass


async def paper_exported(actor: Actor, exam: ExamView, with_key: bool, *, now: datetime) -> None:
    """Somebody took the paper along.

    Raises:
        Refused: they are to sit it themselves.
    """
    async with deed(actor, "paper.exported", exam.id, with_key=with_key):
        seats = await managing.seats(actor, exam.id)
        mine = next((seat for seat in seats if seat.person == actor.id and not seat.withdrawn), None)
        is_sitting = mine is not None and mine.handed_in_at is None
        if reasons := why_not_take_paper(is_sitting, exam.times.ends_at, mine.deadline_at if mine else None, now):
            raise Refused(*reasons)
