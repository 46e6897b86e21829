"""The secret address of a person's calendar."""

from datetime import date, datetime

from app.people.tables import CalendarKey, Person

HOLDER = """
SELECT p.id, p.name FROM calendar_key k JOIN person p ON p.id = k.person
WHERE k.nonce = {} AND k.ended_at IS NULL AND (p.left_on IS NULL OR p.left_on >= {})
AND NOT EXISTS (SELECT 1 FROM suspension s WHERE s.person = p.id AND s.ended_at IS NULL)
"""


async def standing_key(person: int) -> tuple[str, datetime] | None:
    """The nonce of the person's address and since when it holds; None where they have none."""
    row = (
        await CalendarKey.select(CalendarKey.nonce, CalendarKey.made_at)
        .where((CalendarKey.person == person) & CalendarKey.ended_at.is_null())
        .first()
    )
    return (row["nonce"], row["made_at"]) if row else None


async def holder(nonce: str, today: date) -> tuple[int, str] | None:
    """Id and name of whose address this is; None when it was ended, or they are no longer here."""
    rows = await Person.raw(HOLDER, nonce, today)
    return (rows[0]["id"], rows[0]["name"]) if rows else None
