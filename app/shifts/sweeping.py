"""Passes on offers that nobody answered, reminds people of their shifts, answers wishes that waited, deletes what is old.

What is due is decided by rows and the clock.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app import clock
from app.actor import system
from app.shifts.actions.offers import pass_on
from app.shifts.actions.reminding import remind
from app.shifts.actions.retention import forget_applicants
from app.shifts.actions.standing_in import alert_unfound
from app.shifts.actions.wishes import answer_held_back
from app.web.background import repeating

EVERY_SECONDS = 60.0
HOURLY_SECONDS = 3600.0


@asynccontextmanager
async def sweeping() -> AsyncIterator[None]:
    """Look every minute while the application runs, mostly four looks at an index; and every hour whose time is over."""
    async with (
        repeating(_sweep, seconds=EVERY_SECONDS, trouble="offers and reminders of shifts could not be seen to"),
        repeating(_forget, seconds=HOURLY_SECONDS, trouble="data of applicants could not be deleted"),
    ):
        yield


async def _sweep() -> None:
    now, actor = clock.now(), system("shifts")
    await pass_on(actor, now=now)
    await alert_unfound(actor, now=now)
    await remind(actor, now=now)
    await answer_held_back(actor, now=now)


async def _forget() -> None:
    await forget_applicants(system("shifts"), now=clock.now())
