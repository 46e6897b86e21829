"""What the first screen asks of the slices, each only where the actor's marks allow it."""

from datetime import datetime

from app.actor import Actor
from app.home.queries.exams import exam_tasks
from app.home.queries.party_tasks import meeting_tasks
from app.home.queries.service import service_tasks
from app.home.queries.shifts import shift_tasks
from app.home.queries.standing import for_everybody, standing_tasks
from app.home.queries.study import action_tasks, gathering_tasks, practice_tasks
from app.home.queries.training import course_tasks
from app.home.rules import Task, first_three


async def tasks(actor: Actor, now: datetime) -> list[Task]:
    """The actor's tasks, by what they may do."""
    found = [
        *await exam_tasks(actor, now),
        *await shift_tasks(actor, now),
        *await service_tasks(actor, now),
        *await practice_tasks(actor, now),
        *await gathering_tasks(actor, now),
        *await course_tasks(actor),
        *await action_tasks(actor, now),
        *await meeting_tasks(actor, now),
        *await standing_tasks(actor),
    ]
    return first_three(found or for_everybody(actor))
