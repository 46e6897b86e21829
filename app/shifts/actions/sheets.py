"""Taking sheets to be signed along: names leave the house, so it is a deed."""

from datetime import date

from app.actor import Actor
from app.audit import deed
from app.shifts.steps import ensure_arranges


async def take_sheets_along(actor: Actor, place: int, first: date, last: date, people: int) -> None:
    """Note that somebody took the sheets of a place along.

    Raises:
        Refused: it is another coordinator's place.
    """
    async with deed(actor, "sign_in_sheet.exported", place=place, days=f"{first} – {last}", people=people):
        ensure_arranges(actor, place)
