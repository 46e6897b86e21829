"""Who was expected and what is known of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.gatherings.rules.attendance import Record, Source, Status
from app.gatherings.tables import Expected, Presence
from app.storage.moments import moment, moment_or_none

STANDING = """
SELECT e.person, p.name, p.post, e.at AS expected_at, r.id AS presence, r.status, r.came_at, r.went_at, r.minutes, r.source,
       r.note, r.recorded_by_name, r.at,
       (SELECT count(*) FROM presence h WHERE h.gathering = e.gathering AND h.person = e.person) AS records
FROM expected e JOIN person p ON p.id = e.person
LEFT JOIN presence r ON r.id = (SELECT max(n.id) FROM presence n WHERE n.gathering = e.gathering AND n.person = e.person)
WHERE e.gathering = {} ORDER BY p.name_pinyin, p.id
"""


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One expected person. `record` is what stands, None while nothing was recorded; `records` counts its history."""

    person: int
    name: str
    post: str
    record: Record | None
    minutes: int
    recorded_by: str
    recorded_at: datetime | None
    records: int


async def attendance(gathering: int) -> list[AttendanceLine]:
    """Everybody on the frozen list with what stands of them, in one query."""
    return [
        AttendanceLine(
            row["person"],
            row["name"],
            row["post"],
            read_record(row) if row["presence"] is not None else None,
            row["minutes"] or 0,
            row["recorded_by_name"] or "",
            moment_or_none(row["at"]),
            row["records"],
        )
        for row in await Presence.raw(STANDING, gathering)
    ]


async def standing_record(gathering: int, person: int) -> Record | None:
    """What stands of one person at one gathering."""
    rows = await Presence.raw(
        "SELECT status, came_at, went_at, source, note FROM presence WHERE gathering = {} AND person = {} "
        "ORDER BY id DESC LIMIT 1",
        gathering,
        person,
    )
    return read_record(rows[0]) if rows else None


async def expected_persons(gathering: int) -> frozenset[int]:
    """The frozen list."""
    rows = await Expected.select(Expected.person).where(Expected.gathering == gathering)
    return frozenset(row["person"] for row in rows)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a person's history at a gathering."""

    person: int
    record: Record
    minutes: int
    recorded_by: str
    at: datetime


async def history(gathering: int) -> list[Entry]:
    """Every record of a gathering in the order in which it was written."""
    rows = await Presence.raw(
        "SELECT person, status, came_at, went_at, source, note, minutes, recorded_by_name, at FROM presence "
        "WHERE gathering = {} ORDER BY id",
        gathering,
    )
    return [
        Entry(row["person"], read_record(row), row["minutes"], row["recorded_by_name"], moment(row["at"]))
        for row in rows
    ]


def read_record(row: Mapping[str, Any]) -> Record:
    """The columns of a presence row as the rules take them."""
    return Record(
        Status(row["status"]),
        Source(row["source"]),
        moment_or_none(row["came_at"]),
        moment_or_none(row["went_at"]),
        row["note"],
    )
