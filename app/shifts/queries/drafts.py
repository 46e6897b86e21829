"""Drafts of the solver as a coordinator sees them: what would change, what it costs, what stays empty and why."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from app.actor import Actor
from app.shifts.queries.places import may_arrange
from app.shifts.queries.publication import of_weeks
from app.shifts.queries.seats import SeatView, seats_between
from app.shifts.rules.board import monday_of
from app.shifts.rules.drafts import DraftState, Mode, weeks_between
from app.shifts.rules.rostering.bill import Unfilled
from app.shifts.rules.rostering.result import Result
from app.shifts.rules.rostering.said import relaxation_said
from app.shifts.tables import RosterDraft, RosterDraftLine
from app.storage.moments import day, moment

DRAFTS = """
SELECT d.id, d.week, COALESCE(d.last_week, d.week) AS last_week,
       d.place, d.mode, d.job, d.objective, d.bound, d.solver, d.input_hash, d.bill, d.by_name, d.at,
       COALESCE(s.kind, 'open') AS state, COALESCE(s.by_name, '') AS decided_by, s.at AS decided_at,
       (SELECT count(*) FROM roster_draft_line l WHERE l.draft = d.id AND l.kind = 'added') AS added,
       (SELECT count(*) FROM roster_draft_line l WHERE l.draft = d.id AND l.kind = 'removed') AS removed
FROM roster_draft d
LEFT JOIN roster_draft_step s ON s.id = (SELECT max(n.id) FROM roster_draft_step n WHERE n.draft = d.id)
"""
LINES = """
SELECT l.id, l.seat, l.volunteer, l.kind, COALESCE(a.id, l.assignment) AS assignment, p.name, a.told_at, e.told_at AS end_told_at,
       CASE WHEN e.id IS NULL THEN 0 ELSE 1 END AS is_ended
FROM roster_draft_line l JOIN volunteer v ON v.id = l.volunteer JOIN person p ON p.id = v.person
LEFT JOIN roster_draft_step s ON s.draft = l.draft AND s.kind = 'applied'
LEFT JOIN assignment a ON a.seat = l.seat AND a.volunteer = l.volunteer
     AND ((l.kind = 'removed' AND a.id = l.assignment) OR (l.kind = 'added' AND a.how = 'solved' AND a.at = s.at))
LEFT JOIN assignment_end e ON e.assignment = a.id
WHERE l.draft = {} ORDER BY l.id
"""
NAMES = "SELECT v.id, p.name FROM volunteer v JOIN person p ON p.id = v.person"
LAST_APPLIED = """
SELECT d.id, s.at FROM roster_draft d
JOIN roster_draft_step s ON s.id = (SELECT max(n.id) FROM roster_draft_step n WHERE n.draft = d.id)
WHERE d.week <= {} AND COALESCE(d.last_week, d.week) >= {} AND s.kind = 'applied' AND s.by = {} ORDER BY s.id DESC LIMIT 1
"""
LATER = """
SELECT count(*) AS n FROM roster_draft_step s JOIN roster_draft d ON d.id = s.draft
WHERE d.week <= {} AND COALESCE(d.last_week, d.week) >= {} AND s.kind = 'applied' AND s.id > (
    SELECT max(m.id) FROM roster_draft_step m WHERE m.draft = {} AND m.kind = 'applied')
AND NOT EXISTS (SELECT 1 FROM roster_draft_step u WHERE u.draft = s.draft AND u.kind = 'undone' AND u.id > s.id)
"""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """Somebody who comes to a seat or goes from it; the rest says what has become of the assignment since."""

    id: int
    seat: int
    volunteer: int
    name: str
    is_added: bool
    assignment: int | None
    is_ended: bool
    told: bool


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in a list; it reaches from the week of one Monday to that of `last_week`."""

    id: int
    week: date
    last_week: date
    place: int | None
    mode: Mode
    state: DraftState
    result: Result
    added: int
    removed: int
    by_name: str
    at: datetime
    decided_by: str

    @property
    def weeks(self) -> list[date]:
        """The Mondays of its weeks."""
        return weeks_between(self.week, self.last_week)


@dataclass(frozen=True, slots=True)
class SeatChange:
    """A seat that would be another one: who comes, who goes."""

    seat: SeatView
    added: Sequence[str]
    removed: Sequence[str]


@dataclass(frozen=True, slots=True)
class Empty:
    """A seat that stays below its least, with what was counted and the cheapest way out."""

    seat: SeatView
    why: Unfilled
    way: str


