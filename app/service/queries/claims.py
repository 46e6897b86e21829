"""What volunteers say about their attendance, what they are asked, and what waits for an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.actor import Actor
from app.gatherings.queries.attendance import read_record
from app.gatherings.rules import GatheringState, Span
from app.gatherings.rules.attendance import Record
from app.gatherings.steps import NO_CHECK_OUT
from app.service.rules.saying import ASKED_FOR, ClaimKind
from app.service.tables import PresenceClaim
from app.shifts.queries.places import may_arrange
from app.storage.moments import moment, moment_or_none

FORGOTTEN = """
SELECT g.id AS gathering, p.name AS place_name, g.starts_at, g.ends_at, r.status, r.came_at, r.went_at, r.source, r.note
FROM presence r JOIN gathering g ON g.id = r.gathering LEFT JOIN service_point p ON p.id = g.place
WHERE r.person = {} AND r.note = {} AND g.kind = 'shift' AND g.ends_at > {}
AND r.id = (SELECT max(q.id) FROM presence q WHERE q.gathering = r.gathering AND q.person = r.person)
AND NOT EXISTS (SELECT 1 FROM presence_claim c JOIN volunteer v ON v.id = c.volunteer
    WHERE v.person = r.person AND c.gathering = g.id AND c.kind = 'went')
ORDER BY g.starts_at DESC, g.id DESC
"""

CLAIMS = """
SELECT c.id, c.kind, c.gathering, c.volunteer, v.person, n.name, g.place, p.name AS place_name, g.starts_at, g.ends_at,
       cl.at AS closed_at, c.came_at AS said_came_at, c.went_at AS said_went_at, c.phone_at, c.said, c.at, w.accepted,
       w.reason, w.answered_by_name, r.id AS presence, r.status, r.came_at, r.went_at, r.source, r.note
FROM presence_claim c JOIN volunteer v ON v.id = c.volunteer JOIN person n ON n.id = v.person
JOIN gathering g ON g.id = c.gathering LEFT JOIN service_point p ON p.id = g.place
LEFT JOIN gathering_closing cl ON cl.gathering = g.id
LEFT JOIN presence_claim_answer w ON w.claim = c.id
LEFT JOIN presence r ON r.id = (SELECT max(q.id) FROM presence q WHERE q.gathering = g.id AND q.person = v.person)
"""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A shift of one's own that ended without a check-out."""

    gathering: int
    place_name: str
    span: Span
    record: Record


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says, with what is recorded; `accepted` is None while it waits."""

    id: int
    kind: ClaimKind
    gathering: int
    volunteer: int
    person: int
    name: str
    place: int | None
    place_name: str
    span: Span
    state: GatheringState
    came_at: datetime | None
    went_at: datetime | None
    phone_at: datetime | None
    said: str
    at: datetime
    accepted: bool | None
    reason: str
    answered_by: str
    record: Record | None


async def forgotten(actor: Actor, now: datetime) -> Sequence[Forgotten]:
    """Shifts of the actor that ended without a check-out and of which they have not said when they went, the newest first."""
    rows = await PresenceClaim.raw(FORGOTTEN, actor.person, NO_CHECK_OUT, now - ASKED_FOR)
    return [
        Forgotten(
            row["gathering"],
            row["place_name"] or "",
            Span(moment(row["starts_at"]), moment(row["ends_at"])),
            read_record(row),
        )
        for row in rows
    ]


async def waiting_claims(actor: Actor) -> list[Claim]:
    """Claims that wait for an answer, at the actor's places, the oldest first."""
    rows = await PresenceClaim.raw(f"{CLAIMS} WHERE w.id IS NULL ORDER BY c.id")
    return [_claim(row) for row in rows if may_arrange(actor, row["place"])]


async def own_claims(actor: Actor, most: int = 20) -> list[Claim]:
    """What the actor has said, the newest first."""
    rows = await PresenceClaim.raw(f"{CLAIMS} WHERE v.person = {{}} ORDER BY c.id DESC LIMIT {most}", actor.person)
    return [_claim(row) for row in rows]


async def own_stamps(actor: Actor, gathering: int) -> list[Claim]:
    """The stamps of the actor's phone for this shift that wait for an answer."""
    where = "WHERE v.person = {} AND c.gathering = {} AND c.kind = 'stamp' AND w.id IS NULL ORDER BY c.id"
    return [_claim(row) for row in await PresenceClaim.raw(f"{CLAIMS} {where}", actor.person, gathering)]


async def claim(actor: Actor, claim_id: int) -> Claim | None:
    """One claim, for whoever answers at its place."""
    rows = await PresenceClaim.raw(f"{CLAIMS} WHERE c.id = {{}}", claim_id)
    return next((_claim(row) for row in rows if may_arrange(actor, row["place"])), None)


def _claim(row: Mapping[str, Any]) -> Claim:
    return Claim(
        id=row["id"],
        kind=ClaimKind(row["kind"]),
        gathering=row["gathering"],
        volunteer=row["volunteer"],
        person=row["person"],
        name=row["name"],
        place=row["place"],
        place_name=row["place_name"] or "",
        span=Span(moment(row["starts_at"]), moment(row["ends_at"])),
        state=GatheringState.OPEN if row["closed_at"] is None else GatheringState.CLOSED,
        came_at=moment_or_none(row["said_came_at"]),
        went_at=moment_or_none(row["said_went_at"]),
        phone_at=moment_or_none(row["phone_at"]),
        said=row["said"],
        at=moment(row["at"]),
        accepted=None if row["accepted"] is None else bool(row["accepted"]),
        reason=row["reason"] or "",
        answered_by=row["answered_by_name"] or "",
        record=read_record(row) if row["presence"] is not None else None,
    )
