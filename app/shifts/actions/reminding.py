"""Reminding people of their shifts and taking their yes."""

from contextlib import suppress
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.clock import at_library
from app.locale import N_, _
from app.notices import tell
from app.refusals import Refused, WhyNot, found
from app.shifts.actions.signing import DoneAlready
from app.shifts.queries.mine import own_assignment
from app.shifts.queries.reminding import Coming, to_remind
from app.shifts.queries.seats import seat_view
from app.shifts.rules.said import short_span
from app.shifts.rules.signing import may_confirm
from app.shifts.steps import MINE, ensure_in_force
from app.shifts.tables import AssignmentConfirmation, ShiftReminder
from app.storage import database

REMINDER = "shift reminders"
ASKED = {
    0: N_("今天有您的班：%(when)s %(place)s %(post)s。点开确认能来"),
    1: N_("明天有您的班：%(when)s %(place)s %(post)s。点开确认能来"),
    2: N_("后天有您的班：%(when)s %(place)s %(post)s。点开确认能来，来不了就早点取消"),
    3: N_("三天后有您的班：%(when)s %(place)s %(post)s。点开确认能来，来不了就早点取消"),
}
KNOWN = {
    0: N_("今天见：%(when)s %(place)s %(post)s"),
    1: N_("明天见：%(when)s %(place)s %(post)s。临时来不了，马上取消或打电话"),
}


async def remind(actor: Actor, *, now: datetime) -> int:
    """Remind whoever has a shift in three days or tomorrow, once in each round; returns how many were told.

    Several processes may ask at once: they wait for each other by name, and a round of an assignment is unique.
    """
    if not await to_remind(now):
        return 0
    async with deed(actor, "shift.reminded") as line:
        await database().hold(REMINDER)
        due = await to_remind(now)
        for one, days_before in due:
            await ShiftReminder(assignment=one.assignment, days_before=days_before, at=now).save()
            said = {"when": short_span(one.span), "place": one.place_name, "post": one.post}
            await tell(actor, [one.person], _message(one, now), address=MINE, now=now, **said)
        line.details["assignments"] = [one.assignment for one, _days in due]
        return len(due)


async def confirm(actor: Actor, assignment: int, *, now: datetime) -> None:
    """Say that one comes; a second click changes nothing.

    Raises:
        Missing: it is not the actor's, or no longer.
        Refused: it is too early to say, or the shift has begun.
    """
    with suppress(DoneAlready):
        async with deed(actor, "shift.confirmed", assignment=assignment) as line:
            await database().hold(REMINDER)
            own = found(await own_assignment(actor, assignment))
            found(not own.ended or None)
            seat = found(await seat_view(own.seat))
            line.subject = seat.facts.shift
            if await AssignmentConfirmation.exists().where(AssignmentConfirmation.assignment == assignment):
                raise DoneAlready
            ensure_in_force(seat)
            if now >= seat.facts.span.starts_at:
                raise Refused(WhyNot("begun", _("这一班已经开始，到了现场签到")))
            if not may_confirm(seat.facts.span.starts_at, now):
                raise Refused(WhyNot("early", _("开始前三天内才用确认")))
            await AssignmentConfirmation(assignment=assignment, at=now).save()


def _message(one: Coming, now: datetime) -> str:
    days = max(0, (at_library(one.span.starts_at).date() - at_library(now).date()).days)
    return KNOWN[days] if one.confirmed and days in KNOWN else ASKED[min(days, max(ASKED))]
