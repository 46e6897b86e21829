"""Tells whoever minds an applicant's case that something is due. Which rounds there were is decided by rows."""

from contextlib import AbstractAsyncContextManager

from app import clock
from app.actor import system
from app.party.actions.cases.reminding import remind_of_cases
from app.web.background import repeating

EVERY_SECONDS = 900.0


def case_reminding() -> AbstractAsyncContextManager[None]:
    """Look every quarter of an hour while the application runs; on most days that is one look at the cases."""
    return repeating(_remind, seconds=EVERY_SECONDS, trouble="reminders of applicants' cases could not be sent")


async def _remind() -> None:
    await remind_of_cases(system("case reminder"), now=clock.now())
