"""What the rules need to know of one person: roles, and whether they are kept out."""

from datetime import datetime

from app import clock
from app.actor import Role
from app.people.rules.roles import Standing
from app.people.tables import Person, RoleGrant
from app.storage import database

RIGHTS_LOCK = 7_301_002

OF_ONE = """
SELECT p.id, p.name, p.left_on, g.role, g.service_point,
EXISTS (SELECT 1 FROM suspension s WHERE s.person = p.id AND s.ended_at IS NULL) AS suspended
FROM person p LEFT JOIN role_grant g ON g.person = p.id AND g.ended_at IS NULL
WHERE p.id = {}
"""

OTHER_ADMINISTRATORS = """
SELECT COUNT(DISTINCT p.id) AS others
FROM person p JOIN role_grant g ON g.person = p.id AND g.ended_at IS NULL AND g.role = {}
WHERE p.id <> {} AND p.password_hash IS NOT NULL AND (p.left_on IS NULL OR p.left_on >= {})
AND NOT EXISTS (SELECT 1 FROM suspension s WHERE s.person = p.id AND s.ended_at IS NULL)
"""


async def standing(person: int, now: datetime) -> Standing | None:
    """The person's roles and whether they are kept out, or None when there is no such person."""
    rows = await Person.raw(OF_ONE, person)
    if not rows:
        return None
    today = clock.at_library(now).date()
    others = await RoleGrant.raw(OTHER_ADMINISTRATORS, Role.ADMINISTRATOR.value, person, today)
    return Standing(
        person=rows[0]["id"],
        name=rows[0]["name"],
        roles=frozenset(Role(row["role"]) for row in rows if row["role"]),
        sites=frozenset(row["service_point"] for row in rows if row["service_point"] is not None),
        suspended=bool(rows[0]["suspended"]),
        left=rows[0]["left_on"] is not None and rows[0]["left_on"] < today,
        other_administrators=others[0]["others"],
    )


async def one_change_of_rights_at_a_time() -> None:
    """Inside a transaction: wait until nobody else changes rights, so that two cannot remove each other."""
    if database().dialect == "postgres":
        # SQLite has one writer anyway.
        await Person.raw("SELECT pg_advisory_xact_lock({})", RIGHTS_LOCK)
