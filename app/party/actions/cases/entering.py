"""Taking the person of a case into the branch: as a probationary member once approved, as a full one once confirmed."""

from datetime import datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.party.queries.structure import structure_on
from app.party.rules.cases.entering import entry
from app.party.steps.cases import locked
from app.party.steps.members import MemberDays, write_days, write_member
from app.refusals import Refused, WhyNot, found


async def enter(actor: Actor, case: int, *, now: datetime) -> None:
    """Write the member down as the case says: probationary since the vote, or full since the end of probation.

    Raises:
        Missing, Refused: there is no such case or branch; nothing is to be written.
    """
    async with deed(actor, "applicant.entered", case) as line:
        facts = await locked(case)
        today = clock.at_library(now).date()
        branch = found(await structure_on(today))
        wanted = entry(facts, branch.member(facts.person))
        if wanted is None:
            raise Refused(WhyNot("entry", _("名册和个案已经一致，没有要写的")))
        line.details.update({"since": wanted.since.isoformat(), "standing": wanted.standing.value})
        days = MemberDays(wanted.since, wanted.admitted_on, wanted.full_on)
        if wanted.member is None:
            await write_member(facts.person, days, now=now, today=today)
        else:
            await write_days(wanted.member, days, now=now)
