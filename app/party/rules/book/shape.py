"""What a rule of the book is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.locale import N_
from app.party.rules.citing import Citation
from app.party.rules.periods import Period
from app.training.rules.book import Mark


class Unit(StrEnum):
    """In which stretches of time a rule counts; an event has no rhythm of its own."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    EVENT = "event"


UNITS = {
    Unit.MONTH: N_("按月"),
    Unit.QUARTER: N_("按季度"),
    Unit.YEAR: N_("按年"),
    Unit.EVENT: N_("遇到时"),
}


class Reach(StrEnum):
    """Whom a rule is for."""

    BRANCH = "branch"
    COMMITTEE = "committee"
    GROUPS = "groups"
    SECRETARY = "secretary"
    LEADING = "leading"
    FLOWING = "flowing"
    FRAIL = "frail"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A day on which a period is spoken of: so many days before its end, or a day of one of its months (the first is 1)."""

    days_before: int = 0
    month: int = 1
    day: int = 0

    def on(self, period: Period) -> date:
        """The day in this period."""
        if self.day:
            return date(period.first.year, period.first.month + self.month - 1, self.day)
        return period.last - timedelta(days=self.days_before)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, in the words of its text and in ours.

    Attributes:
        citations: the text it stands in first; others that say the same, or more, after it.
        asks: what it asks for, in one sentence.
        reminders: the first of them is also the day from which a period counts as near its end.
    """

    id: str
    title: str
    citations: Sequence[Citation]
    unit: Unit
    reach: Reach
    asks: str
    reminders: Sequence[Reminder] = ()

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        return self.citations[0]

    @property
    def is_verified(self) -> bool:
        """Whether its text was read; otherwise it is a setting of the library and shown as one."""
        return self.citation.mark is Mark.VERIFIED

    def in_force(self, day: date) -> bool:
        """Whether its text holds on this day."""
        return self.citation.document.in_force(day)
