"""Places and posts as rosters need them, and whose they are to change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.actor import Actor, Role
from app.people.tables import ServicePoint
from app.shifts.rules import Skill
from app.shifts.rules.planning import SeatPlan, why_not_arrange
from app.shifts.tables import Post

POSTS = """
SELECT o.id, o.place, p.name AS place_name, p.kind, o.name, o.skill, o.min_age, o.risk, o.duties, o.on_closed_days, o.closed_on,
       o.qualification, y.name AS qualification_name, o.project, j.name AS project_name,
       CASE WHEN y.closed_on IS NULL THEN y.id END AS asks
FROM post o JOIN service_point p ON p.id = o.place LEFT JOIN qualification y ON y.id = o.qualification
LEFT JOIN project j ON j.id = o.project
"""
COORDINATORS = """
SELECT g.service_point AS place, g.person, p.name FROM role_grant g JOIN person p ON p.id = g.person
WHERE g.ended_at IS NULL AND g.role = 'coordinator' AND g.service_point IS NOT NULL ORDER BY g.id
"""


@dataclass(frozen=True, slots=True)
class PostView:
    """A post at a service point; `asks` is the qualification that it asks for, as long as that is in use."""

    id: int
    place: int
    place_name: str
    name: str
    skill: Skill | None
    min_age: int
    risk: str
    duties: str
    closed_on: date | None
    qualification: int | None = None
    qualification_name: str = ""
    asks: int | None = None
    project: int | None = None
    project_name: str = ""
    on_closed_days: bool = False


def may_arrange(actor: Actor, place: int | None) -> bool:
    """Whether the actor may change shifts of this place: managers everywhere, coordinators at their own."""
    everywhere = Role.MANAGER in actor.roles or actor.id is None
    return not why_not_arrange(actor.sites, everywhere, place)


async def posts(actor: Actor, *, place: int | None = None, past: bool = False) -> list[PostView]:
    """Posts by place, those that still exist; with `past` the closed ones too."""
    where, given = ["1 = 1"] if past else ["o.closed_on IS NULL"], []
    if place is not None:
        where.append("o.place = {}")
        given.append(place)
    order = "ORDER BY CASE WHEN p.kind = 'main_building' THEN 0 ELSE 1 END, p.id, o.id"
    return [_post(row) for row in await Post.raw(f"{POSTS} WHERE {' AND '.join(where)} {order}", *given)]


def of_posts(seats: Sequence[SeatPlan], known: Mapping[int, PostView]) -> list[SeatPlan]:
    """Seats as planned, with what the rulebook asks of their posts; one that is not known is open on no closed day."""
    return [replace(one, on_closed_days=one.post in known and known[one.post].on_closed_days) for one in seats]


async def post(actor: Actor, post_id: int) -> PostView | None:
    """One post."""
    rows = await Post.raw(f"{POSTS} WHERE o.id = {{}}", post_id)
    return _post(rows[0]) if rows else None


async def closing_places() -> Mapping[int, date]:
    """From when on service points serve nobody, of those of which it is known."""
    rows = await ServicePoint.select(ServicePoint.id, ServicePoint.closed_on).where(
        ServicePoint.closed_on.is_not_null()
    )
    return {row["id"]: row["closed_on"] for row in rows}


async def coordinators() -> Mapping[int, Sequence[tuple[int, str]]]:
    """Id and name of the coordinators, by service point."""
    found: dict[int, list[tuple[int, str]]] = {}
    for row in await Post.raw(COORDINATORS):
        found.setdefault(row["place"], []).append((row["person"], row["name"]))
    return found


PHONES = """
SELECT p.name, p.phone FROM role_grant g JOIN person p ON p.id = g.person
WHERE g.ended_at IS NULL AND g.role = 'coordinator' AND g.service_point = {} AND p.phone IS NOT NULL ORDER BY g.id
"""


async def ring_up(place: int | None) -> str:
    """Names and phones of the coordinators of a place in brackets, for whoever has a seat there; empty when none is known."""
    rows = await Post.raw(PHONES, place)
    said = "、".join(f"{row['name']} {row['phone']}" for row in rows)
    return f"（{said}）" if said else ""


def _post(row: Mapping[str, Any]) -> PostView:
    return PostView(
        id=row["id"],
        place=row["place"],
        place_name=row["place_name"],
        name=row["name"],
        skill=Skill(row["skill"]) if row["skill"] else None,
        min_age=row["min_age"],
        risk=row["risk"],
        duties=row["duties"],
        closed_on=row["closed_on"],
        qualification=row["qualification"],
        qualification_name=row["qualification_name"] or "",
        asks=row["asks"],
        project=row["project"],
        project_name=row["project_name"] or "",
        on_closed_days=bool(row["on_closed_days"]),
    )
