"""All or nothing, also inside another all or nothing: the block that both engines offer as `atomic()`."""

from types import TracebackType
from typing import Any, Protocol, Self


class _Savepoint(Protocol):
    async def rollback_to(self) -> None: ...
    async def release(self) -> None: ...


class _Transaction(Protocol):
    async def savepoint(self, name: str | None = None) -> _Savepoint: ...
    async def __aenter__(self) -> Any: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool: ...


class _Engine(Protocol):
    def transaction(self) -> _Transaction: ...
    def running(self) -> _Transaction | None: ...


class AtomicBlock:
    """`async with database().atomic():` is a transaction; inside another one it is a savepoint that fails alone.

    Piccolo's own nested transaction makes no savepoint: an error caught outside of it leaves its rows behind.
    """

    engine: _Engine

    async def __aenter__(self) -> Self:
        outer = self.engine.running()
        self._savepoint = await outer.savepoint() if outer else None
        self._transaction = self.engine.transaction()
        await self._transaction.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._savepoint is None:
            await self._transaction.__aexit__(kind, error, trace)
        else:
            if error is not None:
                await self._savepoint.rollback_to()
            await self._savepoint.release()
