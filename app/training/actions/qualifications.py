"""Writing qualifications down, giving them by hand, and taking them back."""

from dataclasses import asdict
from datetime import date, datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.locale import N_, _
from app.notices.actions import tell
from app.people.tables import Person
from app.refusals import Refused, WhyNot, ensure_seen, found
from app.storage import database
from app.training.queries import qualifications as queries
from app.training.rules.qualifications import QualificationPlan, Source, why_not_grant, why_not_qualification
from app.training.steps import grant_qualification
from app.training.tables import Qualification, QualificationRevocation

GRANTED = N_("已为您登记资格“%(name)s”")
REVOKED = N_("您的资格“%(name)s”已撤销。原因：%(why)s")
OWN = "/record#qualifications"


async def add_qualification(actor: Actor, given: QualificationPlan, *, now: datetime) -> int:
    """Write a qualification down; returns its id.

    Raises:
        Refused: it has no name, there is one of that name, or its months cannot be.
    """
    async with deed(actor, "qualification.added", name=given.name) as line:
        await _ensure_may_be(given, None)
        row = Qualification(**asdict(given), made_at=now)
        await row.save()
        line.subject = row.id
        return int(row.id)


async def edit_qualification(actor: Actor, qualification: int, given: QualificationPlan, *, seen: str = "") -> None:
    """Change a qualification; what people hold already holds as long as it was said to.

    Raises:
        Missing: there is none.
        Refused: as `add_qualification`, or somebody has changed it since it was `seen`.
    """
    async with deed(actor, "qualification.edited", qualification, name=given.name, months=given.months):
        await database().hold(f"qualification {qualification}")
        before = found(await queries.qualification(actor, qualification))
        ensure_seen(seen, *before.shown)
        await _ensure_may_be(given, qualification)
        await Qualification.update(asdict(given)).where(Qualification.id == qualification)  # type: ignore[arg-type]


async def end_qualification(actor: Actor, qualification: int, *, now: datetime) -> None:
    """Nothing asks for it and nobody gets it from today on.

    Raises:
        Missing: there is none.
    """
    async with deed(actor, "qualification.ended", qualification):
        found(await queries.qualification(actor, qualification))
        await Qualification.update({Qualification.closed_on: clock.at_library(now).date()}).where(
            Qualification.id == qualification
        )


async def resume_qualification(actor: Actor, qualification: int) -> None:
    """It is in use again.

    Raises:
        Missing: there is none.
    """
    async with deed(actor, "qualification.resumed", qualification):
        found(await queries.qualification(actor, qualification))
        await Qualification.update({Qualification.closed_on: None}).where(Qualification.id == qualification)


async def grant_by_hand(
    actor: Actor,
    qualification: int,
    person: int,
    reason: str,
    *,
    from_on: date,
    to_on: date | None = None,
    now: datetime,
) -> None:
    """Somebody shows evidence and holds the qualification; they are told.

    Raises:
        Missing: there is no such qualification or person.
        Refused: it is the actor's own, out of use, without evidence, or its days cannot be.
    """
    async with deed(actor, "qualification.granted", qualification, person=person, reason=reason, from_on=from_on):
        await database().hold(f"qualification {qualification}")
        one = found(await queries.qualification(actor, qualification))
        found(await Person.exists().where(Person.id == person) or None)
        today = clock.at_library(now).date()
        if reasons := why_not_grant(
            is_own=person == actor.id,
            is_closed=one.closed_on is not None,
            reason=reason,
            from_on=from_on,
            to_on=to_on,
            today=today,
        ):
            raise Refused(*reasons)
        await grant_qualification(
            actor, qualification, person, Source.HAND, now, reason=reason.strip(), from_on=from_on, to_on=to_on
        )
        await tell(actor, [person], GRANTED, address=OWN, now=now, name=one.name)


async def revoke_qualification(actor: Actor, qualification: int, person: int, reason: str, *, now: datetime) -> None:
    """Take back whatever the person holds of it, from whatever source; they are told why.

    Raises:
        Missing: there is none, or the person does not hold it.
        Refused: it is the actor's own, or no reason is given.
    """
    async with deed(actor, "qualification.revoked", qualification, person=person, reason=reason):
        await database().hold(f"qualification {qualification}")
        one = found(await queries.qualification(actor, qualification))
        found(await queries.held([person], qualification) or None)
        if person == actor.id:
            raise Refused(WhyNot("person", _("自己的资格由别的管理人员撤销")))
        if not reason.strip():
            raise Refused(WhyNot("reason", _("写上撤销的原因，本人会看到")))
        await QualificationRevocation(
            qualification=qualification, person=person, reason=reason.strip(), revoked_by_name=actor.name, at=now
        ).save()
        await tell(actor, [person], REVOKED, address=OWN, now=now, name=one.name, why=reason.strip())


async def _ensure_may_be(given: QualificationPlan, known: int | None) -> None:
    if reasons := why_not_qualification(given):
        raise Refused(*reasons)
    row = await Qualification.select(Qualification.id).where(Qualification.name == given.name).first()
    if row and row["id"] != known:
        raise Refused(WhyNot("name", _("已有一项叫“%(name)s”的资格", name=given.name)))
