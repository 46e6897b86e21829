"""What a meeting gives somebody to do: agreeing on it, noting how it goes, and reminding whoever has it to do."""

from datetime import date, datetime

from app import clock
from app.actor import Actor, May
from app.audit import deed
from app.gatherings.rules import GatheringState
from app.locale import N_
from app.notices import tell
from app.party.queries.meetings import people_of
from app.party.queries.tasks import task, tasks_to_remind
from app.party.rules.minutes import why_not_due, why_not_write
from app.party.rules.tasks import NoteKind, TaskKind, why_not_agree, why_not_note
from app.party.steps.meetings import hold_meeting
from app.party.steps.twice import ensure_new
from app.party.tables import PartyTask, PartyTaskNote, PartyTaskReminder
from app.refusals import Refused, found
from app.storage import database

AGREED = N_("“%(meeting)s”定下由您负责：%(what)s，%(day)s 前办好")
DUE = N_("“%(what)s”%(day)s 到期，办好了写一句办结说明")
LATE = N_("“%(what)s”已过 %(day)s 的期限，写一句进展或办结说明")


async def agree_task(
    actor: Actor,
    meeting_id: int,
    kind: TaskKind,
    what: str,
    owner: int,
    due_on: date,
    problem: str = "",
    *,
    now: datetime,
) -> int:
    """Agree on something to be done by a day; its owner is told. Returns its id.

    Raises:
        Missing: there is no such meeting, or the owner is nobody of the branch.
        Refused: the minutes are signed, the day lies before the meeting, or a fault to be put right is not named.
    """
    async with deed(actor, "party_task.agreed", meeting_id, owner=owner, due_on=due_on) as line:
        one = await hold_meeting(actor, meeting_id)
        is_planned, is_off = one.state is GatheringState.PLANNED, one.state is GatheringState.CALLED_OFF
        reasons = why_not_write(one.is_signed, is_planned, is_off)
        if reasons := reasons or (*why_not_agree(kind, problem), *why_not_due(due_on, one.on)):
            raise Refused(*reasons)
        found(owner if owner in {each.person for each in await people_of(one)} else None)
        row = PartyTask(
            meeting=meeting_id,
            kind=kind.value,
            problem=problem,
            what=what,
            owner=owner,
            due_on=due_on,
            agreed_by_name=actor.name,
            at=now,
        )
        await ensure_new(row)
        await row.save()
        line.details["task"] = row.id
        if due_on >= clock.at_library(now).date():
            address = f"/party/tasks/{row.id}"
            await tell(
                actor, [owner], AGREED, address=address, now=now, meeting=one.title, what=what, day=due_on.isoformat()
            )
        return int(row.id)


async def note_task(actor: Actor, task_id: int, kind: NoteKind, text: str, *, now: datetime) -> None:
    """Say how a task goes, that it is done, or that it is to be done again: its owner's and the secretary's to say.

    Raises:
        Missing: there is none, or it is somebody else's.
        Refused: it is done, or not done yet.
    """
    async with deed(actor, "party_task.noted", task_id, kind=kind):
        await database().hold(f"party task {task_id}")
        one = found(await task(actor, task_id))
        found(one if one.owner == actor.person or actor.may(May.KEEP_PARTY) else None)
        if reasons := why_not_note(kind, one.is_done):
            raise Refused(*reasons)
        await PartyTaskNote(task=task_id, kind=kind.value, text=text, by=actor.id, by_name=actor.name, at=now).save()


async def remind_of_tasks(actor: Actor, *, now: datetime) -> int:
    """Remind owners before the day of what is not done and once more after it; each once. Returns how many were told."""
    today = clock.at_library(now).date()
    due = await tasks_to_remind(today)
    for one, late in due:
        async with deed(actor, "party_task.reminded", one.id, late=late):
            await PartyTaskReminder(task=one.id, late=int(late), at=now).save()
            message, day = LATE if late else DUE, one.due_on.isoformat()
            await tell(actor, [one.owner], message, address=f"/party/tasks/{one.id}", now=now, what=one.what, day=day)
    return len(due)
