"""The working calendar: the library's own days, and the notice of a year."""

from datetime import date, datetime, timedelta
from typing import Any

from app import clock
from app.actor import Actor
from app.audit import deed
from app.gatherings.queries.calendar import OwnDay, notice_document, own_day
from app.gatherings.rules.calendar import DayKind
from app.gatherings.rules.notices import read_notice, why_not_notice
from app.gatherings.tables import CalendarDay, CalendarNotice
from app.refusals import Refused, found
from app.storage import database

LOCK = "working calendar"


async def set_day(actor: Actor, on: date, kind: DayKind, name: str, source: str, *, now: datetime) -> OwnDay | None:
    """Say what a day is here, whatever the notice says; returns what the library had said of it before."""
    async with deed(actor, "calendar_day.set", day=on, kind=kind.value, name=name, reason=source) as line:
        await database().hold(LOCK)
        before = await own_day(actor, on)
        line.details["before"] = before.day.kind.value if before else ""
        await CalendarDay.delete().where(CalendarDay.day == on)
        await CalendarDay(day=on, kind=kind.value, name=name, source=source, at=now).save()
        return before


async def set_back(actor: Actor, on: date) -> OwnDay:
    """Take back what the library said of a day; returns it. The notice holds again.

    Raises:
        Missing: it said nothing of that day.
    """
    async with deed(actor, "calendar_day.set_back", day=on) as line:
        await database().hold(LOCK)
        before = found(await own_day(actor, on))
        line.details.update(kind=before.day.kind.value, name=before.day.name, reason=before.source)
        await CalendarDay.delete().where(CalendarDay.day == on)
        return before


async def enter_notice(actor: Actor, year: int, document: str, text: str, *, now: datetime) -> int:
    """Enter the notice of a year, whole or not at all; entering it again replaces it. Returns how many days it names.

    What the library itself said of a day stays. A day in the year before is written only where nothing is said of it.

    Raises:
        Refused: the notice comes with the product, cannot be out yet, or has lines that cannot be.
    """
    async with deed(actor, "calendar_notice.entered", year=year, document=document) as line:
        await database().hold(LOCK)
        days, reasons = read_notice(year, text)
        if reasons := why_not_notice(year, clock.at_library(now).year) or reasons:
            raise Refused(*reasons)
        line.details.update(days=len(days), before=await notice_document(actor, year))
        await _forget(year, str(line.details["before"]))
        kept = {row["day"] for row in await CalendarDay.select(CalendarDay.day)}
        rows = [
            CalendarDay(day=day.on, kind=day.kind.value, name=day.name, source=document, at=now)
            for day in days
            if day.on not in kept
        ]
        if rows:
            await CalendarDay.insert(*rows)
        await CalendarNotice(year=year, document=document, at=now).save()
        return len(days)


async def _forget(year: int, document: str) -> None:
    first: Any = date(year, 1, 1) - timedelta(days=7)
    await CalendarDay.delete().where(
        CalendarDay.source == document, CalendarDay.day >= first, CalendarDay.day <= date(year, 12, 31)
    )
    await CalendarNotice.delete().where(CalendarNotice.year == year)
