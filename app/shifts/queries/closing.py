"""When the library is closed."""

from datetime import date, timedelta

from app.gatherings import queries as gatherings
from app.gatherings.rules import Span
from app.gatherings.rules.calendar import Calendar, DayKind
from app.locale import _
from app.refusals import Refused
from app.shifts.rules.seating import at


async def closures(span: Span) -> list[tuple[Span, str]]:
    """When the library is closed in this time, and what for: closed days of the calendar, and studies."""
    studies, days = await gatherings.closed_times_and_days(span)
    closed = [(one, _("闭馆学习")) for one in studies]
    return closed + [(_whole(day), name or _("闭馆日")) for day, name in days]


def _whole(day: date) -> Span:
    return Span(at(day, 0), at(day + timedelta(days=1), 0))


def day_kind(calendar: Calendar, day: date) -> tuple[DayKind, str] | None:
    """What a day is and its name; None in a year whose notice of holidays is not there."""
    try:
        known = calendar.day(day)
    except Refused:
        return None
    return known.kind, known.name
