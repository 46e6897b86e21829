"""Action items with their owner, day and state as the notes have them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.clock import at_library
from app.storage.moments import moment, moment_or_none
from app.study.queries.sessions import whose
from app.study.rules.following import SOON, ActionFilter, NoteKind, Shown, days_over
from app.study.tables import ActionItem, ActionNote

ITEMS = """
SELECT i.id, i.session, g.title AS session_title, g.starts_at, i.what, i.at, i.made_by_name, p.id AS owner, p.name AS owner_name,
       coalesce(m.due_on, i.due_on) AS due_on, c.kind AS ended, c.text AS ended_text, c.by_name AS ended_by, c.at AS ended_at,
       l.text AS progress, l.at AS progress_at
FROM action_item i JOIN study_session s ON s.id = i.session JOIN gathering g ON g.id = s.gathering
LEFT JOIN gathering_opening o ON o.gathering = g.id
LEFT JOIN action_note m ON m.id = (SELECT max(n.id) FROM action_note n WHERE n.item = i.id AND n.kind = 'reassigned')
LEFT JOIN action_note c ON c.id = (
    SELECT max(n.id) FROM action_note n WHERE n.item = i.id AND n.kind IN ('closed', 'reopened'))
LEFT JOIN action_note l ON l.id = (SELECT max(n.id) FROM action_note n WHERE n.item = i.id AND n.kind = 'progress')
JOIN person p ON p.id = coalesce(m.owner, i.owner)
"""
IS_OPEN = "(c.kind IS NULL OR c.kind = 'reopened')"
DUE = "coalesce(m.due_on, i.due_on)"
BY_DAY = f"ORDER BY CASE WHEN {IS_OPEN} THEN 0 ELSE 1 END, {DUE}, i.id"


@dataclass(frozen=True, slots=True)
class ActionView:
    """One action item.

    Attributes:
        owner, owner_name, due_on: as they were changed last.
        done: what was done, where it is closed; empty while it is open.
        progress: the newest note of progress.
    """

    id: int
    session: int
    session_title: str
    session_on: date
    what: str
    owner: int
    owner_name: str
    due_on: date
    made_by: str
    at: datetime
    is_closed: bool
    done: str
    closed_by: str
    closed_at: datetime | None
    progress: str
    progress_at: datetime | None

    def over(self, today: date) -> int:
        """Days past its day; 0 when it is closed or there is time."""
        return days_over(self.due_on, self.is_closed, today)


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note; `owner` is a name, where the note names another."""

    kind: NoteKind
    text: str
    owner: str
    due_on: date | None
    by: str
    at: datetime


async def actions(actor: Actor, sought: ActionFilter, today: date) -> list[ActionView]:
    """What the filter lets through of the actor's own items and those of sessions they may see, the open first, by day."""
    condition, arguments = await whose(actor)
    parts, values = [f"({condition} OR p.id = {{}})"], [*arguments, actor.person]
    if sought.owner:
        parts, values = [*parts, "p.id = {}"], [*values, sought.owner]
    text, limits = _shown(sought.shown, today)
    rows = await ActionItem.raw(f"{ITEMS} WHERE {' AND '.join([*parts, text])} {BY_DAY}", *values, *limits)
    return [_action(row) for row in rows]


def _shown(shown: Shown, today: date) -> tuple[str, list[object]]:
    match shown:
        case Shown.OPEN:
            return IS_OPEN, []
        case Shown.OVERDUE:
            return f"{IS_OPEN} AND {DUE} < {{}}", [today]
        case Shown.SOON:
            return f"{IS_OPEN} AND {DUE} >= {{}} AND {DUE} <= {{}}", [today, today + SOON]
        case Shown.CLOSED:
            return "c.kind = 'closed'", []
        case Shown.ALL:
            return "1 = 1", []


async def actions_of(session: int) -> list[ActionView]:
    """The items of a session that was found, in the order they were agreed."""
    rows = await ActionItem.raw(f"{ITEMS} WHERE i.session = {{}} ORDER BY i.id", session)
    return [_action(row) for row in rows]


async def action(actor: Actor, item_id: int) -> ActionView | None:
    """One item: the owner's own, or of a session that the actor may see."""
    condition, arguments = await whose(actor)
    rows = await ActionItem.raw(
        f"{ITEMS} WHERE i.id = {{}} AND ({condition} OR p.id = {{}})", item_id, *arguments, actor.person
    )
    return _action(rows[0]) if rows else None


async def notes(item_id: int) -> list[NoteView]:
    """What became of an item that was found, the oldest first."""
    rows = await ActionNote.raw(
        "SELECT n.kind, n.text, p.name AS owner, n.due_on, n.by_name, n.at FROM action_note n "
        "LEFT JOIN person p ON p.id = n.owner WHERE n.item = {} ORDER BY n.id",
        item_id,
    )
    return [
        NoteView(
            NoteKind(row["kind"]),
            row["text"],
            row["owner"] or "",
            _day(row["due_on"]) if row["due_on"] else None,
            row["by_name"],
            moment(row["at"]),
        )
        for row in rows
    ]


async def my_open_actions(actor: Actor) -> list[ActionView]:
    """What the actor is still to do, the earliest day first."""
    rows = await ActionItem.raw(f"{ITEMS} WHERE {IS_OPEN} AND p.id = {{}} ORDER BY {DUE}, i.id", actor.person)
    return [_action(row) for row in rows]


def owners(items: Sequence[ActionView]) -> list[tuple[int, str]]:
    """Id and name of everybody who has one, in the order in which they come."""
    return list({one.owner: one.owner_name for one in items}.items())


def _action(row: Mapping[str, Any]) -> ActionView:
    is_closed = row["ended"] == NoteKind.CLOSED.value
    return ActionView(
        id=row["id"],
        session=row["session"],
        session_title=row["session_title"],
        session_on=at_library(moment(row["starts_at"])).date(),
        what=row["what"],
        owner=row["owner"],
        owner_name=row["owner_name"],
        due_on=_day(row["due_on"]),
        made_by=row["made_by_name"],
        at=moment(row["at"]),
        is_closed=is_closed,
        done=row["ended_text"] if is_closed else "",
        closed_by=row["ended_by"] if is_closed else "",
        closed_at=moment_or_none(row["ended_at"]) if is_closed else None,
        progress=row["progress"] or "",
        progress_at=moment_or_none(row["progress_at"]),
    )


def _day(value: object) -> date:
    # Raw SQL gives text on SQLite and a date on PostgreSQL.
    return date.fromisoformat(str(value)[:10])
