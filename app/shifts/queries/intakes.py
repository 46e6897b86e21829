"""Tables that somebody brought to be taken in."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import msgspec

from app.actor import Actor
from app.office.grids import Grid, Headed, Typed, headed, heading, is_idle
from app.shifts.rules.intakes import IntakeKind
from app.shifts.tables import Intake, IntakeMapping
from app.storage.moments import moment, moment_or_none

SHOWN = 10
LONGEST_TEXT = 300
OWN = """
SELECT id, kind, name, content, edits, columns, settings, result, revision, at, taken_at, ended_at, undone_at
FROM intake WHERE id = {} AND person = {} AND kind = {}
"""
LATEST = """
SELECT id, name, at, taken_at, ended_at, undone_at, result FROM intake WHERE person = {} AND kind = {} ORDER BY id DESC LIMIT 10
"""


@dataclass(frozen=True)
class Brought:
    """One of them.

    Attributes:
        edits: what was typed over cells, by `row:field`.
        out: rows that somebody leaves out.
        columns: column by field; None as long as nobody has said.
        settings: what was said for all rows at once.
        result: what was taken in.
    """

    id: int
    kind: IntakeKind
    name: str
    grid: Grid
    edits: Mapping[str, str]
    out: frozenset[int]
    columns: Mapping[str, int] | None
    settings: Mapping[str, Any]
    result: Mapping[str, Any]
    revision: int
    at: datetime
    taken_at: datetime | None
    ended_at: datetime | None
    undone_at: datetime | None

    @cached_property
    def taken(self) -> frozenset[int]:
        """Rows that were taken in."""
        return frozenset(self.result.get("rows", ()))

    @property
    def is_open(self) -> bool:
        """Something of it may still be taken in."""
        return self.ended_at is None

    @property
    def may_be_undone(self) -> bool:
        """Something of it was taken in, and that was not taken back."""
        return self.taken_at is not None and self.undone_at is None

    def header(self, synonyms: Mapping[str, Sequence[str]]) -> Headed:
        """Where its header stands."""
        return headed(self.grid, synonyms)

    def rows(self, header: Headed, *, all_rows: bool = False) -> tuple[Typed, ...]:
        """What is below the header by field, with what was typed over it; not what is out or was taken in."""
        columns = self.columns or {}
        gone = frozenset[int]() if all_rows else self.out | self.taken
        return tuple(
            Typed(number, {name: self.text(number, name, at) for name, at in columns.items()} | self._added(number))
            for number in self.numbers(header)
            if number not in gone
        )

    def numbers(self, header: Headed) -> list[int]:
        """The rows below the header that hold something."""
        below = enumerate(self.grid.rows[header.row :], header.row + 1)
        return [number for number, cells in below if not is_idle(cells)]

    def text(self, row: int, name: str, column: int) -> str:
        """A cell, or what was typed over it."""
        return self.edits.get(f"{row}:{name}", self.grid.cell(row, column))[:LONGEST_TEXT]

    def grid_text(self, row: int, letters: str) -> str:
        """A cell by the letters of its column, or what was typed over it."""
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - ord("A") + 1
        return self.text(row, letters, number - 1)

    def _added(self, row: int) -> dict[str, str]:
        """What was typed into fields that the table has no column for."""
        columns = self.columns or {}
        return {name: text for key, text in self.edits.items() if (name := _field(key, row)) and name not in columns}


def _field(key: str, row: int) -> str:
    number, _, name = key.partition(":")
    return name if number == str(row) else ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A table that was brought before, for the list of them."""

    id: int
    name: str
    at: datetime
    taken_at: datetime | None
    is_open: bool
    undone_at: datetime | None
    rows: int


async def intake(actor: Actor, intake_id: int, kind: IntakeKind) -> Brought | None:
    """One that the actor brought; nobody else's."""
    rows = await Intake.raw(OWN, intake_id, actor.person, kind.value)
    return _brought(rows[0]) if rows else None


async def earlier(actor: Actor, kind: IntakeKind) -> list[Earlier]:
    """The last ten that the actor brought."""
    return [
        Earlier(
            row["id"],
            row["name"],
            moment(row["at"]),
            moment_or_none(row["taken_at"]),
            row["ended_at"] is None,
            moment_or_none(row["undone_at"]),
            len((result := _json(row["result"])).get("rows") or result.get("assignments", ())),
        )
        for row in await Intake.raw(LATEST, actor.person, kind.value)
    ]


async def remembered(kind: IntakeKind, headings: Sequence[str]) -> dict[str, int] | None:
    """Which column meant what when a table with these headings came before."""
    row = (
        await IntakeMapping.select(IntakeMapping.columns)
        .where((IntakeMapping.kind == kind.value) & (IntakeMapping.headings == digest_of(headings)))
        .first()
    )
    return {str(name): int(at) for name, at in _json(row["columns"]).items()} if row else None


def digest_of(headings: Sequence[str]) -> str:
    """The headings as their table is remembered by."""
    return hashlib.sha256("\x1f".join(map(heading, headings)).encode()).hexdigest()


def _brought(row: Mapping[str, Any]) -> Brought:
    edits = _json(row["edits"])
    content = msgspec.json.decode(row["content"], type=tuple[tuple[str, ...], ...]) if row["content"] else ()
    return Brought(
        id=row["id"],
        kind=IntakeKind(row["kind"]),
        name=row["name"],
        grid=Grid(content),
        edits=edits.get("cells", {}),
        out=frozenset(edits.get("out", ())),
        columns=_json(row["columns"]) if row["columns"] else None,
        settings=_json(row["settings"]),
        result=_json(row["result"]),
        revision=row["revision"],
        at=moment(row["at"]),
        taken_at=moment_or_none(row["taken_at"]),
        ended_at=moment_or_none(row["ended_at"]),
        undone_at=moment_or_none(row["undone_at"]),
    )


def _json(text: str) -> dict[str, Any]:
    return msgspec.json.decode(text, type=dict[str, Any]) if text else {}
