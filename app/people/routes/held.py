"""A code that the next page needs, held by the one browser that may see it: never in an address, gone after minutes."""

from datetime import datetime, timedelta

from app.settings import current
from app.web import signing
from app.web.page import Asked

HELD_FOR = timedelta(minutes=10)


def keep(request: Asked, name: str, code: str, *, path: str, session: int = 0, now: datetime) -> None:
    """Let this browser show the code on the pages below the path.

    Args:
        name: of the cookie, and what the signature is for.
        session: id of the session that alone may read it; 0 where nobody is signed in.
    """
    until = int((now + HELD_FOR).timestamp())
    _set(request, name, signing.signed(name, f"{until}.{session}.{code}"), path, int(HELD_FOR.total_seconds()))


def held(request: Asked, name: str, *, session: int = 0, now: datetime) -> str | None:
    """The code kept under this name for this session, while it lasts."""
    text = signing.unsigned(name, request.cookies.get(name, ""))
    if text is None:
        return None
    until, owner, code = text.split(".", 2)
    return code if int(until) > now.timestamp() and int(owner) == session else None


def drop(request: Asked, name: str, *, path: str) -> None:
    """Take the code away from the browser."""
    _set(request, name, "", path, 0)


def _set(request: Asked, name: str, value: str, path: str, seconds: int) -> None:
    secure = "; Secure" if current().https else ""
    request.auth.set_cookies.append(f"{name}={value}; Path={path}; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
