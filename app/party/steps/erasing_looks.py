"""Emptying why somebody looked at a person's restricted records, inside the deed of whoever decides it."""

from collections.abc import Collection

from app.party.rules.access import Restricted
from app.party.tables import RestrictedView

# What was said of a talk is of both who talked: who looked at it did so for one reason, which stands with each of them.
OWN_LOOKS = """
SELECT v.id FROM restricted_view v WHERE v.reason <> '' AND v.kind IN (-- kinds
) AND (v.person = {} OR (v.kind = 'talk' AND EXISTS (
  SELECT 1 FROM heart_to_heart_talk t WHERE t.id = v.record AND (t.first = {} OR t.second = {}))))
"""


async def count_looks(person: int, kinds: Collection[Restricted]) -> int:
    """How many looks at the person's records of these kinds still say why."""
    return len(await _looks(person, kinds))


async def empty_looks(person: int, kinds: Collection[Restricted]) -> int:
    """Why they looked goes; who looked at what and when stays, and the person goes on reading it."""
    ids = await _looks(person, kinds)
    if ids:
        await RestrictedView.update({RestrictedView.reason: ""}).where(RestrictedView.id.is_in(ids))
    return len(ids)


async def _looks(person: int, kinds: Collection[Restricted]) -> list[int]:
    query = OWN_LOOKS.replace("-- kinds", ", ".join("{}" for _ in kinds))
    rows = await RestrictedView.raw(query, *(kind.value for kind in kinds), person, person, person)
    return [row["id"] for row in rows]
