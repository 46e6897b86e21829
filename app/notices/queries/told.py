"""What a page asks of the notices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from app.actor import Actor
from app.locale import _
from app.notices.tables import Notice, Reading
from app.storage.moments import moment

MOST = 100

ALL = """
SELECT n.id, n.message, n.params, n.address, n.at, r.id AS reading FROM notice AS n
LEFT JOIN reading AS r ON r.notice = n.id WHERE n.person = {} ORDER BY n.id DESC LIMIT {}
"""
UNSEEN = """
SELECT n.id, n.message, n.params, n.address, n.at, NULL AS reading FROM notice AS n
WHERE n.person = {} AND NOT EXISTS (SELECT 1 FROM reading AS r WHERE r.notice = n.id) ORDER BY n.id DESC LIMIT {}
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as it is shown."""

    id: int
    sentence: str
    address: str
    at: datetime
    seen: bool


async def told(actor: Actor, *, unseen_only: bool = False, most: int = MOST) -> list[Told]:
    """The actor's notices, newest first."""
    rows = await Notice.raw(UNSEEN if unseen_only else ALL, actor.person, most)
    return [_told(row) for row in rows]


def _told(row: dict[str, Any]) -> Told:
    source, params = row["message"], msgspec.json.decode(row["params"])
    return Told(row["id"], _(source, **params), row["address"], moment(row["at"]), row["reading"] is not None)


async def unseen(actor: Actor, notice_id: int) -> Notice | None:
    """The actor's notice that they have not seen, or None."""
    notice = await Notice.objects().where(Notice.id == notice_id, Notice.person == actor.person).first()
    if notice is None or await Reading.exists().where(Reading.notice == notice_id):
        return None
    return notice
