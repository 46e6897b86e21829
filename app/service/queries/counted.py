"""Of which times minutes of a person are approved already."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from app.gatherings.rules import Span
from app.gatherings.rules.attendance import Record, Source, Status
from app.service.rules.records import Counted, countable, taken_by
from app.service.tables import ServiceRecord
from app.storage.moments import moment

AROUND = timedelta(days=1)
"""Services that run into each other without a break are never further away."""

STANDING = """
SELECT d.volunteer, d.gathering, d.starts_at, d.ends_at, d.came_at, d.went_at, d.minutes, COALESCE(p.status, 'present') AS status,
       COALESCE((SELECT t.tolerance_minutes FROM service_setting t WHERE t.id = (
           SELECT max(u.id) FROM service_setting u WHERE u.at <= d.at)), 0) AS tolerance
FROM service_record d LEFT JOIN presence p ON p.id = d.presence
WHERE d.volunteer IN ({0}) AND d.went_at > {} AND d.came_at < {}
AND NOT EXISTS (SELECT 1 FROM service_record_void x WHERE x.record = d.id)
ORDER BY d.id
"""


async def elsewhere(rows: Sequence[Mapping[str, Any]]) -> Callable[[int, int], list[Span]]:
    """For a volunteer and a gathering: the times used up by records of theirs on other gatherings.

    Args:
        rows: attendance with `volunteer`, `came_at` and `went_at`, of those who will be asked of.
    """
    times = [moment(row[name]) for row in rows for name in ("came_at", "went_at") if row[name] is not None]
    volunteers = sorted({row["volunteer"] for row in rows})
    by_volunteer = defaultdict[int, list[tuple[int, Counted]]](list)
    if times:
        asked = STANDING.replace("{0}", ", ".join("{}" for _one in volunteers))
        given = (*volunteers, min(times) - AROUND, max(times) + AROUND)
        for row in await ServiceRecord.raw(asked, *given):
            by_volunteer[row["volunteer"]].append((row["gathering"], _counted(row)))

    def taken(volunteer: int, gathering: int) -> list[Span]:
        return taken_by(one for number, one in by_volunteer[volunteer] if number != gathering)

    return taken


def _counted(row: Mapping[str, Any]) -> Counted:
    planned = Span(moment(row["starts_at"]), moment(row["ends_at"]))
    record = Record(Status(row["status"]), Source.SYSTEM, moment(row["came_at"]), moment(row["went_at"]))
    return Counted(countable(planned, record, row["tolerance"]), row["minutes"])
