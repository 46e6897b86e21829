"""The rule book of Party-building: PB-01 to PB-27, each with its text, whom it reaches, and when it is spoken of."""

from collections.abc import Mapping, Sequence

from app.party.rules.book.branch import OF_THE_BRANCH
from app.party.rules.book.life import OF_THE_LIFE
from app.party.rules.book.members import OF_MEMBERS
from app.party.rules.book.reach import Reached, reached
from app.party.rules.book.shape import UNITS, Reach, Reminder, Rule, Unit

RULE_BOOK: Sequence[Rule] = tuple(sorted((*OF_THE_LIFE, *OF_THE_BRANCH, *OF_MEMBERS), key=lambda rule: rule.id))
BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULE_BOOK}

__all__ = ["BY_ID", "RULE_BOOK", "UNITS", "Reach", "Reached", "Reminder", "Rule", "Unit", "reached"]
