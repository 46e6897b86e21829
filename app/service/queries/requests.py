"""Papers that volunteers asked for, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.service.queries.keepers import keeps, keeps_one, sites_of
from app.service.tables import PaperRequest
from app.storage.moments import moment

WAITING = """
SELECT r.id, r.volunteer, r.from_on, r.to_on, r.purpose, r.at, n.name, v.person, d.reason, d.declined_by_name, p.id AS paper
FROM paper_request r JOIN volunteer v ON v.id = r.volunteer JOIN person n ON n.id = v.person
LEFT JOIN paper_decline d ON d.request = r.id
LEFT JOIN service_paper p ON p.id = (SELECT max(q.id) FROM service_paper q WHERE q.request = r.id)
"""


@dataclass(frozen=True, slots=True)
class RequestView:
    """What a volunteer asked for and what came of it: a paper, or a decline with its reason; neither while it waits."""

    id: int
    volunteer: int
    person: int
    name: str
    from_on: date | None
    to_on: date | None
    purpose: str
    at: datetime
    declined: str
    declined_by: str
    paper: int | None

    @property
    def waits(self) -> bool:
        """Whether nothing has come of it yet."""
        return self.paper is None and not self.declined


async def requests(actor: Actor) -> list[RequestView]:
    """Requests that wait, of volunteers whom the actor keeps, the oldest first."""
    rows = await PaperRequest.raw(f"{WAITING} WHERE d.id IS NULL AND p.id IS NULL ORDER BY r.id")
    sites = await sites_of({row["volunteer"] for row in rows})
    return [_request(row) for row in rows if keeps(actor, sites.get(row["volunteer"], frozenset()))]


async def requests_of(volunteer: int) -> list[RequestView]:
    """What one volunteer asked for, the newest first."""
    return [
        _request(row)
        for row in await PaperRequest.raw(f"{WAITING} WHERE r.volunteer = {{}} ORDER BY r.id DESC", volunteer)
    ]


async def request_by_id(actor: Actor, request_id: int) -> RequestView | None:
    """One request, for whoever keeps the volunteer."""
    rows = await PaperRequest.raw(f"{WAITING} WHERE r.id = {{}}", request_id)
    if not rows:
        return None
    one = _request(rows[0])
    return one if await keeps_one(actor, one.volunteer) else None


def _request(row: Mapping[str, Any]) -> RequestView:
    return RequestView(
        id=row["id"],
        volunteer=row["volunteer"],
        person=row["person"],
        name=row["name"],
        from_on=_day_or_none(row["from_on"]),
        to_on=_day_or_none(row["to_on"]),
        purpose=row["purpose"],
        at=moment(row["at"]),
        declined=row["reason"] or "",
        declined_by=row["declined_by_name"] or "",
        paper=row["paper"],
    )


def _day_or_none(value: object) -> date | None:
    # Raw SQL gives text on SQLite and a date on PostgreSQL.
    return None if value is None else date.fromisoformat(str(value)[:10])
