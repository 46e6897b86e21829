"""Mentors and sponsors: chosen from a day on, released with the reason when they move or are not fit for it."""

from datetime import date, datetime, timedelta

from app import clock
from app.actor import Actor
from app.audit import deed
from app.gatherings.queries.calendar import calendar
from app.locale import N_, _
from app.notices import tell
from app.party.queries.structure import branch_history
from app.party.rules.cases.acts import Act
from app.party.rules.cases.beside import why_not_beside
from app.party.rules.cases.facts import CaseFacts, Happened
from app.party.rules.cases.recording import why_not_record
from app.party.steps.cases import locked
from app.party.tables.cases import ApplicantGuide
from app.people.queries.persons import person_row
from app.refusals import Refused, WhyNot, found

ROLES = {Act.MENTORED: "mentor", Act.SPONSORED: "sponsor"}
CHOSEN = N_("支部请您作一位同志的培养联系人或入党介绍人，点开看进度和要做的事")


async def choose_guide(actor: Actor, case: int, act: Act, person: int, from_on: date, *, now: datetime) -> None:
    """A full member is mentor (`MENTORED`) or sponsor (`SPONSORED`) from a day on, and is told.

    Raises:
        Missing, Refused: there is no such case or person; they are no full member, there are two already, it is too early.
    """
    async with deed(actor, "applicant.guide_chosen", case, role=ROLES[act], person=person, from_on=from_on):
        facts = await locked(case)
        who = await person_row(actor, person)
        history = found(await branch_history())
        member = history.on(from_on).member(person)
        today = clock.at_library(now).date()
        reasons = why_not_record(facts, Happened(act, from_on), today, await calendar()) or why_not_beside(
            act, facts, member, who.name, from_on
        )
        if reasons:
            raise Refused(*reasons)
        await ApplicantGuide(applicant=case, person=person, role=ROLES[act], from_on=from_on, at=now).save()
        await tell(actor, [person], CHOSEN, address="/party/applicants/mine", now=now)


async def release_guide(actor: Actor, case: int, guide: int, ended_on: date, reason: str, *, now: datetime) -> None:
    """A mentor or sponsor is it until this day, and why.

    Raises:
        Missing, Refused: there is none; they had not begun, or the day is to come.
    """
    async with deed(actor, "applicant.guide_released", case, guide=guide, ended_on=ended_on):
        one = _standing(await locked(case), guide)
        if not one - timedelta(days=1) <= ended_on <= clock.at_library(now).date():
            raise Refused(
                WhyNot(
                    "ended_on", _("从 %(from)s 起担任，最后一天不早于那天，也不晚于今天；改这个日期", **{"from": one})
                )
            )
        await ApplicantGuide.update(
            {ApplicantGuide.ended_on: ended_on, ApplicantGuide.end_reason: reason.strip()}
        ).where(ApplicantGuide.id == guide)


def _standing(facts: CaseFacts, guide: int) -> date:
    """Since when they are it."""
    everybody = [*facts.mentors, *facts.sponsors]
    return found(next((one.from_on for one in everybody if one.number == guide and one.ended_on is None), None))
