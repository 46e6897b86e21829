"""Planning a shift, changing it, calling it off, and beginning its attendance."""

from dataclasses import replace
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.clock import at_library
from app.gatherings import queries as gatherings
from app.gatherings import steps as gathering_steps
from app.gatherings.rules import GatheringState, Span
from app.locale import N_, _
from app.notices import tell
from app.people.tables import ServicePoint
from app.refusals import Refused, WhyNot, ensure_seen, found
from app.shifts.queries.closing import closures
from app.shifts.queries.limits import limit_book
from app.shifts.queries.people import people_facts
from app.shifts.queries.places import of_posts, posts
from app.shifts.queries.seats import SeatView, moved_to, seats_of_shift, shown
from app.shifts.rules.planning import (
    ShiftPlan,
    planned_by,
    why_not_open_attendance,
    why_not_place,
    why_not_plan,
    why_not_seats,
)
from app.shifts.rules.seating import conflicts
from app.shifts.steps import (
    MINE,
    dismiss_lines,
    ensure_arranges,
    freeze_list,
    one_roster_change_at_a_time,
    rewrite_shift,
    said_of,
    stopped,
    write_shift,
)
from app.shifts.tables import Shift

CALLED_OFF = N_("%(when)s %(place)s 的班取消了。原因：%(why)s")
TWINS = """
SELECT s.id FROM shift s JOIN gathering g ON g.id = s.gathering JOIN seat t ON t.shift = s.id
WHERE g.place = {} AND g.starts_at = {} AND g.ends_at = {} AND t.post = {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
"""


async def plan(actor: Actor, given: ShiftPlan, *, now: datetime, copied_from: int | None = None) -> int:
    """Plan a shift as a draft; returns its id.

    Raises:
        Missing: the place or one of its posts is not there.
        Refused: it is another coordinator's place, the times or numbers cannot be, the library is closed, or there is
            such a shift already.
    """
    async with deed(actor, "shift.planned", place=given.place, starts_at=given.span.starts_at) as line:
        line.details["afterwards"] = given.afterwards
        await one_roster_change_at_a_time()
        ensure_arranges(actor, given.place)
        given = planned_by(given, (await limit_book()).on(at_library(given.span.starts_at).date()))
        await _ensure_plannable(actor, given, now)
        line.subject = await write_shift(given, now, copied_from)
        return line.subject


async def change(actor: Actor, shift: int, given: ShiftPlan, *, now: datetime, seen: str = "") -> None:
    """Change times, limit, note and numbers of a shift that has not begun; people learn of it when it is published.

    Raises:
        Missing: there is no such shift.
        Refused: another coordinator's, it has changed since it was `seen`, the plan cannot be, or somebody who has a seat
            could not come then.
    """
    async with deed(actor, "shift.changed", shift, starts_at=given.span.starts_at, ends_at=given.span.ends_at) as line:
        await one_roster_change_at_a_time()
        seats = found(await seats_of_shift(shift) or None)
        facts = seats[0].facts
        line.details.update(before=facts.span.starts_at, afterwards=given.afterwards)
        ensure_arranges(actor, facts.place)
        ensure_seen(seen, *shown(seats))
        if given.place != facts.place:
            raise Refused(WhyNot("place", _("岗位属于服务点，换地点就取消这一班另排一班")))
        given = planned_by(given, (await limit_book()).on(at_library(given.span.starts_at).date()))
        await _ensure_plannable(actor, given, now, known=shift)
        _ensure_seats(seats, given)
        await _ensure_people_can(seats, given.span, now)
        await rewrite_shift(actor, seats, given, now)


