"""The last steps of somebody on the board of a week."""

from datetime import date
from typing import Any

import msgspec

from app.actor import Actor
from app.shifts.queries.seats import day_of
from app.shifts.rules.undoing import Changed, Did, SeatStep, Step
from app.shifts.tables import RosterStep, RosterStepSeat
from app.storage.moments import moment

STEPS = """
SELECT id, week, what, at, CASE WHEN undone_at IS NULL THEN 0 ELSE 1 END AS undone FROM roster_step
WHERE person = {} AND (week = {} OR (week < {} AND last_week >= {})) ORDER BY id
"""


async def steps_of(actor: Actor, week: date) -> list[Step]:
    """The actor's steps of that week, oldest first, without their seats; what reaches over several weeks is of each."""
    rows = await RosterStep.raw(STEPS, actor.person, week, week, week)
    return [
        Step(row["id"], day_of(row["week"]), Did(row["what"]), bool(row["undone"]), at=moment(row["at"]))
        for row in rows
    ]


async def seats_of_step(step: int) -> list[SeatStep]:
    """The seats of a step."""
    rows = await RosterStepSeat.select().where(RosterStepSeat.step == step).order_by(RosterStepSeat.id)
    return [_seat(row) for row in rows]


def _seat(row: dict[str, Any]) -> SeatStep:
    return SeatStep(row["seat"], row["before"], row["after"], msgspec.json.decode(row["changed"], type=Changed))
