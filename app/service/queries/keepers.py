"""Who keeps which volunteers, and volunteers by name."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.actor import Actor, Role
from app.shifts.tables import Volunteer

WHO = """
SELECT v.id, v.person, v.number, n.name FROM volunteer v JOIN person n ON n.id = v.person
"""


@dataclass(frozen=True, slots=True)
class Who:
    """A volunteer by name; `number` is the national one, empty where there is none."""

    volunteer: int
    person: int
    name: str
    number: str


async def sites_of(volunteers: Collection[int]) -> dict[int, frozenset[int]]:
    """Where these volunteers go; nowhere named is everywhere."""
    found: dict[int, set[int]] = defaultdict(set)
    if volunteers:
        listed = ", ".join("{}" for _ in volunteers)
        asked = f"SELECT volunteer, place FROM accepted_site WHERE volunteer IN ({listed})"  # noqa: S608 - only braces.
        for row in await Volunteer.raw(asked, *volunteers):
            found[row["volunteer"]].add(row["place"])
    return {one: frozenset(places) for one, places in found.items()}


def keeps(actor: Actor, sites: frozenset[int]) -> bool:
    """Whether the actor keeps volunteers who go to these places: managers all, coordinators those of their own places."""
    return Role.MANAGER in actor.roles or not sites or bool(actor.sites & sites)


async def keeps_one(actor: Actor, volunteer: int) -> bool:
    """Whether the actor keeps this volunteer."""
    return keeps(actor, (await sites_of([volunteer])).get(volunteer, frozenset()))


async def who(actor: Actor, volunteer: int) -> Who | None:
    """A volunteer, for whoever keeps them."""
    rows = await Volunteer.raw(f"{WHO} WHERE v.id = {{}}", volunteer)
    return _who(rows[0]) if rows and await keeps_one(actor, volunteer) else None


async def oneself(actor: Actor) -> Who | None:
    """The actor as a volunteer; None when they are none."""
    rows = await Volunteer.raw(f"{WHO} WHERE v.person = {{}}", actor.person)
    return _who(rows[0]) if rows else None


async def people_to_choose(actor: Actor) -> list[Who]:
    """Volunteers whom the actor keeps, by their names."""
    rows = await Volunteer.raw(f"{WHO} ORDER BY n.name_pinyin, v.id")
    sites = await sites_of([row["id"] for row in rows])
    return [_who(row) for row in rows if row["person"] != actor.id and keeps(actor, sites.get(row["id"], frozenset()))]


def _who(row: Mapping[str, Any]) -> Who:
    return Who(row["id"], row["person"], row["name"], row["number"] or "")
