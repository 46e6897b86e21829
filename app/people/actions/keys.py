"""A person's own calendar address: making one, replacing it, ending it."""

import secrets
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.people.tables import CalendarKey
from app.storage import database


async def renew_calendar_key(actor: Actor, *, now: datetime) -> None:
    """Give the actor a new secret address; the one before no longer answers."""
    async with deed(actor, "calendar_key.renewed", actor.id):
        await _end(actor, now)
        await CalendarKey(person=actor.person, nonce=secrets.token_hex(12), made_at=now, ended_at=None).save()


async def end_calendar_key(actor: Actor, *, now: datetime) -> None:
    """The actor's address no longer answers."""
    async with deed(actor, "calendar_key.ended", actor.id):
        await _end(actor, now)


async def _end(actor: Actor, now: datetime) -> None:
    await database().hold(f"calendar key {actor.person}")
    standing = (CalendarKey.person == actor.person) & CalendarKey.ended_at.is_null()
    await CalendarKey.update({CalendarKey.ended_at: now}).where(standing)
