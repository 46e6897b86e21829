"""Whom mail goes to, and what has not gone out yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import msgspec

from app.actor import Actor
from app.locale import _
from app.notices.rules.mail import MOST_TRIES, OLDEST, PAUSE
from app.notices.tables import MailAddress, Notice

AT_ONCE = 200
WAITING = """
SELECT n.id, n.person, n.message, n.params, n.address, m.name, m.address AS mail, m.base
FROM notice n JOIN mail_address m ON m.person = n.person
WHERE m.ended_at IS NULL AND m.confirmed_at IS NOT NULL AND n.at >= m.confirmed_at AND n.at > {}
AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.notice = n.id)
AND NOT EXISTS (SELECT 1 FROM mail_sending s WHERE s.notice = n.id AND (s.sent_at IS NOT NULL OR s.tries >= {} OR s.at > {}))
ORDER BY n.person, n.id LIMIT {}
"""


@dataclass(frozen=True, slots=True)
class OwnMail:
    """Where the person is told by mail."""

    id: int
    address: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is told in one mail: `told` are sentences, each with the whole address it leads to."""

    to: str
    name: str
    notices: Sequence[int]
    told: Sequence[tuple[str, str]]


async def own_mail(actor: Actor) -> OwnMail | None:
    """The actor's address, the newest that was not ended."""
    mine = (MailAddress.person == actor.person) & MailAddress.ended_at.is_null()
    row = await MailAddress.select().where(mine).order_by(MailAddress.id, ascending=False).first()
    return OwnMail(row["id"], row["address"], row["confirmed_at"] is not None) if row else None


async def letters(now: datetime) -> list[Letter]:
    """What is to be sent: unread news of those who want it by mail, one letter for each."""
    rows = await Notice.raw(WAITING, now - OLDEST, MOST_TRIES, now - PAUSE, AT_ONCE)
    return [_letter(list(some)) for _person, some in groupby(rows, key=lambda row: row["person"])]


def _letter(rows: Sequence[Mapping[str, Any]]) -> Letter:
    first = rows[0]
    told = [(_sentence(row), f"{row['base']}{row['address']}" if row["address"] else "") for row in rows]
    return Letter(first["mail"], first["name"], [row["id"] for row in rows], told)


def _sentence(row: Mapping[str, Any]) -> str:
    source = row["message"]
    return _(source, **msgspec.json.decode(row["params"]))
