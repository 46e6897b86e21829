"""Writing the agenda of a meeting down, inside the deed that plans or changes it."""

from collections.abc import Collection
from datetime import datetime

from app.party.queries.minutes import agenda_of
from app.party.rules.agenda import renamed, why_not_drop
from app.party.rules.minutes import read
from app.party.tables import PartyAgendaItem
from app.refusals import Refused


async def lay_out(meeting_id: int, titles: Collection[str], now: datetime, content: str = "") -> None:
    """Lay the agenda out anew: an item that keeps its title or its place stays the same, with what was said on it.

    Args:
        content: the minutes as they are kept so far, empty where there are none.

    Raises:
        Refused: an item would go on which something was said.
    """
    asked = list(dict.fromkeys(titles))
    lines = [(line.id, line.title) for line in await agenda_of(meeting_id)]
    titled = {title: item for item, title in lines} | {new: item for item, new in renamed(lines, asked).items()}
    gone = [(item, title) for item, title in lines if item not in {titled.get(title) for title in asked}]
    spoken = {block.item for block in read(content).blocks if block.said or block.dissent} if content else set()
    if reasons := why_not_drop([title for item, title in gone if item in spoken]):
        raise Refused(*reasons)
    for item, _title in gone:
        await PartyAgendaItem.update({PartyAgendaItem.removed_at: now}).where(PartyAgendaItem.id == item)
    for position, title in enumerate(asked, start=1):
        await _place(meeting_id, titled.get(title), position, title)


async def _place(meeting_id: int, item: int | None, position: int, title: str) -> None:
    if item is None:
        await PartyAgendaItem(meeting=meeting_id, position=position, title=title).save()
        return
    await PartyAgendaItem.update({PartyAgendaItem.position: position, PartyAgendaItem.title: title}).where(
        PartyAgendaItem.id == item
    )
