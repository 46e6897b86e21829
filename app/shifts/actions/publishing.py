"""Publishing what has changed of a week, to those whom it concerns."""

from datetime import date, datetime

from app.actor import Actor
from app.audit import deed
from app.locale import N_, _
from app.notices import tell
from app.refusals import Refused, WhyNot
from app.shifts.queries.publication import Concerned, Pending, not_to_be_told, of_week, pending_of
from app.shifts.queries.seats import seats_between
from app.shifts.queries.wishes import unanswered
from app.shifts.rules.said import short_span
from app.shifts.steps import MINE, answer_wishes, one_roster_change_at_a_time, write_publication
from app.shifts.tables import Assignment, AssignmentEnd

ADDED = N_("给您排了班：%(when)s %(place)s %(post)s。来不了就早点取消")
MOVED = N_("您的班改了时间：%(before)s 改到 %(when)s，%(place)s")
REMOVED = N_("您 %(when)s 在 %(place)s 的班撤下了，不用来")


async def publish(actor: Actor, monday: date, *, now: datetime, place: int | None = None) -> int:
    """Publish the drafts and changes of a week at the actor's places; returns how many shifts.

    Only those are told whose own shift is new, moved or gone; what somebody did themselves they know. Whoever wishes to
    come every week then gets their seat, where it is free and they may have it, or is told why not.

    Raises:
        Refused: there is nothing to publish, or somebody would be told of a seat that `why_not` says they cannot have.
    """
    async with deed(actor, "shift.published", week=monday) as line:
        await one_roster_change_at_a_time()
        seats = await seats_between(of_week(monday), place=place)
        waiting = await pending_of(actor, seats, monday, now)
        if not waiting:
            raise Refused(WhyNot("nothing", _("没有要发布的改动")))
        if wrong := await not_to_be_told(seats, waiting, now):
            raise Refused(*(_why(who, why) for who, why in wrong))
        for one in waiting:
            await _publish(actor, one, now)
        line.details["shifts"] = [one.shift for one in waiting]
        # Whoever has a seat keeps it; what is left goes to those who said that they come every week.
        asked = await unanswered(now, shifts=[one.shift for one in waiting])
        if weekly := await answer_wishes(actor, asked, now):
            line.details["weekly"] = weekly
        return len(waiting)


def _why(who: Concerned, why: WhyNot) -> WhyNot:
    said = _("%(name)s（%(post)s）：%(why)s；先撤下或换人，再发布", name=who.name, post=who.post, why=why.sentence)
    return WhyNot(why.code, said)


async def _publish(actor: Actor, one: Pending, now: datetime) -> None:
    span, where = one.span, one.place_name
    if one.first or one.moved_from is not None:
        await write_publication(actor, one.shift, one.place, span, now)
    for post, people in one.added_by_post().items():
        when = short_span(span)
        await tell(actor, people, ADDED, address=MINE, now=now, when=when, place=where, post=post)
    if one.moved_from is not None:
        before, people = short_span(one.moved_from), [mine.person for mine in one.moved]
        await tell(actor, people, MOVED, address=MINE, now=now, before=before, when=short_span(span), place=where)
    gone = {mine.person for mine in one.removed}
    when = short_span(one.moved_from or span)
    await tell(actor, gone, REMOVED, address=MINE, now=now, when=when, place=where)
    if ids := [mine.assignment for mine in one.added]:
        await Assignment.update({Assignment.told_at: now}).where(Assignment.id.is_in(ids))
    if ids := [mine.assignment for mine in one.removed]:
        await AssignmentEnd.update({AssignmentEnd.told_at: now}).where(AssignmentEnd.assignment.is_in(ids))
