"""A cycle on the board: so many days on, so many off (做二休一), and why one cannot be."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.clock import at_library
from app.gatherings.rules import Span
from app.locale import N_, _
from app.refusals import WhyNot

MOST_DAYS = 14
"""So many days on or off at most; more in a row is no cycle but a leave. A setting of this library."""
LONGEST_RANGE = 92
"""A quarter at once, as with templates."""
NOON, EVENING = 12 * 60, 18 * 60


class Part(StrEnum):
    """Which shifts of a day are meant, by when they begin."""

    ALL = "all"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


PARTS = {
    Part.ALL: N_("当天每一班"),
    Part.MORNING: N_("上午开始的"),
    Part.AFTERNOON: N_("下午开始的"),
    Part.EVENING: N_("晚上开始的"),
}


@dataclass(frozen=True, slots=True)
class Cycle:
    """One person at one post: `on` days on, then `off` days off, from the first day to the last, both included."""

    volunteer: int
    post: int
    on: int
    off: int
    first: date
    last: date
    part: Part = Part.ALL

    def days(self) -> list[date]:
        """The days on."""
        number = (self.last - self.first).days + 1
        return [self.first + timedelta(days=one) for one in range(number) if one % (self.on + self.off) < self.on]

    def means(self, span: Span) -> bool:
        """Whether a shift of one of the days is meant."""
        starts = at_library(span.starts_at)
        minute = starts.hour * 60 + starts.minute
        part = Part.MORNING if minute < NOON else Part.AFTERNOON if minute < EVENING else Part.EVENING
        return self.part in {Part.ALL, part}


def why_not_cycle(cycle: Cycle) -> tuple[WhyNot, ...]:
    """Why these numbers or days are no cycle; each reason is coded by its field."""
    reasons = tuple(
        WhyNot(field, _("填 1 到 %(n)d 天", n=MOST_DAYS))
        for field, days in (("on", cycle.on), ("off", cycle.off))
        if not 1 <= days <= MOST_DAYS
    )
    if cycle.last < cycle.first:
        reasons += (WhyNot("to_on", _("结束日期不能早于开始日期")),)
    elif (days := (cycle.last - cycle.first).days + 1) > LONGEST_RANGE:
        reasons += (WhyNot("to_on", _("一次最多排 %(most)d 天，现在 %(n)d 天", most=LONGEST_RANGE, n=days)),)
    return reasons
