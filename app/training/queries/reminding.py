"""Whom reminders are for, and which rounds there were."""

from datetime import date

from app.actor import Role
from app.people.tables import Person
from app.training.tables import ReminderRound

HERE = """
SELECT p.id FROM person p WHERE (p.left_on IS NULL OR p.left_on >= {})
AND NOT EXISTS (SELECT 1 FROM suspension s WHERE s.person = p.id AND s.ended_at IS NULL)
"""
OVERSEERS = "SELECT DISTINCT g.person FROM role_grant g WHERE g.role = {} AND g.ended_at IS NULL ORDER BY g.person"


async def happened(due_on: date) -> bool:
    """Whether the round of this day is over."""
    return await ReminderRound.exists().where(ReminderRound.due_on == due_on)


async def could_be_told(day: date) -> set[int]:
    """Ids of those who have not left and may sign in."""
    return {row["id"] for row in await Person.raw(HERE, day)}


async def overseers() -> list[int]:
    """Ids of the managers."""
    return [row["person"] for row in await Person.raw(OVERSEERS, Role.MANAGER.value)]
