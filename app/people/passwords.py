"""Making and checking password hashes beside the event loop, two at a time."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

Result = TypeVar("Result")

# OWASP's least: 30 ms of one core and 19 MiB a time. Saving answers goes on beside two of them.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
AT_A_TIME, WAITING_AT_MOST = 2, 200
RETRY_SECONDS = 5


class Crowded(Exception):
    """More people are signing in than are worth waiting behind; the same try works some seconds later."""


class _Queue:
    """The two threads and how many wait for them."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="zhixing-passwords")
        self._waiting = 0

    async def run(self, work: Callable[[], Result]) -> Result:
        if self._waiting >= WAITING_AT_MOST + AT_A_TIME:
            raise Crowded
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1


async def hashed(password: str) -> str:
    """The argon2id hash to keep.

    Raises:
        Crowded: more than 200 wait.
    """
    return await _queue().run(lambda: HASHER.hash(password))


async def is_right(password: str, kept: str | None) -> bool:
    """Whether the password is the one whose hash is kept; without a hash the same work is done for nothing.

    Raises:
        Crowded: more than 200 wait.
    """
    return await _queue().run(lambda: _verify(password, kept))


def _verify(password: str, kept: str | None) -> bool:
    # Taken in either case, so that the first unknown name of a day does not take longer than the second.
    nobodys = _nobodys_hash()
    try:
        HASHER.verify(kept or nobodys, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobodys_hash() -> str:
    return HASHER.hash("nobody has this password")


@cache
def _queue() -> _Queue:
    return _Queue()