async def call_off(actor: Actor, shift: int, reason: str, *, now: datetime) -> None:
    """Call a shift off and tell whoever has a seat and knows of it, with the reason.

    Raises:
        Missing, Refused: there is none, it is another coordinator's, or it is over.
    """
    async with deed(actor, "shift.called_off", shift, reason=reason):
        await one_roster_change_at_a_time()
        seats = found(await seats_of_shift(shift) or None)
        ensure_arranges(actor, seats[0].facts.place)
        if not reason.strip():
            raise Refused(WhyNot("why", _("写上取消的原因，来服务的人会看到")))
        await gathering_steps.call_off(seats[0].facts.gathering, reason.strip(), now)
        people = [one.person for seat in seats for one in seat.holders if one.told]
        said = {"when": said_of(seats[0])["when"], "place": seats[0].facts.place_name, "why": reason.strip()}
        await tell(actor, people, CALLED_OFF, address=MINE, now=now, **said)
        await dismiss_lines(actor, seats, reason.strip(), now)


async def open_attendance(actor: Actor, shift: int, *, now: datetime) -> int:
    """Freeze the list of a shift so that people may check in; returns its gathering. Once open it stays as it is.

    Of a shift that is over the list is opened too, so that its paper sheet can be copied in.

    Raises:
        Missing, Refused: there is none, it is another coordinator's, too early, nobody has a seat, or somebody with a
            seat may not serve any more.
    """
    async with deed(actor, "shift.attendance_opened", shift) as line:
        await one_roster_change_at_a_time()
        seats = found(await seats_of_shift(shift) or None)
        facts = seats[0].facts
        ensure_arranges(actor, facts.place)
        if reasons := why_not_open_attendance(facts.span, facts.published, now):
            raise Refused(*reasons)
        if facts.state is GatheringState.OPEN:
            return facts.gathering
        if paused := await stopped(seats, now):
            one, why = paused[0]
            said = _("%(name)s：%(why)s；先撤下或换人，再开始签到", name=one.name, why=why.sentence)
            raise Refused(WhyNot(why.code, said))
        line.details["people"] = await freeze_list(actor, seats, now)
        return facts.gathering


async def _ensure_plannable(actor: Actor, given: ShiftPlan, now: datetime, known: int | None = None) -> None:
    calendar, closed = await gatherings.calendar(), await gatherings.closed_times(given.span)
    theirs = {one.id: one for one in await posts(actor, place=given.place)}
    given = replace(given, seats=of_posts(given.seats, theirs))
    if reasons := why_not_plan(given, calendar, closed, now):
        raise Refused(*reasons)
    place = found(await ServicePoint.select().where(ServicePoint.id == given.place).first())
    if reasons := why_not_place(place["name"], place["closed_on"], at_library(given.span.starts_at).date()):
        raise Refused(*reasons)
    found(all(seat.post in theirs for seat in given.seats) or None)
    for seat in given.seats:
        span = given.span
        rows = await Shift.raw(TWINS, given.place, span.starts_at, span.ends_at, seat.post)
        if any(row["id"] != known for row in rows):
            raise Refused(WhyNot("same", _("这里这个时间已经排了这个岗位，去改那一班")))


def _ensure_seats(seats: list[SeatView], given: ShiftPlan) -> None:
    if reasons := why_not_seats(given.seats):
        raise Refused(*reasons)
    planned = {one.post: one.count for one in given.seats}
    for seat in seats:
        most = planned[seat.post].most if seat.post in planned else 0
        if len(seat.holders) > most:
            said = _("“%(post)s”已有 %(n)d 人，最多人数不能少于它；先撤下", post=seat.facts.post, n=len(seat.holders))
            raise Refused(WhyNot("taken", said))


async def _ensure_people_can(seats: list[SeatView], span: Span, now: datetime) -> None:
    """Nobody who has a seat is carried along to a time at which they could not have had it."""
    if span == seats[0].facts.span:
        return
    closed, book = await closures(span), await limit_book()
    people = await people_facts(span, [one.volunteer for seat in seats for one in seat.holders])
    for seat in seats:
        there = moved_to(seat, span, seat.facts.place, seat.facts.place_name, closed, book)
        for one in seat.holders:
            if reasons := conflicts(people[one.volunteer], there, now, one.reason):
                said = _("%(name)s 到时来不了：%(why)s。先撤下或换人", name=one.name, why=reasons[0].sentence)
                raise Refused(WhyNot(reasons[0].code, said))
