"""What the search over the whole product finds here: a label and an address each."""

from app import clock
from app.actor import Actor
from app.people.queries.persons import Sought, persons
from app.people.queries.places import points

MOST = 10


async def people_called(actor: Actor, text: str) -> list[tuple[str, str]]:
    """People by 汉字, pinyin, initials or the end of a phone."""
    listed = await persons(actor, Sought(text=text), clock.now())
    return [
        (f"{line.name} · {line.post}" if line.post else line.name, f"/people/{line.id}") for line in listed.lines[:MOST]
    ]


async def places_called(actor: Actor, text: str) -> list[tuple[str, str]]:
    """Service points by name or address."""
    now = clock.now()
    rows = await points(actor, now)
    return [(row.name, f"/places/{row.id}") for row in rows if text in row.name or text in row.address][:MOST]
