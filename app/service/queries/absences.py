"""Absences from shifts, for the person, the coordinators of the place and the manager; for nobody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.actor import Actor, Role
from app.gatherings.rules import Span
from app.gatherings.rules.attendance import Status
from app.service.rules.saying import ASKED_FOR, Absence, Decided, Excuse, Stage
from app.service.tables import AbsenceExcuse
from app.shifts.queries.places import may_arrange
from app.storage.moments import moment

ABSENCES = """
SELECT g.id AS gathering, g.place, p.name AS place_name, g.starts_at, g.ends_at, v.id AS volunteer, v.person, n.name, r.status,
       a.id AS a_id, a.said AS a_said, a.at AS a_at, d.accepted AS a_accepted, d.reason AS a_reason, d.decided_by AS a_by,
       d.decided_by_name AS a_by_name, d.at AS a_decided_at,
       b.id AS b_id, b.said AS b_said, b.at AS b_at, e.accepted AS b_accepted, e.reason AS b_reason, e.decided_by AS b_by,
       e.decided_by_name AS b_by_name, e.at AS b_decided_at
FROM presence r JOIN gathering g ON g.id = r.gathering JOIN gathering_closing cl ON cl.gathering = g.id
JOIN volunteer v ON v.person = r.person JOIN person n ON n.id = v.person LEFT JOIN service_point p ON p.id = g.place
LEFT JOIN absence_excuse a ON a.gathering = g.id AND a.volunteer = v.id AND a.stage = 'first'
LEFT JOIN absence_decision d ON d.excuse = a.id
LEFT JOIN absence_excuse b ON b.gathering = g.id AND b.volunteer = v.id AND b.stage = 'appeal'
LEFT JOIN absence_decision e ON e.excuse = b.id
WHERE g.kind = 'shift'
AND r.id = (SELECT max(q.id) FROM presence q WHERE q.gathering = r.gathering AND q.person = r.person)
"""


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """An absence with what pages say of it."""

    facts: Absence
    volunteer: int
    name: str
    place: int | None
    place_name: str


async def own_absences(actor: Actor, now: datetime) -> Sequence[AbsenceView]:
    """Where the actor was absent lately, or said why, the newest first."""
    where = "AND v.person = {} AND (r.status = 'absent' OR a.id IS NOT NULL) AND g.ends_at > {}"
    rows = await AbsenceExcuse.raw(f"{ABSENCES} {where} ORDER BY g.starts_at DESC, g.id", actor.person, now - ASKED_FOR)
    return [_view(row) for row in rows]


async def own_absence(actor: Actor, gathering: int) -> AbsenceView | None:
    """One absence of the actor."""
    rows = await AbsenceExcuse.raw(f"{ABSENCES} AND v.person = {{}} AND g.id = {{}}", actor.person, gathering)
    return _view(rows[0]) if rows else None


async def waiting_absences(actor: Actor) -> Sequence[AbsenceView]:
    """Excuses that the actor is to decide about, the oldest first: coordinators the first ones, managers appeals too."""
    where = "AND ((a.id IS NOT NULL AND d.id IS NULL) OR (b.id IS NOT NULL AND e.id IS NULL))"
    rows = await AbsenceExcuse.raw(f"{ABSENCES} {where} ORDER BY g.starts_at, g.id, v.id")
    views = [_view(row) for row in rows if may_arrange(actor, row["place"])]
    return [one for one in views if _is_for(actor, one)]


async def absence(actor: Actor, gathering: int, volunteer: int) -> AbsenceView | None:
    """One absence, for whoever decides at its place."""
    rows = await AbsenceExcuse.raw(f"{ABSENCES} AND g.id = {{}} AND v.id = {{}}", gathering, volunteer)
    return next((_view(row) for row in rows if may_arrange(actor, row["place"])), None)


def _is_for(actor: Actor, one: AbsenceView) -> bool:
    waiting = one.facts.waiting
    return waiting is not None and (waiting.stage is Stage.FIRST or Role.MANAGER in actor.roles)


def _view(row: Mapping[str, Any]) -> AbsenceView:
    facts = Absence(
        row["gathering"],
        row["person"],
        Span(moment(row["starts_at"]), moment(row["ends_at"])),
        Status(row["status"]),
        _excuse(row, "a", Stage.FIRST),
        _excuse(row, "b", Stage.APPEAL),
    )
    return AbsenceView(facts, row["volunteer"], row["name"], row["place"], row["place_name"] or "")


def _excuse(row: Mapping[str, Any], of: str, stage: Stage) -> Excuse | None:
    if row[f"{of}_id"] is None:
        return None
    decided = None
    if row[f"{of}_accepted"] is not None:
        decided = Decided(
            bool(row[f"{of}_accepted"]),
            row[f"{of}_reason"],
            row[f"{of}_by"],
            row[f"{of}_by_name"],
            moment(row[f"{of}_decided_at"]),
        )
    return Excuse(row[f"{of}_id"], stage, row[f"{of}_said"], moment(row[f"{of}_at"]), decided)


MANAGERS = """
SELECT DISTINCT p.id FROM person p JOIN role_grant g ON g.person = p.id AND g.ended_at IS NULL AND g.role = 'manager'
WHERE p.left_on IS NULL ORDER BY p.id
"""


async def managers() -> Sequence[int]:
    """Whoever decides about appeals."""
    return [row["id"] for row in await AbsenceExcuse.raw(MANAGERS)]
