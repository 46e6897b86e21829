"""Telling whoever is behind with their hours, once on each of the dates."""

from datetime import date, datetime

from app import clock
from app.actor import Actor, Role
from app.audit import deed
from app.locale import N_
from app.notices import tell
from app.storage import database
from app.training.queries import ledgers
from app.training.queries.planned import ahead
from app.training.queries.reminding import could_be_told, happened, overseers
from app.training.queries.rules import rules
from app.training.rules.reminding import due_on
from app.training.tables import ReminderRound

BEHIND = N_("到 %(day)s，您今年的学时还没到进度。点开看差多少、年底预计多少")
SOME_ARE_BEHIND = N_("到 %(day)s，有 %(n)d 人学时没到进度，已经通知本人")
REMINDER = "hours reminder"


async def remind(actor: Actor, *, now: datetime) -> int:
    """Tell everybody who is behind, if a round is due and has not been; returns how many were told.

    Several processes may ask at once: they wait for each other by name, and the day of a round is unique.
    """
    day = due_on(clock.at_library(now).date())
    if day is None or await happened(day):
        return 0
    async with deed(actor, "hours.reminded", due_on=day) as line:
        await database().hold(REMINDER)
        if await happened(day):
            return 0
        behind = await _behind(day, now, Role.SECRETARY)
        # Which ledger is not said: deeds keep the sentence, and who reads them need not know who is in the Party.
        await tell(actor, behind, BEHIND, address=f"/record?year={day.year}", now=now, day=day.isoformat())
        if shown := await _behind(day, now, Role.MANAGER):
            over = await overseers()
            address = f"/log/hours?year={day.year}&lack=yes"
            await tell(actor, over, SOME_ARE_BEHIND, address=address, now=now, day=day.isoformat(), n=len(shown))
        await ReminderRound(due_on=day, told=len(behind), at=now).save()
        line.details["told"] = len(behind)
    return len(behind)


async def _behind(day: date, now: datetime, role: Role) -> list[int]:
    # Each is told of their own account only, so the product may look at all ledgers of everybody, as the secretary does.
    # Managers are told how many lack something in the ledgers that their table shows, and not of the Party's.
    looking = Actor(None, "zhixing", frozenset({role}), origin=REMINDER)
    found = await ledgers.cards(looking, day.year, await rules(day.year), await ahead(day.year, now))
    here = await could_be_told(day)
    return [one.member.id for one in found if one.member.id in here and any(a.is_behind for a in one.card.accounts)]
