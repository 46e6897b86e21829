"""Who is in which ledger, since when, and how much of a year's hours that asks for."""

from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from app.actor import Actor, May, Role
from app.locale import _
from app.refusals import WhyNot
from app.training.rules import OF_THE_PARTY, Ledger
from app.training.rules.book import STEP, LedgerRule

ON_THE_STAFF = frozenset({Role.STAFF, Role.COORDINATOR, Role.MANAGER, Role.SECRETARY})
"""Roles that only somebody on the staff has; the others may be given to people from outside."""

EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from one to another, both included; `to_on` None while it lasts."""

    from_on: date
    to_on: date | None = None

    def within(self, year: int) -> "Period | None":
        """The part of it that lies in the year."""
        first, last = max(self.from_on, date(year, 1, 1)), min(self.to_on or date.max, date(year, 12, 31))
        return Period(first, last) if first <= last else None

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return self.from_on <= (other.to_on or date.max) and other.from_on <= (self.to_on or date.max)


@dataclass(frozen=True, slots=True)
class OnTheStaff:
    """What the defaults need to know of a person.

    Attributes:
        is_staff: has or had a role that only the staff has.
        has_title: has a professional title.
        joined_on, left_on: None where they are not known, or where the person is still here.
    """

    is_staff: bool
    has_title: bool
    joined_on: date | None = None
    left_on: date | None = None

    def default(self, ledger: Ledger) -> Sequence[Period]:
        """Everybody on the staff is in 事业单位, who has a title also in 专技; the Party's have no default."""
        wanted = {Ledger.INSTITUTION: self.is_staff, Ledger.PROFESSIONAL: self.is_staff and self.has_title}
        if not wanted.get(ledger):
            return ()
        return (Period(self.joined_on or EARLIEST, self.left_on),)


def periods(person: OnTheStaff, own: Mapping[Ledger, Sequence[Period]], ledger: Ledger) -> Sequence[Period]:
    """When the person is in the ledger: by the memberships they were given, or else by default."""
    return own.get(ledger) or person.default(ledger)


def whole_months(times: Iterable[Period], year: int) -> int:
    """Months of the year of which every day is covered by the times together."""
    parts = sorted((part.from_on, part.to_on or part.from_on) for period in times if (part := period.within(year)))
    return sum(_covered(parts, *_month(year, month)) for month in range(1, 13))


def required(rule: LedgerRule, times: Iterable[Period], year: int) -> Fraction:
    """Hours that the year asks for: the whole for twelve months, otherwise by whole months, rounded up to halves.

    Source: a setting of this library [P]; the rules say nothing of people who join in the middle of a year.
    """
    return _part(rule.required_hours, times, year)


def required_days(rule: LedgerRule, times: Iterable[Period], year: int) -> Fraction | None:
    """Days that would do instead, by whole months and rounded up to halves; None where the rule knows hours only."""
    return None if rule.required_days is None else _part(rule.required_days, times, year)


def due(rule: LedgerRule, times: Iterable[Period], today: date) -> Fraction:
    """Hours that the whole months before today ask for: half of the year's on 1 July, three quarters on 1 October.

    Who joined in summer owes what the months since then ask for.
    """
    until = today.replace(day=1) - timedelta(days=1)
    past = [Period(one.from_on, min(one.to_on or until, until)) for one in times if one.from_on <= until]
    return required(rule, past, today.year)


def _part(whole: int, times: Iterable[Period], year: int) -> Fraction:
    return ceil(Fraction(whole * whole_months(times, year), 12) / STEP) * STEP


def may_see(actor: Actor, ledger: Ledger, person: int) -> bool:
    """Whether the actor may know that the person is in the ledger: of the Party's, only who sees the branch, and the person.

    Source: membership of the Party is 特定身份 (personal information protection law art. 28).
    """
    return actor.id == person or ledger in of_everybody(actor)


def of_everybody(actor: Actor) -> frozenset[Ledger]:
    """Ledgers whose members the actor may know, whoever they are: the columns of a table about everybody."""
    return frozenset(ledger for ledger in Ledger if ledger not in OF_THE_PARTY or actor.may(May.SEE_PARTY))


def may_see_party(actor: Actor, person: int) -> bool:
    """Whether the actor may know which meetings of the Party branch the person was at: their own, and who sees the branch's."""
    return actor.id == person or actor.may(May.SEE_PARTY)


def may_keep(actor: Actor, ledger: Ledger) -> bool:
    """Whether the actor keeps the ledger and certifies its hours: the secretary the Party's, the manager the others.

    Source: membership of the Party is 特定身份 (personal information protection law art. 28).
    """
    return (Role.SECRETARY if ledger in OF_THE_PARTY else Role.MANAGER) in actor.roles


def visible(actor: Actor, person: int) -> frozenset[Ledger]:
    """Ledgers of the person that the actor may see."""
    return frozenset(ledger for ledger in Ledger if may_see(actor, ledger, person))


def why_not_add(new: Period, held: Collection[Period]) -> tuple[WhyNot, ...]:
    """Why the person cannot be put into the ledger for this time."""
    if reasons := why_not_period(new):
        return reasons
    for one in held:
        if one.overlaps(new):
            sentence = _("这段时间已经在台账里（%(held)s），先结束那一段", held=said(one))
            return (WhyNot("held", sentence),)
    return ()


def why_not_period(period: Period) -> tuple[WhyNot, ...]:
    """Why these days cannot be: the end is before the start, or they are before anything the library keeps."""
    if period.from_on < EARLIEST:
        return (WhyNot("from_on", _("开始日期写成 2000-01-01 以后的日子")),)
    if period.to_on is not None and period.to_on < period.from_on:
        return (WhyNot("to_on", _("结束日期要不早于开始日期（%(day)s）", day=period.from_on)),)
    return ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """What makes the periods that somebody holds follow those that are so.

    Attributes:
        moved: the days that a held period has from now on, by its id.
        added: periods that are held from now on.
    """

    moved: Mapping[int, Period]
    added: Sequence[Period]


def aligned(held: Mapping[int, Period], wanted: Sequence[Period]) -> Alignment:
    """What to change so that who is in a ledger is whoever was in the branch.

    A held period that shares days with a wanted one takes its days; one that shares none with any stays, since it was
    given for another reason. Nothing is removed: a second held period within the same wanted one
    begins where it did.

    Args:
        held: by id.
        wanted: without overlaps.
    """
    moved, added, free = dict[int, Period](), list[Period](), dict(held)
    for period in sorted(wanted, key=lambda one: one.from_on):
        own = sorted((one.from_on, number) for number, one in free.items() if one.overlaps(period))
        if not own:
            added.append(period)
            continue
        starts = [period.from_on, *(day for day, _number in own[1:])]
        ends = [*(day - timedelta(days=1) for day, _number in own[1:]), period.to_on]
        for (_day, number), first, last in zip(own, starts, ends, strict=True):
            if free.pop(number) != Period(first, last):
                moved[number] = Period(first, last)
    return Alignment(moved, added)


def said(period: Period) -> str:
    """2026-01-01 起, or 2026-01-01 至 2026-06-30."""
    if period.to_on is None:
        return _("%(day)s 起", day=period.from_on)
    return _("%(from)s 至 %(to)s", **{"from": period.from_on, "to": period.to_on})


def _covered(parts: Sequence[tuple[date, date]], first: date, last: date) -> bool:
    """Whether the parts, in order, hold every day from the first to the last."""
    for start, end in parts:
        if start > first:
            return False
        if end >= last:
            return True
        first = max(first, end + timedelta(days=1))
    return False


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
