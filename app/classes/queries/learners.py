"""Learners of a class with what they did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.actor import Actor
from app.classes.rules import Tier, Way
from app.classes.tables import ClassEnrolment
from app.storage.moments import moment, moment_or_none

# Presence stands by its newest row; a unit that was called off counts for nobody.
LINES = """
SELECT e.id, e.training_class, e.name, e.unit, e.tier, e.phone, e.post, e.way, e.code, e.person, e.at, e.ended_at,
       w.reason AS withdrawn_because, s.id AS sitting, r.points_x100, r.sitting AS marked_sitting, r.note AS result_note,
       k.id AS certificate, k.number, v.at AS revoked_at, a.periods, a.minutes
FROM class_enrolment e LEFT JOIN class_withdrawal w ON w.enrolment = e.id
LEFT JOIN class_sitting s ON s.enrolment = e.id
LEFT JOIN class_result r ON r.id = (SELECT max(n.id) FROM class_result n WHERE n.enrolment = e.id)
LEFT JOIN class_certificate k ON k.id = (SELECT max(n.id) FROM class_certificate n WHERE n.enrolment = e.id)
LEFT JOIN certificate_revocation v ON v.certificate = k.id
LEFT JOIN (
    SELECT u.training_class, n.person, sum(u.periods) AS periods, sum(n.minutes) AS minutes
    FROM class_unit u JOIN presence n ON n.gathering = u.gathering
    WHERE -- whose
    AND n.status IN ('present', 'late', 'made_up')
    AND NOT EXISTS (SELECT 1 FROM presence l WHERE l.gathering = n.gathering AND l.person = n.person AND l.id > n.id)
    AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = n.gathering)
    GROUP BY u.training_class, n.person
) a ON a.person = e.person AND a.training_class = e.training_class
"""
OF_A_CLASS = f"{LINES} WHERE e.training_class = {{}} ORDER BY e.id".replace("-- whose", "u.training_class = {}")
WHOSE = "n.person = (SELECT o.person FROM class_enrolment o WHERE o.id = {})"
OF_ONE = f"{LINES} WHERE e.id = {{}}".replace("-- whose", WHOSE)


@dataclass(frozen=True, slots=True)
class LearnerView:
    """One learner.

    Attributes:
        person: id of the person, once there is one.
        sitting: id of their sitting of the exam; `marked`, whether a result came of it or of a paper.
        points_x100: what stands of the exam.
        certificate: id of the newest; `revoked` when it holds no longer.
        periods, minutes: of the units they were at.
    """

    id: int
    training_class: int
    name: str
    unit: str
    tier: Tier
    phone: str
    post: str
    way: Way
    code: str
    person: int | None
    at: datetime
    ended_at: datetime | None
    withdrawn_because: str
    sitting: int | None
    points_x100: int | None
    by_sitting: bool
    result_note: str
    certificate: int | None
    number: str
    revoked: bool
    periods: int
    minutes: int

    @property
    def is_certified(self) -> bool:
        """Whether they hold a certificate that stands."""
        return self.certificate is not None and not self.revoked


async def learners(actor: Actor, class_id: int) -> list[LearnerView]:
    """Everybody who enrolled, in that order, those who withdrew too."""
    rows = await ClassEnrolment.raw(OF_A_CLASS, class_id, class_id)
    return [_line(row) for row in rows]


async def learner(actor: Actor, enrolment: int) -> LearnerView | None:
    """One of them."""
    rows = await ClassEnrolment.raw(OF_ONE, enrolment, enrolment)
    return _line(rows[0]) if rows else None


async def phones(class_id: int) -> dict[str, str]:
    """Names by phone of those who have a seat."""
    mine = (ClassEnrolment.training_class == class_id) & ClassEnrolment.ended_at.is_null()
    rows = await ClassEnrolment.select(ClassEnrolment.phone, ClassEnrolment.name).where(mine)
    return {row["phone"]: row["name"] for row in rows}


async def seat_of(class_id: int, name: str, last_digits: str, code: str) -> int | None:
    """The enrolment that name, the last four digits of the phone and the learner's own code point to."""
    mine = (ClassEnrolment.training_class == class_id) & (ClassEnrolment.code == code) & (ClassEnrolment.name == name)
    rows = await ClassEnrolment.select(ClassEnrolment.id, ClassEnrolment.phone).where(mine)
    return next((int(row["id"]) for row in rows if row["phone"][-4:] == last_digits), None)


def _line(row: Mapping[str, Any]) -> LearnerView:
    return LearnerView(
        id=row["id"],
        training_class=row["training_class"],
        name=row["name"],
        unit=row["unit"],
        tier=Tier(row["tier"]),
        phone=row["phone"],
        post=row["post"],
        way=Way(row["way"]),
        code=row["code"],
        person=row["person"],
        at=moment(row["at"]),
        ended_at=moment_or_none(row["ended_at"]),
        withdrawn_because=row["withdrawn_because"] or "",
        sitting=row["sitting"],
        points_x100=row["points_x100"],
        by_sitting=row["marked_sitting"] is not None,
        result_note=row["result_note"] or "",
        certificate=row["certificate"],
        number=row["number"] or "",
        revoked=row["revoked_at"] is not None,
        periods=int(row["periods"] or 0),
        minutes=int(row["minutes"] or 0),
    )
