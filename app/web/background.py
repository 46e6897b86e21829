"""Small work that the application repeats while it runs. What must not be lost is decided by rows and the clock, not here."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

log = logging.getLogger("zhixing")


@asynccontextmanager
async def repeating(work: Callable[[], Awaitable[object]], *, seconds: float, trouble: str) -> AsyncIterator[None]:
    """Do the work every so many seconds inside the block.

    Args:
        trouble: what the log says when the work fails; the next round tries again, since a database may be away.
    """
    task = asyncio.create_task(_forever(work, seconds, trouble))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _forever(work: Callable[[], Awaitable[object]], seconds: float, trouble: str) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except Exception:
            log.exception(trouble)
