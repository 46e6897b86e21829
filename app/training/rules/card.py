"""学时卡: what one person has in each ledger of a year, what is asked for, and what two ledgers both count."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import combinations

from app.training.rules import Ledger
from app.training.rules.book import LedgerRule, rules_of
from app.training.rules.forecast import forecast
from app.training.rules.hours import Credit, days, hours, overlap, rest, share, shown
from app.training.rules.membership import OnTheStaff, Period, due, periods, required, required_days, whole_months


@dataclass(frozen=True, slots=True)
class Account:
    """One ledger of one person in one year; all hours in halves.

    Attributes:
        required: what is asked for; by whole months of membership.
        done: what is there, rounded down.
        months: whole months in which the person was in the ledger.
        share: of the categories that the rule wants a part of; None where it wants none.
        rest: of all other categories, likewise.
        days, required_days: days of training, and how many of them do as well; None where the rule knows hours only.
        forecast: what the year will come to; None for years that are over or yet to come.
        due: what the months before today ask for; None likewise.
    """

    rule: LedgerRule
    required: Fraction
    done: Fraction
    months: int
    share: Fraction | None = None
    rest: Fraction | None = None
    days: Fraction | None = None
    required_days: Fraction | None = None
    forecast: Fraction | None = None
    due: Fraction | None = None

    @property
    def is_met_by_days(self) -> bool:
        """Whether there are enough days, although the hours alone would not do."""
        return bool(self.required_days) and self.days is not None and self.days >= (self.required_days or 0)

    @property
    def gap(self) -> Fraction:
        """Hours that are missing; 0 when there are enough, or enough days."""
        return Fraction() if self.is_met_by_days else max(Fraction(), self.required - self.done)

    @property
    def is_behind(self) -> bool:
        """Whether less is done than the months before today ask for."""
        return self.due is not None and self.done < self.due and not self.is_met_by_days

    @property
    def gap_to_come(self) -> Fraction:
        """Hours that will be missing at the end of the year; 0 where nothing is foreseen."""
        known = self.required if self.forecast is None or self.is_met_by_days else self.forecast
        return max(Fraction(), self.required - known)

    @property
    def share_percent(self) -> int | None:
        """How much of what is done comes from the wanted categories, rounded down; None where no part is asked for."""
        return None if self.share is None or not self.done else min(100, int(self.share * 100 / self.done))

    @property
    def share_gap(self) -> Fraction:
        """Hours of the wanted categories that are missing from the part that the rule asks for."""
        if self.share is None or self.rule.share is None:
            return Fraction()
        return max(Fraction(), self.required * self.rule.share.part - self.share)

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return not self.gap and not self.share_gap


@dataclass(frozen=True, slots=True)
class Shared:
    """Hours that two ledgers both count, in halves."""

    one: Ledger
    other: Ledger
    hours: Fraction


@dataclass(frozen=True, slots=True)
class Card:
    """The accounts of one person in one year, and where they overlap. There is no sum of them."""

    year: int
    accounts: Sequence[Account]
    shared: Sequence[Shared]

    def account(self, ledger: Ledger) -> Account | None:
        """The account of one ledger, where the person is in it."""
        return next((one for one in self.accounts if one.rule.ledger is ledger), None)


def card(
    person: OnTheStaff,
    own: Mapping[Ledger, Sequence[Period]],
    credits: Sequence[Credit],
    year: int,
    visible: Collection[Ledger] = tuple(Ledger),
    *,
    rules: Sequence[LedgerRule] | None = None,
    planned: Sequence[Credit] = (),
    today: date | None = None,
) -> Card:
    """The card of one person.

    Args:
        own: memberships that the person was given.
        credits: of the person; those of other years do no harm.
        visible: ledgers that whoever reads the card may know of.
        rules: of the year, as the library has set them; those of the book without any.
        planned: what is still to come, for the forecast.
        today: at the library, for the forecast; without it there is none.
    """
    accounts = []
    for rule in rules_of(year) if rules is None else rules:
        times = [one for one in periods(person, own, rule.ledger) if one.within(year)]
        if times and rule.ledger in visible:
            account = _account(rule, times, credits, year)
            if today is not None and today.year == year:
                first = min(one.from_on for one in times)
                ahead = forecast(credits, planned, rule, today, first)
                account = replace(account, forecast=ahead, due=due(rule, times, today))
            accounts.append(account)
    pairs = combinations([one.rule for one in accounts], 2)
    shared = [Shared(one.ledger, other.ledger, shown(overlap(credits, one, other, year))) for one, other in pairs]
    return Card(year, accounts, [one for one in shared if one.hours])


def _account(rule: LedgerRule, times: Sequence[Period], credits: Sequence[Credit], year: int) -> Account:
    return Account(
        rule,
        required(rule, times, year),
        shown(hours(credits, rule, year)),
        whole_months(times, year),
        _shown(share(credits, rule, year)),
        _shown(rest(credits, rule, year)),
        days(credits, rule, year) if rule.required_days is not None else None,
        required_days(rule, times, year),
    )


def _shown(exact: Fraction | None) -> Fraction | None:
    return None if exact is None else shown(exact)
