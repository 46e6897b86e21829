"""What a volunteer has served that is not approved yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.gatherings.queries.attendance import read_record
from app.gatherings.rules import Span
from app.gatherings.rules.attendance import Record
from app.service.tables import ServiceRecord
from app.storage.moments import moment

UNAPPROVED = """
SELECT g.id AS gathering, g.starts_at, g.ends_at, p.name AS place_name, r.status, r.came_at, r.went_at, r.source, r.note,
       r.minutes
FROM presence r JOIN gathering g ON g.id = r.gathering JOIN gathering_closing cl ON cl.gathering = g.id
JOIN volunteer v ON v.person = r.person LEFT JOIN service_point p ON p.id = g.place
WHERE r.person = {} AND g.kind = 'shift' AND r.status IN ('present', 'late', 'made_up')
AND r.id = (SELECT max(q.id) FROM presence q WHERE q.gathering = r.gathering AND q.person = r.person)
AND NOT EXISTS (SELECT 1 FROM service_record d WHERE d.gathering = g.id AND d.volunteer = v.id
    AND NOT EXISTS (SELECT 1 FROM service_record_void x WHERE x.record = d.id))
ORDER BY g.starts_at DESC, g.id DESC
"""


@dataclass(frozen=True, slots=True)
class Unapproved:
    """A service of one's own that waits; minutes as the attendance says."""

    gathering: int
    span: Span
    place_name: str
    record: Record
    minutes: int


async def unapproved(person: int) -> Sequence[Unapproved]:
    """What a person has served and nobody has approved yet, the newest first."""
    return [
        Unapproved(
            row["gathering"],
            Span(moment(row["starts_at"]), moment(row["ends_at"])),
            row["place_name"] or "",
            read_record(row),
            row["minutes"],
        )
        for row in await ServiceRecord.raw(UNAPPROVED, person)
    ]
