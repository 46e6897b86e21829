"""A wish to come every week: which shifts it means, and why it cannot stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.clock import at_library
from app.gatherings.rules import Span
from app.refusals import WhyNot
from app.shifts.rules.reasons import Reason

OF_THE_PERSON = frozenset(
    {Reason.SKILL, Reason.UNTRAINED, Reason.AGE, Reason.SITE, Reason.UNAVAILABLE, Reason.PAUSED, Reason.PAPERS}
)
"""Reasons that would come back every week until the person mends them: with one of these no wish is taken. The others are
of a single week, and each week is answered for itself."""


OF_COMPANY = frozenset({Reason.AGE, Reason.NOVICE})
"""Reasons that somebody else on the same shift may lift: a child needs a volunteer of age, a beginner an experienced one."""


class WishEnded(StrEnum):
    """How a wish ended."""

    WITHDREW = "withdrew"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class WeeklyTime:
    """A time of every week: weekday from 0 (Monday), minutes of the day at the library."""

    weekday: int
    from_minute: int
    to_minute: int


def weekly_time(span: Span) -> WeeklyTime:
    """When in its week a shift is; one that ends at midnight ends with the day's last minute."""
    starts = at_library(span.starts_at)
    first = starts.hour * 60 + starts.minute
    return WeeklyTime(starts.weekday(), first, first + span.minutes)


def is_meant(when: WeeklyTime, from_on: date, span: Span) -> bool:
    """Whether a shift is one of those that somebody wishes to come to."""
    return weekly_time(span) == when and at_library(span.starts_at).date() >= from_on


def why_not_wish(reasons: Sequence[WhyNot], *, is_place_closed: bool = False) -> tuple[WhyNot, ...]:
    """Those of the reasons against the first week's seat that stand against the wish as a whole.

    Args:
        is_place_closed: the place serves nobody any more by then, in this week and in all others.
    """
    lasting = OF_THE_PERSON | {Reason.CLOSED} if is_place_closed else OF_THE_PERSON
    return tuple(one for one in reasons if one.code in lasting)


def wants_company(reasons: Sequence[WhyNot]) -> bool:
    """Whether only who else comes stands against it: whoever is answered after them may still come."""
    return bool(reasons) and all(one.code in OF_COMPANY for one in reasons)


def waits(reasons: Sequence[WhyNot]) -> bool:
    """Whether it is too early for an answer: others are let in first, and everybody later."""
    return any(one.code == Reason.NOT_OPEN for one in reasons)
