"""学时卡: what one person has in each ledger of a year, what is asked for, and what two ledgers both count."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from app.training.rules import Ledger
from app.training.rules.book import LedgerRule, rules_of
from app.training.rules.hours import Credit, hours, overlap, share, shown
from app.training.rules.membership import OnTheStaff, Period, periods, required, whole_months


@dataclass(frozen=True, slots=True)
class Account:
    """One ledger of one person in one year; all hours in halves.

    Attributes:
        required: what is asked for; by whole months of membership.
        done: what is there, rounded down.
        months: whole months in which the person was in the ledger.
        share: of the categories that the rule wants a part of; None where it wants none.
    """

    rule: LedgerRule
    required: Fraction
    done: Fraction
    months: int
    share: Fraction | None = None

    @property
    def gap(self) -> Fraction:
        """Hours that are missing; 0 when there are enough."""
        return max(Fraction(), self.required - self.done)

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
) -> Card:
    """The card of one person.

    Args:
        own: memberships that the person was given.
        credits: of the person; those of other years do no harm.
        visible: ledgers that whoever reads the card may know of.
    """
    accounts = []
    for rule in rules_of(year):
        times = [one for one in periods(person, own, rule.ledger) if one.within(year)]
        if times and rule.ledger in visible:
            accounts.append(_account(rule, times, credits, year))
    pairs = combinations([one.rule for one in accounts], 2)
    shared = [Shared(one.ledger, other.ledger, shown(overlap(credits, one, other, year))) for one, other in pairs]
    return Card(year, accounts, [one for one in shared if one.hours])


def _account(rule: LedgerRule, times: Sequence[Period], credits: Sequence[Credit], year: int) -> Account:
    part = share(credits, rule, year)
    return Account(
        rule,
        required(rule, times, year),
        shown(hours(credits, rule, year)),
        whole_months(times, year),
        None if part is None else shown(part),
    )
