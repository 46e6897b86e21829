"""Waiting for one's turn inside this process, before a connection is asked for.

`hold()` makes the transactions of all processes wait for each other, each with its connection in hand. Where a hundred
press at the same instant, those who wait would take the whole pool, and nobody could read a page meanwhile. Here they
wait with nothing in their hands, and whoever is next may look before a transaction is begun for them.

A turn is taken outside of any transaction: whoever waited for one with a name held already could wait for ever.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakKeyDictionary

from app.storage import database

_turns: "WeakKeyDictionary[asyncio.AbstractEventLoop, defaultdict[str, asyncio.Lock]]" = WeakKeyDictionary()


@asynccontextmanager
async def turn(name: str) -> AsyncIterator[None]:
    """One after another in the order in which they came; other processes are kept apart by `hold()` alone.

    Raises:
        RuntimeError: this task is in a transaction already.
    """
    if database().in_transaction():
        raise RuntimeError(f"turn({name!r}) is for use outside atomic()")
    async with _turns.setdefault(asyncio.get_running_loop(), defaultdict(asyncio.Lock))[name]:
        yield
