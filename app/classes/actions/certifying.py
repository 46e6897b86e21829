"""Certificates: issued to everybody who completed, revoked with a reason."""

from datetime import datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.classes import queries
from app.classes.queries import ClassView, LearnerView, completion_of
from app.classes.rules import PARTS
from app.classes.rules.completing import (
    hours_x10,
    number_of,
    why_not_issue,
    why_not_revoke,
)
from app.classes.steps import held
from app.classes.tables import CertificateRevocation, ClassCertificate
from app.locale import _
from app.people.rules.codes import new_code
from app.refusals import Refused, found

ROWS_AT_ONCE = 100


async def issue(actor: Actor, class_id: int, *, now: datetime) -> int:
    """Give a certificate to each learner who completed and holds none; returns how many they are.

    Raises:
        Missing: there is no such class.
        Refused: it is not finished, or nobody is left.
    """
    async with deed(actor, "class_certificate.issued", class_id) as line:
        one = await held(actor, class_id)
        units = await queries.units(actor, class_id)
        seats = [seat for seat in await queries.learners(actor, class_id) if seat.ended_at is None]
        due = [seat for seat in seats if not seat.is_certified and completion_of(one, seat, units).is_complete]
        if reasons := why_not_issue(one.finished_at is not None, len(due)):
            raise Refused(*reasons)
        before = len(await queries.certificates(actor, class_id))
        rows = [_row(one, seat, before + place, now) for place, seat in enumerate(due, start=1)]
        for start in range(0, len(rows), ROWS_AT_ONCE):
            await ClassCertificate.insert(*rows[start : start + ROWS_AT_ONCE])
        line.details["rows"] = len(rows)
        return len(rows)


def _row(one: ClassView, seat: LearnerView, sequence: int, now: datetime) -> ClassCertificate:
    today = clock.at_library(now).date()
    hosts = _("；").join(f"{_(PARTS[part])}：{_('、').join(one.names(part))}" for part in PARTS if one.names(part))
    return ClassCertificate(
        enrolment=seat.id,
        number=number_of(today.year, one.id, sequence),
        code=new_code(),
        name=seat.name,
        unit=seat.unit,
        class_title=one.title,
        hosts=hosts,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        hours_x10=hours_x10(seat.minutes),
        points_x100=seat.points_x100,
        issued_on=today,
    )


async def revoke(actor: Actor, certificate_id: int, reason: str, *, now: datetime) -> int:
    """The certificate holds no longer; returns the id of its class.

    Raises:
        Missing: there is no such certificate.
        Refused: it was revoked before.
    """
    async with deed(actor, "class_certificate.revoked", certificate_id, reason=reason):
        known = found(await queries.certificate(actor, certificate_id))
        await held(actor, known.training_class)
        known = found(await queries.certificate(actor, certificate_id))
        if reasons := why_not_revoke(known.issued.revoked_at):
            raise Refused(*reasons)
        await CertificateRevocation(certificate=certificate_id, reason=reason, by_name=actor.name, at=now).save()
        return known.training_class
