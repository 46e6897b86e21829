"""A transaction as the task sees it: orders to the writer's thread, which holds the file until the last one."""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from queue import SimpleQueue

from app.storage.connections import Rows, hand_over


class TransactionOver(Exception):
    """The transaction was ended (by itself, or because it said nothing for too long): nothing more can be asked of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """One statement of a transaction; `last` for the COMMIT or ROLLBACK."""

    sql: str
    arguments: Sequence[object]
    last: bool
    done: "asyncio.Future[Rows]"


class Lease:
    """The write connection, lent to one transaction.

    Attributes:
        granted: done when the transaction has begun, or failed when it could not.
        orders: what the writer's thread is to do next.
    """

    def __init__(self) -> None:
        self.granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.orders: SimpleQueue[Order] = SimpleQueue()
        self._over: str | None = None
        self._door = threading.Lock()

    @property
    def over(self) -> bool:
        """Whether the last order has been given, by the task or by the thread."""
        return self._over is not None

    @property
    def deserted(self) -> bool:
        """Whether the event loop of the task is closed, so that no order can come any more."""
        return self.granted.get_loop().is_closed()

    async def execute(self, sql: str, arguments: Sequence[object] = ()) -> Rows:
        """The rows of one statement inside the transaction.

        Raises:
            TransactionOver: it has ended.
        """
        return await self._order(sql, arguments)

    async def end(self, sql: str) -> None:
        """COMMIT or ROLLBACK; the order stands even when the task is cancelled while waiting for it.

        Raises:
            TransactionOver: it has ended already.
        """
        await self._order(sql, (), last=True)

    def abandon(self) -> None:
        """Undo everything without waiting, also when the transaction has not begun yet."""
        if not self.over:
            self._order("ROLLBACK", (), last=True).cancel()

    def close(self, why: str) -> None:
        """Refuse every order from now on, and those that came too late. For the writer's thread."""
        with self._door:
            self._over = self._over or why
            late = [self.orders.get() for _ in range(self.orders.qsize())]
        hand_over((order.done, None, TransactionOver(why)) for order in late)

    def _order(self, sql: str, arguments: Sequence[object], *, last: bool = False) -> "asyncio.Future[Rows]":
        order = Order(sql, arguments, last, asyncio.get_running_loop().create_future())
        with self._door:
            if self._over is not None:
                raise TransactionOver(self._over)
            if last:
                self._over = "the transaction has ended"
            self.orders.put(order)
        return order.done
