"""What is known of the person of a case: that they will leave, and the day of birth put right."""

from datetime import date, datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.party.rules.cases.leaving import why_not_leave
from app.party.rules.cases.recording import why_not_correct_birth
from app.party.steps.cases import locked
from app.party.tables.cases import ApplicantBirthCorrection, ApplicantLeaving
from app.refusals import Refused


async def say_leaving(actor: Actor, case: int, leaves_on: date | None, said: str, *, now: datetime) -> None:
    """The person leaves their place of work or study on a day; None: they stay after all.

    Raises:
        Missing, Refused: there is no such case; it has ended, or the day is before the application.
    """
    async with deed(actor, "applicant.leaving_said", case, leaves_on=leaves_on.isoformat() if leaves_on else ""):
        if reasons := why_not_leave(await locked(case), leaves_on):
            raise Refused(*reasons)
        await ApplicantLeaving(
            applicant=case, leaves_on=leaves_on, said=said.strip(), recorded_by_name=actor.name, at=now
        ).save()


async def correct_birth(actor: Actor, case: int, born_on: date, reason: str, *, now: datetime) -> None:
    """Another day of birth stands in the case; the old one and the reason stay, and the deed holds neither day.

    Raises:
        Missing, Refused: there is no such case; it is the same day, or they would have been under 18 when they applied.
    """
    async with deed(actor, "applicant.birth_corrected", case):
        facts = await locked(case)
        if reasons := why_not_correct_birth(facts, born_on, clock.at_library(now).date()):
            raise Refused(*reasons)
        await ApplicantBirthCorrection(
            applicant=case,
            was_on=facts.born_on,
            born_on=born_on,
            reason=reason.strip(),
            corrected_by_name=actor.name,
            at=now,
        ).save()
