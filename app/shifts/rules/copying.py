"""Copying a week: which shifts it brings, and who cannot come along and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.gatherings.rules import Span
from app.refusals import WhyNot
from app.shifts.rules.planning import SeatPlan


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody on a seat of the week that is copied. `reasons` are why they do not come along."""

    volunteer: int
    name: str
    post: int
    post_name: str
    reasons: tuple[WhyNot, ...] = ()


@dataclass(frozen=True, slots=True)
class ShiftCopy:
    """One shift of the week that is copied, as it would be a week later.

    Attributes:
        source: the shift it is made of.
        target: the shift of the week that it was made into before; None where it is to be made.
        reasons: why it cannot be made at all.
        comes, stays: who has the same seat again, and who has not.
    """

    source: int
    target: int | None
    place: int
    place_name: str
    span: Span
    seats: Sequence[SeatPlan]
    note: str
    reasons: tuple[WhyNot, ...] = ()
    comes: list[Sitting] = field(default_factory=list)
    stays: list[Sitting] = field(default_factory=list)

    @property
    def is_made(self) -> bool:
        """It can be made, and was not made before."""
        return self.target is None and not self.reasons


@dataclass(frozen=True, slots=True)
class WeekCopy:
    """What copying a week does, shift by shift."""

    shifts: Sequence[ShiftCopy]

    @property
    def made(self) -> list[ShiftCopy]:
        """Shifts that are new."""
        return [one for one in self.shifts if one.is_made]

    @property
    def refused(self) -> list[ShiftCopy]:
        """Shifts that cannot be made."""
        return [one for one in self.shifts if one.reasons]

    @property
    def there(self) -> int:
        """Shifts that are there already; they stay as they are."""
        return sum(one.target is not None for one in self.shifts)

    @property
    def coming(self) -> int:
        """People who get a seat."""
        return sum(len(one.comes) for one in self.shifts)

    @property
    def staying(self) -> list[tuple[ShiftCopy, Sitting]]:
        """People who do not."""
        return [(one, sitting) for one in self.shifts for sitting in one.stays]
