"""Telling whoever minds a case that something is due: a fortnight before, three days before, and once it is over."""

from datetime import date, datetime

from app import clock
from app.actor import Actor, Role
from app.audit import deed
from app.locale import N_
from app.notices import tell
from app.party.queries.cases import CaseLine, case_lines
from app.party.queries.reminded import holders_of, reminded
from app.party.rules.cases.reminding import round_of
from app.party.rules.cases.upcoming import Due
from app.party.tables.cases import ApplicantReminder
from app.storage import database

# Deeds keep the sentence, and who reads them need not know who applied: the page behind the link says it.
SOON = N_("发展党员有一步要在 %(day)s 前办，点开看是哪一步")
OVER = N_("发展党员有一步到 %(day)s 还没有记录，补记，或说明原因")
LOCK = "applicant reminders"


async def remind_of_cases(actor: Actor, *, now: datetime) -> int:
    """Tell secretaries and mentors of deadlines whose round has come; returns how many rounds there were.

    Several processes may ask at once: they wait for each other by name, and a round of a deadline is unique.
    """
    today = clock.at_library(now).date()
    lines = await case_lines(today)
    wanted = [(line, due, days) for line in lines for due in line.due if (days := round_of(due.on, today)) is not None]
    if not wanted or not (fresh := [one for one in wanted if _key(*one) not in await reminded()]):
        return 0
    async with deed(actor, "applicant.reminded", count=len(fresh)):
        await database().hold(LOCK)
        there, secretaries = await reminded(), await holders_of(Role.SECRETARY)
        for line, due, days in fresh:
            if _key(line, due, days) not in there:
                await _tell(actor, line, due, days, secretaries, today, now)
    return len(fresh)


async def _tell(
    actor: Actor, line: CaseLine, due: Due, days: int, secretaries: frozenset[int], today: date, now: datetime
) -> None:
    case = line.facts
    message = OVER if due.on < today else SOON
    mentors = {one.person for one in case.mentors if one.stands(today)} - secretaries
    day = due.on.isoformat()
    await tell(actor, secretaries, message, address=f"/party/applicants/{case.id}", now=now, day=day)
    await tell(actor, mentors, message, address="/party/applicants/mine", now=now, day=day)
    await ApplicantReminder(applicant=case.id, act=due.act.value, due_on=due.on, days_before=days, at=now).save()


def _key(line: CaseLine, due: Due, days: int) -> tuple[int, str, date, int]:
    return line.facts.id, due.act.value, due.on, days
