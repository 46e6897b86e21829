"""Setting what volunteers may do at most."""

from datetime import date, datetime
from typing import Any

from app import clock
from app.actor import Actor
from app.audit import deed
from app.refusals import Refused
from app.shifts.rules.limits import Limits, why_not_limits
from app.shifts.tables import RosterSetting


async def set_limits(actor: Actor, given: Limits, from_on: date, *, now: datetime) -> None:
    """From this day on these limits hold, for shifts of that day and later; what was set before stays readable.

    Raises:
        Refused: the day is past, a number is out of range, or nobody says where they come from.
    """
    async with deed(actor, "roster_rules.set", from_on=from_on, source=given.source) as line:
        if reasons := why_not_limits(given, from_on, clock.at_library(now).date()):
            raise Refused(*reasons)
        columns: dict[Any, Any] = {
            "rest_minutes": int(given.rest.total_seconds()) // 60,
            "day_minutes": given.day_minutes,
            "days_in_a_row": given.days_in_a_row,
            "novice_shifts": given.novice_shifts,
            "withdraw_hours": int(given.withdraw.total_seconds()) // 3600,
            "late_hours": int(given.late.total_seconds()) // 3600,
            "sign_up_hours": int(given.sign_up_ends.total_seconds()) // 3600,
            "regular_shifts": given.regular_shifts,
            "head_start_hours": int(given.head_start.total_seconds()) // 3600,
        }
        line.details.update(columns)
        written: dict[Any, Any] = {
            "from_on": from_on,
            "source": given.source.strip(),
            "set_by_name": actor.name,
            "at": now,
        }
        row = RosterSetting({**columns, **written})
        await row.save()
        line.subject = row.id
