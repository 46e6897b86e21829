"""The ages that the library has decided on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.shifts.rules.ages import AgeBand, Ages, bands_on, is_adult
from app.shifts.tables import AgeSetting, Volunteer
from app.storage.moments import moment


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision, by whom and when."""

    ages: Ages
    by_name: str
    at: datetime


async def decisions() -> list[Decided]:
    """Every decision about ages, in the order in which they were written."""
    rows = await AgeSetting.select().order_by(AgeSetting.id)
    return [Decided(_ages(row), row["by_name"], moment(row["at"])) for row in rows]


async def known_ages() -> Sequence[Ages]:
    """The same, as the rules want them."""
    return tuple(_ages(row) for row in await AgeSetting.select().order_by(AgeSetting.id))


async def standing_bands(day: date) -> tuple[AgeBand, ...]:
    """The bands of a day."""
    return bands_on(await known_ages(), day)


async def of_age(volunteers: Collection[int], day: date) -> set[int]:
    """Those of them who are of age on that day."""
    rows = await Volunteer.select(Volunteer.id, Volunteer.born_on).where(Volunteer.id.is_in([0, *volunteers]))
    return {row["id"] for row in rows if is_adult(row["born_on"], day)}


def _ages(row: dict[str, Any]) -> Ages:
    return Ages(
        row["from_on"],
        row["youngest"],
        row["consent_under"],
        row["child_until_minute"],
        row["minor_until_minute"],
        row["source"],
        row["accompanied"],
    )
