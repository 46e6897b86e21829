"""What the calendar of duties keeps itself: settings, explanations, yearly records; and which years it can show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.party.rules.cycles import Explained
from app.party.rules.done import DoneKind
from app.party.rules.facts import Done
from app.party.rules.settings import Key, Setting
from app.party.rules.shares import Shares, shares_on
from app.party.tables import DutyExplanation, DutyRecord, DutyReminder, PartySetting
from app.storage.moments import day, moment, moment_or_none

EXPLAINED = """
SELECT e.id, e.item, e.period, e.text, e.by_name, e.at, w.by_name AS withdrawn_by, w.at AS withdrawn_at, w.reason
FROM duty_explanation e LEFT JOIN duty_explanation_withdrawal w ON w.explanation = e.id
"""
RECORDS = """
SELECT r.id, r.what, r.done_on, r.title, r.reference, r.person, p.name, r.by_name, r.at,
       w.reason, w.by_name AS withdrawn_by, w.at AS withdrawn_at
FROM duty_record r LEFT JOIN person p ON p.id = r.person LEFT JOIN duty_record_withdrawal w ON w.record = r.id
"""


@dataclass(frozen=True, slots=True)
class KeptSetting:
    """A setting with who made it and when."""

    setting: Setting
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DoneView:
    """A yearly record with everything that is written down of it."""

    id: int
    kind: DoneKind
    done_on: date
    title: str
    reference: str
    person: int | None
    name: str
    by: str
    at: datetime
    withdrawn_by: str
    withdrawn_at: datetime | None
    withdrawn_why: str


async def kept_settings() -> list[KeptSetting]:
    """Everything that was ever set, oldest first."""
    return [_setting(row) for row in await PartySetting.select().order_by(PartySetting.id)]


async def local_shares(asked: date) -> Shares:
    """What the library asks of a vote on this day beyond the texts."""
    return shares_on(asked, [one.setting for one in await kept_settings()])


def _setting(row: Mapping[str, Any]) -> KeptSetting:
    held = Setting(Key(row["key"]), row["value"], row["from_on"], row["to_on"], row["source"], row["note"])
    return KeptSetting(held, row["by_name"], row["at"])


async def explained_in(year: int) -> list[Explained]:
    """The explanations of a year, the withdrawn ones too, oldest first."""
    rows = await DutyExplanation.raw(f"{EXPLAINED} WHERE e.year = {{}} ORDER BY e.id", year)
    return [_explained(row) for row in rows]


async def explanation(number: int) -> Explained | None:
    """One explanation."""
    rows = await DutyExplanation.raw(f"{EXPLAINED} WHERE e.id = {{}}", number)
    return _explained(rows[0]) if rows else None


def _explained(row: Mapping[str, Any]) -> Explained:
    return Explained(
        row["id"],
        row["item"],
        row["period"],
        row["text"],
        row["by_name"],
        moment(row["at"]),
        row["withdrawn_by"] or "",
        moment_or_none(row["withdrawn_at"]),
        row["reason"] or "",
    )


async def done_between(since: date, until: date) -> list[Done]:
    """The yearly records of these days that stand, both days included."""
    return [
        Done(one.kind.value, one.done_on, f"/party/done/{one.id}", one.title, one.person)
        for one in await _records(since, until)
        if one.withdrawn_at is None
    ]


async def _records(since: date, until: date) -> list[DoneView]:
    where = "WHERE r.done_on >= {} AND r.done_on <= {} ORDER BY r.done_on, r.id"
    return [_record(row) for row in await DutyRecord.raw(RECORDS + where, since, until)]


async def duty_record(_actor: Actor, number: int) -> DoneView | None:
    """One yearly record, standing or taken back."""
    rows = await DutyRecord.raw(f"{RECORDS} WHERE r.id = {{}}", number)
    return _record(rows[0]) if rows else None


async def duty_records(_actor: Actor, year: int) -> Sequence[DoneView]:
    """The yearly records of a year, those taken back too, newest first."""
    return list(reversed(await _records(date(year, 1, 1), date(year, 12, 31))))


def _record(row: Mapping[str, Any]) -> DoneView:
    return DoneView(
        row["id"],
        DoneKind(row["what"]),
        day(row["done_on"]),
        row["title"],
        row["reference"],
        row["person"],
        row["name"] or "",
        row["by_name"],
        moment(row["at"]),
        row["withdrawn_by"] or "",
        moment_or_none(row["withdrawn_at"]),
        row["reason"] or "",
    )


async def reminded() -> set[tuple[str, str, date]]:
    """Which periods were spoken of on which days."""
    rows = await DutyReminder.select()
    return {(row["item"], row["period"], row["due_on"]) for row in rows}
