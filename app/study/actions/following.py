"""Action items: giving them to somebody, and writing what became of them until they are closed."""

from datetime import date, datetime

from app.actor import Actor, May
from app.audit import deed
from app.locale import N_, _
from app.notices import tell
from app.refusals import Refused, WhyNot, found
from app.storage import database
from app.study import queries
from app.study.queries import discussing, following
from app.study.queries.following import ActionView
from app.study.rules.discussing import why_not_discuss
from app.study.rules.following import ActionPlan, NoteKind, why_not_follow, why_not_note, why_not_plan
from app.study.tables import ActionItem, ActionNote

GIVEN = N_("请您落实：%(what)s（%(due)s 前）")
MOVED = N_("“%(what)s”的期限改到 %(due)s")


async def add_action(actor: Actor, session_id: int, plan: ActionPlan, *, now: datetime) -> int:
    """Agree that somebody does something by a day; they are told. Returns the item's id.

    Raises:
        Missing: there is no such session.
        Refused: it is called off, the owner is not on the staff, or the day is none.
    """
    async with deed(actor, "action_item.added", what=plan.what, session=session_id) as line:
        await database().hold(f"study session {session_id}")
        session = found(await queries.session(actor, session_id))
        if reasons := (*why_not_discuss(session.state), *why_not_plan(plan.due_on, session.on)):
            raise Refused(*reasons)
        await _is_staff(actor, plan.owner, now)
        row = ActionItem(
            session=session_id, what=plan.what, owner=plan.owner, due_on=plan.due_on, made_by_name=actor.name, at=now
        )
        await row.save()
        line.subject = row.id
        await _tell(actor, plan.owner, GIVEN, int(row.id), plan.what, plan.due_on, now)
        return int(row.id)


async def note_progress(actor: Actor, item_id: int, text: str, *, now: datetime) -> None:
    """Write down how it goes.

    Raises:
        Missing: there is no such item, or it is not the actor's business.
        Refused: it is closed, or the actor neither owns it nor arranges study.
    """
    async with deed(actor, "action_item.progressed", item_id):
        await _followed(actor, item_id, NoteKind.PROGRESS)
        await _note(actor, item_id, NoteKind.PROGRESS, text, now)


async def close_action(actor: Actor, item_id: int, done: str, *, now: datetime) -> None:
    """Close it with what was done.

    Raises:
        Missing, Refused: as `note_progress`.
    """
    async with deed(actor, "action_item.closed", item_id, done=done):
        await _followed(actor, item_id, NoteKind.CLOSED)
        await _note(actor, item_id, NoteKind.CLOSED, done, now)


async def reopen_action(actor: Actor, item_id: int, reason: str, *, now: datetime) -> None:
    """Open a closed item again; its owner is told.

    Raises:
        Missing, Refused: there is none, or it is open.
    """
    async with deed(actor, "action_item.reopened", item_id, reason=reason):
        item = await _followed(actor, item_id, NoteKind.REOPENED)
        await _note(actor, item_id, NoteKind.REOPENED, reason, now)
        await _tell(actor, item.owner, GIVEN, item_id, item.what, item.due_on, now)


async def reassign_action(actor: Actor, item_id: int, owner: int, due_on: date, reason: str, *, now: datetime) -> None:
    """Give it to somebody else, or another day; whoever it now belongs to is told.

    Raises:
        Missing, Refused: as `add_action`, or it is closed, or nothing would change.
    """
    async with deed(actor, "action_item.reassigned", item_id, owner=owner, due_on=due_on, reason=reason):
        item = await _followed(actor, item_id, NoteKind.REASSIGNED)
        if reasons := why_not_plan(due_on, item.session_on):
            raise Refused(*reasons)
        if (owner, due_on) == (item.owner, item.due_on):
            raise Refused(WhyNot("same", _("负责人和期限都没有变")))
        await _is_staff(actor, owner, now)
        await _note(actor, item_id, NoteKind.REASSIGNED, reason, now, owner=owner, due_on=due_on)
        message = MOVED if owner == item.owner else GIVEN
        await _tell(actor, owner, message, item_id, item.what, due_on, now)


async def _followed(actor: Actor, item_id: int, kind: NoteKind) -> ActionView:
    await database().hold(f"action item {item_id}")
    item = found(await following.action(actor, item_id))
    own = why_not_follow(item.owner == actor.id, actor.may(May.ARRANGE_STUDY))
    if reasons := own or why_not_note(kind, item.is_closed):
        raise Refused(*reasons)
    return item


async def _is_staff(actor: Actor, owner: int, now: datetime) -> None:
    if owner not in {person for person, _name, _post in await discussing.staff(actor, now)}:
        raise Refused(WhyNot("owner", _("负责人要从在职的人里选")))


async def _note(
    actor: Actor,
    item_id: int,
    kind: NoteKind,
    text: str,
    now: datetime,
    *,
    owner: int | None = None,
    due_on: date | None = None,
) -> None:
    row = ActionNote(
        item=item_id,
        kind=kind.value,
        text=text,
        owner=owner,
        due_on=due_on,
        by=actor.id,
        by_name=actor.name,
        at=now,
    )
    await row.save()


async def _tell(actor: Actor, owner: int, message: str, item_id: int, what: str, due_on: date, now: datetime) -> None:
    if owner != actor.id:
        address = f"/study/actions/{item_id}"
        await tell(actor, [owner], message, address=address, now=now, what=what, due=due_on.isoformat())
