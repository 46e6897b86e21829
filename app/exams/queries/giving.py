"""Which qualification an exam gives, and to whom it did."""

from dataclasses import dataclass
from datetime import datetime

from app.exams.tables import ExamQualification
from app.storage.moments import moment

GIVES = """
SELECT q.qualification, y.name, q.percent FROM exam_qualification q JOIN qualification y ON y.id = q.qualification
WHERE q.exam = {}
"""
MARKED = """
SELECT e.title, q.qualification, q.percent, a.person, m.points, m.total, h.at
FROM exam_qualification q JOIN exam e ON e.id = q.exam JOIN attempt a ON a.exam = e.id
JOIN mark m ON m.attempt = a.id JOIN hand_in h ON h.attempt = a.id WHERE a.id = {}
"""


@dataclass(frozen=True, slots=True)
class Gives:
    """Whoever has at least so many percent of an exam's points gets this qualification."""

    qualification: int
    name: str
    percent: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark of an exam that gives a qualification; `at` is when the paper was in."""

    title: str
    qualification: int
    percent: int
    person: int
    points: int
    total: int
    at: datetime


async def gives(exam_id: int) -> Gives | None:
    """What the exam gives; None is nothing."""
    rows = await ExamQualification.raw(GIVES, exam_id)
    return Gives(rows[0]["qualification"], rows[0]["name"], rows[0]["percent"]) if rows else None


async def marked(attempt_id: int) -> Marked | None:
    """The mark of an attempt; None where its exam gives nothing."""
    rows = await ExamQualification.raw(MARKED, attempt_id)
    return Marked(**{**rows[0], "at": moment(rows[0]["at"])}) if rows else None
