"""Services that are over and not approved yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from app.actor import Actor
from app.clock import at_library
from app.gatherings import queries as gatherings
from app.gatherings.queries.attendance import read_record
from app.gatherings.rules import Kind, Span
from app.gatherings.rules.attendance import Record
from app.gatherings.steps import NO_CHECK_OUT
from app.refusals import WhyNot, seen_of
from app.service.queries.counted import elsewhere
from app.service.queries.settings import tolerance
from app.service.rules.due import Due, due
from app.service.rules.records import UNSAID, Approving, actual_minutes, proposed_minutes, why_not_approve
from app.service.tables import ServiceRecord
from app.shifts.queries.places import may_arrange
from app.storage.moments import moment

SERVED = """
SELECT g.id AS gathering, g.kind, g.title, g.place, p.name AS place_name, g.starts_at, g.ends_at, v.id AS volunteer, v.person,
       n.name, r.id AS presence, r.status, r.came_at, r.went_at, r.source, r.note, r.recorded_by, r.recorded_by_name,
       o.name AS post_name, o.duties, j.id AS project, j.name AS project_name, j.leader, u.id AS unit, u.name AS unit_name,
       (SELECT count(*) FROM presence_claim c WHERE c.gathering = g.id AND c.volunteer = v.id AND c.kind <> 'wrong'
        AND NOT EXISTS (SELECT 1 FROM presence_claim_answer w WHERE w.claim = c.id)) AS claims,
       (SELECT count(*) FROM presence_claim c JOIN presence_claim_answer w ON w.claim = c.id
        WHERE c.gathering = g.id AND c.volunteer = v.id AND c.kind = 'went') AS answered,
       (SELECT count(*) FROM service_record d WHERE d.volunteer = v.id AND d.gathering <> g.id
        AND r.came_at < d.went_at AND d.came_at < r.went_at
        AND (r.status = 'made_up' OR (r.came_at < d.ends_at AND d.starts_at < r.went_at
             AND g.starts_at < d.ends_at AND d.starts_at < g.ends_at
             AND g.starts_at < d.went_at AND d.came_at < g.ends_at))
        AND NOT EXISTS (SELECT 1 FROM service_record_void y WHERE y.record = d.id)) AS overlaps
FROM gathering g JOIN shift s ON s.gathering = g.id JOIN gathering_closing cl ON cl.gathering = g.id
JOIN presence r ON r.gathering = g.id
     AND r.id = (SELECT max(q.id) FROM presence q WHERE q.gathering = r.gathering AND q.person = r.person)
JOIN volunteer v ON v.person = r.person JOIN person n ON n.id = v.person
LEFT JOIN service_point p ON p.id = g.place
LEFT JOIN assignment a ON a.id = (SELECT max(b.id) FROM assignment b WHERE b.shift = s.id AND b.volunteer = v.id)
LEFT JOIN seat t ON t.id = a.seat LEFT JOIN post o ON o.id = t.post
LEFT JOIN project j ON j.id = CASE WHEN t.id IS NOT NULL THEN o.project ELSE (
    SELECT CASE WHEN count(DISTINCT COALESCE(k.project, 0)) = 1 THEN max(k.project) END
    FROM seat h JOIN post k ON k.id = h.post WHERE h.shift = s.id) END
LEFT JOIN library u ON u.id = j.recording_unit
WHERE g.kind = 'shift' AND r.status IN ('present', 'late', 'made_up')
"""
WAITING = """
AND NOT EXISTS (SELECT 1 FROM service_record d WHERE d.gathering = g.id AND d.volunteer = v.id
    AND NOT EXISTS (SELECT 1 FROM service_record_void x WHERE x.record = d.id))
"""
ORDER = "ORDER BY g.ends_at, g.id, n.name_pinyin, v.id"
UNIT = "SELECT id, name FROM library WHERE kind = 'own' ORDER BY id LIMIT 1"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One person's service that waits to be approved; `proposed` and `actual` are minutes.

    Attributes:
        reasons: why the actor who looks does not approve it.
    """

    gathering: int
    volunteer: int
    person: int
    name: str
    presence: int
    record: Record
    written_by: int | None
    written_by_name: str
    content: str
    project: int | None
    project_name: str
    leader: str
    unit: int | None
    unit_name: str
    actual: int
    proposed: int
    reasons: tuple[WhyNot, ...]

    @property
    def may_be_decided(self) -> bool:
        """Whether the actor may approve it alone: nothing is in its way, or nothing but that nobody said when they went."""
        return all(one.code == UNSAID for one in self.reasons)

    @property
    def is_unsaid(self) -> bool:
        """Whether it waits for the person to say when they went."""
        return any(one.code == UNSAID for one in self.reasons)


