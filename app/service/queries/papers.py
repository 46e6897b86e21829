"""Papers about service: the list, one's own, one by its code, and the records that one would stand on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app import clock
from app.actor import Actor, May
from app.people.rules.places import LibraryKind
from app.people.tables import Library
from app.service.queries.keepers import keeps, keeps_one, sites_of
from app.service.queries.records import RecordView, records_by_id, standing_records
from app.service.rules.papers import DEFAULT_SETTING, PaperSetting, PaperTitle, Served, Sums, number_said
from app.service.tables import PaperSetting as SettingRow
from app.service.tables import ServicePaper, ServicePaperLine
from app.storage.moments import moment, moment_or_none

MOST = 500
PAPERS = """
SELECT p.*, v.person, x.reason AS revoked_reason, x.at AS revoked_at, x.revoked_by_name,
       (SELECT count(*) FROM service_paper_line l JOIN service_record_void o ON o.record = l.record
        WHERE l.paper = p.id) AS amended
FROM service_paper p JOIN volunteer v ON v.id = p.volunteer
LEFT JOIN service_paper_revocation x ON x.paper = p.id
"""
SAME = """
SELECT p.id FROM service_paper p WHERE p.volunteer = {}
AND NOT EXISTS (SELECT 1 FROM service_paper_revocation x WHERE x.paper = p.id)
ORDER BY p.id DESC
"""


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper as it was issued.

    Attributes:
        sums: as they were printed.
        amended: how many of its records have been voided since.
        request: the volunteer's own, where they asked for it here.
        revoked_at: None while it holds.
    """

    id: int
    kind: PaperTitle
    year: int
    number: int
    code: str
    volunteer: int
    person: int
    name: str
    volunteer_number: str
    from_on: date
    to_on: date
    sums: Sums
    left_out_times: int
    left_out: str
    unit: str
    leader: str
    contact: str
    note: str
    issued_by: str
    at: datetime
    amended: int
    revoked_reason: str
    revoked_by: str
    revoked_at: datetime | None
    request: int | None = None

    @property
    def said(self) -> str:
        """Its number as it is printed."""
        return number_said(self.kind, self.year, self.number)

    @property
    def issued_on(self) -> date:
        """The day of issue at the library."""
        return clock.at_library(self.at).date()


@dataclass(frozen=True, slots=True)
class KeptPaperSetting:
    """A setting with who made it and when."""

    setting: PaperSetting
    set_by: str
    at: datetime


async def kept_paper_settings() -> list[KeptPaperSetting]:
    """Every setting of papers, the newest first."""
    rows = await SettingRow.select().order_by(SettingRow.id, ascending=False)
    return [
        KeptPaperSetting(
            PaperSetting(PaperTitle(row["kind"]), row["leader"], row["contact"], row["source"]),
            row["set_by_name"],
            moment(row["at"]),
        )
        for row in rows
    ]


async def paper_setting() -> PaperSetting:
    """What holds now."""
    kept = await kept_paper_settings()
    return kept[0].setting if kept else DEFAULT_SETTING


async def may_stand(volunteer: int, from_on: date | None, to_on: date | None) -> list[tuple[RecordView, Served]]:
    """Records of these days that stand, the oldest first, each as the rule about papers wants it."""
    records = await standing_records(volunteer, from_on, to_on)
    own = {row["id"] for row in await Library.select(Library.id).where(Library.kind == LibraryKind.OWN.value)}
    return [(one, _served(one, own)) for one in records]


def _served(one: RecordView, own: set[int]) -> Served:
    is_ours = one.recording_unit is None or one.recording_unit in own
    return Served(one.id, one.minutes, one.source, is_ours, one.unit_name, one.corrected)


async def papers(actor: Actor, year: int) -> list[PaperView]:
    """Those issued in a year to volunteers whom the actor keeps, the newest first."""
    rows = await ServicePaper.raw(f"{PAPERS} WHERE p.year = {{}} ORDER BY p.number DESC LIMIT {MOST}", year)
    sites = await sites_of({row["volunteer"] for row in rows})
    return [_view(row) for row in rows if keeps(actor, sites.get(row["volunteer"], frozenset()))]


