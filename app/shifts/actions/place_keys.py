"""The secret addresses of service points: making one, replacing it, ending it."""

import secrets
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.people.tables import ServicePoint
from app.refusals import found
from app.shifts.rules.place_keys import PlaceKeyKind
from app.shifts.steps import ensure_arranges
from app.shifts.tables import PlaceKey
from app.storage import database


async def renew_place_key(actor: Actor, place: int, kind: PlaceKeyKind, *, now: datetime) -> None:
    """Give a place a new address of this kind; the one before no longer answers.

    Raises:
        Missing, Refused: there is no such place, or it is another coordinator's.
    """
    async with deed(actor, "place_key.renewed", place, kind=kind.value):
        found(await ServicePoint.exists().where(ServicePoint.id == place) or None)
        ensure_arranges(actor, place)
        await _end(place, kind, now)
        await PlaceKey(
            place=place,
            kind=kind.value,
            nonce=secrets.token_hex(12),
            made_by_name=actor.name,
            made_at=now,
            ended_at=None,
        ).save()


async def end_place_key(actor: Actor, place: int, kind: PlaceKeyKind, *, now: datetime) -> None:
    """The address of a place no longer answers.

    Raises:
        Refused: it is another coordinator's place.
    """
    async with deed(actor, "place_key.ended", place, kind=kind.value):
        ensure_arranges(actor, place)
        await _end(place, kind, now)


async def _end(place: int, kind: PlaceKeyKind, now: datetime) -> None:
    await database().hold(f"place key {place}")
    standing = (PlaceKey.place == place) & (PlaceKey.kind == kind.value) & PlaceKey.ended_at.is_null()
    await PlaceKey.update({PlaceKey.ended_at: now}).where(standing)
