"""Activation cards that were just made: whose each is and until when it works."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.people.rules.sessions import token_hash
from app.shifts.tables import Volunteer
from app.storage.moments import moment

CARDS = """
SELECT c.code_hash, c.expires_at, p.name FROM activation_code c JOIN person p ON p.id = c.person
WHERE c.used_at IS NULL AND c.expires_at > {}
"""


@dataclass(frozen=True, slots=True)
class Card:
    """A code that works."""

    name: str
    code: str
    until: datetime


async def cards(codes: Sequence[str], now: datetime) -> list[Card]:
    """The cards of these codes that still work, in their order."""
    hashes = {token_hash(code): code for code in codes}
    listed = ", ".join("{}" for _one in hashes)
    rows = await Volunteer.raw(f"{CARDS} AND c.code_hash IN ({listed})", now, *hashes)
    known = {row["code_hash"]: row for row in rows}
    return [
        Card(known[digest]["name"], code, moment(known[digest]["expires_at"]))
        for digest, code in hashes.items()
        if digest in known
    ]