@dataclass(frozen=True, slots=True)
class OfWeek:
    """What a draft does to one of its weeks; `empty` is how many seats stay below their least."""

    monday: date
    changes: Sequence[SeatChange]
    empty: int

    @property
    def added(self) -> int:
        """How many come."""
        return sum(len(one.added) for one in self.changes)

    @property
    def removed(self) -> int:
        """How many go."""
        return sum(len(one.removed) for one in self.changes)


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft with all of it."""

    row: DraftRow
    lines: Sequence[DraftLine]
    changes: Sequence[SeatChange]
    empty: Sequence[Empty]
    own: bool

    @property
    def by_week(self) -> list[OfWeek]:
        """Each of its weeks by itself."""
        changes: dict[date, list[SeatChange]] = defaultdict(list)
        for one in self.changes:
            changes[monday_of(one.seat.facts.day)].append(one)
        empty = Counter(monday_of(one.seat.facts.day) for one in self.empty)
        return [OfWeek(monday, changes[monday], empty[monday]) for monday in self.row.weeks]


async def drafts_of(monday: date) -> list[DraftRow]:
    """The drafts that reach over a week, the newest first."""
    where = "WHERE d.week <= {} AND COALESCE(d.last_week, d.week) >= {} ORDER BY d.id DESC LIMIT 20"
    rows = await RosterDraft.raw(DRAFTS + where, monday, monday)
    return [_row(row) for row in rows]


async def draft_of_job(job: int) -> int | None:
    """The newest draft that a job made."""
    rows = await RosterDraft.raw("SELECT max(id) AS id FROM roster_draft WHERE job = {}", job)
    return rows[0]["id"] if rows else None


async def draft_row(draft: int) -> DraftRow | None:
    """One draft without its lines."""
    rows = await RosterDraft.raw(f"{DRAFTS} WHERE d.id = {{}}", draft)
    return _row(rows[0]) if rows else None


async def lines_of(draft: int) -> list[DraftLine]:
    """What a draft changes."""
    return [_line(row) for row in await RosterDraftLine.raw(LINES, draft)]


@dataclass(frozen=True, slots=True)
class AppliedDraft:
    """A draft that was taken over and still stands."""

    id: int
    at: datetime


async def last_applied(actor: Actor, week: date) -> AppliedDraft | None:
    """The draft of the week that the actor took over last, as long as it can be taken back: nobody was told of it."""
    rows = await RosterDraft.raw(LAST_APPLIED, week, week, actor.id)
    if not rows or any(one.told for one in await lines_of(rows[0]["id"])):
        return None
    return AppliedDraft(rows[0]["id"], moment(rows[0]["at"]))


async def is_last_applied(row: DraftRow) -> bool:
    """Whether no other draft of any of its weeks was taken over after it, and still stands."""
    return not (await RosterDraft.raw(LATER, row.last_week, row.week, row.id))[0]["n"]


async def draft_view(actor: Actor, draft: int) -> DraftView | None:
    """A draft with what it changes and why what is empty stays so, in four queries."""
    row = await draft_row(draft)
    if row is None:
        return None
    lines = await lines_of(draft)
    seats = {one.id: one for one in await seats_between(of_weeks(row.week, row.last_week))}
    names = {each["id"]: each["name"] for each in await RosterDraft.raw(NAMES)} if row.result.unfilled else {}
    come, gone = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    for line in lines:
        (come if line.is_added else gone)[line.seat].append(line.name)
    changes = [SeatChange(seats[one], come[one], gone[one]) for one in seats if one in come or one in gone]
    empty = [_empty(seats[one.seat], one, names) for one in row.result.unfilled if one.seat in seats]
    own = all(may_arrange(actor, seats[one.seat].facts.place) for one in lines if one.seat in seats)
    return DraftView(row, lines, changes, empty, own)


def _empty(seat: SeatView, why: Unfilled, names: Mapping[int, str]) -> Empty:
    name = names.get(why.relaxation.person, "") if why.relaxation else ""
    return Empty(seat, why, relaxation_said(why.relaxation, name, seat.facts.place_name, seat.facts.skill))


def _row(row: Mapping[str, Any]) -> DraftRow:
    return DraftRow(
        id=row["id"],
        week=day(row["week"]),
        last_week=day(row["last_week"]),
        place=row["place"],
        mode=Mode(row["mode"]),
        state=DraftState(row["state"]),
        result=msgspec.json.decode(row["bill"], type=Result),
        added=row["added"],
        removed=row["removed"],
        by_name=row["by_name"],
        at=moment(row["at"]),
        decided_by=row["decided_by"],
    )


def _line(row: Mapping[str, Any]) -> DraftLine:
    is_added = row["kind"] == "added"
    return DraftLine(
        id=row["id"],
        seat=row["seat"],
        volunteer=row["volunteer"],
        name=row["name"],
        is_added=is_added,
        assignment=row["assignment"],
        is_ended=bool(row["is_ended"]),
        told=row["told_at"] is not None if is_added else row["end_told_at"] is not None,
    )
