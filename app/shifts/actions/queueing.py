"""Queueing a long list of volunteers to be taken in by a job."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.jobs.steps import enqueue
from app.locale import _
from app.refusals import Refused, WhyNot
from app.shifts.queries.importing import import_under_way
from app.shifts.queries.volunteer_list import looked_at
from app.shifts.rules.intakes import IntakeKind
from app.shifts.tables import Intake
from app.shifts.taking_in import as_text, held_intake, parted, write_intake

LIST = "shifts.volunteer_list"


async def queue(actor: Actor, intake_id: int, *, now: datetime, revision: int, good_only: bool) -> int:
    """Have a list taken in as it stands now; returns the job.

    Raises:
        Missing: it is not theirs.
        Refused: a row is wrong, there is nothing to take in, another tab changed it, or it is being taken in.
    """
    async with deed(actor, "volunteer_list.queued", intake_id) as line:
        one = await held_intake(actor, intake_id, IntakeKind.VOLUNTEERS, None)
        if await import_under_way(actor, one) is not None:
            raise Refused(WhyNot("running", _("这份表正在导入，等它做完")))
        one = await held_intake(actor, intake_id, IntakeKind.VOLUNTEERS, revision)
        _wrong, good = parted(await looked_at(actor, one, now), good_only=good_only)
        title = _("导入志愿者名单：%(name)s", name=one.name)
        given = {"intake": one.id, "revision": one.revision + 1, "good_only": good_only, "rows": len(good)}
        job = await enqueue(actor, LIST, title, given, now)
        await write_intake(one, {Intake.settings: as_text({**one.settings, "job": job})})
        line.details.update(file=one.name, rows=len(good), job=job)
        return job
