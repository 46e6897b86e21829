"""A shift that was served, for the tests: who came, how it is known, and that its list is closed."""

from datetime import timedelta

from app.actor import Actor
from app.gatherings import actions as attendance
from app.gatherings.rules.attendance import Source
from app.service.actions import arriving
from app.service.rules.arriving import site_code_now
from app.shifts.actions import planning, publishing, roster
from app.shifts.queries.seats import SeatView
from tests.app.shifts.county import DAY, HOUR, NOW, County, a_shift, a_volunteer
from tests.makers import MONDAY

MINUTE = timedelta(minutes=1)
START, END = MONDAY, MONDAY + 3 * HOUR
"""A shift from nine to twelve."""


async def a_seat(county: County, *volunteers: int, start: timedelta = timedelta(0), site: int = 0) -> SeatView:
    """A published shift with these volunteers on it."""
    seat = await a_shift(county, start, site=site, published=False)
    for one in volunteers:
        await roster.assign(county.manager, seat.id, one, now=NOW, override="人手不够")
    day = (MONDAY + start).date()
    await publishing.publish(county.manager, day - timedelta(days=day.weekday()), now=NOW)
    return seat


async def scan_in(actor: Actor, seat: SeatView, at) -> None:
    """The actor scans the screen of the place and comes."""
    await arriving.come(actor, site_code_now(seat.facts.place, at), seat.facts.shift, now=at)


async def scan_out(actor: Actor, seat: SeatView, at) -> int:
    """The actor scans the screen of the place and goes."""
    return await arriving.go(actor, site_code_now(seat.facts.place, at), seat.facts.shift, now=at)


async def a_service(
    county: County, *actors: Actor, volunteers: tuple[int, ...], start: timedelta = timedelta(0), source=Source.SCAN
) -> SeatView:
    """A shift that they served from its start to its end, and that the coordinator closed."""
    seat = await a_seat(county, *volunteers, start=start)
    begins, ends = seat.facts.span.starts_at, seat.facts.span.ends_at
    if source is Source.SCAN:
        for actor in actors:
            await scan_in(actor, seat, begins)
        for actor in actors:
            await scan_out(actor, seat, ends)
    else:
        await planning.open_attendance(county.coordinator, seat.facts.shift, now=begins)
        for actor in actors:
            await attendance.write_in(
                county.coordinator, seat.facts.gathering, actor.person, begins, ends, "照签到表", now=ends
            )
    await attendance.close(county.coordinator, seat.facts.gathering, now=ends)
    return seat


__all__ = ["DAY", "END", "HOUR", "MINUTE", "START", "a_seat", "a_service", "a_volunteer", "scan_in", "scan_out"]
