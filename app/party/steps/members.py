"""Members as other deeds write them: the vote that admits somebody, the confirmation of a probationary member."""

from dataclasses import dataclass
from datetime import date, datetime

from app.locale import _
from app.party.queries.structure import structure_on
from app.party.rules.structure import why_not_member
from app.party.steps.ledgers import follow_membership
from app.party.tables import PartyMember
from app.refusals import Refused, WhyNot, found
from app.storage import database

LOCK = "party branch"


@dataclass(frozen=True, slots=True)
class MemberDays:
    """Since when somebody is in this branch, and when they became a probationary and a full member."""

    since: date
    admitted_on: date | None
    full_on: date | None


async def write_member(person: int, days: MemberDays, *, now: datetime, today: date) -> int:
    """The same inside the deed of somebody else, such as the vote that admits an applicant.

    Raises:
        Missing, Refused: there is no branch; they are in it; the days cannot be.
    """
    await database().hold(LOCK)
    branch = found(await structure_on(today))
    if await PartyMember.exists().where((PartyMember.person == person) & PartyMember.ended_on.is_null()):
        raise Refused(WhyNot("person", _("已经在支部里，换一个人")))
    if reasons := why_not_member(days.since, days.admitted_on, days.full_on, today):
        raise Refused(*reasons)
    row = PartyMember(
        branch=branch.branch,
        person=person,
        since=days.since,
        admitted_on=days.admitted_on,
        full_on=days.full_on,
        at=now,
    )
    await row.save()
    await follow_membership(row.id, now=now)
    return int(row.id)


async def write_days(member: int, days: MemberDays, *, now: datetime) -> None:
    """Write a member's days inside the deed of somebody else, such as the confirmation of a probationary member."""
    await PartyMember.update(
        {
            PartyMember.since: days.since,
            PartyMember.admitted_on: days.admitted_on,
            PartyMember.full_on: days.full_on,
        }
    ).where(PartyMember.id == member)
    await follow_membership(member, now=now)
