"""Writing down what volunteers are recruited for."""

from dataclasses import asdict
from datetime import date, datetime, timedelta

from app import clock
from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.people.tables import Library
from app.refusals import Refused, WhyNot, ensure_seen, found
from app.shifts.rules.projects import ProjectFacts, why_not_project_facts
from app.shifts.tables import Project
from app.storage import database


async def add_project(actor: Actor, given: ProjectFacts) -> int:
    """Add a project; returns its id.

    Raises:
        Missing, Refused: there is no such library, the name is taken, or what recruiting asks for is not written.
    """
    async with deed(actor, "project.added", name=given.name, open=given.open_to_applicants) as line:
        await _ensure_right(given, None)
        row = Project(**asdict(given))
        await row.save()
        line.subject = row.id
        return int(row.id)


async def edit_project(actor: Actor, project: int, given: ProjectFacts, *, seen: str = "") -> None:
    """Change a project. What was recorded under its old words stays as it was.

    Args:
        seen: the mark of what the form showed.

    Raises:
        Missing, Refused: there is none, somebody has changed it since, or as with adding.
    """
    async with deed(actor, "project.edited", project, name=given.name, open=given.open_to_applicants):
        row = found(await Project.objects().where(Project.id == project).first())
        ensure_seen(seen, *shown_of(facts_of(row)))
        await _ensure_right(given, project)
        await Project.update(**asdict(given)).where(Project.id == project)


async def end_project(actor: Actor, project: int, *, now: datetime) -> None:
    """Nobody applies any more, and its last day was yesterday or the one written down, whichever is earlier.

    Raises:
        Missing: there is none.
    """
    async with deed(actor, "project.ended", project):
        row = found(await Project.objects().where(Project.id == project).first())
        yesterday = clock.at_library(now).date() - timedelta(days=1)
        planned: date | None = row.to_on
        last = max(row.from_on, yesterday if planned is None else min(planned, yesterday))
        await Project.update({Project.to_on: last, Project.open_to_applicants: False}).where(Project.id == project)


def facts_of(row: Project) -> ProjectFacts:
    """What is written down about it, as it stands."""
    return ProjectFacts(**{name: getattr(row, name) for name in ProjectFacts.__dataclass_fields__})


def shown_of(facts: ProjectFacts) -> tuple[object, ...]:
    """What a form shows of it."""
    return tuple(asdict(facts).values())


async def _ensure_right(given: ProjectFacts, known: int | None) -> None:
    await database().hold("projects")
    unit = found(await Library.select(Library.kind).where(Library.id == given.recording_unit).first())
    reasons = why_not_project_facts(given, unit["kind"])
    row = await Project.select(Project.id).where(Project.name == given.name).first()
    if row and row["id"] != known:
        reasons += (WhyNot("name", _("已有一个叫“%(name)s”的项目", name=given.name)),)
    if reasons:
        raise Refused(*reasons)
