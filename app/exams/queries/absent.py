"""Who was on the list of an exam and never began."""

from app.actor import Actor
from app.exams.tables import Exam

ABSENT = """
SELECT p.name FROM enrolment n JOIN person p ON p.id = n.person
WHERE n.exam = {}
AND NOT EXISTS (SELECT 1 FROM enrolment_withdrawal w WHERE w.enrolment = n.id)
AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.exam = n.exam AND a.person = n.person)
ORDER BY p.name_pinyin, p.id
"""


async def absent(actor: Actor, exam_id: int) -> list[str]:
    """Names of those on the list who never began, in their order; once the exam is over they are 缺考."""
    return [str(row["name"]) for row in await Exam.raw(ABSENT, exam_id)]
