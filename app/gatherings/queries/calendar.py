"""The working calendar as the rules want it, and as its page shows it."""

from dataclasses import dataclass
from datetime import date

from app.actor import Actor
from app.gatherings.rules.calendar import Calendar, Day, DayKind
from app.gatherings.tables import CalendarDay, CalendarNotice


async def calendar() -> Calendar:
    """The library's own days and the years whose notice was entered."""
    rows = await CalendarDay.select(CalendarDay.day, CalendarDay.kind, CalendarDay.name)
    own = {row["day"]: Day(row["day"], DayKind(row["kind"]), row["name"]) for row in rows}
    years = frozenset(row["year"] for row in await CalendarNotice.select(CalendarNotice.year))
    return Calendar(own, years)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """What the library wrote of one day; `source` is the notice's document or the library's own reason."""

    day: Day
    source: str


async def own_days(actor: Actor, first: date, last: date) -> list[OwnDay]:
    """The days of the library's own from the first to the last, in order."""
    rows = (
        await CalendarDay.select(CalendarDay.day, CalendarDay.kind, CalendarDay.name, CalendarDay.source)
        .where(CalendarDay.day >= first, CalendarDay.day <= last)
        .order_by(CalendarDay.day)
    )
    return [OwnDay(Day(row["day"], DayKind(row["kind"]), row["name"]), row["source"]) for row in rows]


async def own_day(actor: Actor, on: date) -> OwnDay | None:
    """The same for one day."""
    days = await own_days(actor, on, on)
    return days[0] if days else None


async def notice_document(actor: Actor, year: int) -> str:
    """The document of the notice that was entered for this year; empty when there is none."""
    row = await CalendarNotice.select(CalendarNotice.document).where(CalendarNotice.year == year).first()
    return str(row["document"]) if row else ""
