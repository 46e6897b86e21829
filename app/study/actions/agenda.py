"""The agenda of a session; every step can be taken back until the session is over."""

from datetime import datetime
from typing import Any

from app.actor import Actor
from app.audit import deed
from app.refusals import Missing, Refused, found
from app.storage import database
from app.study import queries
from app.study.queries import AgendaLine, SessionView
from app.study.rules import why_not_prepare
from app.study.rules.agenda import Item, swapped, why_not_item
from app.study.tables import AgendaItem, AgendaItemRemoval


async def add_item(actor: Actor, session_id: int, item: Item) -> int:
    """Put an item at the end of the agenda; returns its id.

    Raises:
        Missing: there is no such session.
        Refused: it is over, the agenda is full, or its minutes do not fit into the time.
    """
    async with deed(actor, "agenda_item.added", title=item.title, session=session_id) as line:
        session, others = await _prepared(actor, session_id)
        _fits(session, item, others)
        last = await AgendaItem.raw("SELECT max(position) AS last FROM agenda_item WHERE session = {}", session_id)
        row = AgendaItem(session=session_id, position=(last[0]["last"] or 0) + 1, **_columns(item))
        await row.save()
        line.subject = row.id
        return int(row.id)


async def change_item(actor: Actor, item_id: int, item: Item) -> int:
    """Change an item; returns the id of its session.

    Raises:
        Missing, Refused: as `add_item`.
    """
    async with deed(actor, "agenda_item.changed", item_id, title=item.title):
        session, others = await _standing(actor, item_id)
        _fits(session, item, [one for one in others if one.id != item_id])
        await AgendaItem.update(_columns(item)).where(AgendaItem.id == item_id)
        return session.id


async def remove_item(actor: Actor, item_id: int, *, now: datetime) -> int:
    """Take an item off the agenda; returns the id of its session.

    Raises:
        Missing: it is not on the agenda.
        Refused: the session is over.
    """
    async with deed(actor, "agenda_item.removed", item_id):
        session, _others = await _standing(actor, item_id)
        await AgendaItemRemoval(item=item_id, at=now).save()
        return session.id


async def restore_item(actor: Actor, item_id: int) -> int:
    """Put an item back where it stood; returns the id of its session. One that is there already stays.

    Raises:
        Missing: there is none.
        Refused: the session is over, or something else has taken its minutes.
    """
    async with deed(actor, "agenda_item.restored", item_id):
        line = found(await queries.agenda_item(actor, item_id))
        session, others = await _prepared(actor, line.session)
        _fits(session, line.item, [one for one in others if one.id != item_id])
        await AgendaItemRemoval.delete().where(AgendaItemRemoval.item == item_id)
        return line.session


async def move_item(actor: Actor, item_id: int, up: bool) -> int:
    """Let an item change places with the one before or after it; returns the id of its session.

    Raises:
        Missing: it is not on the agenda.
        Refused: the session is over.
    """
    async with deed(actor, "agenda_item.moved", item_id):
        session, others = await _standing(actor, item_id)
        if pair := swapped([one.id for one in others], item_id, up):
            rows = await AgendaItem.select(AgendaItem.id, AgendaItem.position).where(AgendaItem.id.is_in(list(pair)))
            at = {row["id"]: row["position"] for row in rows}
            for one, other in (pair, pair[::-1]):
                await AgendaItem.update({AgendaItem.position: at[other]}).where(AgendaItem.id == one)
        return session.id


async def _prepared(actor: Actor, session_id: int) -> tuple[SessionView, list[AgendaLine]]:
    """The session, which nobody else changes meanwhile, and its agenda."""
    await database().hold(f"study session {session_id}")
    session = found(await queries.session(actor, session_id))
    if reasons := why_not_prepare(session.state):
        raise Refused(*reasons)
    return session, await queries.agenda(session_id)


async def _standing(actor: Actor, item_id: int) -> tuple[SessionView, list[AgendaLine]]:
    line = found(await queries.agenda_item(actor, item_id))
    session, others = await _prepared(actor, line.session)
    if item_id not in {one.id for one in others}:
        raise Missing
    return session, others


def _fits(session: SessionView, item: Item, others: list[AgendaLine]) -> None:
    minutes = sum(one.item.minutes for one in others)
    if reasons := why_not_item(item, len(others), session.span, minutes):
        raise Refused(*reasons)


def _columns(item: Item) -> dict[Any, Any]:
    return {
        "category": item.category.value,
        "title": item.title,
        "speaker": item.speaker,
        "minutes": item.minutes,
        "material": item.material,
        "law": item.law,
    }
