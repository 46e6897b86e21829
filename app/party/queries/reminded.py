"""Which reminders of cases there were, and who is told."""

from datetime import date

from app.actor import Role
from app.party.tables.cases import ApplicantReminder
from app.people.tables import RoleGrant
from app.storage.moments import day


async def reminded() -> frozenset[tuple[int, str, date, int]]:
    """Case, act, last day and round of every reminder that was sent."""
    rows = await ApplicantReminder.select()
    return frozenset((row["applicant"], row["act"], day(row["due_on"]), row["days_before"]) for row in rows)


async def holders_of(role: Role) -> frozenset[int]:
    """Persons who hold this role today."""
    rows = await RoleGrant.select(RoleGrant.person).where((RoleGrant.role == role.value) & RoleGrant.ended_at.is_null())
    return frozenset(int(row["person"]) for row in rows)
