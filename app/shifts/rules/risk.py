"""Why it is in doubt that somebody comes: what a coordinator should ask before the day."""

from dataclasses import dataclass
from enum import StrEnum

from app.locale import _


class Kind(StrEnum):
    """The doubts, the most pressing first."""

    STAND_IN = "stand_in"
    UNCONFIRMED = "unconfirmed"
    STAYED_AWAY = "stayed_away"
    WITHDREW_LATE = "withdrew_late"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Past:
    """How somebody served: shifts `served` ever, `absent` without excuse and given up `late` within a year."""

    served: int
    absent: int
    late: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt and how it is said."""

    kind: Kind
    sentence: str


def doubts(past: Past, *, confirmed: bool, stand_in: bool) -> tuple[Doubt, ...]:
    """Why the coordinator should speak with somebody before their shift; empty when nothing is in doubt.

    Source: volunteers page §7 no. 5 (know who is at risk). Only who arranges the place sees it; nothing follows from it.
    """
    found = []
    if stand_in:
        found.append(Doubt(Kind.STAND_IN, _("在找人顶班，还没找到")))
    if not confirmed:
        found.append(Doubt(Kind.UNCONFIRMED, _("还没确认能来")))
    if past.absent:
        found.append(Doubt(Kind.STAYED_AWAY, _("一年内缺席过 %(n)d 次", n=past.absent)))
    if past.late:
        found.append(Doubt(Kind.WITHDREW_LATE, _("一年内临近取消过 %(n)d 次", n=past.late)))
    if not past.served:
        found.append(Doubt(Kind.FIRST, _("第一次来，提前说好在哪里找谁")))
    return tuple(found)
