"""Finding exams by their name."""

from app.actor import Actor, May
from app.exams.tables import Exam

MOST = 10

MINE = """
SELECT e.id, e.title FROM exam e JOIN opening o ON o.exam = e.id JOIN enrolment n ON n.exam = e.id
WHERE n.person = {} AND NOT EXISTS (SELECT 1 FROM enrolment_withdrawal w WHERE w.enrolment = n.id)
AND e.title LIKE {} ORDER BY e.opens_at DESC LIMIT {}
"""
ALL = "SELECT e.id, e.title FROM exam e WHERE e.title LIKE {} ORDER BY e.opens_at DESC LIMIT {}"


async def exams_called(actor: Actor, text: str) -> list[tuple[str, str]]:
    """Title and address of the exams whose title holds the text: all for those who watch exams, else one's own."""
    plain = text.replace("%", "").replace("_", "").strip()
    if not plain:
        return []
    pattern = f"%{plain}%"
    if actor.may(May.WATCH_EXAMS):
        rows = await Exam.raw(ALL, pattern, MOST)
        return [(row["title"], f"/exams/manage/{row['id']}") for row in rows]
    rows = await Exam.raw(MINE, actor.person, pattern, MOST)
    return [(row["title"], f"/exams/{row['id']}") for row in rows]
