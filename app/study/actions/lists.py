"""Who is expected, adjusted by hand before the list is frozen."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.refusals import Refused, found
from app.storage import database
from app.study import queries
from app.study.rules import why_not_change_list
from app.study.rules.expecting import Change, Listed, why_not_list
from app.study.tables import ListChange


async def change_list(
    actor: Actor, session_id: int, person: int, change: Change, reason: str, *, now: datetime
) -> Listed:
    """Leave a person out of the list, or add one to it; returns the person as they stood before.

    Raises:
        Missing: there is no such session, or nobody of that id who is here on its day.
        Refused: the list is frozen, or it says so already.
    """
    async with deed(actor, "study_list.changed", session_id, person=person, reason=reason):
        line = await _line(actor, session_id, person)
        if reasons := why_not_list(line, change):
            raise Refused(*reasons)
        await ListChange.delete().where(ListChange.session == session_id, ListChange.person == person)
        # Whoever is on the staff needs no row to be expected, and whoever is not needs none to be left out.
        if line.on_staff == (change is Change.LEFT_OUT):
            await ListChange(session=session_id, person=person, change=change.value, reason=reason, at=now).save()
        return line


async def restore_list(actor: Actor, session_id: int, person: int) -> None:
    """Let the staff of that day decide about the person again.

    Raises:
        Missing, Refused: as `change_list`.
    """
    async with deed(actor, "study_list.restored", session_id, person=person):
        await _line(actor, session_id, person)
        await ListChange.delete().where(ListChange.session == session_id, ListChange.person == person)


async def _line(actor: Actor, session_id: int, person: int) -> Listed:
    await database().hold(f"study session {session_id}")
    session = found(await queries.session(actor, session_id))
    if reasons := why_not_change_list(session.state):
        raise Refused(*reasons)
    lines = await queries.listed(actor, session_id, session.gathering.id, session.span)
    return found(next((one for one in lines if one.person == person), None))
