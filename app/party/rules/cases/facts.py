"""What is known of a case: plain values, read from its rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from app.locale import N_
from app.party.rules.cases.acts import Act, Stage
from app.party.rules.cases.clocks import months_after, years_after


class End(StrEnum):
    """Why a case went no further."""

    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    STOPPED = "stopped"
    NOT_ADMITTED = "not_admitted"
    CANCELLED = "cancelled"


ENDS = {
    End.WITHDRAWN: N_("本人撤回申请"),
    End.MOVED: N_("材料转交现单位党组织"),
    End.STOPPED: N_("党组织研究不再列为培养对象"),
    End.NOT_ADMITTED: N_("未通过接收或者未被批准"),
    End.CANCELLED: N_("取消预备党员资格"),
}


@dataclass(frozen=True, slots=True)
class Votes:
    """A secret ballot as counts only (2026 art. 20): `eligible` are all members with a vote who were expected.

    `written` came in writing before the meeting from members who could not come, and count among those in favour.
    """

    eligible: int
    present: int
    in_favour: int
    written: int = 0


@dataclass(frozen=True, slots=True)
class Happened:
    """An act on its day.

    Attributes:
        number: id of its row; 0 where it follows from rows of another kind.
        said: what people concluded, in their words.
        days, hours: of the training.
        until: the last day of an extended probation.
    """

    act: Act
    on: date
    number: int = 0
    said: str = ""
    votes: Votes | None = None
    days: int = 0
    hours: int = 0
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A member beside the applicant, as mentor or sponsor, from a day to another, both included."""

    number: int
    person: int
    name: str
    from_on: date
    ended_on: date | None = None

    def stands(self, day: date) -> bool:
        """Whether they are it on this day."""
        return self.from_on <= day and (self.ended_on is None or day <= self.ended_on)


@dataclass(frozen=True, slots=True)
class Notice:
    """A public notice, both days included; `passes` None until its result is written down."""

    number: int
    from_on: date
    to_on: date
    passes: bool | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """The case went no further since a day."""

    kind: End
    on: date
    reason: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Leaving:
    """The person will leave their place of work or study on a day, and what was said of it."""

    on: date
    said: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as it stands.

    Attributes:
        born_on: as it was put right last.
        happened: every act that stands, in the order of days.
        vetting: whether the last vetting found the applicant fit; None before one.
        documents: kinds of papers that are there.
        explained: acts that were late, with what was said about it.
    """

    id: int
    person: int
    name: str
    born_on: date
    happened: Sequence[Happened] = ()
    mentors: Sequence[Beside] = ()
    sponsors: Sequence[Beside] = ()
    notices: Sequence[Notice] = ()
    vetting: bool | None = None
    documents: frozenset[str] = frozenset()
    explained: Mapping[Act, str] = field(default_factory=dict)
    ending: Ending | None = None
    leaving: Leaving | None = None
    _by_act: dict[Act, list[Happened]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.happened:
            self._by_act.setdefault(one.act, []).append(one)

    def first(self, act: Act) -> Happened | None:
        """The earliest record of an act."""
        there = self._by_act.get(act)
        return there[0] if there else None

    def last(self, act: Act) -> Happened | None:
        """The latest record of an act."""
        there = self._by_act.get(act)
        return there[-1] if there else None

    def day(self, act: Act) -> date | None:
        """The day of an act that is done once."""
        one = self.first(act)
        return one.on if one else None

    def all(self, act: Act) -> Iterator[Happened]:
        """Every record of an act."""
        return iter(self._by_act.get(act, ()))

    def without(self, number: int) -> "CaseFacts":
        """As it would be if this record did not stand."""
        return replace(self, happened=[one for one in self.happened if one.number != number])

    def and_then(self, one: Happened) -> "CaseFacts":
        """As it would be with one more record."""
        return replace(self, happened=sorted([*self.happened, one], key=lambda each: each.on))

    @property
    def stage(self) -> Stage:
        """What the person is: 预备党员 from the superior's approval on (2026 art. 24, 28)."""
        for act, stage in (
            (Act.CONFIRMED, Stage.FULL),
            (Act.APPROVED, Stage.PROBATIONARY),
            (Act.PROSPECT, Stage.PROSPECT),
            (Act.ACTIVIST, Stage.ACTIVIST),
        ):
            if self.first(act):
                return stage
        return Stage.APPLICANT

    @property
    def notice(self) -> Notice | None:
        """The newest public notice."""
        return max(self.notices, key=lambda one: (one.from_on, one.number), default=None)

    @property
    def probation_ends(self) -> date | None:
        """A year from the vote, or as far as it was extended (2026 art. 31); None before the vote."""
        admitted, extended = self.day(Act.ADMITTED), self.last(Act.EXTENDED)
        if extended and extended.until:
            return extended.until
        return years_after(admitted, 1) if admitted else None

    @property
    def extension_range(self) -> tuple[date, date] | None:
        """From which day to which an extended probation may last: half a year to a year beyond the first."""
        admitted = self.day(Act.ADMITTED)
        if admitted is None:
            return None
        ends = years_after(admitted, 1)
        return months_after(ends, 6), months_after(ends, 12)
