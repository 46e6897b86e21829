"""Service records: what stands, of whom, and how it adds up."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.actor import Actor
from app.clock import at_library, midnight
from app.gatherings.rules.attendance import Source
from app.service.rules.records import Totals, total
from app.service.tables import ServiceRecord
from app.shifts.queries.places import may_arrange
from app.storage.moments import moment, moment_or_none

RECORDS = """
SELECT r.id, r.volunteer, v.person, n.name, r.gathering, r.presence, r.place, r.place_name, r.project, r.project_name, r.content,
       r.recording_unit, r.unit_name, r.leader, r.starts_at, r.ends_at, r.came_at, r.went_at, r.actual_minutes, r.minutes,
       r.source, r.note, r.approved_by_name, r.at, x.reason AS void_reason, x.voided_by_name, x.at AS voided_at,
       (SELECT max(q.id) FROM presence q WHERE q.gathering = r.gathering AND q.person = v.person) AS newest
FROM service_record r JOIN volunteer v ON v.id = r.volunteer JOIN person n ON n.id = v.person
LEFT JOIN service_record_void x ON x.record = r.id
"""


@dataclass(frozen=True, slots=True)
class RecordView:
    """A service record as it was approved.

    Attributes:
        day: of its start, at the library.
        minutes: approved; `actual_minutes` from coming to going.
        recording_unit: the organisation that records and certifies; `unit_name` what it was called then.
        voided: it does not stand; `void_reason` says why.
        corrected: the attendance it follows from has been corrected since.
    """

    id: int
    gathering: int
    day: date
    starts_at: datetime
    ends_at: datetime
    place_name: str
    project_name: str
    content: str
    unit_name: str
    recording_unit: int | None
    leader: str
    minutes: int
    actual_minutes: int
    source: Source
    voided: bool
    volunteer: int = 0
    person: int = 0
    name: str = ""
    place: int | None = None
    project: int | None = None
    came_at: datetime | None = None
    went_at: datetime | None = None
    note: str = ""
    approved_by: str = ""
    approved_at: datetime | None = None
    void_reason: str = ""
    voided_by: str = ""
    voided_at: datetime | None = None
    corrected: bool = False


async def standing_records(volunteer: int, from_on: date | None = None, to_on: date | None = None) -> list[RecordView]:
    """Records of a volunteer that are not voided, oldest first, of services that began on these days (both included)."""
    where, given = ["r.volunteer = {}", "x.id IS NULL"], list[object]([volunteer])
    if from_on is not None:
        where.append("r.starts_at >= {}")
        given.append(midnight(from_on))
    if to_on is not None:
        where.append("r.starts_at < {}")
        given.append(midnight(to_on + timedelta(days=1)))
    return await records_where(where, given, "r.starts_at, r.id")


async def records_of(volunteer: int) -> list[RecordView]:
    """Every record of a volunteer, those that were voided too, the newest first."""
    return await records_where(["r.volunteer = {}"], [volunteer], "r.starts_at DESC, r.id DESC")


async def records_by_id(ids: Collection[int]) -> dict[int, RecordView]:
    """Several records, standing or voided, by id."""
    if not ids:
        return {}
    rows = await records_where([f"r.id IN ({', '.join('{}' for _ in ids)})"], list(ids), "r.id")
    return {one.id: one for one in rows}


async def record(actor: Actor, record_id: int) -> RecordView | None:
    """One record, for whoever approves at its place, and its volunteer."""
    rows = await records_where(["r.id = {}"], [record_id], "r.id")
    return next((one for one in rows if one.person == actor.id or may_arrange(actor, one.place)), None)


async def record_for(gathering: int, volunteer: int) -> RecordView | None:
    """The record that stands of a volunteer's service on this shift."""
    where = ["r.gathering = {}", "r.volunteer = {}", "x.id IS NULL"]
    rows = await records_where(where, [gathering, volunteer], "r.id")
    return rows[-1] if rows else None


async def is_approved(actor: Actor, gathering: int) -> bool:
    """Whether records of this shift stand, as far as the actor approves at its place."""
    standing = await records_where(["r.gathering = {}", "x.id IS NULL"], [gathering], "r.id")
    return any(may_arrange(actor, one.place) for one in standing)


SUMS = """
SELECT r.volunteer, r.source, count(*) AS times, sum(r.minutes) AS minutes FROM service_record r
WHERE NOT EXISTS (SELECT 1 FROM service_record_void x WHERE x.record = r.id) -- whose
GROUP BY r.volunteer, r.source
"""


async def sums(volunteers: Collection[int] | None = None) -> dict[int, Totals]:
    """Times and minutes that stand, by volunteer; of everybody where nobody is named."""
    if volunteers is not None and not volunteers:
        return {}
    named = f"AND r.volunteer IN ({', '.join('{}' for _ in volunteers)})" if volunteers else ""
    found: dict[int, Totals] = {}
    for row in await ServiceRecord.raw(SUMS.replace("-- whose", named), *(volunteers or ())):
        before = found.get(row["volunteer"], Totals())
        minutes, source = int(row["minutes"]), Source(row["source"])
        found[row["volunteer"]] = Totals(
            before.times + int(row["times"]), before.minutes + minutes, {**before.by_source, source: minutes}
        )
    return found


def total_of(records: Collection[RecordView]) -> Totals:
    """The sum of those of these records that stand."""
    return total((one.source, one.minutes) for one in records if not one.voided)


async def records_where(where: Sequence[str], given: Sequence[object], order: str) -> list[RecordView]:
    """Records under conditions over `r` (record), `v` (volunteer), `n` (person) and `x` (its void), for queries of this slice."""
    rows = await ServiceRecord.raw(f"{RECORDS} WHERE {' AND '.join(where)} ORDER BY {order}", *given)
    return [_view(row) for row in rows]


def _view(row: Mapping[str, Any]) -> RecordView:
    starts_at = moment(row["starts_at"])
    return RecordView(
        id=row["id"],
        gathering=row["gathering"],
        day=at_library(starts_at).date(),
        starts_at=starts_at,
        ends_at=moment(row["ends_at"]),
        place_name=row["place_name"],
        project_name=row["project_name"],
        content=row["content"],
        unit_name=row["unit_name"],
        recording_unit=row["recording_unit"],
        leader=row["leader"],
        minutes=row["minutes"],
        actual_minutes=row["actual_minutes"],
        source=Source(row["source"]),
        voided=row["void_reason"] is not None,
        volunteer=row["volunteer"],
        person=row["person"],
        name=row["name"],
        place=row["place"],
        project=row["project"],
        came_at=moment(row["came_at"]),
        went_at=moment(row["went_at"]),
        note=row["note"],
        approved_by=row["approved_by_name"],
        approved_at=moment(row["at"]),
        void_reason=row["void_reason"] or "",
        voided_by=row["voided_by_name"] or "",
        voided_at=moment_or_none(row["voided_at"]),
        corrected=row["newest"] != row["presence"],
    )
