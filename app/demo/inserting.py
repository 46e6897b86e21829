"""Many rows, some at a time: no statement grows past what an engine takes."""

from collections.abc import Iterator, Sequence
from typing import Any

AT_ONCE = 400


def some_at_once(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The rows in their order, cut into parts."""
    for number in range(0, len(rows), AT_ONCE):
        yield rows[number : number + AT_ONCE]


async def insert_at_once(table: Any, rows: Sequence[Any]) -> None:
    """Insert all of them."""
    for some in some_at_once(rows):
        await table.insert(*some)
