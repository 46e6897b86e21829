"""Where nobody serves: the library is closed on that day, or the service point for good.

Days on which the library is closed to readers are told apart from times within a day at which its people study.
"""

from collections.abc import Iterator, Sequence
from datetime import date, time

from app.clock import at_library
from app.gatherings.rules import Span
from app.locale import _
from app.refusals import WhyNot
from app.shifts.rules.reasons import Reason


def is_whole_day(closed: Span) -> bool:
    """Whether the library is closed from midnight to midnight; a closed study is a time within a day."""
    starts, ends = at_library(closed.starts_at), at_library(closed.ends_at)
    return starts.date() < ends.date() and starts.time() == ends.time() == time()


def has_closed(closes_on: date | None, span: Span) -> bool:
    """Whether a service point that closes on this day serves nobody any more when the shift begins."""
    return closes_on is not None and at_library(span.starts_at).date() >= closes_on


def why_place_closed(place: str, closes_on: date | None, span: Span) -> Iterator[WhyNot]:
    """Why nobody serves at a place that has closed for good."""
    if has_closed(closes_on, span):
        yield WhyNot(Reason.CLOSED, _("“%(place)s”%(day)s 起停止服务，换一个服务点", place=place, day=closes_on))


def why_closed(span: Span, closures: Sequence[tuple[Span, str]], *, on_closed_days: bool) -> Iterator[WhyNot]:
    """Why nobody serves then, said once.

    Args:
        closures: when the library is closed, with what for.
        on_closed_days: what is arranged for days on which the library is closed to readers.
    """
    for closed, what in closures:
        if closed.overlaps(span) and not (on_closed_days and is_whole_day(closed)):
            yield WhyNot(Reason.CLOSED, _("闭馆：%(what)s，换一个时间", what=what))
            return
