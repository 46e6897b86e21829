"""A volunteer's own data: requests about them, who looked, whether the name has to stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.actor import Actor, Role
from app.shifts.rules.recruiting import Asked
from app.shifts.tables import DataRequest, Erasure, Volunteer
from app.storage.moments import moment, moment_or_none

REQUESTS = """
SELECT r.id, r.volunteer, v.person, p.name, r.kind, r.text, r.at, a.done, a.reason, a.at AS answered_at
FROM data_request r JOIN volunteer v ON v.id = r.volunteer JOIN person p ON p.id = v.person
LEFT JOIN data_request_answer a ON a.request = r.id
"""
SERVED = "SELECT 1 AS one FROM presence WHERE person = {} AND minutes > 0 LIMIT 1"
ERASED = """
SELECT e.at FROM erasure e WHERE e.volunteer = {}
AND NOT EXISTS (SELECT 1 FROM volunteer_status s WHERE s.volunteer = e.volunteer AND s.at > e.at)
"""
LOOKED = (
    "SELECT at, actor_name FROM deed WHERE verb = 'volunteer.child_read' AND subject = {} ORDER BY id DESC LIMIT 50"
)


@dataclass(frozen=True, slots=True)
class RequestView:
    """Something a volunteer asks about their own data, and what became of it."""

    id: int
    volunteer: int
    name: str
    kind: Asked
    text: str
    at: datetime
    done: bool | None
    reason: str
    answered_at: datetime | None


async def requests(actor: Actor) -> list[RequestView]:
    """What waits for an answer, the oldest first; it is the managers' to answer."""
    if Role.MANAGER not in actor.roles:
        return []
    return [_request(row) for row in await DataRequest.raw(f"{REQUESTS} WHERE a.id IS NULL ORDER BY r.id")]


async def own_requests(actor: Actor) -> list[RequestView]:
    """What the actor has asked, the newest first."""
    where = "WHERE v.person = {} ORDER BY r.id DESC"
    return [_request(row) for row in await DataRequest.raw(f"{REQUESTS} {where}", actor.person)]


async def open_request(volunteer: int, kind: Asked) -> int | None:
    """What the volunteer asks of this kind, while it is not answered."""
    where = "WHERE r.volunteer = {} AND r.kind = {} AND a.id IS NULL"
    rows = await DataRequest.raw(f"{REQUESTS} {where}", volunteer, kind.value)
    return rows[0]["id"] if rows else None


async def request_of(request: int) -> tuple[int, Asked] | None:
    """The person who asks and for what, while it is not answered."""
    rows = await DataRequest.raw(f"{REQUESTS} WHERE r.id = {{}} AND a.id IS NULL", request)
    return (rows[0]["person"], Asked(rows[0]["kind"])) if rows else None


async def has_served(person: int) -> bool:
    """Whether anything was recorded of the person, whose name the record then needs."""
    return bool(await DataRequest.raw(SERVED, person))


async def who_looked(volunteer: int) -> list[tuple[datetime, str]]:
    """When a child's data were read, and by whom."""
    return [(moment(row["at"]), row["actor_name"]) for row in await Volunteer.raw(LOOKED, volunteer)]


async def erased_at(volunteer: int) -> datetime | None:
    """When the volunteer's data were erased; None too where they have come back since."""
    rows = await Erasure.raw(ERASED, volunteer)
    return moment(rows[0]["at"]) if rows else None


def _request(row: Mapping[str, Any]) -> RequestView:
    return RequestView(
        row["id"],
        row["volunteer"],
        row["name"],
        Asked(row["kind"]),
        row["text"],
        moment(row["at"]),
        None if row["done"] is None else bool(row["done"]),
        row["reason"] or "",
        moment_or_none(row["answered_at"]),
    )
