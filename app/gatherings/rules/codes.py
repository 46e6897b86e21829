"""The code on the screen of the place: it names a gathering and a minute, and is dead soon after it was shown."""

import re
from dataclasses import dataclass
from datetime import datetime

from app.locale import _
from app.refusals import WhyNot

SLOT_SECONDS = 60
SLOTS = 2
"""A code lives in the minute it was made in and in the next. Source: volunteers page §6 no. 4."""

WRITTEN = re.compile(r"([1-9]\d{0,8})-([1-9]\d{0,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Code:
    """A gathering's code; `slot` counts minutes since 1970."""

    gathering: int
    slot: int

    def __str__(self) -> str:
        return f"{self.gathering}-{self.slot}"


def code_now(gathering: int, now: datetime) -> Code:
    """The code that the screen shows at this moment."""
    return Code(gathering, int(now.timestamp()) // SLOT_SECONDS)


def read_code(text: str) -> Code | None:
    """What `str(code)` wrote; None when it is nothing of ours."""
    match = WRITTEN.fullmatch(text)
    return Code(int(match[1]), int(match[2])) if match else None


def why_not_code(code: Code, now: datetime) -> tuple[WhyNot, ...]:
    """Why this code proves nothing: it was photographed, or kept too long."""
    if 0 <= code_now(code.gathering, now).slot - code.slot < SLOTS:
        return ()
    return (WhyNot("stale_code", _("这个码已经过期，扫屏幕上现在的码")),)
