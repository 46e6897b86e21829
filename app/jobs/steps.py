"""What the slices above write inside the deed of their own action."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from app.actor import Actor
from app.jobs.tables import Job

LONGEST_TITLE = 200


async def enqueue(actor: Actor, kind: str, title: str, parameters: Mapping[str, object], now: datetime) -> int:
    """Queue work in the transaction of the caller: it is there when the deed is, and only then. Returns the id.

    Args:
        kind: one that was registered in `working.KINDS`.
        parameters: what JSON can hold.
    """
    row = Job(
        kind=kind,
        title=title[:LONGEST_TITLE],
        parameters=msgspec.json.encode(dict(parameters), order="deterministic").decode(),
        person=actor.person,
        person_name=actor.name,
        at=now,
    )
    await row.save()
    return int(row.id)
