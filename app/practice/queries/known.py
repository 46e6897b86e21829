"""What a person has done so far, for drawing."""

from datetime import date

from app.actor import Actor
from app.practice.rules.drawing import Known, Tried, Waiting
from app.practice.tables import Mistake, PracticeAnswer
from quizzes.spacing import decode

TRIED = """
SELECT question, COUNT(*) AS answers, SUM(CASE WHEN is_right THEN 1 ELSE 0 END) AS correct,
    SUM(CASE WHEN day = {} THEN 1 ELSE 0 END) AS on_the_day
FROM practice_answer WHERE person = {} GROUP BY question
"""


async def known(actor: Actor, day: date) -> Known:
    """Every question the actor answered, and the notebook, as they stand on that day."""
    tried = await PracticeAnswer.raw(TRIED, day, actor.person)
    return Known(
        tried={row["question"]: Tried(int(row["answers"]), int(row["correct"])) for row in tried},
        waiting=await waiting(actor),
        today=frozenset(row["question"] for row in tried if row["on_the_day"]),
    )


async def waiting(actor: Actor) -> list[Waiting]:
    """The questions in the actor's notebook."""
    rows = await Mistake.raw(
        "SELECT question, memory, due_on FROM mistake WHERE person = {} AND ended_at IS NULL ORDER BY id", actor.person
    )
    return [Waiting(row["question"], decode(row["memory"]).reviewed_on, row["due_on"]) for row in rows]
