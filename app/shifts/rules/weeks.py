"""The week as somebody ticks it: mornings, afternoons, evenings, and what they say as times."""

from collections.abc import Collection, Sequence

from app.locale import N_
from app.shifts.rules import Slot

PARTS = ((480, 720), (720, 1080), (1080, 1320))
PART_NAMES = (N_("上午"), N_("下午"), N_("晚上"))
"""Eight to twelve, twelve to six, six to ten: they touch, so that a shift over noon fits whoever ticked both."""


def merged(slots: Collection[Slot]) -> list[Slot]:
    """The same times without gaps or overlaps between them: a morning and an afternoon that touch are one time."""
    made: list[Slot] = []
    for one in sorted(slots, key=lambda slot: (slot.weekday, slot.from_minute, slot.to_minute)):
        last = made[-1] if made else None
        if last and last.weekday == one.weekday and one.from_minute <= last.to_minute:
            made[-1] = Slot(last.weekday, last.from_minute, max(last.to_minute, one.to_minute))
        else:
            made.append(one)
    return made


def ticked(slots: Sequence[Slot]) -> set[Slot]:
    """The parts of the grid that lie wholly in these times."""
    return {
        Slot(day, *part)
        for day in range(7)
        for part in PARTS
        if any(one.weekday == day and one.from_minute <= part[0] and part[1] <= one.to_minute for one in slots)
    }


def beside(slots: Sequence[Slot]) -> list[Slot]:
    """Times that the grid cannot say, such as nine to eleven; they are ticks of their own."""
    said = merged(ticked(slots))
    return [one for one in merged(slots) if one not in said]


def slot_text(slot: Slot) -> str:
    """0-540-720, as a form holds it."""
    return f"{slot.weekday}-{slot.from_minute}-{slot.to_minute}"
