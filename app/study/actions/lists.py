"""Who is expected, adjusted by hand before the list is frozen."""

from datetime import datetime
from typing import Any

from app.actor import Actor
from app.audit import deed
from app.locale import N_, _
from app.refusals import Refused, WhyNot, found
from app.storage import database
from app.study import queries
from app.study.queries import SessionView
from app.study.rules import why_not_change_list
from app.study.rules.expecting import Change, Group, Listed, changed_by_group, why_not_list
from app.study.steps import begins, tell_them
from app.study.tables import ListChange

INVITED = N_("您列入了“%(title)s”：%(at)s，%(where)s。到时签到")


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


async def change_group(actor: Actor, session_id: int, group: Group, reason: str, *, now: datetime) -> int:
    """Add all volunteers, who are told, or leave out all of the staff who are none; returns how many.

    Raises:
        Missing: there is no such session.
        Refused: the list is frozen, or nobody is left to change.
    """
    async with deed(actor, "study_list.group_changed", session_id, group=group, reason=reason) as line:
        session = await _session(actor, session_id)
        lines = await queries.listed(actor, session_id, session.gathering.id, session.span)
        people = changed_by_group(lines, group)
        if not people:
            raise Refused(WhyNot("nobody", _("名单已经是这样，没有要改的人")))
        change = Change.ADDED if group is Group.VOLUNTEERS else Change.LEFT_OUT
        words: dict[str, Any] = {"change": change.value, "reason": reason, "at": now}
        await ListChange.insert(*(ListChange(session=session_id, person=person, **words) for person in people))
        line.details["people"] = people
        if group is Group.VOLUNTEERS:
            at, where = begins(session), session.gathering.where
            await tell_them(actor, session, people, INVITED, now, title=session.title, at=at, where=where)
        return len(people)


async def restore_list(actor: Actor, session_id: int, person: int) -> None:
    """Let the staff of that day decide about the person again.

    Raises:
        Missing, Refused: as `change_list`.
    """
    async with deed(actor, "study_list.restored", session_id, person=person):
        await _line(actor, session_id, person)
        await ListChange.delete().where(ListChange.session == session_id, ListChange.person == person)


async def _session(actor: Actor, session_id: int) -> SessionView:
    await database().hold(f"study session {session_id}")
    session = found(await queries.session(actor, session_id))
    if reasons := why_not_change_list(session.state):
        raise Refused(*reasons)
    return session


async def _line(actor: Actor, session_id: int, person: int) -> Listed:
    session = await _session(actor, session_id)
    lines = await queries.listed(actor, session_id, session.gathering.id, session.span)
    return found(next((one for one in lines if one.person == person), None))
