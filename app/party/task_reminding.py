"""Tells whoever has something to do from a meeting that its day comes, and once more when it has passed."""

from contextlib import AbstractAsyncContextManager

from app import clock
from app.actor import system
from app.party.actions.tasks import remind_of_tasks
from app.web.background import repeating

EVERY_SECONDS = 3600.0


def task_reminding() -> AbstractAsyncContextManager[None]:
    """Look once an hour while the application runs; what was said once is never said again."""
    return repeating(
        _remind, seconds=EVERY_SECONDS, trouble="reminders of what meetings gave people to do could not be sent"
    )


async def _remind() -> None:
    await remind_of_tasks(system("task reminder"), now=clock.now())
