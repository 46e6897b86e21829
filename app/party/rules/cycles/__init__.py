"""The calendar of duties: what the rules ask of each month, quarter and year, what was done, and what that makes of a cell."""

from app.party.rules.cycles.away import Away, away
from app.party.rules.cycles.matrix import calendar_of, items_of, january_ahead, next_due
from app.party.rules.cycles.shape import (
    ICONS,
    STATES,
    TONES,
    Asked,
    Cell,
    DuesTold,
    Explained,
    Facts,
    Item,
    Record,
    Row,
    State,
)

__all__ = [
    "ICONS",
    "STATES",
    "TONES",
    "Asked",
    "Away",
    "Cell",
    "DuesTold",
    "Explained",
    "Facts",
    "Item",
    "Record",
    "Row",
    "State",
    "away",
    "calendar_of",
    "items_of",
    "january_ahead",
    "next_due",
]
