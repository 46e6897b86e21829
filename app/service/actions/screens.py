"""The screen of a service point: giving its tablet an address, replacing it, ending it."""

import secrets
from datetime import datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.refusals import found
from app.service.queries.arriving import arranged_place
from app.service.tables import SiteScreen
from app.storage import database


async def renew_screen(actor: Actor, place: int, *, now: datetime) -> None:
    """Give the place's tablet a new secret address; the one before shows nothing any more.

    Raises:
        Missing: there is no such place, or it is not the actor's to arrange.
    """
    async with deed(actor, "site_screen.renewed", place):
        found(await arranged_place(actor, place, clock.at_library(now).date()))
        await _end(place, now)
        nonce = secrets.token_hex(12)
        await SiteScreen(place=place, nonce=nonce, made_by_name=actor.name, made_at=now, ended_at=None).save()


async def end_screen(actor: Actor, place: int, *, now: datetime) -> None:
    """The place's tablet shows nothing any more.

    Raises:
        Missing: there is no such place, or it is not the actor's to arrange.
    """
    async with deed(actor, "site_screen.ended", place):
        found(await arranged_place(actor, place, clock.at_library(now).date()))
        await _end(place, now)


async def _end(place: int, now: datetime) -> None:
    await database().hold(f"site screen {place}")
    standing = (SiteScreen.place == place) & SiteScreen.ended_at.is_null()
    await SiteScreen.update({SiteScreen.ended_at: now}).where(standing)
