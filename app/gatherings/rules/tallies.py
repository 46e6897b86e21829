"""Who came, as numbers: 应到、实到、请假、缺席、补课、免 and the rate."""

from collections.abc import Collection
from dataclasses import dataclass

from app.gatherings.rules.attendance import Status


@dataclass(frozen=True, slots=True)
class Tally:
    """People by what stands of them; `waiting` are those of whom nothing is known yet."""

    expected: int
    present: int
    late: int
    excused: int
    absent: int
    made_up: int
    exempt: int
    waiting: int

    @property
    def came(self) -> int:
        """实到: who was there in time or late. Whoever made it up later was not there."""
        return self.present + self.late

    @property
    def rate(self) -> int | None:
        """Whole percent of the expected who came, rounded down, so that 100 means everybody; None when nobody had to come.

        Source: 出席 ÷ (应到 − 免) (library-party-training page §2.3).
        """
        asked = self.expected - self.exempt
        return self.came * 100 // asked if asked else None


def tally(standings: Collection[Status | None]) -> Tally:
    """Count what stands of each expected person; None is nothing yet."""
    counts = dict.fromkeys(Status, 0)
    for one in standings:
        if one is not None:
            counts[one] += 1
    return Tally(
        expected=len(standings),
        present=counts[Status.PRESENT],
        late=counts[Status.LATE],
        excused=counts[Status.EXCUSED],
        absent=counts[Status.ABSENT],
        made_up=counts[Status.MADE_UP],
        exempt=counts[Status.EXEMPT],
        waiting=len(standings) - sum(counts.values()),
    )
