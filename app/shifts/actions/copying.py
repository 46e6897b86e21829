"""Copying last week's roster into this one."""

from datetime import date, datetime

from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.refusals import Refused, WhyNot
from app.shifts.queries.copying import week_copy
from app.shifts.queries.seats import seats_of_shifts
from app.shifts.remembering import remember_copy
from app.shifts.rules import How
from app.shifts.rules.copying import ShiftCopy, WeekCopy
from app.shifts.rules.planning import WEEK, ShiftPlan
from app.shifts.steps import one_roster_change_at_a_time, write_shift
from app.shifts.tables import Assignment, Seat, Shift


async def copy_week(actor: Actor, monday: date, *, now: datetime, place: int | None = None) -> WeekCopy:
    """Make of the week before what can be made, as drafts; returns what was done, as the dry run would say it.

    Raises:
        Refused: there is nothing to copy that is not there already.
    """
    async with deed(actor, "shift.week_copied", week=monday) as line:
        await one_roster_change_at_a_time()
        copy = await week_copy(actor, monday, now, place=place)
        if not copy.made:
            raise Refused(WhyNot("nothing", _("上周没有还没复制过来的班")))
        made = [await _make(actor, one, now) for one in copy.made]
        await remember_copy(actor, await seats_of_shifts(made), now)
        line.details.update(shifts=len(copy.made), people=copy.coming, stayed=len(copy.staying))
        return copy


async def _make(actor: Actor, one: ShiftCopy, now: datetime) -> int:
    before = await Shift.select(Shift.sign_up_until).where(Shift.id == one.source).first()
    limit = before["sign_up_until"] + WEEK if before else None
    plan = ShiftPlan(one.place, one.span, one.seats, one.note, limit)
    shift = await write_shift(plan, now, one.source)
    seats = {row["post"]: row["id"] for row in await Seat.select(Seat.id, Seat.post).where(Seat.shift == shift)}
    if one.comes:
        await Assignment.insert(
            *(
                Assignment(
                    shift=shift,
                    seat=seats[sitting.post],
                    volunteer=sitting.volunteer,
                    how=How.COPIED.value,
                    by=actor.id,
                    by_name=actor.name,
                    at=now,
                )
                for sitting in one.comes
            )
        )
    return shift
