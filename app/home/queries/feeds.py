"""What stands in a calendar that is subscribed to: one's own shifts, sessions and exams; for everybody, closures."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app import clock
from app.actor import Actor
from app.exams.queries.sitting import my_exams
from app.gatherings.queries import closed_times
from app.gatherings.rules import GatheringState, Span
from app.locale import _
from app.office.calendars import Event
from app.shifts.queries.mine import my_shifts
from app.study.queries import sessions

BACK, AHEAD = timedelta(days=60), timedelta(days=400)
MOST = 1_000
"""Events of one calendar; more would be no calendar that a phone likes."""


async def own_events(person: int, name: str, base: str, now: datetime) -> list[Event]:
    """The shifts, sessions and exams of a person, of the last two months and all to come.

    Args:
        base: where the product is reached, for the addresses of the events.
    """
    # Without roles, so that somebody who arranges all sessions has their own ones only.
    actor = Actor(person, name)
    found = [*await _shifts(actor, base, now), *await _sessions(actor, base, now), *await _exams(actor, base, now)]
    return sorted(_near(found, now), key=lambda one: (one.starts_at, one.key))[:MOST]


async def closures(now: datetime) -> list[Event]:
    """When the library is closed because its people study; no name, no topic."""
    times = await closed_times(Span(now - BACK, now + AHEAD))
    return [
        Event(f"closure-{one.starts_at:%Y%m%dT%H%M%SZ}", _("闭馆（馆内学习）"), one.starts_at, one.ends_at)
        for one in times[:MOST]
    ]


async def _shifts(actor: Actor, base: str, now: datetime) -> list[Event]:
    return [
        Event(
            f"gathering-{one.gathering}",
            _("志愿班次：%(post)s", post=one.post),
            one.span.starts_at,
            one.span.ends_at,
            " ".join(filter(None, (one.place_name, one.address))),
            one.duties,
            bool(one.called_off),
            f"{base}/shifts/mine",
        )
        for one in await my_shifts(actor, now - BACK)
    ]


async def _sessions(actor: Actor, base: str, now: datetime) -> list[Event]:
    listed = await sessions(actor, clock.at_library(now).year, now)
    return [
        Event(
            f"gathering-{one.gathering.id}",
            one.title,
            one.span.starts_at,
            one.span.ends_at,
            one.gathering.where,
            _("闭馆学习") if one.gathering.library_closed else "",
            one.state is GatheringState.CALLED_OFF,
            f"{base}/study/sessions/{one.id}",
        )
        for one in (*listed.past, *listed.coming)
    ]


async def _exams(actor: Actor, base: str, now: datetime) -> list[Event]:
    return [
        Event(
            f"exam-{one.id}",
            _("考试：%(title)s", title=one.title),
            one.times.opens_at,
            one.times.closes_at,
            "",
            _("作答 %(minutes)d 分钟", minutes=one.minutes),
            False,
            f"{base}/exams/{one.id}",
        )
        for one in await my_exams(actor, now)
    ]


def _near(events: list[Event], now: datetime) -> Iterator[Event]:
    return (one for one in events if now - BACK < one.ends_at and one.starts_at < now + AHEAD)
