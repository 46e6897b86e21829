"""How long a session lasts, and what its random id is."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.actor import Role

SEEN_EVERY = timedelta(minutes=5)
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """When a session ends by itself.

    Attributes:
        idle: without a request for so long.
        absolute: so long after signing in, whatever happens.
        cookie_seconds: how long the browser keeps the cookie; None is until it is closed.
    """

    idle: timedelta
    absolute: timedelta
    cookie_seconds: int | None


# Two hours idle, not two hours in all: an exam that is being sat on a public computer is not cut off.
ON_A_PUBLIC_COMPUTER = Lifetime(timedelta(hours=2), timedelta(hours=12), None)
FOR_VOLUNTEERS = Lifetime(timedelta(days=30), timedelta(days=30), 30 * 86400)
FOR_STAFF = Lifetime(timedelta(hours=8), timedelta(days=7), 7 * 86400)


def lifetime(roles: frozenset[Role], *, public_computer: bool) -> Lifetime:
    """How long a session of somebody with these roles lasts: whoever is more than a volunteer counts as staff."""
    if public_computer:
        return ON_A_PUBLIC_COMPUTER
    return FOR_VOLUNTEERS if roles == {Role.VOLUNTEER} else FOR_STAFF


def is_over(*, now: datetime, seen_at: datetime, idle_minutes: int, expires_at: datetime) -> bool:
    """Whether the session ended by itself."""
    return now >= expires_at or now - seen_at >= timedelta(minutes=idle_minutes)


def new_token() -> str:
    """A fresh session id: 256 random bits, safe in a cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Hex SHA-256 of a session id or a one-time code; the value itself is never stored."""
    return hashlib.sha256(token.encode()).hexdigest()
