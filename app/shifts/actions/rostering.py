"""Taking an existing roster in as drafts, and taking that back as long as nobody was told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.actor import Actor
from app.audit import deed
from app.clock import at_library
from app.gatherings import steps as gathering_steps
from app.gatherings.rules import GatheringState, Span
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.shifts.queries.intakes import intake
from app.shifts.queries.limits import limit_book
from app.shifts.queries.people import people_facts
from app.shifts.queries.roster_sheet import Look, roster_look
from app.shifts.queries.seats import SeatView, seats_of_shift
from app.shifts.rules import End, Headcount, How
from app.shifts.rules.intakes import Fate, IntakeKind
from app.shifts.rules.limits import Limits
from app.shifts.rules.planning import SeatPlan, ShiftPlan, planned_by
from app.shifts.rules.roster_sheet import Put, Sits
from app.shifts.steps import ensure_arranges, leave_seat, one_roster_change_at_a_time, take_seat, write_shift
from app.shifts.tables import Assignment, Intake
from app.shifts.taking_in import as_text, held_intake, write_intake
from app.storage import database

Coming = tuple[Put, Sits]


async def take_in(actor: Actor, intake_id: int, *, now: datetime, revision: int, good_only: bool = False) -> int:
    """Make of a roster what can be made, as drafts; with `good_only` although something is wrong. Returns how many people.

    Shifts that are there get the people they lack, others are planned; who may only come with a written reason stays out
    unless one was written.

    Raises:
        Missing: it is not theirs.
        Refused: something is wrong, there is nothing new in it, or another tab changed it.
    """
    async with deed(actor, "roster_sheet.taken_in", intake_id) as line:
        one = await held_intake(actor, intake_id, IntakeKind.ROSTER, revision)
        await one_roster_change_at_a_time()
        look = await roster_look(actor, one, now)
        wrong = [each for each in look.cells if each.fate in (Fate.WRONG, Fate.HELD)]
        if wrong and not good_only:
            said = _("有 %(n)d 格要改或要写原因，一个人也没有排；改好再导入，或者只导入正确的", n=len(wrong))
            raise Refused(WhyNot("wrong_cells", said))
        coming = [(each, sits) for each in look.cells for sits in each.people if sits.fate is Fate.NEW]
        if not coming:
            raise Refused(WhyNot("nothing", _("没有可以导入的人：要么有错，要么都已经排了")))
        override = str(one.settings.get("override", "")).strip()
        shifts, assignments = await _write(actor, coming, look, override, now)
        before = one.result
        result = {
            "shifts": [*before.get("shifts", ()), *shifts],
            "assignments": [*before.get("assignments", ()), *assignments],
        }
        values: dict[Any, Any] = {Intake.result: as_text(result), Intake.taken_at: now}
        if not wrong:
            values |= {Intake.content: "", Intake.edits: "", Intake.ended_at: now}
        await write_intake(one, values)
        line.details.update(file=one.name, shifts=len(shifts), people=len(assignments), left=len(wrong))
        if over := [sits.volunteer for _put, sits in coming if sits.reasons]:
            line.details.update(override=override, over=over)
        return len(assignments)


async def _write(
    actor: Actor, coming: Sequence[Coming], look: Look, override: str, now: datetime
) -> tuple[list[int], list[int]]:
    """Shifts that were made, and assignments."""
    by_shift: dict[tuple[int, Span], list[Coming]] = {}
    for put, sits in coming:
        by_shift.setdefault((found(put.post).place, found(put.span)), []).append((put, sits))
    made, assignments, book = [], [], await limit_book()
    for (place, span), people in by_shift.items():
        ensure_arranges(actor, place)
        there = {post: seat for (at, when, post), seat in look.seats.items() if (at, when) == (place, span)}
        if there:
            assignments += await _join(actor, people, there, override, now)
        else:
            limits = book.on(at_library(span.starts_at).date())
            shift, ids = await _make(actor, place, span, people, limits, override, now)
            made.append(shift)
            assignments += ids
    return made, assignments


async def _make(
    actor: Actor, place: int, span: Span, people: Sequence[Coming], limits: Limits, override: str, now: datetime
) -> tuple[int, list[int]]:
    counts: dict[int, int] = {}
    for put, _sits in people:
        post = found(put.post).id
        counts[post] = counts.get(post, 0) + 1
    seats = [SeatPlan(post, Headcount(1, n, n)) for post, n in counts.items()]
    shift = await write_shift(planned_by(ShiftPlan(place, span, seats), limits), now, None)
    by_post = {one.post: one for one in await seats_of_shift(shift)}
    return shift, await _join(actor, people, by_post, override, now)


async def _join(
    actor: Actor, people: Sequence[Coming], seats: dict[int, SeatView], override: str, now: datetime
) -> list[int]:
    span = found(people[0][0].span)
    facts = await people_facts(span, [found(sits.volunteer) for _put, sits in people])
    return [
        await take_seat(
            actor,
            seats[found(put.post).id],
            facts[found(sits.volunteer)],
            How.ASSIGNED,
            now,
            reason=override if sits.reasons else "",
        )
        for put, sits in people
    ]


async def undo(actor: Actor, intake_id: int, *, now: datetime) -> int:
    """Take a roster back: shifts that it made are called off, people it put on others are taken off. Returns how many people.

    Raises:
        Missing: it is not theirs.
        Refused: nothing was taken in, or something of it was published or changed since.
    """
    async with deed(actor, "roster_sheet.taken_back", intake_id) as line:
        await database().hold(f"intake {intake_id}")
        await one_roster_change_at_a_time()
        one = found(await intake(actor, intake_id, IntakeKind.ROSTER))
        if not one.may_be_undone:
            raise Refused(WhyNot("nothing", _("没有可以撤销的导入")))
        made, ours = list(one.result["shifts"]), set(one.result["assignments"])
        rows = await Assignment.select(Assignment.id, Assignment.shift).where(Assignment.id.is_in(list(ours)))
        shifts = {shift: await seats_of_shift(shift) for shift in {*made, *(row["shift"] for row in rows)}}
        for shift, seats in shifts.items():
            _ensure_untold(seats, ours, shift in made)
        for seat in (seat for seats in shifts.values() for seat in seats):
            for holder in seat.holders:
                if holder.assignment in ours:
                    await leave_seat(actor, seat, holder, End.UNASSIGNED, now, reason=_("撤销导入"))
        for shift in made:
            if shifts[shift][0].facts.state is not GatheringState.CALLED_OFF:
                await gathering_steps.call_off(shifts[shift][0].facts.gathering, _("撤销导入"), now)
        empty = {Intake.undone_at: now, Intake.ended_at: now, Intake.content: "", Intake.edits: ""}
        await write_intake(one, empty)
        line.details.update(file=one.name, shifts=len(made), people=len(ours))
        return len(ours)


def _ensure_untold(seats: Sequence[SeatView], ours: set[int], is_made: bool) -> None:
    facts = seats[0].facts
    told = any(one.told for seat in seats for one in seat.holders if one.assignment in ours)
    begun = facts.state in {GatheringState.OPEN, GatheringState.CLOSED}
    others = [one.name for seat in seats for one in seat.holders if one.assignment not in ours]
    if told or (is_made and (facts.published or begun)):
        said = _("%(place)s 的班已经发布，志愿者知道了，不能整批撤销；到班表上改", place=facts.place_name)
        raise Refused(WhyNot("published", said))
    if is_made and others:
        said = _("导入以后有人又排了 %(name)s，不能整批撤销；到班表上改", name=others[0])
        raise Refused(WhyNot("used", said))
