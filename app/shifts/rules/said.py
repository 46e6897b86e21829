"""How times and hours are said in this slice."""

from datetime import datetime

from app.clock import at_library
from app.gatherings.rules import Span


def short_span(span: Span) -> str:
    """11-24 09:00—12:00, on the library's clock."""
    starts, ends = at_library(span.starts_at), at_library(span.ends_at)
    later = "" if ends.date() == starts.date() else "+1 "
    return f"{starts:%m-%d %H:%M}—{later}{ends:%H:%M}"


def short_moment(moment: datetime) -> str:
    """11-24 18:00, on the library's clock."""
    return f"{at_library(moment):%m-%d %H:%M}"


def times(span: Span) -> str:
    """09:00—12:00, on the library's clock."""
    return short_span(span)[6:]


def hours(minutes: int) -> str:
    """3.5 from 210: tenths of an hour, cut and not rounded up, without idle zeros."""
    whole, tenths = divmod(minutes * 10 // 60, 10)
    return f"{whole}.{tenths}" if tenths else str(whole)
