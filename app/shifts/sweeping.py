"""Passes on offers that nobody answered, reminds people of their shifts, and answers wishes that had to wait.

What is due is decided by rows and the clock.
"""

from contextlib import AbstractAsyncContextManager

from app import clock
from app.actor import system
from app.shifts.actions.offers import pass_on
from app.shifts.actions.reminding import remind
from app.shifts.actions.standing_in import alert_unfound
from app.shifts.actions.wishes import answer_held_back
from app.web.background import repeating

EVERY_SECONDS = 60.0


def sweeping() -> AbstractAsyncContextManager[None]:
    """Look every minute while the application runs; mostly that is four looks at an index."""
    return repeating(_sweep, seconds=EVERY_SECONDS, trouble="offers and reminders of shifts could not be seen to")


async def _sweep() -> None:
    now, actor = clock.now(), system("shifts")
    await pass_on(actor, now=now)
    await alert_unfound(actor, now=now)
    await remind(actor, now=now)
    await answer_held_back(actor, now=now)
