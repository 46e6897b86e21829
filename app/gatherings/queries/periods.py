"""Which days are closed, and the history of closing them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.actor import Actor
from app.clock import midnight
from app.gatherings.rules.periods import Days
from app.gatherings.tables import Gathering, PeriodLock
from app.storage.moments import moment, moment_or_none

STANDING = """
SELECT k.from_on, k.to_on FROM period_lock k
WHERE k.to_on >= {} AND NOT EXISTS (SELECT 1 FROM period_reopening o WHERE o.lock = k.id) ORDER BY k.id
"""
LOCKS = """
SELECT k.id, k.from_on, k.to_on, k.note, k.locked_by_name, k.at, o.reason, o.reopened_by_name, o.at AS reopened_at
FROM period_lock k LEFT JOIN period_reopening o ON o.lock = k.id ORDER BY k.id DESC
"""
UNFINISHED = """
SELECT g.title FROM gathering g JOIN gathering_opening o ON o.gathering = g.id
WHERE g.starts_at < {} AND g.ends_at >= {}
AND NOT EXISTS (SELECT 1 FROM gathering_closing c WHERE c.gathering = g.id)
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
ORDER BY g.starts_at
"""


@dataclass(frozen=True, slots=True)
class Lock:
    """Days that were closed; `reopened_at` is None while they are."""

    id: int
    days: Days
    note: str
    locked_by: str
    at: datetime
    reopened_at: datetime | None = None
    reopened_by: str = ""
    reason: str = ""

    @property
    def stands(self) -> bool:
        """Whether the days are closed by it now."""
        return self.reopened_at is None


async def closed_days(since: date) -> list[Days]:
    """What is closed now and reaches to this day or beyond."""
    rows = await PeriodLock.raw(STANDING, since)
    return [Days(_day(row["from_on"]), _day(row["to_on"])) for row in rows]


async def locks(actor: Actor) -> list[Lock]:
    """Everything that was ever closed, the newest first."""
    return [_lock(row) for row in await PeriodLock.raw(LOCKS)]


async def lock_over(day: date) -> Lock | None:
    """The newest lock over a day that stands."""
    found = [_lock(row) for row in await PeriodLock.raw(LOCKS)]
    return next((one for one in found if one.stands and one.days.holds(Days(day, day))), None)


async def unfinished(days: Days) -> list[str]:
    """Titles of gatherings of these days whose list is open."""
    rows = await Gathering.raw(UNFINISHED, midnight(days.last + timedelta(days=1)), midnight(days.first))
    return [row["title"] for row in rows]


def _lock(row: Mapping[str, Any]) -> Lock:
    return Lock(
        row["id"],
        Days(_day(row["from_on"]), _day(row["to_on"])),
        row["note"],
        row["locked_by_name"],
        moment(row["at"]),
        moment_or_none(row["reopened_at"]),
        row["reopened_by_name"] or "",
        row["reason"] or "",
    )


def _day(value: object) -> date:
    """A day that was read by raw SQL: text on SQLite, a date on PostgreSQL."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))
