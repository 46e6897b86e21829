"""What was done, as the calendar of duties reads it: each part of Party-building tells its own facts in these words.

A fact is a plain value with the page it came from, so that every cell of the calendar leads to its records.
"""

from dataclasses import dataclass
from datetime import date

from app.party.rules.citing import Citation
from app.party.rules.meetings import MeetingKind


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was held, or is planned.

    Attributes:
        number: id of the meeting; `href` is its page.
        kinds: what it counts as; an 组织生活会 may be a 民主评议 as well.
        held_on: the day at the library.
        is_over: its list is closed; a planned one counts for nothing yet.
        lacks: what its minutes still lack, in words; empty when they are complete.
        group: id of the Party group whose meeting it was, or None.
        attended, expected, exempt: persons' ids of the frozen list; `attended` came, late or made up.
        excused: who was on leave with a reason.
    """

    number: int
    href: str
    title: str
    kinds: frozenset[MeetingKind]
    held_on: date
    is_over: bool
    lacks: tuple[str, ...] = ()
    group: int | None = None
    expected: frozenset[int] = frozenset()
    attended: frozenset[int] = frozenset()
    excused: frozenset[int] = frozenset()
    exempt: frozenset[int] = frozenset()
    theme_decided_on: date | None = None
    open_actions: int = 0


@dataclass(frozen=True, slots=True)
class Talk:
    """That two people had a 谈心谈话 on a day; what was said is nobody's business here."""

    number: int
    href: str
    held_on: date
    persons: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DuesMonth:
    """A month for which a member paid, and on which day."""

    person: int
    year: int
    month: int
    paid_on: date


@dataclass(frozen=True, slots=True)
class Done:
    """A yearly duty that is one record: what it was, when, and where it is written down.

    `what` is a word of the rule: `dues_published`, `secretary_training`, `secretary_report`, `flowing_contact`, `term_renewal`.
    """

    what: str
    done_on: date
    href: str
    title: str
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Appraised:
    """A member's result in the democratic appraisal of a year; the result itself is restricted and not told here."""

    person: int
    year: int
    decided_on: date
    href: str


@dataclass(frozen=True, slots=True)
class AppraisalHeld:
    """The round of a year's appraisal; `meeting` is the number of the meeting it was held in, None where none is known."""

    year: int
    held_on: date
    href: str
    meeting: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """A member's hours of one ledger in a year, in halves: `done` of `required`."""

    person: int
    ledger: str
    year: int
    done: float
    required: float
    href: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that a text wants done by a day; `is_provisional` where the holidays of a year it counts over are not known.

    `days_left` follows from today; it is negative once the day is over.
    """

    due_on: date
    said: str
    href: str
    citation: Citation
    is_provisional: bool = False

    def days_left(self, today: date) -> int:
        """Whole days until it is due."""
        return (self.due_on - today).days
