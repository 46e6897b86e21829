"""Remembering what a coordinator did on the board, inside the deed of whoever does it, so that it can be taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from app.actor import Actor
from app.shifts.queries.seats import SeatView, seats_of_shifts
from app.shifts.rules import How
from app.shifts.rules.board import monday_of
from app.shifts.rules.undoing import KEPT, Changed, Did, Sitter
from app.shifts.tables import RosterStep, RosterStepSeat


async def remember(actor: Actor, what: Did, before: Sequence[SeatView], now: datetime) -> None:
    """Keep what has become of these seats since they were read as `before`.

    Who moved up from the line meanwhile is no part of it: they were told at once, and keep their seat.
    """
    after = {one.id: one for one in await seats_of_shifts({one.facts.shift for one in before})}
    rows = [(one, after[one.id], _changed(one, after[one.id])) for one in before]
    await _keep(actor, what, [row for row in rows if row[2].is_something], now)


async def remember_copy(actor: Actor, made: Sequence[SeatView], now: datetime) -> None:
    """Keep that these seats were made by copying a week."""
    whole = [(one, one, _changed(replace(one, holders=()), one)) for one in made]
    await _keep(actor, Did.COPIED_WEEK, whole, now)


async def _keep(actor: Actor, what: Did, rows: Sequence[tuple[SeatView, SeatView, Changed]], now: datetime) -> None:
    if actor.id is None or not rows:
        return
    weeks = {monday_of(one.facts.day) for one, _then, _changed in rows}
    week, last = min(weeks), max(weeks)
    step = RosterStep(person=actor.person, week=week, last_week=last if last > week else None, what=what.value, at=now)
    await step.save()
    await RosterStepSeat.insert(
        *(
            RosterStepSeat(
                step=step.id,
                seat=one.id,
                before=one.revision,
                after=then.revision,
                changed=msgspec.json.encode(changed).decode(),
            )
            for one, then, changed in rows
        )
    )
    await _forget_old(actor, step)


def _changed(before: SeatView, after: SeatView) -> Changed:
    had = {one.volunteer for one in before.holders}
    has = {one.volunteer for one in after.holders}
    came = [one for one in after.holders if one.volunteer not in had and one.how is not How.PROMOTED]
    went = [one for one in before.holders if one.volunteer not in has]
    return Changed(
        [Sitter(one.volunteer, one.name, one.reason) for one in came],
        [Sitter(one.volunteer, one.name, one.reason) for one in went],
        before.facts.locked if before.facts.locked != after.facts.locked else None,
    )


async def _forget_old(actor: Actor, step: RosterStep) -> None:
    mine = (RosterStep.person == actor.person) & (RosterStep.week == step.week)
    old = (
        await RosterStep.select(RosterStep.id)
        .where(mine)
        .order_by(RosterStep.id, ascending=False)
        .offset(KEPT)
        .limit(KEPT)
    )
    if ids := [row["id"] for row in old]:
        await RosterStepSeat.delete().where(RosterStepSeat.step.is_in(ids))
        await RosterStep.delete().where(RosterStep.id.is_in(ids))
