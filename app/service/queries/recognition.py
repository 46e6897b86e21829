"""Commendations and evaluations of a volunteer, with objections and their answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app import clock
from app.service.rules.recognition import Proof, Quality
from app.service.tables import Commendation, Evaluation
from app.storage.moments import moment

COMMENDATIONS = """
SELECT c.*, v.person FROM commendation c JOIN volunteer v ON v.id = c.volunteer
WHERE NOT EXISTS (SELECT 1 FROM commendation_removal x WHERE x.commendation = c.id)
"""
EVALUATIONS = """
SELECT e.*, v.person, n.name, o.id AS objection, o.said AS objected, o.at AS objected_at,
       a.stands, a.said AS answer, a.answered_by_name, a.at AS answered_at
FROM evaluation e JOIN volunteer v ON v.id = e.volunteer JOIN person n ON n.id = v.person
LEFT JOIN evaluation_objection o ON o.evaluation = e.id
LEFT JOIN objection_answer a ON a.objection = o.id
"""


@dataclass(frozen=True, slots=True)
class CommendationView:
    """A commendation that stands."""

    id: int
    volunteer: int
    person: int
    name: str
    granted_on: date
    unit: str
    proof: Proof
    checked_by: str


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """An evaluation with what its volunteer said to it and what came of that.

    Attributes:
        objection: id of the objection, None without one.
        stands: whether it holds: it does until an answer says otherwise.
    """

    id: int
    volunteer: int
    person: int
    name: str
    quality: Quality
    from_on: date
    to_on: date
    said: str
    given_by: str
    at: datetime
    objection: int | None
    objected: str
    answer: str
    answered_by: str
    stands: bool

    @property
    def given_on(self) -> date:
        """The day of the evaluation at the library."""
        return clock.at_library(self.at).date()


async def commendations_of(volunteer: int) -> list[CommendationView]:
    """Those that stand, the newest first."""
    asked = f"{COMMENDATIONS} AND c.volunteer = {{}} ORDER BY c.granted_on DESC, c.id DESC"
    return [_commendation(row) for row in await Commendation.raw(asked, volunteer)]


async def commendation(commendation_id: int) -> CommendationView | None:
    """One that stands."""
    rows = await Commendation.raw(f"{COMMENDATIONS} AND c.id = {{}}", commendation_id)
    return _commendation(rows[0]) if rows else None


async def evaluations_of(volunteer: int) -> list[EvaluationView]:
    """Every evaluation of a volunteer, the newest first."""
    rows = await Evaluation.raw(f"{EVALUATIONS} WHERE e.volunteer = {{}} ORDER BY e.id DESC", volunteer)
    return [_evaluation(row) for row in rows]


async def evaluation(evaluation_id: int) -> EvaluationView | None:
    """One of them."""
    rows = await Evaluation.raw(f"{EVALUATIONS} WHERE e.id = {{}}", evaluation_id)
    return _evaluation(rows[0]) if rows else None


async def objections_waiting() -> list[EvaluationView]:
    """Evaluations whose volunteers wait for an answer, the oldest first."""
    rows = await Evaluation.raw(f"{EVALUATIONS} WHERE o.id IS NOT NULL AND a.id IS NULL ORDER BY o.id")
    return [_evaluation(row) for row in rows]


def _commendation(row: Mapping[str, Any]) -> CommendationView:
    return CommendationView(
        id=row["id"],
        volunteer=row["volunteer"],
        person=row["person"],
        name=row["name"],
        granted_on=_day(row["granted_on"]),
        unit=row["unit"],
        proof=Proof(row["proof"]),
        checked_by=row["checked_by_name"],
    )


def _evaluation(row: Mapping[str, Any]) -> EvaluationView:
    return EvaluationView(
        id=row["id"],
        volunteer=row["volunteer"],
        person=row["person"],
        name=row["name"],
        quality=Quality(row["quality"]),
        from_on=_day(row["from_on"]),
        to_on=_day(row["to_on"]),
        said=row["said"],
        given_by=row["given_by_name"],
        at=moment(row["at"]),
        objection=row["objection"],
        objected=row["objected"] or "",
        answer=row["answer"] or "",
        answered_by=row["answered_by_name"] or "",
        stands=row["stands"] is None or bool(row["stands"]),
    )


def _day(value: object) -> date:
    # Raw SQL gives text on SQLite and a date on PostgreSQL.
    return date.fromisoformat(str(value)[:10])
