"""Doing something once: one transaction, one line in the ledger; a raise leaves neither."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from app import clock
from app.actor import Actor
from app.audit.rules import digest
from app.audit.tables import Deed
from app.storage import database
from app.web.visit import request_id


@dataclass(slots=True)
class Line:
    """What the ledger will say; an action fills in what it learns on the way.

    Attributes:
        subject: id of the row that the verb speaks of.
        details: what was before and after, JSON values only; never a password, a code or a key.
    """

    subject: int | None
    details: dict[str, Any] = field(default_factory=dict)


@asynccontextmanager
async def deed(actor: Actor, verb: str, subject: int | None = None, **details: Any) -> AsyncIterator[Line]:
    """Open the transaction of one deed and write its line as the last thing in it.

    Args:
        actor: who does it.
        verb: `exam.opened`: the noun, a dot, what happened to it.
        subject: id of the noun's row, when it is known beforehand.
        details: JSON values worth keeping, such as before and after.
    """
    async with database().atomic():
        line = Line(subject, details)
        yield line
        await _write(actor, verb, line)


async def _write(actor: Actor, verb: str, line: Line) -> None:
    # Lines are chained, so only one at a time may look for the end of the chain.
    await database().hold("ledger")
    last = await Deed.raw("SELECT digest FROM deed ORDER BY id DESC LIMIT 1")
    row = Deed(
        at=clock.now().replace(microsecond=0),
        actor=actor.id,
        actor_name=actor.name,
        verb=verb,
        subject=line.subject,
        details=msgspec.json.encode(_plain(line.details), order="deterministic").decode(),
        origin=actor.origin,
        request=request_id(),
        previous=last[0]["digest"] if last else "",
        digest="",
    )
    row.digest = digest(facts(row))
    await row.save()


def facts(row: Deed) -> tuple[object, ...]:
    """What the digest of a line covers, in order: the digest before it and everything it says."""
    at = row.at.astimezone(UTC).isoformat()
    return row.previous, at, row.actor, row.actor_name, row.verb, row.subject, row.details, row.origin, row.request


def _plain(details: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, datetime | date) else v for k, v in details.items()}
