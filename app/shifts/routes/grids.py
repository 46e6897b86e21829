"""What the forms of volunteers share: the week to be ticked, and how a time is said."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from app.locale import _
from app.shifts.rules import SEXES, Slot
from app.shifts.rules.weeks import PART_NAMES, PARTS, beside, merged, slot_text, ticked
from app.web.page import WEEKDAYS

SLOT = re.compile(r"([0-6])-(\d{1,4})-(\d{1,4})", re.ASCII)


def slots_of(texts: Iterable[str]) -> list[Slot] | None:
    """Free times as a form sends them, joined where they touch; None where one is none."""
    found = []
    for text in texts:
        match = SLOT.fullmatch(text)
        if match is None:
            return None
        found.append(Slot(*map(int, match.groups())))
    return merged(found)


def slot_said(slot: Slot) -> str:
    """周一 9:00—12:00."""
    times = "—".join(f"{minute // 60}:{minute % 60:02}" for minute in (slot.from_minute, slot.to_minute))
    return f"{_(WEEKDAYS[slot.weekday])} {times}"


def ticks_of(slots: Sequence[Slot]) -> list[str]:
    """Which boxes of the form are ticked for these times."""
    return [slot_text(one) for one in [*sorted(ticked(slots), key=slot_text), *beside(slots)]]


def grid(slots: Sequence[Slot] = ()) -> dict[str, Any]:
    """The week as a page shows it: days, parts of the day, and times of one's own that the grid cannot say."""
    return {
        "week": [
            (
                _(WEEKDAYS[day]),
                [(slot_text(Slot(day, *part)), _(name)) for part, name in zip(PARTS, PART_NAMES, strict=True)],
            )
            for day in range(7)
        ],
        "part_names": [_(name) for name in PART_NAMES],
        "beside": [(slot_text(one), slot_said(one)) for one in beside(slots)],
        "sexes": [(sex.value, _(name)) for sex, name in SEXES.items()],
    }
