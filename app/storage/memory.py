"""What a process remembers of the database; all of it is forgotten when the database is replaced."""

from collections import OrderedDict
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from app import clock

Key = TypeVar("Key")
Value = TypeVar("Value")

_memories: "WeakSet[Memory[Any, Any]]" = WeakSet()


class Memory(Generic[Key, Value]):
    """A bounded dictionary that drops the least recently used, and whatever is older than `seconds`.

    Args:
        most: how many entries at the most.
        seconds: how long an entry is believed; None for what never changes.
    """

    def __init__(self, most: int, seconds: float | None = None) -> None:
        self._most = most
        self._seconds = seconds
        self._entries: OrderedDict[Key, tuple[float, Value]] = OrderedDict()
        _memories.add(self)

    def get(self, key: Key) -> Value | None:
        """The value, or None when it is not known or too old."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        if self._seconds is not None and clock.monotonic() - entry[0] > self._seconds:
            del self._entries[key]
            return None
        self._entries.move_to_end(key)
        return entry[1]

    def put(self, key: Key, value: Value) -> Value:
        """Remember the value and hand it back."""
        self._entries[key] = (clock.monotonic(), value)
        self._entries.move_to_end(key)
        if len(self._entries) > self._most:
            self._entries.popitem(last=False)
        return value

    def forget(self, key: Key) -> None:
        """Drop one entry."""
        self._entries.pop(key, None)

    def forget_all(self) -> None:
        """Drop everything."""
        self._entries.clear()


def forget_everything() -> None:
    """Empty every memory of this process: after a restore, after the demo library was removed, between tests."""
    for memory in list(_memories):
        memory.forget_all()
