"""What somebody asks about their own Party records, what there is to delete, and who looked at what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import clock
from app.actor import Actor, May, Role
from app.party.queries.looking import on_committee
from app.party.rules.access import Restricted
from app.party.rules.rights import Part
from app.party.tables import PartyErasureRequest, RestrictedView
from app.people.tables import RoleGrant
from app.storage.moments import moment, moment_or_none

REQUESTS = """
SELECT r.id, r.person, p.name, r.part, r.why, r.at, a.done, a.reason, a.emptied, a.by_name, a.at AS answered_at
FROM party_erasure_request r JOIN person p ON p.id = r.person LEFT JOIN party_erasure_answer a ON a.request = r.id
"""
LOOKS = """
SELECT v.id, v.kind, v.record, p.name, v.viewer_name, v.reason, v.at
FROM restricted_view v JOIN person p ON p.id = v.person
"""
MOST_LOOKS = 200


@dataclass(frozen=True, slots=True)
class RequestView:
    """Something somebody asks to have deleted, and what became of it."""

    id: int
    person: int
    name: str
    part: Part
    why: str
    at: datetime
    done: bool | None
    reason: str
    emptied: int
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class LookView:
    """Somebody opened a restricted record about a person."""

    id: int
    kind: Restricted
    record: int
    name: str
    viewer: str
    reason: str
    at: datetime


async def requests(actor: Actor) -> list[RequestView]:
    """Everything that was asked, what waits first; for the secretary and whoever sits on the committee today."""
    if not actor.may(May.KEEP_PARTY) and not await on_committee(actor, clock.now()):
        return []
    order = "ORDER BY CASE WHEN a.id IS NULL THEN 0 ELSE 1 END, r.id DESC"
    return [_request(row) for row in await PartyErasureRequest.raw(f"{REQUESTS} {order}")]


async def own_requests(person: int) -> list[RequestView]:
    """What a person asked, the newest first."""
    where = "WHERE r.person = {} ORDER BY r.id DESC"
    return [_request(row) for row in await PartyErasureRequest.raw(f"{REQUESTS} {where}", person)]


async def request_of(request_id: int) -> RequestView | None:
    """One request."""
    rows = await PartyErasureRequest.raw(f"{REQUESTS} WHERE r.id = {{}}", request_id)
    return _request(rows[0]) if rows else None


async def is_secretary(person: int) -> bool:
    """Whether a person keeps the Party's records."""
    holds = (RoleGrant.person == person) & (RoleGrant.role == Role.SECRETARY.value) & RoleGrant.ended_at.is_null()
    return bool(await RoleGrant.exists().where(holds))


async def looks(actor: Actor, kind: Restricted | None = None) -> list[LookView]:
    """Who opened restricted records, the newest first; for the secretary. A committee member reads their own looks."""
    conditions, values = ["v.kind = {}" if kind else "1 = 1"], [kind.value] if kind else []
    if not actor.may(May.KEEP_PARTY):
        conditions.append("v.viewer = {}")
        values.append(actor.person)  # type: ignore[arg-type]
    where = " AND ".join(conditions)
    rows = await RestrictedView.raw(f"{LOOKS} WHERE {where} ORDER BY v.id DESC LIMIT {MOST_LOOKS}", *values)
    return [
        LookView(
            row["id"],
            Restricted(row["kind"]),
            row["record"],
            row["name"],
            row["viewer_name"],
            row["reason"],
            moment(row["at"]),
        )
        for row in rows
    ]


def _request(row: Mapping[str, Any]) -> RequestView:
    return RequestView(
        row["id"],
        row["person"],
        row["name"],
        Part(row["part"]),
        row["why"],
        moment(row["at"]),
        None if row["done"] is None else bool(row["done"]),
        row["reason"] or "",
        row["emptied"] or 0,
        row["by_name"] or "",
        moment_or_none(row["answered_at"]),
    )
