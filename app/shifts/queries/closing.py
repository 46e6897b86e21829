"""When the library is closed."""

from datetime import date, timedelta

from app.clock import at_library
from app.gatherings import queries as gatherings
from app.gatherings.rules import Span
from app.gatherings.rules.calendar import Calendar, DayKind
from app.locale import _
from app.refusals import Refused
from app.shifts.rules.seating import at


async def closures(span: Span) -> list[tuple[Span, str]]:
    """When the library is closed in this time, and what for: closed days of the calendar, and studies."""
    calendar = await gatherings.calendar()
    closed = [(one, _("闭馆学习")) for one in await gatherings.closed_times(span)]
    return closed + closed_days(calendar, span)


def closed_days(calendar: Calendar, span: Span) -> list[tuple[Span, str]]:
    """The closed days of the calendar that this time touches, each from midnight to midnight."""
    first, last = at_library(span.starts_at).date(), at_library(span.ends_at).date()
    found = []
    for day, known in calendar.own.items():
        if first <= day <= last and known.kind is DayKind.CLOSED:
            whole = Span(at(day, 0), at(day + timedelta(days=1), 0))
            found.append((whole, known.name or _("闭馆日")))
    return found


def day_kind(calendar: Calendar, day: date) -> tuple[DayKind, str] | None:
    """What a day is and its name; None in a year whose notice of holidays is not there."""
    try:
        known = calendar.day(day)
    except Refused:
        return None
    return known.kind, known.name
