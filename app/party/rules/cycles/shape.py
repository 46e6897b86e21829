"""What the calendar is made of: the facts it reads, its rows, its cells and their states."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from app.locale import N_
from app.party.rules.book import Rule
from app.party.rules.branch import Structure
from app.party.rules.facts import AppraisalHeld, Appraised, Done, Held, Hours, Talk
from app.party.rules.periods import Period
from app.party.rules.settings import Key, Setting, value_on


class State(StrEnum):
    """What a cell of the calendar is. A norm that was not met waits for an explanation; it is never called a breach."""

    DONE = "done"
    LACKS = "lacks"
    NEAR = "near"
    OVERDUE = "overdue"
    EXPLAINED = "explained"
    NOT_APPLICABLE = "not_applicable"
    AHEAD = "ahead"


STATES = {
    State.DONE: N_("完整"),
    State.LACKS: N_("需补充"),
    State.NEAR: N_("临近"),
    State.OVERDUE: N_("逾期（待说明）"),
    State.EXPLAINED: N_("说明过"),
    State.NOT_APPLICABLE: N_("不适用"),
    State.AHEAD: N_("未到期"),
}
ICONS = {
    State.DONE: "check",
    State.LACKS: "edit",
    State.NEAR: "alert-triangle",
    State.OVERDUE: "x",
    State.EXPLAINED: "info-circle",
    State.NOT_APPLICABLE: "circle",
    State.AHEAD: "clock",
}
TONES = {
    State.DONE: "is-ok",
    State.LACKS: "is-warn",
    State.NEAR: "is-warn",
    State.OVERDUE: "is-bad",
    State.EXPLAINED: "is-info",
    State.NOT_APPLICABLE: "is-none",
    State.AHEAD: "is-none",
}
OPEN = frozenset({State.LACKS, State.NEAR, State.OVERDUE})
"""States that wait for a record or an explanation."""


@dataclass(frozen=True, slots=True)
class Record:
    """A page on which something of the period is written down."""

    on: date
    title: str
    href: str
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a period is without: who said so and when; `withdrawn_at` once another row took it back."""

    id: int
    item: str
    period: str
    text: str
    by: str
    at: datetime
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""


@dataclass(frozen=True, slots=True)
class DuesTold:
    """A month's dues: of how many members they are due, how many paid, and how many are behind.

    Of those who did not pay yet, `later` have until the end of the quarter.
    """

    month: int
    due: int
    paid: int
    behind: int
    later: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was done in a year, as the parts tell it."""

    held: Sequence[Held] = ()
    talks: Sequence[Talk] = ()
    dues: Sequence[DuesTold] = ()
    done: Sequence[Done] = ()
    appraised: Sequence[Appraised] = ()
    rounds: Sequence[AppraisalHeld] = ()
    hours: Sequence[Hours] = ()
    explained: Sequence[Explained] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a period has come.

    Attributes:
        have, need: records or persons; it is complete once `have` reaches `need`.
        lacks: what is there, but not as it should be.
        said: how far, in words.
        late_after: until then a period that is over asks for more, and is not yet overdue; None: its own end.
        nears_on: from this day it is near; None: the first reminder of its rule.
        due_on: another day than the period's last on which it is due.
    """

    have: int
    need: int
    records: tuple[Record, ...] = ()
    lacks: tuple[str, ...] = ()
    said: str = ""
    late_after: date | None = None
    nears_on: date | None = None
    due_on: date | None = None


class Asked:
    """One year of one branch as of one day: what the assessments ask of."""

    def __init__(
        self, year: int, today: date, on: Callable[[date], Structure], facts: Facts, settings: Sequence[Setting] = ()
    ) -> None:
        self.year, self.today, self.facts, self.settings = year, today, facts, settings
        self.on = cache(on)

    def seen(self, period: Period) -> Structure:
        """The branch at the end of the period, or today while it lasts."""
        return self.on(min(period.last, self.today))

    def value(self, key: Key, period: Period) -> int:
        """What is set for the period: its first day decides."""
        return value_on(key, period.first, self.settings)


Assess = Callable[[Asked, Period], Progress]


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the calendar before it is told.

    Attributes:
        key: how addresses and rows name it, such as themed or group-3.
        add: where a record is written.
        is_ours: how often is a setting of the library, and no deadline of the text.
    """

    key: str
    rule: Rule
    name: str
    periods: Sequence[Period]
    assess: Assess
    add: str = ""
    add_said: str = ""
    group: int | None = None
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one period of one duty has come to."""

    item: Item
    period: Period
    state: State
    sentence: str
    due_on: date
    days: int
    records: Sequence[Record] = ()
    explained: Sequence[Explained] = ()

    @property
    def key(self) -> str:
        """How its address names it."""
        return f"{self.item.key}.{self.period.key}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for a record or an explanation."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Row:
    """A duty and its year."""

    item: Item
    cells: Sequence[Cell]

    @property
    def counts(self) -> Mapping[State, int]:
        """How many of its cells are in each state."""
        return {state: sum(cell.state is state for cell in self.cells) for state in State}
