"""Projects as those who lead them, those who plan and those who apply see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.actor import Actor
from app.people.tables import Library
from app.shifts.rules.projects import UNIT_KINDS
from app.shifts.rules.recruiting import why_not_project
from app.shifts.tables import Post, Project

PROJECTS = """
SELECT j.id, j.name, j.recording_unit, l.name AS unit_name, l.kind AS unit_kind, j.content, j.risks, j.notice, j.leader,
       j.from_on, j.to_on, j.open_to_applicants,
       (SELECT count(*) FROM post o WHERE o.project = j.id AND o.closed_on IS NULL) AS posts,
       (SELECT count(*) FROM application a WHERE a.project = j.id
        AND NOT EXISTS (SELECT 1 FROM application_decision d WHERE d.application = a.id)) AS waiting
FROM project j JOIN library l ON l.id = j.recording_unit
"""
POSTS = """
SELECT p.name AS place_name, o.name, o.duties, o.min_age, o.risk FROM post o JOIN service_point p ON p.id = o.place
WHERE o.project = {} AND o.closed_on IS NULL ORDER BY CASE WHEN p.kind = 'main_building' THEN 0 ELSE 1 END, p.id, o.id
"""


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project; `posts` and `waiting` are how many of its posts stand and how many applications wait."""

    id: int
    name: str
    recording_unit: int
    unit_name: str
    unit_kind: str
    content: str
    risks: str
    notice: str
    leader: str
    from_on: date
    to_on: date | None
    open_to_applicants: bool
    posts: int
    waiting: int

    def takes(self, today: date) -> bool:
        """Whether one may apply to it today."""
        return not why_not_project(self.open_to_applicants, self.from_on, self.to_on, today)

    def is_over(self, today: date) -> bool:
        """Whether it has ended."""
        return self.to_on is not None and self.to_on < today


@dataclass(frozen=True, slots=True)
class ProjectPost:
    """A post of a project, as an applicant reads it."""

    place_name: str
    name: str
    duties: str
    min_age: int
    risk: str


async def projects(actor: Actor) -> list[ProjectView]:
    """All of them, those without an end and the latest first."""
    order = "ORDER BY CASE WHEN j.to_on IS NULL THEN 0 ELSE 1 END, j.to_on DESC, j.id"
    return [_view(row) for row in await Project.raw(f"{PROJECTS} {order}")]


async def project(actor: Actor, project_id: int) -> ProjectView | None:
    """One project."""
    rows = await Project.raw(f"{PROJECTS} WHERE j.id = {{}}", project_id)
    return _view(rows[0]) if rows else None


async def project_posts(project_id: int) -> list[ProjectPost]:
    """What there is to do in a project, by place."""
    rows = await Post.raw(POSTS, project_id)
    return [ProjectPost(row["place_name"], row["name"], row["duties"], row["min_age"], row["risk"]) for row in rows]


async def recording_units() -> Sequence[tuple[int, str]]:
    """Who may record: the library itself first, then its partners."""
    rows = (
        await Library.select(Library.id, Library.name, Library.kind)
        .where(Library.kind.is_in(list(UNIT_KINDS)), Library.closed_on.is_null())
        .order_by(Library.id)
    )
    return [(row["id"], row["name"]) for row in sorted(rows, key=lambda row: row["kind"] != "own")]


async def project_choices() -> Sequence[tuple[int, str]]:
    """Projects that a post may belong to."""
    return [(row["id"], row["name"]) for row in await Project.select(Project.id, Project.name).order_by(Project.id)]


def _view(row: Mapping[str, Any]) -> ProjectView:
    return ProjectView(
        id=row["id"],
        name=row["name"],
        recording_unit=row["recording_unit"],
        unit_name=row["unit_name"],
        unit_kind=row["unit_kind"],
        content=row["content"],
        risks=row["risks"],
        notice=row["notice"],
        leader=row["leader"],
        from_on=_day(row["from_on"]),
        to_on=_day(row["to_on"]) if row["to_on"] else None,
        open_to_applicants=bool(row["open_to_applicants"]),
        posts=row["posts"],
        waiting=row["waiting"],
    )


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
