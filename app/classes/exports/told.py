"""Everything that the R-07 set tells of a class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.classes.queries import ClassView, LearnerView, UnitView
from app.classes.rules.feedback import Summary
from app.gatherings.rules import GatheringState
from app.gatherings.rules.attendance import Status
from app.locale import _
from app.people.rules.names import masked, masked_name


@dataclass(frozen=True, slots=True)
class Told:
    """A class with all that was written down about it.

    Attributes:
        seats: learners who did not withdraw, in the order in which they enrolled.
        presences: what stands, by unit and person.
        is_public: names and phones are masked.
    """

    one: ClassView
    units: Sequence[UnitView]
    seats: Sequence[LearnerView]
    presences: Mapping[tuple[int, int], Status]
    feedback: Summary
    library: str
    made_by: str
    generated_at: datetime
    is_public: bool

    @property
    def held(self) -> Sequence[UnitView]:
        """The units that were not called off."""
        return [unit for unit in self.units if unit.gathering.state is not GatheringState.CALLED_OFF]

    @property
    def period(self) -> str:
        """The days of the class."""
        return _("%(first)s 至 %(last)s", first=self.one.starts_on, last=self.one.ends_on)

    def name(self, seat: LearnerView) -> str:
        """The name as this version shows it."""
        return masked_name(seat.name) if self.is_public else seat.name

    def phone(self, seat: LearnerView) -> str:
        """The phone as this version shows it."""
        return masked(seat.phone) if self.is_public else seat.phone
