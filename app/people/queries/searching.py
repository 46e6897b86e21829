"""What the search over the whole product finds here: a label and an address each."""

import asyncio
from functools import lru_cache

from app import clock
from app.actor import Actor
from app.people.queries.persons import Sought, persons
from app.people.queries.places import points
from app.people.rules import pinyin

MOST = 10


async def people_called(actor: Actor, text: str) -> list[tuple[str, str]]:
    """People by 汉字, pinyin, initials or the end of a phone."""
    listed = await persons(actor, Sought(text=text), clock.now())
    return [
        (f"{line.name} · {line.post}" if line.post else line.name, f"/people/{line.id}") for line in listed.lines[:MOST]
    ]


async def places_called(actor: Actor, text: str) -> list[tuple[str, str]]:
    """Service points by name, pinyin, initials or address."""
    rows = await points(actor, clock.now())
    typed = pinyin.fold(text)
    # Names of places have no readings in their rows. Only Latin letters need them, and the dictionary is slow to open.
    by_ear = typed.isascii() and typed.isalpha() and not all(row.name.isascii() for row in rows)
    heard = await asyncio.to_thread(_meant, typed, tuple(row.name for row in rows)) if by_ear else frozenset[str]()
    meant = [row for row in rows if text in row.name or text in row.address or row.name in heard]
    return [(row.name, f"/places/{row.id}") for row in meant][:MOST]


def _meant(typed: str, names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for name in names if pinyin.means(typed, name, *_readings(name)))


@lru_cache(maxsize=1024)
def _readings(name: str) -> tuple[str, str]:
    """Every reading of the name and the initials of each."""
    read = pinyin.readings(name)
    return read, pinyin.initials(read)
