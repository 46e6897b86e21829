"""Writing a discussion down: opening it with its topic, points, conclusions, and saying any of them anew."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.refusals import Missing, Refused, found
from app.storage import database
from app.study import queries
from app.study.queries import discussing
from app.study.queries.discussing import Entry
from app.study.rules.discussing import EntryKind, Wording, why_not_discuss, why_not_entry, why_not_remove
from app.study.tables import Discussion, DiscussionEntry, DiscussionRemoval


async def open_discussion(actor: Actor, session_id: int, topic: str, *, now: datetime) -> int:
    """Begin a discussion with its topic; returns its id.

    Raises:
        Missing, Refused: there is no such session, or it is called off.
    """
    async with deed(actor, "discussion.opened", topic=topic, session=session_id) as line:
        await _held(actor, session_id)
        row = Discussion(session=session_id, at=now)
        await row.save()
        await _write(actor, row.id, EntryKind.TOPIC, Wording(topic), None, now)
        line.subject = row.id
        return int(row.id)


async def say(actor: Actor, discussion: int, kind: EntryKind, wording: Wording, *, now: datetime) -> tuple[int, int]:
    """Write down a point or a conclusion; returns the id of the session and that of the entry.

    Raises:
        Missing: there is no such discussion, or nobody of that id.
        Refused: the session is called off, nobody is named as speaker, or there are too many entries.
    """
    async with deed(actor, "discussion.said", discussion, kind=kind.value) as line:
        session, others = found(await discussing.session_of(discussion))
        await _held(actor, session)
        if reasons := why_not_entry(kind, wording, others):
            raise Refused(*reasons)
        made = await _write(actor, discussion, kind, wording, None, now)
        line.details["entry"] = made
        return session, made


async def correct_entry(actor: Actor, root: int, wording: Wording, *, now: datetime) -> int:
    """Say an entry anew; what it said before stays readable. Returns the id of the session.

    Raises:
        Missing, Refused: as `say`; what was taken off is put back first.
    """
    async with deed(actor, "discussion.corrected", root):
        known = await _standing(actor, root)
        if reasons := why_not_entry(known.kind, wording, 0):
            raise Refused(*reasons)
        await _write(actor, known.discussion, known.kind, wording, root, now)
        return known.session


async def remove_entry(actor: Actor, root: int, *, now: datetime) -> int:
    """Take an entry off the record; returns the id of the session.

    Raises:
        Missing: there is none, or it was taken off.
        Refused: the session is called off, or it is a topic under which something stands.
    """
    async with deed(actor, "discussion.removed", root):
        known = await _standing(actor, root)
        _session, standing = found(await discussing.session_of(known.discussion))
        if reasons := why_not_remove(known.kind, standing - 1):
            raise Refused(*reasons)
        await DiscussionRemoval(entry=known.now.id, recorded_by_name=actor.name, at=now).save()
        return known.session


async def restore_entry(actor: Actor, root: int, *, now: datetime) -> int:
    """Put an entry back with the words it had; returns the id of the session. One that stands stays.

    Raises:
        Missing, Refused: there is none, or the session is called off.
    """
    async with deed(actor, "discussion.restored", root):
        known = found(await discussing.entry(actor, root))
        await _held(actor, known.session)
        known = found(await discussing.entry(actor, root))
        if known.removed:
            guest = "" if known.person else known.now.speaker
            wording = Wording(known.now.text, known.person, guest)
            await _write(actor, known.discussion, known.kind, wording, root, now)
        return known.session


async def _held(actor: Actor, session_id: int) -> None:
    await database().hold(f"study session {session_id}")
    session = found(await queries.session(actor, session_id))
    if reasons := why_not_discuss(session.state):
        raise Refused(*reasons)


async def _standing(actor: Actor, root: int) -> Entry:
    known = found(await discussing.entry(actor, root))
    await _held(actor, known.session)
    # Somebody else may have changed it while this one waited.
    known = found(await discussing.entry(actor, root))
    if known.removed:
        raise Missing
    return known


async def _write(
    actor: Actor, discussion: int, kind: EntryKind, wording: Wording, root: int | None, now: datetime
) -> int:
    is_point = kind is EntryKind.POINT
    person = wording.person if is_point else None
    row = DiscussionEntry(
        discussion=discussion,
        kind=kind.value,
        root=root,
        person=person,
        speaker=(found(await queries.name_of(person)) if person else wording.guest) if is_point else "",
        text=wording.text,
        recorded_by=actor.id,
        recorded_by_name=actor.name,
        at=now,
    )
    await row.save()
    return int(row.id)
