"""Who was on the list of an exam and never began."""

from dataclasses import dataclass

from app.actor import Actor
from app.exams.tables import Exam

ABSENT = """
SELECT p.name, p.name_pinyin, p.name_initials FROM enrolment n JOIN person p ON p.id = n.person
WHERE n.exam = {}
AND NOT EXISTS (SELECT 1 FROM enrolment_withdrawal w WHERE w.enrolment = n.id)
AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.exam = n.exam AND a.person = n.person)
ORDER BY p.name_pinyin, p.id
"""


@dataclass(frozen=True, slots=True)
class Absentee:
    """Somebody who never began, with how the name is read."""

    name: str
    name_pinyin: str
    name_initials: str


async def absent(actor: Actor, exam_id: int) -> list[Absentee]:
    """Those on the list who never began, in the order of their names; once the exam is over they are 缺考."""
    rows = await Exam.raw(ABSENT, exam_id)
    return [Absentee(row["name"], row["name_pinyin"], row["name_initials"]) for row in rows]
