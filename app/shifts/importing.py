"""Taking a long list of volunteers in as a job: the page may be left, and it is whole or not at all."""

from app import clock
from app.actor import Actor, May
from app.jobs.rules import NEEDS, RESULTS, Outcome
from app.jobs.working import KINDS, Stopped, Work, end
from app.locale import _
from app.people.queries.standing import standing
from app.refusals import Refused, WhyNot
from app.shifts.actions.listing import take_in
from app.shifts.actions.queueing import LIST
from app.shifts.taking_in import Watching

AT_ONCE = 500
"""Tables with more rows than this are taken in by a job."""


async def take_list_in(work: Work) -> None:
    """Take the list in and end the job in one transaction: a server that is killed before it leaves nothing, and after it
    finds nothing to be done again.

    Raises:
        Refused: the list changed since, a row is wrong by now, or the person may no longer do it.
        Stopped: it was cancelled; nothing is taken in.
    """
    given = work.parameters
    now = clock.now()

    async def finish(rows: int) -> None:
        work.total = rows
        work.went_on(rows)
        if not await end(work, Outcome.DONE, clock.now()):
            raise Stopped

    work.total = int(given["rows"])
    watching = Watching(work.went_on, finish)
    doer = await _who_asked(work)
    revision, good_only = int(given["revision"]), bool(given["good_only"])
    await take_in(doer, int(given["intake"]), now=now, revision=revision, good_only=good_only, watching=watching)


async def _who_asked(work: Work) -> Actor:
    """The person with what they are today: whose volunteers they may change is asked row by row."""
    one = await standing(work.person, clock.now())
    if one is not None and not one.suspended and not one.left:
        actor = Actor(one.person, one.name, one.roles, one.sites, origin="job")
        if actor.may(NEEDS[LIST]):
            return actor
    raise Refused(WhyNot("may", _("提交导入的人已经没有管理志愿者的权限，由有权限的人重新导入")))


KINDS[LIST] = take_list_in
NEEDS[LIST] = May.KEEP_VOLUNTEERS
RESULTS[LIST] = "/volunteers/imports/of/{job}"
