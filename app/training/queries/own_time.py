"""What people wrote down of their self-study, with what was amended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app import clock
from app.storage.moments import moment, moment_or_none
from app.training.rules import SelfStudyKind
from app.training.rules.own_time import OwnStudy, ended
from app.training.tables import SelfStudy

ENTRIES = """
SELECT r.id, r.person, r.kind, r.title, r.started_at, r.ended_at, r.minutes, r.note, r.at, a.reason, a.instead
FROM self_study r LEFT JOIN self_study_amendment a ON a.entry = r.id
"""
LONGEST = timedelta(days=1)
"""No row of self-study is longer, so what began earlier has ended."""


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One piece of self-study.

    Attributes:
        amended: the reason why it stands no longer; empty while it does.
        replaced: another row stands instead.
    """

    id: int
    person: int
    entry: OwnStudy
    at: datetime
    amended: str
    replaced: bool

    @property
    def day(self) -> date:
        """The day at the library on which it began."""
        return clock.at_library(self.entry.started_at).date()

    @property
    def starts(self) -> str:
        """The time of day at which it began, as 19:30."""
        return f"{clock.at_library(self.entry.started_at):%H:%M}"

    @property
    def ends(self) -> str:
        """The time of day at which it ended, as 21:00."""
        return f"{clock.at_library(self.entry.ended_at):%H:%M}"


async def own_entries(person: int, first: date, last: date) -> list[OwnEntry]:
    """What the person wrote down for these days, amended ones too, the newest first."""
    rows = await SelfStudy.raw(
        f"{ENTRIES} WHERE r.person = {{}} AND r.kind = {{}} AND r.day >= {{}} AND r.day <= {{}} "
        "ORDER BY r.started_at DESC, r.id DESC",
        person,
        SelfStudyKind.READING.value,
        first,
        last,
    )
    return [_entry(row) for row in rows]


async def own_entry(person: int, entry_id: int) -> OwnEntry | None:
    """One of them; another person's is none."""
    rows = await SelfStudy.raw(
        f"{ENTRIES} WHERE r.id = {{}} AND r.person = {{}} AND r.kind = {{}}",
        entry_id,
        person,
        SelfStudyKind.READING.value,
    )
    return _entry(rows[0]) if rows else None


async def own_time(person: int, starts_at: datetime, ends_at: datetime, but: int = 0) -> list[OwnStudy]:
    """Self-study of every kind that stands and shares time with this one; `but` is a row that does not matter."""
    rows = await SelfStudy.raw(
        f"{ENTRIES} WHERE r.person = {{}} AND r.started_at < {{}} AND r.started_at > {{}} AND r.id <> {{}} "
        "AND a.id IS NULL ORDER BY r.started_at",
        person,
        ends_at,
        starts_at - LONGEST,
        but,
    )
    return [one for row in rows if (one := _entry(row).entry).ended_at > starts_at]


def standing(entries: Sequence[OwnEntry]) -> list[OwnEntry]:
    """Those that were not amended."""
    return [one for one in entries if not one.amended]


def _entry(row: Mapping[str, Any]) -> OwnEntry:
    started_at = moment(row["started_at"])
    until = ended(started_at, moment_or_none(row["ended_at"]), row["minutes"])
    study = OwnStudy(row["title"], started_at, until, row["minutes"], row["note"])
    return OwnEntry(row["id"], row["person"], study, moment(row["at"]), row["reason"] or "", row["instead"] is not None)
