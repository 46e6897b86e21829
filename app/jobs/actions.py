"""What a person does about their own jobs."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.jobs import queries
from app.jobs.rules import Outcome
from app.jobs.tables import Job
from app.refusals import found


async def cancel(actor: Actor, job_id: int, *, now: datetime) -> None:
    """Nothing more is done of it; what is over stays as it is.

    Raises:
        Missing: it is not the actor's.
    """
    async with deed(actor, "job.cancelled", job_id):
        found(await queries.job(actor, job_id))
        await Job.update({Job.ended_at: now, Job.outcome: Outcome.CANCELLED.value}).where(
            (Job.id == job_id) & Job.ended_at.is_null()
        )