async def papers_of(volunteer: int) -> list[PaperView]:
    """One volunteer's, the newest first."""
    return [
        _view(row) for row in await ServicePaper.raw(f"{PAPERS} WHERE p.volunteer = {{}} ORDER BY p.id DESC", volunteer)
    ]


async def paper(actor: Actor, paper_id: int) -> PaperView | None:
    """One of them, for the volunteer and for whoever keeps them and may issue."""
    rows = await ServicePaper.raw(f"{PAPERS} WHERE p.id = {{}}", paper_id)
    if not rows:
        return None
    one = _view(rows[0])
    if one.person == actor.id:
        return one
    if not actor.may(May.ISSUE_PAPERS):
        return None
    return one if await keeps_one(actor, one.volunteer) else None


async def paper_by_code(code: str) -> PaperView | None:
    """The one that bears this code, for its check page; whoever has the paper may ask."""
    rows = await ServicePaper.raw(f"{PAPERS} WHERE p.code = {{}}", code)
    return _view(rows[0]) if rows else None


async def records_on(paper_id: int) -> list[RecordView]:
    """The frozen list: the records that the paper stands on, the oldest first, those that were voided since too."""
    rows = await ServicePaperLine.select(ServicePaperLine.record).where(ServicePaperLine.paper == paper_id)
    found = await records_by_id([row["record"] for row in rows])
    return sorted(found.values(), key=lambda one: (one.starts_at, one.id))


async def last_number(year: int) -> int:
    """The highest number of the year; 0 before the first."""
    rows = await ServicePaper.raw("SELECT max(number) AS number FROM service_paper WHERE year = {}", year)
    return int(rows[0]["number"] or 0)


async def same_paper(volunteer: int, ids: Sequence[int], kind: PaperTitle) -> str:
    """Number of a paper that holds and stands on exactly these records; empty when there is none."""
    held = await ServicePaper.raw(SAME, volunteer)
    if not held:
        return ""
    listed = ", ".join("{}" for _ in held)
    asked = f"SELECT paper, record FROM service_paper_line WHERE paper IN ({listed})"  # noqa: S608 - only braces.
    records: dict[int, set[int]] = defaultdict(set)
    for row in await ServicePaper.raw(asked, *(row["id"] for row in held)):
        records[row["paper"]].add(row["record"])
    same = [one for one in held if records[one["id"]] == set(ids)]
    if not same:
        return ""
    found = await ServicePaper.select().where(ServicePaper.id.is_in([one["id"] for one in same]))
    return next((_number(row) for row in found if row["kind"] == kind.value), "")


def _number(row: Mapping[str, Any]) -> str:
    return number_said(PaperTitle(row["kind"]), row["year"], row["number"])


def _view(row: Mapping[str, Any]) -> PaperView:
    return PaperView(
        id=row["id"],
        kind=PaperTitle(row["kind"]),
        year=row["year"],
        number=row["number"],
        code=row["code"],
        volunteer=row["volunteer"],
        person=row["person"],
        name=row["volunteer_name"],
        volunteer_number=row["volunteer_number"],
        from_on=_day(row["from_on"]),
        to_on=_day(row["to_on"]),
        sums=Sums(row["system_times"], row["system_minutes"], row["hand_times"], row["hand_minutes"]),
        left_out_times=row["left_out_times"],
        left_out=row["left_out"],
        unit=row["unit_name"],
        leader=row["leader"],
        contact=row["contact"],
        note=row["note"],
        issued_by=row["issued_by_name"],
        at=moment(row["at"]),
        amended=row["amended"],
        revoked_reason=row["revoked_reason"] or "",
        revoked_by=row["revoked_by_name"] or "",
        revoked_at=moment_or_none(row["revoked_at"]),
        request=row["request"],
    )


def _day(value: object) -> date:
    # Raw SQL gives text on SQLite and a date on PostgreSQL.
    return date.fromisoformat(str(value)[:10])
