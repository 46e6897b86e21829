"""How long applicants' data are kept, and whose time is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.shifts.rules.retention import SHIPPED, Retention
from app.shifts.tables import RetentionSetting
from app.storage.moments import moment

MOST_AT_ONCE = 50
OVER = """
SELECT v.id FROM volunteer v
JOIN volunteer_status s ON s.id = (SELECT max(n.id) FROM volunteer_status n WHERE n.volunteer = v.id)
WHERE s.status = 'left' AND s.at < {}
AND EXISTS (SELECT 1 FROM application a JOIN application_decision d ON d.application = a.id
    WHERE a.person = v.person AND d.outcome = 'returned')
AND NOT EXISTS (SELECT 1 FROM application a LEFT JOIN application_decision d ON d.application = a.id
    WHERE a.person = v.person AND (d.id IS NULL OR d.outcome = 'approved'))
AND NOT EXISTS (SELECT 1 FROM volunteer_status t WHERE t.volunteer = v.id AND t.status NOT IN ('applied', 'left'))
AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.volunteer = v.id AND e.at >= s.at)
AND NOT EXISTS (SELECT 1 FROM presence r WHERE r.person = v.person)
"""


@dataclass(frozen=True, slots=True)
class KeptRetention:
    """A decision about it, by whom and when."""

    retention: Retention
    by_name: str
    at: datetime


async def retentions() -> list[KeptRetention]:
    """Every decision, the newest first."""
    rows = await RetentionSetting.select().order_by(RetentionSetting.id, ascending=False)
    return [KeptRetention(Retention(row["days"], row["source"]), row["by_name"], moment(row["at"])) for row in rows]


async def standing_retention() -> Retention:
    """What holds: what ships until the library has decided."""
    known = await retentions()
    return known[0].retention if known else SHIPPED


async def whose_time_is_over(now: datetime) -> Sequence[int]:
    """Applicants who were given back so long ago, were never let in, and do not apply again; the first fifty."""
    before = now - (await standing_retention()).span
    return [row["id"] for row in await RetentionSetting.raw(f"{OVER} ORDER BY v.id LIMIT {MOST_AT_ONCE}", before)]


async def is_over(volunteer: int, now: datetime) -> bool:
    """Whether this applicant's time is over."""
    before = now - (await standing_retention()).span
    return bool(await RetentionSetting.raw(f"{OVER} AND v.id = {{}}", before, volunteer))
