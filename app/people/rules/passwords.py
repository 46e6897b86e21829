"""Which passwords are too easy to guess."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from app.actor import Role
from app.locale import _
from app.refusals import WhyNot

SHORTEST, SHORTEST_OF_ADMINISTRATORS, LONGEST = 10, 12, 128
COMMON = Path(__file__).parent.parent / "common_passwords.txt"


def why_not_password(password: str, *, roles: frozenset[Role], known: Iterable[str]) -> tuple[WhyNot, ...]:
    """Why the password may not be used; compared character by character, nothing is trimmed.

    Args:
        known: what others know of the person: sign-in name, phone, staff number, readings of the name.

    Source: OWASP ASVS 5.0, 6.2.1 to 6.2.8: length and a list of common ones, no rules about kinds of characters.
    """
    least = SHORTEST_OF_ADMINISTRATORS if Role.ADMINISTRATOR in roles else SHORTEST
    if len(password) < least:
        sentence = _("密码至少 %(least)d 个字符，现在 %(now)d 个", least=least, now=len(password))
        return (WhyNot("password_short", sentence),)
    if len(password) > LONGEST:
        sentence = _("密码最多 %(most)d 个字符，现在 %(now)d 个", most=LONGEST, now=len(password))
        return (WhyNot("password_long", sentence),)
    if _contains(password, known):
        return (WhyNot("password_personal", _("密码里有登录名、手机号或工号，容易被猜到，换一个")),)
    if is_common(password):
        return (WhyNot("password_common", _("这个密码很常见，容易被猜到，换一个；几个不相干的词连起来就好记又难猜")),)
    return ()


def is_common(password: str) -> bool:
    """Whether the password is on the list, or is a word of the list with only digits and marks after it."""
    plain = password.casefold()
    words = common_passwords()
    return plain in words or re.sub(r"[\W\d_]+$", "", plain) in words or len(set(plain)) <= 3 or _repeats(plain)


@cache
def common_passwords() -> frozenset[str]:
    """The list that ships: one password a line, lower case; lines beginning with # are its explanation."""
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("# "))


def _contains(password: str, known: Iterable[str]) -> bool:
    plain = password.casefold()
    return any(len(word) >= 3 and word.casefold() in plain for word in known)


def _repeats(plain: str) -> bool:
    """Whether it is one short piece over and over: `abcabcabcabc`."""
    return any(plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, 5))
