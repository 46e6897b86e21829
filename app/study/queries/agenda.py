"""The agenda of a session."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.actor import Actor
from app.gatherings.rules import Category
from app.study.rules.agenda import Item
from app.study.tables import AgendaItem

COLUMNS = "SELECT a.id, a.session, a.category, a.title, a.speaker, a.minutes, a.material, a.law FROM agenda_item a"
STANDS = "NOT EXISTS (SELECT 1 FROM agenda_item_removal d WHERE d.item = a.id)"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item as it stands on the agenda of its session."""

    id: int
    session: int
    item: Item


async def agenda(session: int) -> list[AgendaLine]:
    """What stands on the agenda, in its order."""
    rows = await AgendaItem.raw(f"{COLUMNS} WHERE a.session = {{}} AND {STANDS} ORDER BY a.position, a.id", session)
    return [agenda_line(row) for row in rows]


async def agenda_item(actor: Actor, item_id: int) -> AgendaLine | None:
    """One item, on the agenda or taken off it."""
    rows = await AgendaItem.raw(f"{COLUMNS} WHERE a.id = {{}}", item_id)
    return agenda_line(rows[0]) if rows else None


def agenda_line(row: Mapping[str, object]) -> AgendaLine:
    """A row of an item's columns, with those of its session."""
    return AgendaLine(int(str(row["id"])), int(str(row["session"])), read_item(row))


def read_item(row: Mapping[str, object]) -> Item:
    """A row of `COLUMNS` as the rules take it."""
    return Item(
        category=Category(str(row["category"])),
        title=str(row["title"]),
        speaker=str(row["speaker"]),
        minutes=int(str(row["minutes"])),
        material=str(row["material"]),
        law=str(row["law"]),
    )
