"""Signatures that every worker of one installation can make and check."""

import hashlib
import hmac
import secrets
from functools import lru_cache

TOKEN_LENGTH = 48

_secret = b""


def use(secret: str) -> None:
    """Take the installation's secret; called once at start, before the first request."""
    global _secret
    _is_ours.cache_clear()
    _secret = secret.encode()


def signature(purpose: str, text: str) -> str:
    """Hex HMAC-SHA-256 of the text for one purpose; a signature for another purpose never matches."""
    if not _secret:
        raise RuntimeError("the installation's secret was not loaded at start")
    return hmac.new(_secret, f"{purpose}\n{text}".encode(), hashlib.sha256).hexdigest()


def signed(purpose: str, text: str) -> str:
    """The text with its signature in front, for a cookie or an address."""
    return f"{signature(purpose, text)[:32]}.{text}"


def unsigned(purpose: str, value: str) -> str | None:
    """The text back, or None when the signature is not ours."""
    mark, _, text = value.partition(".")
    return text if _same(mark, signature(purpose, text)[:32]) else None


def form_token(cookie: str) -> str:
    """A fresh form token bound to the visitor's cookie; different every time, so compression reveals nothing."""
    nonce = secrets.token_hex(8)
    return f"{nonce}{signature('form', f'{nonce} {cookie}')[:32]}"


def is_form_token(token: str, cookie: str) -> bool:
    """Whether the token was made by us for this very cookie."""
    return len(token) == TOKEN_LENGTH and bool(cookie) and _is_ours(token, cookie)


@lru_cache(maxsize=4096)
def _is_ours(token: str, cookie: str) -> bool:
    # A page sends the same token with every answer, so nearly every one of them has been judged before.
    nonce, mark = token[:16], token[16:]
    return _same(mark, signature("form", f"{nonce} {cookie}")[:32])


def new_secret() -> str:
    """A secret for a new installation."""
    return secrets.token_hex(32)


def _same(given: str, ours: str) -> bool:
    # As bytes: compare_digest raises over text that is not ASCII, and what a browser sends may be anything.
    return hmac.compare_digest(given.encode(), ours.encode())
