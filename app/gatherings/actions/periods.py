"""Closing a year or a quarter, and opening it again."""

from datetime import datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.gatherings.queries.periods import closed_days, locks, unfinished
from app.gatherings.rules.periods import days_of, why_not_close_days
from app.gatherings.tables import PeriodLock, PeriodReopening
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.storage import database

CLOSING = "periods"


async def close_period(actor: Actor, period: str, note: str, *, now: datetime) -> None:
    """From now on attendance of these days changes by a correction with its reason only.

    Args:
        period: a year or a quarter, such as 2026 or 2026Q1.

    Raises:
        Refused: it is not over, is closed already, or something in it has not been ended.
    """
    async with deed(actor, "period.closed", reason=note) as line:
        await database().hold(CLOSING)
        days = days_of(period)
        open_still = await unfinished(days) if days else []
        closed = await closed_days(days.first) if days else []
        if (reasons := why_not_close_days(days, clock.at_library(now).date(), closed, open_still)) or days is None:
            raise Refused(*reasons)
        row = PeriodLock(from_on=days.first, to_on=days.last, note=note, locked_by_name=actor.name, at=now)
        await row.save()
        line.subject = row.id
        line.details |= {"from_on": days.first, "to_on": days.last}


async def reopen_period(actor: Actor, lock: int, reason: str, *, now: datetime) -> None:
    """The lock holds no longer; that it did, and why it does not, stays readable.

    Raises:
        Missing: there is no such lock.
        Refused: it was reopened before, or no reason is given.
    """
    async with deed(actor, "period.reopened", lock, reason=reason):
        await database().hold(CLOSING)
        known = found(next((one for one in await locks(actor) if one.id == lock), None))
        if not known.stands:
            raise Refused(WhyNot("reopened", _("这段时间已经解封了")))
        if not reason.strip():
            raise Refused(WhyNot("reason", _("写明为什么解封")))
        await PeriodReopening(lock=lock, reason=reason.strip(), reopened_by_name=actor.name, at=now).save()
