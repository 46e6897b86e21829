"""The paper of a class and who sat it."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from app.actor import Actor
from app.classes.tables import ClassAnswer, ClassPaper, ClassSitting
from app.gatherings.rules import Span
from app.storage.moments import moment

PAPER = """
SELECT p.id, p.seed, p.opens_at, p.closes_at, q.versions,
       (SELECT count(*) FROM class_sitting s WHERE s.paper = p.id) AS sat
FROM class_paper p JOIN short_quiz q ON q.id = p.quiz
WHERE p.training_class = {} ORDER BY p.id DESC LIMIT 1
"""
SITTING = """
SELECT s.id, s.begun_at, EXISTS (SELECT 1 FROM class_result r WHERE r.sitting = s.id) AS handed_in
FROM class_sitting s WHERE s.enrolment = {}
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper that stands: version ids in the order in which they are asked; `sat`, how many began it."""

    id: int
    seed: int
    span: Span
    versions: tuple[int, ...]
    sat: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """One learner's sitting."""

    id: int
    begun_at: datetime
    handed_in: bool


async def paper(actor: Actor, class_id: int) -> Paper | None:
    """The newest paper of a class."""
    rows = await ClassPaper.raw(PAPER, class_id)
    if not rows:
        return None
    row = rows[0]
    span = Span(moment(row["opens_at"]), moment(row["closes_at"]))
    return Paper(row["id"], row["seed"], span, msgspec.json.decode(row["versions"], type=tuple[int, ...]), row["sat"])


async def sitting(actor: Actor, enrolment: int) -> Sitting | None:
    """The sitting of a learner."""
    rows = await ClassSitting.raw(SITTING, enrolment)
    return Sitting(rows[0]["id"], moment(rows[0]["begun_at"]), bool(rows[0]["handed_in"])) if rows else None


async def given_answers(sitting_id: int) -> dict[int, str]:
    """What stands: the newest answer to each question, as JSON."""
    rows = (
        await ClassAnswer.select(ClassAnswer.version, ClassAnswer.value)
        .where(ClassAnswer.sitting == sitting_id)
        .order_by(ClassAnswer.id)
    )
    return {row["version"]: row["value"] for row in rows}
