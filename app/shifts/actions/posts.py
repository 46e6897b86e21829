"""Writing down what there is to do at a service point."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from app import clock
from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.people.tables import ServicePoint
from app.refusals import Refused, WhyNot, found
from app.shifts.rules import Skill
from app.shifts.steps import ensure_arranges
from app.shifts.tables import Post, Project
from app.training.queries.qualifications import choices


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A post as it is written down. Whatever risk is named here asks for an insurance (条例 art. 12 and 17)."""

    name: str
    skill: Skill | None = None
    min_age: int = 0
    risk: str = ""
    duties: str = ""
    qualification: int | None = None
    project: int | None = None
    on_closed_days: bool = False


async def add_post(actor: Actor, place: int, given: PostFacts) -> int:
    """Add a post to a service point; returns its id.

    Raises:
        Missing, Refused: there is no such place, it is another coordinator's, it has a post of that name, or nothing
            gives the qualification any more.
    """
    async with deed(actor, "post.added", name=given.name, place=place) as line:
        found(await ServicePoint.exists().where(ServicePoint.id == place) or None)
        ensure_arranges(actor, place)
        await _ensure_new(place, given.name, None)
        await _ensure_qualification(given.qualification, None)
        await _ensure_project(given.project)
        row = Post(_columns(given, place))
        await row.save()
        line.subject = row.id
        return int(row.id)


async def edit_post(actor: Actor, post: int, given: PostFacts) -> None:
    """Change a post; who sits on it and no longer fits shows as a conflict.

    Raises:
        Missing, Refused: there is none, or it is another coordinator's, or the name is taken.
    """
    async with deed(actor, "post.edited", post, name=given.name, qualification=given.qualification):
        row = found(await Post.objects().where(Post.id == post).first())
        ensure_arranges(actor, row.place)
        await _ensure_new(row.place, given.name, post)
        await _ensure_qualification(given.qualification, row.qualification)
        await _ensure_project(given.project)
        await Post.update(_columns(given, row.place)).where(Post.id == post)


async def close_post(actor: Actor, post: int, *, now: datetime) -> None:
    """No new shift has this post from today on.

    Raises:
        Missing, Refused: there is none, or it is another coordinator's.
    """
    async with deed(actor, "post.closed", post):
        row = found(await Post.objects().where(Post.id == post).first())
        ensure_arranges(actor, row.place)
        await Post.update({Post.closed_on: clock.at_library(now).date()}).where(Post.id == post)


async def _ensure_new(place: int, name: str, known: int | None) -> None:
    row = await Post.select(Post.id).where((Post.place == place) & (Post.name == name)).first()
    if row and row["id"] != known:
        raise Refused(WhyNot("name", _("这里已有一个叫“%(name)s”的岗位", name=name)))


async def _ensure_qualification(wanted: int | None, before: int | None) -> None:
    if wanted is not None and wanted not in dict(await choices(before)):
        raise Refused(WhyNot("qualification", _("这项资格已停用，选一项在用的或不要求")))


async def _ensure_project(project: int | None) -> None:
    if project is not None:
        found(await Project.exists().where(Project.id == project) or None)


def _columns(given: PostFacts, place: int) -> dict[Any, Any]:
    return {**asdict(given), "skill": given.skill.value if given.skill else "", "place": place}
