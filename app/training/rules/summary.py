"""人均学时 and 达标率 of one ledger over the staff, and the order of those who lack most."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from app.training.rules import Ledger
from app.training.rules.card import Account, Card

Somebody = TypeVar("Somebody")


@dataclass(frozen=True, slots=True)
class Summary:
    """One ledger over everybody who is in it and owes something; None where nobody does.

    Attributes:
        members: how many owe hours this year.
        met: how many of them lack nothing.
        mean: hours a head, exact.
    """

    members: int
    met: int
    mean: Fraction | None

    @property
    def percent(self) -> int | None:
        """Whole percent of those who lack nothing, rounded down: nobody is told of a goal that is not there yet."""
        return self.met * 100 // self.members if self.members else None


def summary(cards: Sequence[Card], ledger: Ledger) -> Summary:
    """What one ledger looks like over all cards; people with no whole month of membership are left out."""
    accounts = [one for card in cards if (one := card.account(ledger)) and one.months]
    mean = Fraction(sum((one.done for one in accounts), Fraction())) / len(accounts) if accounts else None
    return Summary(len(accounts), sum(one.is_met for one in accounts), mean)


def lacking(card: Card) -> Fraction:
    """The widest gap of a card, by which those who lack most come first; ledgers are not added up."""
    return max((max(one.gap, one.share_gap) for one in card.accounts), default=Fraction())


def lacking_in(accounts: Sequence[tuple[Somebody, Account | None]]) -> list[tuple[Somebody, Account]]:
    """Those who are in the ledger, who lack most of it first."""
    held = [(who, account) for who, account in accounts if account]
    return sorted(held, key=lambda one: -max(one[1].gap, one[1].share_gap))
