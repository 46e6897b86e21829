"""Taking back what one did on the board, and doing it again; each is a change like any other, and judged like it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from app.actor import Actor
from app.audit import deed
from app.gatherings import steps as gatherings
from app.gatherings.rules import GatheringState
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.shifts.queries.ages import of_age
from app.shifts.queries.drafts import last_applied
from app.shifts.queries.seats import SeatView, seat_view, seats_of_ids
from app.shifts.queries.undoing import seats_of_step, steps_of
from app.shifts.rules import End, How
from app.shifts.rules.planning import why_not_take_off
from app.shifts.rules.seating import By, blocking
from app.shifts.rules.undoing import (
    Did,
    SeatNow,
    SeatStep,
    Sitter,
    Step,
    next_redo,
    next_undo,
    why_not_before_draft,
    why_not_step,
)
from app.shifts.steps import ensure_arranges, judge, leave_seat, move_up, one_roster_change_at_a_time, take_seat
from app.shifts.tables import Assignment, AssignmentEnd, RosterStep, RosterStepSeat, Seat, Shift


async def undo(actor: Actor, week: date, *, now: datetime) -> Step:
    """Take back the actor's last step on the board of that week; returns it.

    Whoever was told of it learns of this with the next publication, as of any change.

    Raises:
        Refused: there is none, somebody has changed one of its seats since, or what was there before may not be now.
    """
    async with deed(actor, "shift.step_undone", week=week) as line:
        await one_roster_change_at_a_time()
        step = next_undo(await steps_of(actor, week))
        draft = await last_applied(actor, week)
        if reasons := why_not_before_draft(step, draft.at if draft else None):
            raise Refused(*reasons)
        if step is None:
            raise Refused(WhyNot("nothing", _("这一周没有能撤销的改动")))
        line.details.update(what=step.what.value, step=step.id)
        seats = await seats_of_step(step.id)
        if step.what is Did.COPIED_WEEK:
            await _call_off_copies(actor, step, seats, now)
        else:
            await _turn(actor, step, seats, now, back=True)
        await RosterStep.update({RosterStep.undone_at: now}).where(RosterStep.id == step.id)
        return step


async def redo(actor: Actor, week: date, *, now: datetime) -> Step:
    """Do again what the actor took back last; returns it.

    Raises:
        Refused: there is nothing, or as with taking back.
    """
    async with deed(actor, "shift.step_redone", week=week) as line:
        await one_roster_change_at_a_time()
        step = next_redo(await steps_of(actor, week))
        if step is None:
            raise Refused(WhyNot("nothing", _("这一周没有能重做的改动")))
        if step.what is Did.COPIED_WEEK:
            raise Refused(WhyNot("copy_again", _("要再复制上周，就再点一次“复制上周”")))
        line.details.update(what=step.what.value, step=step.id)
        await _turn(actor, step, await seats_of_step(step.id), now, back=False)
        await RosterStep.update({RosterStep.undone_at: None}).where(RosterStep.id == step.id)
        return step


async def _turn(actor: Actor, step: Step, parts: Sequence[SeatStep], now: datetime, *, back: bool) -> None:
    views = await _seen(actor, step, parts, back=back)
    changes = {one.seat: one.changed.reversed() if back else one.changed for one in parts}
    # First everybody goes, then everybody comes: what was moved between two seats is on neither for a moment.
    for seat, change in changes.items():
        await _take_off(actor, views[seat], change.went, now)
    coming = [(seat, sitter) for seat, change in changes.items() for sitter in change.came]
    # Adults first: a child comes back only beside one.
    grown = await of_age({sitter.volunteer for _seat, sitter in coming}, step.week)
    for seat, change in changes.items():
        if change.locked is not None:
            await Seat.update(
                {Seat.locked: not change.locked, Seat.revision: Seat.revision + 1, Seat.changed_by_name: actor.name}
            ).where(Seat.id == seat)
            if change.locked:
                await move_up(actor, seat, now)
    for seat, sitter in sorted(coming, key=lambda one: one[1].volunteer not in grown):
        await _put_on(actor, seat, sitter, now)
    for one in parts:
        row = found(await Seat.select(Seat.revision).where(Seat.id == one.seat).first())
        await _relabel(actor, one.seat, one.before if back else one.after, row["revision"])


async def _seen(actor: Actor, step: Step, parts: Sequence[SeatStep], *, back: bool) -> Mapping[int, SeatView]:
    views = {one.id: one for one in await seats_of_ids({one.seat for one in parts})}
    for one in views.values():
        ensure_arranges(actor, one.facts.place)
    now = {seat: _now(view) for seat, view in views.items()}
    whole = Step(step.id, step.week, step.what, step.undone, parts)
    if reasons := why_not_step(whole, now, back=back):
        raise Refused(*reasons)
    return views


def _now(view: SeatView) -> SeatNow:
    return SeatNow(view.where, view.revision, [one.name for one in view.holders], view.changed_by)


async def _take_off(actor: Actor, view: SeatView, sitters: Sequence[Sitter], now: datetime) -> None:
    gone = {one.volunteer for one in sitters}
    for holder in view.holders:
        if holder.volunteer not in gone:
            continue
        if reasons := why_not_take_off(view.facts.state, view.facts.span, holder.told, False, now):
            raise Refused(*(_of(view, holder.name, one) for one in reasons))
        await leave_seat(actor, view, holder, End.UNASSIGNED, now)


async def _put_on(actor: Actor, seat: int, sitter: Sitter, now: datetime) -> None:
    view = found(await seat_view(seat))
    person, reasons = await judge(view, sitter.volunteer, By.COORDINATOR, now)
    if standing := blocking(reasons, sitter.reason):
        raise Refused(*(_of(view, sitter.name, one) for one in standing))
    assignment = await take_seat(actor, view, person, How.ASSIGNED, now, reason=sitter.reason if reasons else "")
    await _untold(assignment, seat, sitter.volunteer, now)


def _of(view: SeatView, name: str, why: WhyNot) -> WhyNot:
    said = _("不能撤销或重做：%(seat)s 的%(name)s，%(why)s", seat=view.where, name=name, why=why.sentence)
    return WhyNot(why.code, said)


async def _untold(assignment: int, seat: int, volunteer: int, now: datetime) -> None:
    """Who knew of the seat and was not yet told that it was taken from them need not be told anything at all."""
    rows = await AssignmentEnd.raw(
        "SELECT e.id, a.told_at FROM assignment_end e JOIN assignment a ON a.id = e.assignment "
        "WHERE a.seat = {} AND a.volunteer = {} AND e.told_at IS NULL AND a.told_at IS NOT NULL ORDER BY e.id DESC",
        seat,
        volunteer,
    )
    if rows:
        before = await Assignment.raw(
            "UPDATE assignment SET told_at = (SELECT told_at FROM assignment WHERE id = "
            "(SELECT assignment FROM assignment_end WHERE id = {})) WHERE id = {} RETURNING id",
            rows[0]["id"],
            assignment,
        )
        found(before or None)
        await AssignmentEnd.update({AssignmentEnd.told_at: now}).where(
            AssignmentEnd.id.is_in([row["id"] for row in rows])
        )


async def _relabel(actor: Actor, seat: int, old: int, new: int) -> None:
    """The seat is again as it was at its revision `old`: steps that know it by that number know it by the new one."""
    for column in ("before", "after"):
        await RosterStepSeat.raw(
            f'UPDATE roster_step_seat SET "{column}" = {{}} WHERE seat = {{}} AND "{column}" = {{}} '  # noqa: S608
            "AND step IN (SELECT id FROM roster_step WHERE person = {}) RETURNING id",
            new,
            seat,
            old,
            actor.person,
        )


async def _call_off_copies(actor: Actor, step: Step, parts: Sequence[SeatStep], now: datetime) -> None:
    views = await _seen(actor, step, parts, back=True)
    for view in views.values():
        if view.facts.published or view.facts.state is not GatheringState.PLANNED:
            said = _("%(seat)s 已经发布，不能连同复制一起撤销；不办就到那一班取消", seat=view.where)
            raise Refused(WhyNot("published", said))
    for shift, gathering in {one.facts.shift: one.facts.gathering for one in views.values()}.items():
        await gatherings.call_off(gathering, _("撤销复制上周"), now)
        # It can be copied once more: what was called off no longer stands for the shift of the week before.
        await Shift.update({Shift.copied_from: None}).where(Shift.id == shift)
