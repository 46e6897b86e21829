"""What meetings gave people to do, and how it goes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.actor import Actor, May
from app.party.rules.tasks import AHEAD, NoteKind, TaskKind, is_overdue
from app.party.tables import PartyTask, PartyTaskNote
from app.storage.moments import day, moment

TASKS = """
SELECT t.id, t.meeting, t.kind, t.problem, t.what, t.owner, t.due_on, w.name AS owner_name, g.title, g.starts_at
FROM party_task t JOIN person w ON w.id = t.owner JOIN party_meeting m ON m.id = t.meeting
JOIN gathering g ON g.id = m.gathering
"""
NOTES = "SELECT n.* FROM party_task_note n JOIN party_task t ON t.id = n.task JOIN party_meeting m ON m.id = t.meeting"
LONG_PAST = timedelta(days=60)
"""What was due before that is nobody's news: a ledger typed in afterwards sends no reminders."""
OPEN = """NOT EXISTS (SELECT 1 FROM party_task_note d WHERE d.task = t.id AND d.kind = 'done' AND NOT EXISTS (
    SELECT 1 FROM party_task_note l WHERE l.task = t.id AND l.kind = 'reopened' AND l.id > d.id))"""


@dataclass(frozen=True, slots=True)
class Note:
    """One note on a task."""

    kind: NoteKind
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task with its notes, oldest first."""

    id: int
    meeting: int
    meeting_title: str
    kind: TaskKind
    problem: str
    what: str
    owner: int
    owner_name: str
    due_on: date
    notes: Sequence[Note] = ()

    @property
    def done(self) -> Note | None:
        """The note that it is done, while that stands."""
        last = next((note for note in reversed(self.notes) if note.kind is not NoteKind.PROGRESS), None)
        return last if last is not None and last.kind is NoteKind.DONE else None

    @property
    def is_done(self) -> bool:
        """Whether it is done."""
        return self.done is not None

    def overdue(self, today: date) -> bool:
        """Whether it is late."""
        return is_overdue(self.due_on, self.is_done, today)


async def tasks_of(meeting: int) -> list[TaskView]:
    """The tasks of a meeting in their order."""
    return await _tasks("t.meeting = {}", meeting)


async def tasks_between(first: datetime, last: datetime) -> list[TaskView]:
    """The tasks of the meetings that began between these moments."""
    return await _tasks("g.starts_at >= {} AND g.starts_at < {}", first, last)


async def task(actor: Actor, task_id: int) -> TaskView | None:
    """One task, for its owner and for the secretary and the committee."""
    found = await _tasks("t.id = {}", task_id)
    return found[0] if found and (actor.may(May.SEE_PARTY) or found[0].owner == actor.person) else None


async def my_tasks(actor: Actor) -> list[TaskView]:
    """What the actor has to do still, the earliest day first; for their first screen and their own Party page."""
    rows = await PartyTask.raw(f"{TASKS} WHERE t.owner = {{}} AND {OPEN} ORDER BY t.due_on, t.id", actor.person)
    return [_view(row, ()) for row in rows]


async def _tasks(condition: str, *arguments: object) -> list[TaskView]:
    rows = await PartyTask.raw(f"{TASKS} WHERE {condition} ORDER BY t.id", *arguments)
    notes = defaultdict[int, list[Note]](list)
    if rows:
        text = f"{NOTES} JOIN gathering g ON g.id = m.gathering WHERE {condition} ORDER BY n.id"
        for row in await PartyTaskNote.raw(text, *arguments):
            notes[row["task"]].append(Note(NoteKind(row["kind"]), row["text"], row["by_name"], moment(row["at"])))
    return [_view(row, notes[row["id"]]) for row in rows]


def _view(row: Mapping[str, Any], notes: Sequence[Note]) -> TaskView:
    return TaskView(
        row["id"],
        row["meeting"],
        row["title"],
        TaskKind(row["kind"]),
        row["problem"],
        row["what"],
        row["owner"],
        row["owner_name"],
        day(row["due_on"]),
        tuple(notes),
    )


REMIND = (
    TASKS
    + """WHERE t.due_on >= {} AND t.due_on <= {} AND -- open
AND NOT EXISTS (SELECT 1 FROM party_task_reminder r WHERE r.task = t.id AND r.late = {}) ORDER BY t.id
""".replace("-- open", OPEN)
)


async def tasks_to_remind(today: date) -> list[tuple[TaskView, bool]]:
    """Tasks that are not done and whose owner was not told yet that the day comes, or has passed; with whether it has."""
    coming = await PartyTask.raw(REMIND, today, today + AHEAD, 0)
    passed = await PartyTask.raw(REMIND, today - LONG_PAST, today - timedelta(days=1), 1)
    return [(_view(row, ()), False) for row in coming] + [(_view(row, ()), True) for row in passed]
