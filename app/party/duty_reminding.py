"""Tells the secretary what the calendar of duties wants done, on the days of its rules. What was told is decided by rows."""

from contextlib import AbstractAsyncContextManager

from app import clock
from app.actor import system
from app.party.actions.reminding import remind_of_duties
from app.web.background import repeating

EVERY_SECONDS = 3600.0


def duty_reminding() -> AbstractAsyncContextManager[None]:
    """Look once an hour while the application runs; a reminder that went out is never sent again."""
    return repeating(_remind, seconds=EVERY_SECONDS, trouble="reminders of the calendar of duties could not be sent")


async def _remind() -> None:
    await remind_of_duties(system("reminder"), now=clock.now())
