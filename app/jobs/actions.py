"""What a person does about their own jobs."""

from datetime import datetime

from app.actor import Actor, May
from app.audit import deed
from app.jobs import queries
from app.jobs.rules import NEEDS, Outcome, why_not_start_again
from app.jobs.tables import Job
from app.refusals import Missing, Refused, found
from app.storage import database


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


async def start_again(actor: Actor, job_id: int, *, now: datetime) -> None:
    """Do it once more from the beginning, with what it was asked for then.

    Raises:
        Missing: it is not the actor's, or they may no longer ask for such a thing.
        Refused: it is under way, or what it made is there.
    """
    async with deed(actor, "job.started_again", job_id):
        await database().hold(f"job {job_id}")
        one = found(await queries.job(actor, job_id))
        if not actor.may(NEEDS.get(one.kind, May.SIGNED_IN)):
            raise Missing
        if reasons := why_not_start_again(one.state, one.has_file):
            raise Refused(*reasons)
        # A worker that still had it finds another name in its place and changes nothing any more.
        await Job.update(
            {
                Job.worker: "",
                Job.lease_until: None,
                Job.tries: 0,
                Job.done: 0,
                Job.total: 0,
                Job.ended_at: None,
                Job.outcome: "",
                Job.trouble: "",
            }
        ).where(Job.id == job_id)
