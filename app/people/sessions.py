"""Who a session cookie belongs to, and the life of sessions: opened, seen, given a new id, ended."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app import clock
from app.actor import Actor, Role
from app.people.rules.sessions import KEPT_FOR, SEEN_EVERY, is_over, lifetime, new_token, token_hash
from app.people.rules.throttle import KNOWN_FOR
from app.people.tables import KnownAddress, Session
from app.storage.memory import Memory
from app.storage.plain import ask

GROUNDS: dict[Role, Callable[[int, date], Awaitable[bool]]] = {}
"""Roles that rest on something else, and whether a person has it on a day; slices above put theirs in."""

REMEMBERED_SECONDS = 5.0
REMEMBERED_AT_MOST = 4096

FIND = """
SELECT s.id, s.person, s.seen_at, s.idle_minutes, s.expires_at, p.name, p.left_on, g.role, g.service_point
FROM session s JOIN person p ON p.id = s.person
LEFT JOIN role_grant g ON g.person = p.id AND g.ended_at IS NULL
WHERE s.token_hash = {} AND s.ended_at IS NULL
AND NOT EXISTS (SELECT 1 FROM suspension WHERE suspension.person = p.id AND suspension.ended_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A session just opened or given a new id: what the cookie is to hold, and for how long."""

    token: str
    cookie_seconds: int | None


@dataclass(slots=True)
class _Rights:
    """Actors by the hash of their session id, for a few seconds; a page and its parts then ask the database once."""

    actors: Memory[str, Actor]
    changes: int = 0

    def put(self, key: str, actor: Actor, changes: int) -> None:
        # What was read before somebody's rights changed must not outlive the change.
        if changes == self.changes:
            self.actors.put(key, actor)

    def forget(self) -> None:
        self.changes += 1
        self.actors.forget_all()


_rights = _Rights(Memory(REMEMBERED_AT_MOST, REMEMBERED_SECONDS))


async def find_actor(cookie: str, address: str) -> Actor | None:
    """Whose session this is, or None when it is nobody's; at most five seconds behind another process."""
    key = token_hash(cookie)
    known = _rights.actors.get(key)
    if known is None:
        changes = _rights.changes
        known = await actor_of(cookie, address, now=clock.now())
        if known is not None:
            _rights.put(key, known, changes)
    if known is None or known.origin == address:
        return known
    return replace(known, origin=address)


async def actor_of(cookie: str, address: str, *, now: datetime) -> Actor | None:
    """What find_actor does, without remembering: one query, one for a role that rests on something, a note every five minutes."""
    rows = await ask(FIND, token_hash(cookie))
    if not rows or _is_gone(rows[0], now):
        return None
    if now - rows[0]["seen_at"] >= SEEN_EVERY:
        await Session.update({Session.seen_at: now}).where(Session.id == rows[0]["id"])
    found = _actor(rows, address)
    idle = await idle_roles(found.person, found.roles, clock.at_library(now).date())
    return replace(found, idle=idle) if idle else found


async def idle_roles(person: int, roles: Collection[Role], on: date) -> frozenset[Role]:
    """Those of the person's roles of which what they rest on is missing on this day."""
    resting = [role for role in roles if role in GROUNDS]
    return frozenset([role for role in resting if not await GROUNDS[role](person, on)])


async def welcome(owner: Actor, *, now: datetime, agent: str, public_computer: bool) -> Opened:
    """Open a session for whoever has just proved who they are, and know their address from now on."""
    await KnownAddress.insert(KnownAddress(person=owner.person, address=owner.origin, seen_at=now)).on_conflict(
        target=(KnownAddress.person, KnownAddress.address), action="DO UPDATE", values=[(KnownAddress.seen_at, now)]
    )
    await KnownAddress.delete().where(KnownAddress.seen_at < now - KNOWN_FOR)
    return await _open(
        owner.person, owner.roles, now=now, address=owner.origin, agent=agent, public_computer=public_computer
    )


async def _open(
    person: int, roles: frozenset[Role], *, now: datetime, address: str, agent: str, public_computer: bool
) -> Opened:
    """A new session with an id of our own making; sessions long over are cleared away."""
    lasts, token = lifetime(roles, public_computer=public_computer), new_token()
    await Session(
        person=person,
        token_hash=token_hash(token),
        created_at=now,
        seen_at=now,
        idle_minutes=int(lasts.idle.total_seconds()) // 60,
        expires_at=now + lasts.absolute,
        address=address[:45],
        agent=agent[:200],
        public_computer=public_computer,
    ).save()
    await Session.delete().where(Session.expires_at < now - KEPT_FOR)
    return Opened(token, lasts.cookie_seconds)


async def rotate(session: int, *, now: datetime) -> Opened:
    """Give a session a new id; the old one is nobody's from now on."""
    token = new_token()
    rows = (
        await Session.update({Session.token_hash: token_hash(token), Session.seen_at: now})
        .where(Session.id == session)
        .returning(Session.expires_at, Session.public_computer)
    )
    _rights.forget()
    [row] = rows
    keep = None if row["public_computer"] else max(0, int((row["expires_at"] - now).total_seconds()))
    return Opened(token, keep)


async def is_open(session: int) -> bool:
    """Whether nobody has ended the session."""
    return bool(await Session.exists().where((Session.id == session) & Session.ended_at.is_null()))


async def end_sessions(person: int, *, now: datetime, but: int | None = None, only: int | None = None) -> int:
    """End the person's sessions: all, all but one, or only one. Returns how many ended."""
    mine = (Session.person == person) & Session.ended_at.is_null()
    if but is not None:
        mine &= Session.id != but
    if only is not None:
        mine &= Session.id == only
    ended = await Session.update({Session.ended_at: now}).where(mine).returning(Session.id)
    _rights.forget()
    return len(ended)


def forget_actors() -> None:
    """Read everybody's rights anew at their next request; called when somebody's have changed."""
    _rights.forget()


def _is_gone(row: Mapping[str, Any], now: datetime) -> bool:
    left = row["left_on"] is not None and row["left_on"] < clock.at_library(now).date()
    return left or is_over(
        now=now, seen_at=row["seen_at"], idle_minutes=row["idle_minutes"], expires_at=row["expires_at"]
    )


def _actor(rows: Sequence[Mapping[str, Any]], address: str) -> Actor:
    return Actor(
        id=rows[0]["person"],
        name=rows[0]["name"],
        roles=frozenset(Role(row["role"]) for row in rows if row["role"]),
        sites=frozenset(row["service_point"] for row in rows if row["service_point"] is not None),
        session=rows[0]["id"],
        origin=address,
    )
