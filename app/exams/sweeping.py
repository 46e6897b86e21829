"""Takes in the papers whose time is over, candidate online or not. What is closed is decided by the clock, not by this."""

from contextlib import AbstractAsyncContextManager

from app import clock
from app.actor import system
from app.exams.actions.sitting import close_gatherings, settle
from app.web.background import repeating

EVERY_SECONDS = 10.0


def sweeping() -> AbstractAsyncContextManager[None]:
    """Look every ten seconds while the application runs; whoever opens a result page takes their own paper in."""
    return repeating(_sweep, seconds=EVERY_SECONDS, trouble="papers whose time is over could not be taken in")


async def _sweep() -> None:
    now = clock.now()
    await settle(system("deadline"), now=now)
    await close_gatherings(system("deadline"), now=now)
