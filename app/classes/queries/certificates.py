"""Certificates as they were issued."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.actor import Actor
from app.classes.queries.classes import day
from app.classes.rules.completing import Issued
from app.classes.tables import ClassCertificate
from app.storage.moments import moment_or_none

COLUMNS = """
SELECT k.*, e.training_class, v.at AS revoked_at, v.reason AS revoked_because
FROM class_certificate k JOIN class_enrolment e ON e.id = k.enrolment
LEFT JOIN certificate_revocation v ON v.certificate = k.id
"""


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate with its rows."""

    id: int
    enrolment: int
    training_class: int
    issued: Issued


async def certificates(actor: Actor, class_id: int) -> list[CertificateView]:
    """Every certificate of a class, the revoked ones too, by number."""
    rows = await ClassCertificate.raw(f"{COLUMNS} WHERE e.training_class = {{}} ORDER BY k.id", class_id)
    return [_view(row) for row in rows]


async def certificate(actor: Actor, certificate_id: int) -> CertificateView | None:
    """One certificate."""
    rows = await ClassCertificate.raw(f"{COLUMNS} WHERE k.id = {{}}", certificate_id)
    return _view(rows[0]) if rows else None


async def issued_by_code(actor: Actor, code: str) -> CertificateView | None:
    """The certificate with this check code."""
    rows = await ClassCertificate.raw(f"{COLUMNS} WHERE k.code = {{}}", code)
    return _view(rows[0]) if rows else None


def _view(row: Mapping[str, Any]) -> CertificateView:
    issued = Issued(
        number=row["number"],
        code=row["code"],
        name=row["name"],
        unit=row["unit"],
        class_title=row["class_title"],
        hosts=row["hosts"],
        starts_on=day(row["starts_on"]),
        ends_on=day(row["ends_on"]),
        hours_x10=row["hours_x10"],
        points_x100=row["points_x100"],
        issued_on=day(row["issued_on"]),
        revoked_at=moment_or_none(row["revoked_at"]),
        revoked_because=row["revoked_because"] or "",
    )
    return CertificateView(row["id"], row["enrolment"], row["training_class"], issued)
