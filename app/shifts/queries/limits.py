"""What the library has set for its rosters, by the day from which it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.shifts.rules.limits import LimitBook, Limits
from app.shifts.tables import RosterSetting
from app.storage.moments import moment


@dataclass(frozen=True, slots=True)
class SetLimits:
    """Limits as somebody set them."""

    id: int
    from_on: date
    limits: Limits
    by: str
    at: datetime


async def limit_book() -> LimitBook:
    """The limits of every day, in one query; asked once for a request."""
    return LimitBook([(one.from_on, one.limits) for one in reversed(await settings())])


async def settings() -> list[SetLimits]:
    """What was set, by the day from which it holds, the latest first; of one day the newest first."""
    rows = await RosterSetting.select().order_by(RosterSetting.from_on, RosterSetting.id, ascending=False)
    return [SetLimits(row["id"], row["from_on"], _limits(row), row["set_by_name"], moment(row["at"])) for row in rows]


def _limits(row: Mapping[str, Any]) -> Limits:
    return Limits(
        rest=timedelta(minutes=row["rest_minutes"]),
        day_minutes=row["day_minutes"],
        days_in_a_row=row["days_in_a_row"],
        novice_shifts=row["novice_shifts"],
        withdraw=timedelta(hours=row["withdraw_hours"]),
        late=timedelta(hours=row["late_hours"]),
        sign_up_ends=timedelta(hours=row["sign_up_hours"]),
        regular_shifts=row["regular_shifts"],
        head_start=timedelta(hours=row["head_start_hours"]),
        source=row["source"],
    )
