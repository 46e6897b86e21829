"""A volunteer as somebody writes them down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.shifts.rules import Sex, Skill, Slot


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a volunteer can and wants: minutes are for a week; nothing named means no limit."""

    skills: frozenset[Skill] = frozenset()
    sites: frozenset[int] = frozenset()
    slots: Sequence[Slot] = ()
    wanted_minutes: int = 240
    most_minutes: int = 600
    number: str | None = None
    born_on: date | None = None
    sex: Sex | None = None
    area: str = ""