@dataclass(frozen=True, slots=True)
class PendingShift:
    """A shift that is closed, with those whose service waits, and by when it is to be approved."""

    gathering: int
    title: str
    place: int | None
    place_name: str
    span: Span
    due: Due
    people: Sequence[Waiting]

    @property
    def ready(self) -> Sequence[Waiting]:
        """Those whom whoever looks can approve with one press."""
        return [one for one in self.people if not one.reasons]

    @property
    def minutes(self) -> int:
        """What would be approved with it."""
        return sum(one.proposed for one in self.ready)

    @property
    def seen(self) -> str:
        """A mark of what is shown."""
        return seen_of(*((one.presence, one.proposed) for one in self.people))


async def pending(actor: Actor, now: datetime, *, gathering: int | None = None) -> list[PendingShift]:
    """Shifts with somebody whose service waits, at the actor's places, the most pressing first."""
    where, given = (" AND g.id = {}", [gathering]) if gathering is not None else ("", [])
    return await _shifts(actor, now, f"{SERVED}{WAITING}{where}", given)


async def served(actor: Actor, gathering: int, volunteer: int, now: datetime) -> tuple[PendingShift, Waiting] | None:
    """One person's service as the attendance says now, whether it is approved or not; for whoever approves there."""
    shifts = await _shifts(actor, now, f"{SERVED} AND g.id = {{}} AND v.id = {{}}", [gathering, volunteer])
    return (shifts[0], shifts[0].people[0]) if shifts else None


async def _shifts(actor: Actor, now: datetime, asked: str, given: Sequence[object]) -> list[PendingShift]:
    rows = [row for row in await ServiceRecord.raw(f"{asked} {ORDER}", *given) if may_arrange(actor, row["place"])]
    if not rows:
        return []
    calendar, minutes = await gatherings.calendar(), (await tolerance()).minutes
    taken = await elsewhere(rows)
    own = await ServiceRecord.raw(UNIT)
    unit = (own[0]["id"], own[0]["name"]) if own else (None, "")
    today = at_library(now).date()
    found = []
    for number, group in groupby(rows, key=lambda row: row["gathering"]):
        same = list(group)
        first = same[0]
        span = Span(moment(first["starts_at"]), moment(first["ends_at"]))
        ended_on = at_library(span.ends_at).date()
        people = [_waiting(actor, row, span, minutes, unit, taken(row["volunteer"], number)) for row in same]
        found.append(
            PendingShift(
                number,
                first["title"],
                first["place"],
                first["place_name"] or "",
                span,
                due(calendar, ended_on, today),
                people,
            )
        )
    return found


def _waiting(
    actor: Actor,
    row: Mapping[str, Any],
    span: Span,
    tolerance_minutes: int,
    own: tuple[int | None, str],
    taken: Sequence[Span],
) -> Waiting:
    record = read_record(row)
    proposed = proposed_minutes(span, record, tolerance_minutes, taken)
    asked = Approving(
        Kind(row["kind"]),
        record,
        row["recorded_by"],
        row["person"],
        proposed,
        proposed,
        "",
        bool(row["claims"]),
        bool(row["overlaps"]),
        record.note == NO_CHECK_OUT and not row["answered"],
    )
    unit, unit_name = (row["unit"], row["unit_name"]) if row["unit"] else own
    content = "：".join(filter(None, (row["post_name"], row["duties"]))) or row["title"]
    return Waiting(
        gathering=row["gathering"],
        volunteer=row["volunteer"],
        person=row["person"],
        name=row["name"],
        presence=row["presence"],
        record=record,
        written_by=row["recorded_by"],
        written_by_name=row["recorded_by_name"],
        content=content[:300],
        project=row["project"],
        project_name=row["project_name"] or "",
        leader=row["leader"] or "",
        unit=unit,
        unit_name=unit_name,
        actual=actual_minutes(record),
        proposed=proposed,
        reasons=why_not_approve(asked, actor.id),
    )
