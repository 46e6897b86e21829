"""What is still to come this year, for the forecast."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app import clock
from app.gatherings.rules import Category, Kind, Span
from app.gatherings.tables import Gathering
from app.storage.moments import moment
from app.training.queries.ledgers import COUNTED_KINDS, Ahead
from app.training.rules.hours import Credit

# A session without a list is for everybody on the staff; whatever has a list is for those on it.
PLANNED = """
SELECT g.kind, g.category, g.starts_at, g.ends_at, e.person
FROM gathering g LEFT JOIN expected e ON e.gathering = g.id
WHERE g.starts_at > {} AND g.starts_at < {} AND g.kind IN (-- kinds
) AND (e.person IS NOT NULL OR g.kind = 'study')
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
""".replace("-- kinds", COUNTED_KINDS)


@dataclass(frozen=True, slots=True)
class Planned:
    """Minutes to come: for everybody, and for those who are on a list already."""

    everybody: Sequence[Credit]
    own: Mapping[int, Sequence[Credit]]

    def of(self, person: int) -> list[Credit]:
        """What one person can come to."""
        return [*self.everybody, *self.own.get(person, ())]


async def planned(now: datetime) -> Planned:
    """What begins after now and before the end of this year, in one query."""
    everybody, own = list[Credit](), defaultdict[int, list[Credit]](list)
    last = clock.midnight(date(clock.at_library(now).year, 12, 31) + timedelta(days=1))
    for row in await Gathering.raw(PLANNED, now, last):
        (everybody if row["person"] is None else own[row["person"]]).append(_credit(row))
    return Planned(everybody, own)


async def ahead(year: int, now: datetime) -> Ahead | None:
    """What the forecast of the year needs; None for years that are over or yet to come, which have none."""
    today = clock.at_library(now).date()
    return Ahead(today, (await planned(now)).of) if today.year == year else None


def _credit(row: Mapping[str, Any]) -> Credit:
    span = Span(moment(row["starts_at"]), moment(row["ends_at"]))
    return Credit(
        span.starts_at, span.minutes, Kind(row["kind"]), Category(row["category"]) if row["category"] else None
    )
