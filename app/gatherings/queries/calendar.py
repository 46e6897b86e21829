"""The working calendar as the rules want it."""

from app.gatherings.rules.calendar import Calendar, Day, DayKind
from app.gatherings.tables import CalendarDay, CalendarNotice


async def calendar() -> Calendar:
    """The library's own days and the years whose notice was entered."""
    rows = await CalendarDay.select(CalendarDay.day, CalendarDay.kind, CalendarDay.name)
    own = {row["day"]: Day(row["day"], DayKind(row["kind"]), row["name"]) for row in rows}
    years = frozenset(row["year"] for row in await CalendarNotice.select(CalendarNotice.year))
    return Calendar(own, years)
