"""Keeping shift templates, and making shifts of them."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from app import clock
from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.people.tables import ServicePoint
from app.refusals import Refused, WhyNot, ensure_seen, found
from app.shifts.queries.limits import limit_book
from app.shifts.queries.places import of_posts, posts
from app.shifts.queries.seats import seats_of_shift
from app.shifts.queries.templates import Generation, TemplateView, closed_on, generation_of, template, templates
from app.shifts.rules.generating import Outcome, Turn
from app.shifts.rules.planning import SeatPlan, planned_by
from app.shifts.rules.templates import TemplatePlan, why_not_range, why_not_template
from app.shifts.steps import ensure_arranges, one_roster_change_at_a_time, rewrite_shift, write_shift
from app.shifts.tables import Shift, ShiftTemplate, ShiftTemplateSeat


async def add_template(actor: Actor, given: TemplatePlan, *, now: datetime) -> int:
    """Write a template down; nothing is made of it before somebody generates. Returns its id.

    Raises:
        Missing: the place or one of its posts is not there.
        Refused: it is another coordinator's place, the template cannot be, or another one is in its way.
    """
    async with deed(actor, "shift_template.added", name=given.name, place=given.place) as line:
        await one_roster_change_at_a_time()
        await _ensure_may_be(actor, given, None, now)
        row = ShiftTemplate(_columns(given))
        await row.save()
        await _write_seats(row.id, given.seats)
        line.subject = row.id
        return int(row.id)


async def edit_template(actor: Actor, template_id: int, given: TemplatePlan, *, now: datetime, seen: str = "") -> None:
    """Replace a template; shifts that were made of it stay as they are until somebody generates again.

    Raises:
        Missing, Refused: as with adding, or it has changed since it was `seen`.
    """
    async with deed(actor, "shift_template.edited", template_id, name=given.name) as line:
        await one_roster_change_at_a_time()
        before = found(await template(actor, template_id))
        ensure_arranges(actor, before.plan.place)
        ensure_seen(seen, before.plan)
        if given.place != before.plan.place:
            raise Refused(WhyNot("place", _("岗位属于服务点，换地点就另建一个模板")))
        await _ensure_may_be(actor, given, template_id, now)
        line.details["before"] = _said(before)
        await ShiftTemplate.update(_columns(given)).where(ShiftTemplate.id == template_id)
        await ShiftTemplateSeat.delete().where(ShiftTemplateSeat.template == template_id)
        await _write_seats(template_id, given.seats)


async def end_template(actor: Actor, template_id: int, *, now: datetime) -> None:
    """Nothing is made of the template from today on; shifts that are there stay.

    Raises:
        Missing, Refused: there is none, or it is another coordinator's.
    """
    async with deed(actor, "shift_template.ended", template_id):
        await one_roster_change_at_a_time()
        before = found(await template(actor, template_id))
        ensure_arranges(actor, before.plan.place)
        yesterday = clock.at_library(now).date() - timedelta(days=1)
        if not before.has_ended(yesterday + timedelta(days=1)):
            await ShiftTemplate.update({ShiftTemplate.to_on: yesterday}).where(ShiftTemplate.id == template_id)


async def generate(
    actor: Actor,
    first: date,
    last: date,
    *,
    now: datetime,
    place: int | None = None,
    change: Collection[int] = (),
    again: Collection[int] = (),
) -> Generation:
    """Make the shifts of these days that are not there yet, as drafts; returns what was done, as the dry run says it.

    Args:
        last: included.
        change: drafts that are to follow their template, by shift; the others stay as they are.
        again: shifts that somebody called off and that are to be made anew; the others are not.

    Raises:
        Refused: the days are none, or there is nothing to do.
    """
    async with deed(actor, "shift.generated", from_on=first, to_on=last, place=place) as line:
        if reasons := why_not_range(first, last):
            raise Refused(*reasons)
        await one_roster_change_at_a_time()
        known = await generation_of(actor, first, last, now, place=place)
        new = known.of(Outcome.NEW)
        returning = [one for one in known.returning if _shift(one) in again]
        changed = [one for one in known.changeable if _shift(one) in change]
        if not (new or returning or changed):
            raise Refused(WhyNot("nothing", _("没有要新排或要改的班")))
        for one in returning:
            # The row that was called off keeps its own story; it only no longer stands for this day.
            await Shift.update({Shift.template: None, Shift.template_day: None}).where(Shift.id == _shift(one))
        book = await limit_book()
        for one in (*new, *returning):
            plan = planned_by(one.plan.shift_on(one.on), book.on(one.on))
            await write_shift(plan, now, None, (one.template, one.on))
        for one in changed:
            seats = await seats_of_shift(_shift(one))
            plan = planned_by(one.plan.shift_on(one.on), book.on(one.on))
            await rewrite_shift(actor, seats, replace(plan, note=seats[0].note), now)
        line.details.update(
            made=len(new), made_again=[_shift(one) for one in returning], changed=[_shift(one) for one in changed]
        )
        turns = (*new, *returning, *changed, *known.of(Outcome.REFUSED))
        return Generation(turns, known.refused, known.post_names)


def _shift(one: Turn) -> int:
    return one.standing.shift if one.standing else 0


async def _ensure_may_be(actor: Actor, given: TemplatePlan, known: int | None, now: datetime) -> None:
    found(await ServicePoint.exists().where(ServicePoint.id == given.place) or None)
    ensure_arranges(actor, given.place)
    theirs = {one.id: one for one in await posts(actor, place=given.place)}
    found(all(seat.post in theirs for seat in given.seats) or None)
    given = replace(given, seats=of_posts(given.seats, theirs))
    today = clock.at_library(now).date()
    others = [one.plan for one in await templates(actor) if one.id != known and not one.has_ended(today)]
    names = {post: one.name for post, one in theirs.items()}
    if reasons := why_not_template(given, others, await closed_on(given.place), names):
        raise Refused(*reasons)


def _columns(given: TemplatePlan) -> dict[Any, Any]:
    return {
        "place": given.place,
        "name": given.name,
        "day_kind": given.kind.value,
        "weekdays": "".join(map(str, sorted(given.weekdays))),
        "from_minute": given.from_minute,
        "to_minute": given.to_minute,
        "from_on": given.from_on,
        "to_on": given.to_on,
    }


async def _write_seats(template_id: int, seats: Collection[SeatPlan]) -> None:
    rows = (
        ShiftTemplateSeat(
            template=template_id,
            post=one.post,
            least=one.count.least,
            wanted=one.count.wanted,
            most=one.count.most,
            priority=one.count.priority,
        )
        for one in seats
    )
    await ShiftTemplateSeat.insert(*rows)


def _said(before: TemplateView) -> dict[str, Any]:
    return {
        **{name: value for name, value in _columns(before.plan).items() if value is not None},
        "seats": [{"post": one.post, **asdict(one.count)} for one in before.plan.seats],
    }
