"""Whose role on the branch committee rests on a seat, and whose does not."""

from datetime import date

from app.actor import Role
from app.party.rules.branch import Structure
from app.party.tables import CommitteeSeat
from app.people.tables import RoleGrant

HELD = """
SELECT s.id FROM committee_seat s JOIN party_member m ON m.id = s.member
WHERE m.person = {} AND s.from_on <= {} AND (s.ended_on IS NULL OR s.ended_on >= {})
AND m.since <= {} AND (m.ended_on IS NULL OR m.ended_on >= {}) LIMIT 1
"""
LETS_IN = (Role.SECRETARY.value, Role.COMMITTEE.value)


async def has_seat(person: int, on: date) -> bool:
    """Whether the person sits on the committee that day; in a branch without one, whether they are its secretary or deputy."""
    return bool(await CommitteeSeat.raw(HELD, person, on, on, on, on))


async def seated_without_role(structure: Structure) -> list[str]:
    """Names of those who sit on the committee and whose account does not let them see what it decides about."""
    seated = {one.person: one.name for one in structure.committee}
    if not seated:
        return []
    rows = await RoleGrant.select(RoleGrant.person).where(
        RoleGrant.person.is_in(list(seated)) & RoleGrant.role.is_in(list(LETS_IN)) & RoleGrant.ended_at.is_null()
    )
    let_in = {row["person"] for row in rows}
    return [name for person, name in seated.items() if person not in let_in]
