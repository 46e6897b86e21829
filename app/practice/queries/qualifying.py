"""The quiz of a qualification, and one's own tries at it."""

from dataclasses import dataclass
from typing import Any

from app.actor import Actor
from app.practice.rules.qualifying import QuizPlan, Try, questions_needed
from app.practice.tables import PracticeSet, QualificationQuiz
from app.storage.moments import moment, moment_or_none

TRIES = """
SELECT s.id, s.begun_at, e.at AS ended_at, q.questions, q.pass_percent,
    (SELECT count(*) FROM practice_answer a WHERE a.practice_set = s.id AND a.is_right) AS correct
FROM qualification_attempt t JOIN practice_set s ON s.id = t.practice_set JOIN qualification_quiz q ON q.id = t.quiz
LEFT JOIN practice_end e ON e.practice_set = s.id
WHERE s.person = {} AND q.qualification = {} ORDER BY s.id DESC LIMIT 10
"""


@dataclass(frozen=True, slots=True)
class QuizView:
    """A quiz as it stands."""

    id: int
    plan: QuizPlan

    @property
    def needed(self) -> int:
        """How many must be right."""
        return questions_needed(self.plan.questions, self.plan.pass_percent)


async def quiz_of(qualification: int) -> QuizView | None:
    """The quiz that gives the qualification; None where there is none."""
    row: dict[str, Any] | None = (
        await QualificationQuiz.select()
        .where(QualificationQuiz.qualification == qualification)
        .order_by(QualificationQuiz.id, ascending=False)
        .first()
    )
    if row is None or row["questions"] == 0:
        return None
    laws = tuple(one for one in row["laws"].split(",") if one)
    return QuizView(row["id"], QuizPlan(laws, row["questions"], row["pass_percent"]))


async def own_tries(actor: Actor, qualification: int) -> list[Try]:
    """The actor's tries, the newest first: at most ten."""
    return [
        Try(
            row["id"],
            moment(row["begun_at"]),
            moment_or_none(row["ended_at"]),
            row["correct"],
            row["questions"],
            questions_needed(row["questions"], row["pass_percent"]),
        )
        for row in await PracticeSet.raw(TRIES, actor.person, qualification)
    ]
