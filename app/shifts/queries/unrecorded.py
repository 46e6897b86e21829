"""Shifts that are over and of which nothing is written down."""

from dataclasses import dataclass
from datetime import datetime

from app.actor import Actor
from app.shifts.queries.places import may_arrange
from app.shifts.rules.planning import LONGEST_AGO
from app.shifts.tables import Shift
from app.storage.moments import moment

UNRECORDED = """
SELECT s.id, g.place, p.name AS place_name, g.starts_at
FROM shift s JOIN gathering g ON g.id = s.gathering LEFT JOIN service_point p ON p.id = g.place
WHERE g.kind = 'shift' AND g.ends_at > {} AND g.ends_at <= {}
AND NOT EXISTS (SELECT 1 FROM gathering_opening o WHERE o.gathering = g.id)
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
AND EXISTS (SELECT 1 FROM assignment a WHERE a.shift = s.id AND a.ended_at IS NULL)
ORDER BY g.starts_at, s.id
"""


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """Such a shift."""

    shift: int
    place_name: str
    starts_at: datetime


async def unrecorded(actor: Actor, now: datetime) -> list[Unrecorded]:
    """Those with somebody on them, at the actor's places, as long ago as they can still be written down; the oldest first."""
    rows = await Shift.raw(UNRECORDED, now - LONGEST_AGO, now)
    return [
        Unrecorded(row["id"], row["place_name"] or "", moment(row["starts_at"]))
        for row in rows
        if may_arrange(actor, row["place"])
    ]
