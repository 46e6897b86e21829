"""What the library holds about the person who asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.actor import Actor
from app.audit import queries as audit
from app.people.queries.persons import Held, person_line, person_row
from app.people.rules.persons import FIELD_NAMES
from app.people.rules.pinyin import usual
from app.people.rules.sessions import is_over
from app.people.tables import KnownAddress, Session
from app.refusals import found


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One browser in which the person is signed in; `is_this` is the one they ask from."""

    id: int
    created_at: datetime
    seen_at: datetime
    address: str
    agent: str
    public_computer: bool
    is_this: bool


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """What is held about the person.

    Attributes:
        fields: label and text of each field of the record.
        roles: what they may do here.
        sessions: where they are signed in now, the newest first.
    """

    name: str
    fields: list[tuple[str, str]]
    roles: list[Held]
    sessions: list[OwnSession]


async def own_record(actor: Actor, now: datetime) -> OwnRecord:
    """The person's own record, roles and sessions."""
    row = await person_row(actor, actor.person)
    line = found(await person_line(actor, actor.person))
    texts = [(label, _shown(name, getattr(row, name))) for name, label in FIELD_NAMES.items()]
    return OwnRecord(row.name, texts, list(line.roles), await _sessions(actor, now))


def _shown(name: str, value: object) -> str:
    """A field as its owner reads it; the rarer readings of a name serve the search and would only puzzle."""
    text = str(value or "")
    return usual(text) if name in ("name_pinyin", "name_initials") else text


async def own_data(actor: Actor, now: datetime) -> dict[str, Any]:
    """What the person's own row, sessions and deeds say, for their copy; home adds what other tables hold."""
    record = await own_record(actor, now)
    row = await person_row(actor, actor.person)
    addresses = await KnownAddress.select(KnownAddress.address, KnownAddress.seen_at).where(
        KnownAddress.person == actor.person
    )
    return {
        "made_at": now,
        "person": {name: getattr(row, name) for name in FIELD_NAMES},
        "roles": [{"role": one.role, "service_point": one.place} for one in record.roles],
        "sessions": record.sessions,
        "addresses": addresses,
        "deeds": [{"at": one.at, "verb": one.verb, "origin": one.origin} for one in await audit.own_deeds(actor)],
    }


async def _sessions(actor: Actor, now: datetime) -> list[OwnSession]:
    rows = (
        await Session.objects()
        .where((Session.person == actor.person) & Session.ended_at.is_null() & (Session.expires_at > now))
        .order_by(Session.id, ascending=False)
    )
    return [
        OwnSession(r.id, r.created_at, r.seen_at, r.address, r.agent, r.public_computer, r.id == actor.session)
        for r in rows
        if not is_over(now=now, seen_at=r.seen_at, idle_minutes=r.idle_minutes, expires_at=r.expires_at)
    ]
