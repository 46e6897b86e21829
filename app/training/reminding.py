"""Tells whoever is behind with their hours, on the dates of the rule. Which rounds there were is decided by rows."""

from contextlib import AbstractAsyncContextManager

from app import clock
from app.actor import system
from app.training import actions
from app.web.background import repeating

EVERY_SECONDS = 600.0


def reminding() -> AbstractAsyncContextManager[None]:
    """Look every ten minutes while the application runs; on most days that is one look at the calendar."""
    return repeating(_remind, seconds=EVERY_SECONDS, trouble="reminders of hours could not be sent")


async def _remind() -> None:
    await actions.remind(system("reminder"), now=clock.now())
