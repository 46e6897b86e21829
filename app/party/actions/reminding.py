"""Telling the secretary what the calendar wants done, once for each day of its rule."""

from datetime import datetime

from app import clock
from app.actor import Actor, Role
from app.audit import deed
from app.locale import N_
from app.notices import tell
from app.party.queries.calendar import next_january, year_of
from app.party.queries.duties import reminded
from app.party.queries.reminded import holders_of
from app.party.rules.cycles.reminding import Due, reminders
from app.party.tables import DutyReminder
from app.storage import database

REMINDER = "party duties reminder"
NOT_DONE = N_("党建日历：%(what)s还没有完成，点开看期限和怎么补")
# Deeds keep the sentence, and who reads them need not know whom it is about.
SOMEBODY_AWAY = N_("有党员几个月没有参加组织生活也没有请假，点开看是谁，先谈一次")


async def remind_of_duties(actor: Actor, *, now: datetime) -> int:
    """Tell the secretary of everything that one of its days has come for; returns how many things were told.

    Several processes may ask at once: they wait for each other by name, and what was told is a row.
    """
    if not await _waiting(now):
        return 0
    async with deed(actor, "duty.reminded") as line:
        await database().hold(REMINDER)
        waiting = await _waiting(now)
        people = await holders_of(Role.SECRETARY)
        said = [one.said for one in waiting if one.said]
        if said:
            await tell(actor, people, NOT_DONE, address="/party", now=now, what="、".join(said))
        if len(said) < len(waiting):
            await tell(actor, people, SOMEBODY_AWAY, address="/party#away", now=now)
        if waiting:
            await DutyReminder.insert(
                *(DutyReminder(item=one.item, period=one.period, due_on=one.on, at=now) for one in waiting)
            )
        line.details["told"] = len(waiting)
    return len(waiting)


async def _waiting(now: datetime) -> list[Due]:
    today = clock.at_library(now).date()
    known = await year_of(today.year, today)
    if known is None:
        return []
    told = await reminded()
    rows = [*known.rows, *await next_january(today)]
    return [one for one in reminders(rows, known.away, today) if (one.item, one.period, one.on) not in told]
