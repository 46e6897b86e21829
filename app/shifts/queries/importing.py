"""Lists that a job takes in."""

import msgspec

from app.actor import Actor
from app.jobs.queries import JobView, job
from app.jobs.rules import JobState
from app.shifts.queries.intakes import Brought
from app.shifts.rules.intakes import IntakeKind
from app.shifts.tables import Intake

MOST = 50


async def import_under_way(actor: Actor, one: Brought) -> JobView | None:
    """The job that is to take this table in and has not ended."""
    number = one.settings.get("job")
    found = await job(actor, number) if one.is_open and number else None
    return found if found is not None and found.state in (JobState.WAITING, JobState.RUNNING) else None


async def intake_of_job(actor: Actor, job_id: int) -> int | None:
    """The table of the actor's that this job takes in, among the last fifty."""
    rows = (
        await Intake.select(Intake.id, Intake.settings)
        .where((Intake.person == actor.person) & (Intake.kind == IntakeKind.VOLUNTEERS.value))
        .order_by(Intake.id, ascending=False)
        .limit(MOST)
    )
    told = ((row["id"], msgspec.json.decode(row["settings"] or "{}", type=dict[str, object])) for row in rows)
    return next((int(number) for number, settings in told if settings.get("job") == job_id), None)
