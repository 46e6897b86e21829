"""What a place on the board says, and in which order people are offered for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.locale import N_
from app.refusals import WhyNot
from app.shifts.rules import Headcount
from app.shifts.rules.seating import PersonFacts, SeatFacts, is_overridable


class Mark(StrEnum):
    """How a seat stands, the most pressing first."""

    CONFLICT = "conflict"
    OVER = "over"
    GAP = "gap"
    SHORT = "short"
    FULL = "full"


MARKS = {
    Mark.CONFLICT: N_("冲突"),
    Mark.OVER: N_("超员"),
    Mark.GAP: N_("空缺"),
    Mark.SHORT: N_("还可加"),
    Mark.FULL: N_("已满"),
}


def mark(count: Headcount, taken: int, conflicting: int) -> Mark:
    """What to show of a seat: a conflict goes before numbers, below the least is a gap, from the wanted on it is full."""
    if conflicting:
        return Mark.CONFLICT
    if taken > count.most:
        return Mark.OVER
    if taken < count.least:
        return Mark.GAP
    return Mark.SHORT if taken < count.wanted else Mark.FULL


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody beside a seat: what they have this week, and why they cannot have it."""

    person: PersonFacts
    week_minutes: int
    served_minutes: int
    reasons: tuple[WhyNot, ...]

    @property
    def fits(self) -> bool:
        """Nothing stands against it."""
        return not self.reasons

    @property
    def overridable(self) -> bool:
        """A written reason would do."""
        return is_overridable(self.reasons)


def ranked(candidates: Collection[Candidate], seat: SeatFacts) -> list[Candidate]:
    """Those who fit first, then those for whom a reason would do, then the others by how few reasons they have.

    Among those who fit: who has not yet got the hours they wish for this week, who has named this place, who has the
    fewest hours this week, who has served least. Source: the board's description (available, trained, fewest hours,
    site near).
    """

    def key(one: Candidate) -> tuple[object, ...]:
        wishes = one.week_minutes + seat.span.minutes > one.person.wanted_minutes
        named = seat.place not in one.person.sites
        kind = 0 if one.fits else 1 if one.overridable else 2
        few = len(one.reasons) if kind == 2 else 0
        return kind, few, wishes, named, one.week_minutes, one.served_minutes, one.person.pinyin, one.person.volunteer

    return sorted(candidates, key=key)


def minutes_in_week(person: PersonFacts, day: date) -> int:
    """Minutes of the seats they have from Monday to Sunday around that day."""
    monday = monday_of(day)
    held = (one for one in person.shifts if monday_of(one.day) == monday)
    return sum(one.span.minutes for one in held)


def monday_of(day: date) -> date:
    """The Monday on or before that day."""
    return day - timedelta(days=day.weekday())


def week(monday: date) -> Sequence[date]:
    """The seven days from that Monday."""
    return [monday + timedelta(days=number) for number in range(7)]
