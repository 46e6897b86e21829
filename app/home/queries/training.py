"""What training puts on the first screen: one's returned claims, and those that wait for whoever verifies."""

from app.actor import Actor, May
from app.home.rules import Task
from app.locale import _
from app.training.queries import courses
from app.training.rules.courses import State


async def course_tasks(actor: Actor) -> list[Task]:
    """A claim that came back is mended by whoever sent it; claims that wait are looked at by whoever verifies."""
    if not actor.may(May.CLAIM_COURSES):
        return []
    returned = [one for one in await courses.mine(actor) if one.state is State.RETURNED]
    found = [
        Task(_("改好退回的培训申报"), f"{one.course.title}：{one.reason}", f"/courses/{one.id}", "edit", 1)
        for one in returned[:1]
    ]
    waiting = (await courses.counts(actor))[State.WAITING] if actor.may(May.VERIFY_COURSES) else 0
    if waiting:
        why = _("%(n)d 份待审核", n=waiting)
        found.append(Task(_("审核培训申报"), why, "/courses/verifying", "list-check", 2, is_duty=True))
    return found
