"""Who has not taken part for months without leave: for the secretary's eyes only. Source: 教育管理条例 art. 31(6); PB-20."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.party.rules.branch import Member, Structure, Trait
from app.party.rules.facts import Held
from app.party.rules.periods import months_between

SPOKEN_OF_AFTER, URGENT_AFTER, LONGEST = 3, 5, 6
"""Months: the first two are when this product speaks up, the third is the text's."""


@dataclass(frozen=True, slots=True)
class Away:
    """A member who took part last on a day, and has missed so many meetings since, for so many months."""

    member: int
    name: str
    since: date
    missed: int
    months: int

    @property
    def is_urgent(self) -> bool:
        """Whether the six months of the text are near."""
        return self.months >= URGENT_AFTER


def away(structure: Structure, held: Sequence[Held], today: date) -> list[Away]:
    """Members who for three months or longer took part in nothing and were on no leave.

    Leave with a reason is 正当理由: from that day the months are counted anew. Whoever is old and ill is let off (art. 23).

    Args:
        held: in the order of their days.
    """
    over = [one for one in held if one.is_over and one.held_on <= today]
    found = [_of(one, over, today) for one in structure.members if Trait.FRAIL not in one.traits]
    return [one for one in found if one.missed and one.months >= SPOKEN_OF_AFTER]


def _of(member: Member, over: Sequence[Held], today: date) -> Away:
    who, since, missed = member.person, member.since, 0
    for one in over:
        if who in one.attended or who in one.excused or who in one.exempt:
            since, missed = max(since, one.held_on), 0
        elif who in one.expected:
            missed += 1
    return Away(member.id, member.name, since, missed, months_between(since, today))
