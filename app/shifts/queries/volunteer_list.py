"""Everybody whom a list of volunteers may speak of."""

from collections import defaultdict
from datetime import datetime

from app import clock
from app.actor import Actor, Role
from app.shifts.queries.intakes import Brought
from app.shifts.rules import State
from app.shifts.rules.volunteer_cells import SYNONYMS
from app.shifts.rules.volunteer_list import Known, Line, checked
from app.shifts.tables import Volunteer
from app.storage.moments import day_or_none

PEOPLE = """
SELECT p.id AS person, v.id AS volunteer, p.name, p.phone, v.born_on, v.number, v.sex, v.area, v.wanted_minutes,
       v.most_minutes, s.status
FROM person p LEFT JOIN volunteer v ON v.person = p.id
LEFT JOIN volunteer_status s ON s.id = (SELECT max(n.id) FROM volunteer_status n WHERE n.volunteer = v.id)
WHERE v.id IS NOT NULL OR p.phone IS NOT NULL
"""
DETAILS = """
SELECT volunteer, skill, 0 AS place FROM volunteer_skill UNION ALL SELECT volunteer, '', place FROM accepted_site
"""
PLACES = """
SELECT id, name FROM service_point WHERE closed_on IS NULL ORDER BY CASE WHEN kind = 'main_building' THEN 0 ELSE 1 END, id
"""


async def known(actor: Actor) -> list[Known]:
    """All volunteers, and all persons with a phone."""
    skills: dict[int, set[str]] = defaultdict(set)
    sites: dict[int, set[int]] = defaultdict(set)
    for row in await Volunteer.raw(DETAILS):
        if row["skill"]:
            skills[row["volunteer"]].add(row["skill"])
        else:
            sites[row["volunteer"]].add(row["place"])
    everywhere = Role.MANAGER in actor.roles or actor.id is None
    return [
        Known(
            person=row["person"],
            volunteer=row["volunteer"],
            name=row["name"],
            phone=row["phone"] or "",
            born_on=day_or_none(row["born_on"]),
            number=row["number"] or "",
            skills=frozenset(skills[row["volunteer"]]),
            sites=frozenset(there := sites[row["volunteer"]]),
            wanted_minutes=row["wanted_minutes"] or 0,
            most_minutes=row["most_minutes"] or 0,
            sex=row["sex"] or "",
            area=row["area"] or "",
            own=everywhere or not there or bool(actor.sites & there),
            left=row["status"] == State.LEFT,
        )
        for row in await Volunteer.raw(PEOPLE)
    ]


async def places() -> list[tuple[int, str]]:
    """Id and name of the service points that are open."""
    return [(row["id"], row["name"]) for row in await Volunteer.raw(PLACES)]


async def looked_at(actor: Actor, one: Brought, now: datetime) -> tuple[Line, ...]:
    """The rows of a list that are still to be taken in, looked at with who is here now."""
    rows = one.rows(one.header(SYNONYMS))
    return checked(rows, await known(actor), await places(), clock.at_library(now).date())
