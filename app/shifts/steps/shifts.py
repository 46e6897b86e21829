"""Steps of actions: the rows of a shift, and freezing its list, inside the deed of whoever has asked the rules."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.gatherings import steps as gatherings
from app.gatherings.queries import facts as gathering_facts
from app.gatherings.rules import Category, Kind, Span
from app.locale import N_
from app.people.tables import ServicePoint
from app.refusals import WhyNot, found
from app.shifts.queries.people import people_facts
from app.shifts.queries.seats import Holder, SeatView
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from app.shifts.rules.seating import conflicts, mended_before_check_in
from app.shifts.steps.line import move_up
from app.shifts.tables import (
    Seat,
    Shift,
    ShiftPublication,
)

TITLE = N_("志愿服务（%(place)s）")


async def write_shift(
    given: ShiftPlan, now: datetime, copied_from: int | None, made_of: tuple[int, date] | None = None
) -> int:
    """The rows of a shift, for whoever has asked the rules inside a deed; `made_of` is its template and the day."""
    place = found(await ServicePoint.select(ServicePoint.name).where(ServicePoint.id == given.place).first())
    # Kept in Chinese, in whatever language its coordinator works.
    title = TITLE % {"place": place["name"]}
    gathering = await gatherings.arrange(
        Kind.SHIFT, title[:80], given.span, place=given.place, category=Category.SERVICE, now=now
    )
    template, day = made_of or (None, None)
    shift = Shift(
        gathering=gathering,
        sign_up_until=given.limit,
        note=given.note,
        copied_from=copied_from,
        template=template,
        template_day=day,
    )
    await shift.save()
    await Seat.insert(*(Seat(seat_columns(shift.id, one)) for one in given.seats))
    return int(shift.id)


async def write_publication(actor: Actor, shift: int, place: int, span: Span, now: datetime) -> None:
    """From now on these are the time and place of the shift that people know of."""
    await ShiftPublication(
        shift=shift, starts_at=span.starts_at, ends_at=span.ends_at, place=place, by_name=actor.name, at=now
    ).save()


def seat_columns(shift: int, one: SeatPlan) -> dict[Any, Any]:
    """What a plan says of a seat, as its row does."""
    return {
        "shift": shift,
        "post": one.post,
        "least": one.count.least,
        "wanted": one.count.wanted,
        "most": one.count.most,
        "priority": one.count.priority,
    }


async def stopped(seats: Sequence[SeatView], now: datetime) -> list[tuple[Holder, WhyNot]]:
    """Who may not serve any more though they have a seat of this shift, and why; their list is not frozen before it is mended."""
    facts = seats[0].facts
    holders = [one for seat in seats for one in seat.holders]
    people = await people_facts(facts.span, [one.volunteer for one in holders])
    return [
        (one, why)
        for seat in seats
        for one in seat.holders
        for why in conflicts(people[one.volunteer], seat.facts, now, one.reason)
        if why.code in mended_before_check_in(facts.span, now)
    ]


async def freeze_list(actor: Actor, seats: Sequence[SeatView], now: datetime) -> list[int]:
    """Open the attendance of a shift, for whoever has asked the rules; returns the persons on its list."""
    facts = seats[0].facts
    if now >= facts.span.ends_at and (seats[0].moved or not facts.published):
        await write_publication(actor, facts.shift, facts.place, facts.span, now)
    persons = sorted(one.person for seat in seats for one in seat.holders)
    await gatherings.open_list(facts.gathering, persons, now)
    return persons


async def rewrite_shift(actor: Actor, seats: Sequence[SeatView], given: ShiftPlan, now: datetime) -> None:
    """A shift gets the times and numbers of a plan, for whoever has asked the rules; then its lines move up.

    Raises:
        Refused: it has begun.
    """
    facts = seats[0].facts
    title = found(await gathering_facts(facts.gathering)).title
    await gatherings.rearrange(facts.gathering, title, given.span, place=given.place, category=Category.SERVICE)
    await Shift.update({Shift.sign_up_until: given.limit, Shift.note: given.note}).where(Shift.id == facts.shift)
    shift = facts.shift
    planned, known = {one.post: one for one in given.seats}, {one.post: one for one in seats}
    for post, seat in known.items():
        if post not in planned:
            # Nobody sits on it; rows that speak of it keep it, with no room left.
            await Seat.update({Seat.least: 0, Seat.wanted: 0, Seat.most: 0}).where(Seat.id == seat.id)
        else:
            columns = {name: value for name, value in seat_columns(shift, planned[post]).items() if name != "shift"}
            await Seat.update(columns).where(Seat.id == seat.id)
    if new := [Seat(seat_columns(shift, one)) for post, one in planned.items() if post not in known]:
        await Seat.insert(*new)
    for seat in seats:
        await move_up(actor, seat.id, now)
