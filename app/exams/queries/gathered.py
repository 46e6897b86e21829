"""Which gathering an exam is, and which of them are over."""

from datetime import datetime

from app.actor import Actor
from app.exams.tables import Exam
from app.storage.moments import moment
from app.storage.plain import ask
from quizzes.attempts import GRACE

# An attempt whose paper is not in holds the gathering open, whatever the clock says: its candidate came.
HELD = """
SELECT e.id, g.gathering, e.closes_at, c.at AS closed_at FROM exam_gathering g JOIN exam e ON e.id = g.exam
LEFT JOIN closing c ON c.exam = e.id
WHERE NOT EXISTS (SELECT 1 FROM gathering_closing x WHERE x.gathering = g.gathering)
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation y WHERE y.gathering = g.gathering)
AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.exam = e.id AND NOT EXISTS (SELECT 1 FROM hand_in h WHERE h.attempt = a.id))
"""


async def gathering_of(exam_id: int) -> int | None:
    """The gathering of an exam; None for a draft, and for exams that were opened before there were gatherings."""
    rows = await ask("SELECT gathering FROM exam_gathering WHERE exam = {}", exam_id)
    return int(rows[0]["gathering"]) if rows else None


async def over(actor: Actor, now: datetime) -> list[tuple[int, int]]:
    """Exams whose end and grace are over and whose papers are all in, each with its gathering, which is not closed."""
    rows = await Exam.raw(HELD)
    return [
        (row["id"], row["gathering"])
        for row in rows
        if now > min(moment(at) for at in (row["closes_at"], row["closed_at"]) if at is not None) + GRACE
    ]
