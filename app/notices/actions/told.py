"""Telling people, and remembering what they have seen."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec

from app.actor import Actor
from app.audit import deed
from app.notices import queries
from app.notices.tables import Notice, Reading
from app.storage import database

PRIVATE: list[str] = []
"""Where addresses begin whose notices stand in the inbox alone; slices above put theirs in. The ledger never changes and
others read it: of these it keeps how many were told, and neither whom nor what."""


async def tell(
    actor: Actor, people: Collection[int], message: str, *, address: str, now: datetime, **params: str | int
) -> None:
    """Leave one sentence for each of these people.

    Args:
        people: ids of persons.
        message: the Chinese source string, marked with `N_`, with `%(name)s` for the params.
        address: the page it leads to.
    """
    if not people:
        return
    async with deed(actor, "notice.told", **_kept(people, message % params if params else message, address)):
        filled = msgspec.json.encode(params, order="deterministic").decode()
        await Notice.insert(
            *(Notice(person=p, message=message, params=filled, address=address, at=now) for p in sorted(people))
        )


def _kept(people: Collection[int], sentence: str, address: str) -> dict[str, Any]:
    if address.startswith(tuple(PRIVATE)):
        return {"told": len(people)}
    return {"people": sorted(people), "message": sentence}


async def mark_seen(actor: Actor, notice_id: int, *, now: datetime) -> None:
    """Remember that the actor has seen their notice; seeing it twice changes nothing."""
    async with deed(actor, "notice.seen", notice_id):
        # The button pressed twice comes as two requests, and both would find it unseen.
        await database().hold(f"notice {notice_id}")
        notice = await queries.unseen(actor, notice_id)
        if notice is not None:
            await Reading(notice=notice.id, at=now).save()
