"""Deciding how long applicants' data are kept, and deleting them when the time is over."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.people import sessions
from app.people.actions.persons import NAMES
from app.refusals import Refused, found
from app.shifts.erasing import let_go
from app.shifts.queries.retention import is_over, standing_retention, whose_time_is_over
from app.shifts.queries.volunteers import state_of
from app.shifts.rules.retention import Retention, why_not_keep
from app.shifts.steps import one_roster_change_at_a_time
from app.shifts.tables import RetentionSetting
from app.storage import database


async def decide_retention(actor: Actor, given: Retention, *, now: datetime) -> None:
    """So many days from now on.

    Raises:
        Refused: they are too few or too many, or by no decision.
    """
    async with deed(actor, "retention.decided", days=given.days, source=given.source.strip()):
        if reasons := why_not_keep(given):
            raise Refused(*reasons)
        await RetentionSetting(days=given.days, source=given.source.strip(), by_name=actor.name, at=now).save()


async def forget_applicants(actor: Actor, *, now: datetime) -> int:
    """Delete the data of applicants whose time is over, each in a deed; returns how many.

    Source: 个人信息保护法 art. 19 and 47.
    """
    forgotten = 0
    for volunteer in await whose_time_is_over(now):
        forgotten += await _forget(actor, volunteer, now)
    return forgotten


async def _forget(actor: Actor, volunteer: int, now: datetime) -> bool:
    async with deed(actor, "volunteer.forgotten", volunteer) as line:
        await one_roster_change_at_a_time()
        await database().hold(NAMES)
        kept = await standing_retention()
        # They may have applied again, or been let go of, while this waited.
        over = await is_over(volunteer, now)
        line.details.update(days=kept.days, done=over)
        if over:
            person, _state = found(await state_of(volunteer))
            await let_go(actor, volunteer, person, _("申请退回满 %(n)d 天", n=kept.days), now)
    sessions.forget_actors()
    return over
