"""Issuing certificates of hours, and revoking them."""

from datetime import datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.people.rules.codes import new_code
from app.refusals import Missing, Refused, WhyNot, found
from app.storage import database
from app.training.queries import certificates as queries
from app.training.queries.certificates import CertificateView
from app.training.queries.ledgers import member
from app.training.rules.book import rule_of
from app.training.rules.certificates import CertificatePlan, why_not_certify, why_not_days, why_not_revoke
from app.training.rules.membership import may_keep
from app.training.tables import HoursCertificate, HoursCertificateRevocation


async def issue_certificate(actor: Actor, plan: CertificatePlan, *, now: datetime) -> int:
    """Certify what the person has between two days; the number follows the last one of this year. Returns the id.

    Raises:
        Missing: there is no such person, or the ledger is not the actor's to certify.
        Refused: the days cannot be, there are no hours, they are the actor's own, or are certified already.
    """
    today = clock.at_library(now).date()
    # Which ledger is not said: whoever reads the deeds need not know who is in the Party.
    async with deed(actor, "certificate.issued", person=plan.person) as line:
        await database().hold(f"certificate numbers {today.year}")
        person = found(await member(plan.person))
        if not may_keep(actor, plan.ledger):
            raise Missing
        if reasons := why_not_days(plan, today):
            raise Refused(*reasons)
        if same := await queries.same_number(plan):
            raise Refused(WhyNot("same", _("这段时间已经开过一张：%(number)s；要重开，先撤销那一张", number=same)))
        hours = await queries.hours_between(plan.person, plan.ledger, plan.from_on, plan.to_on)
        if reasons := why_not_certify(is_own=plan.person == actor.id, hours=hours):
            raise Refused(*reasons)
        row = HoursCertificate(
            year=today.year,
            number=await queries.last_number(today.year) + 1,
            code=new_code(),
            person=plan.person,
            person_name=person.name,
            ledger=plan.ledger.value,
            rule=found(rule_of(plan.ledger, plan.from_on.year)).document,
            from_on=plan.from_on,
            to_on=plan.to_on,
            title=plan.title,
            half_hours=int(hours * 2),
            result=plan.result,
            issued_by=actor.person,
            issued_by_name=actor.name,
            at=now,
        )
        await row.save()
        line.subject = row.id
    return int(row.id)


async def revoke_certificate(actor: Actor, certificate_id: int, reason: str, *, now: datetime) -> None:
    """The certificate no longer holds; its check page says so from now on.

    Raises:
        Missing: there is none.
        Refused: it is revoked already, or it is the actor's own.
    """
    async with deed(actor, "certificate.revoked", certificate_id, reason=reason):
        await database().hold(f"certificate {certificate_id}")
        one = await _held(actor, certificate_id)
        if reasons := why_not_revoke(is_own=one.person == actor.id, is_revoked=one.revoked_at is not None):
            raise Refused(*reasons)
        await HoursCertificateRevocation(
            certificate=certificate_id, reason=reason, revoked_by=actor.person, revoked_by_name=actor.name, at=now
        ).save()


async def certificate_exported(actor: Actor, certificate_id: int, *, is_own: bool) -> None:
    """Somebody took a certificate along; their own or another person's."""
    async with deed(actor, "certificate.exported", certificate_id, oneself=is_own):
        pass


async def _held(actor: Actor, certificate_id: int) -> CertificateView:
    return found(await queries.certificate(actor, certificate_id))
