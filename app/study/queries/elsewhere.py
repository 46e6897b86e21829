"""What slices above held on materials of the reading list, for whoever may be told of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from app.actor import Actor
from app.study.tables import StudyMaterial

HELD = """
SELECT e.material, count(*) AS held FROM (-- asked
) e JOIN study_material y ON y.id = e.material AND y.year = {} JOIN gathering t ON t.id = e.gathering AND t.starts_at <= {}
GROUP BY e.material
"""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A kind of gatherings that study does not know.

    Attributes:
        asked: the question for `material` and `gathering` of those that were held.
        said: how a page counts them, with `%(n)d`; a Chinese source string.
        may_know: whether the actor may be told that there were any.
    """

    asked: str
    said: str
    may_know: Callable[[Actor, datetime], Awaitable[bool]]


ELSEWHERE: list[Elsewhere] = []
"""Each slice above puts its own in."""


async def known_to(actor: Actor, now: datetime) -> list[Elsewhere]:
    """Those that the actor may be told of."""
    return [one for one in ELSEWHERE if await one.may_know(actor, now)]


async def held_elsewhere(actor: Actor, year: int, now: datetime) -> dict[int, list[tuple[str, int]]]:
    """For each material of a year's list: how such gatherings are counted, and how many there were until now."""
    found: dict[int, list[tuple[str, int]]] = {}
    for one in await known_to(actor, now):
        for row in await StudyMaterial.raw(HELD.replace("-- asked", one.asked), year, now):
            found.setdefault(row["material"], []).append((one.said, row["held"]))
    return found
