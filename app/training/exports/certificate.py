"""学时证明 as a document (R-06)."""

from datetime import date, datetime

from app import locale
from app.locale import _
from app.office import document
from app.office.codes import printed
from app.training.queries.certificates import CertificateView
from app.training.rules import LEDGERS
from app.training.words import halves
from app.web.page import day_and_time


def certificate_document(one: CertificateView, *, library: str, address: str, generated_at: datetime) -> bytes:
    """The certificate as .docx on `templates/documents/hours_certificate.docx`, in Chinese whatever the screen speaks.

    Args:
        address: of the page where anybody checks it.

    Raises:
        Refused: the template cannot be filled.
    """
    with locale.speaking(locale.SOURCE):
        context = {
            "library": library,
            "person": {"name": one.name},
            "certificate": {
                "number": one.said,
                "from_on": _said(one.from_on),
                "to_on": _said(one.to_on),
                "title": one.title,
                "hours": halves(one.hours),
                "result": one.result,
                "ledger": _(LEDGERS[one.ledger]),
                "rule": _(one.rule),
                "issued_on": _said(one.issued_on),
                "issued_by": one.issued_by,
                "code": one.code,
                "address": address,
                # Without the site's name a phone could not follow it.
                "qr": printed(address) if address.startswith("http") else "",
                "revoked": one.revoked_reason,
            },
            "generated": day_and_time(generated_at),
        }
        return document("hours_certificate", context, title=one.said, generated_at=generated_at)


def _said(day: date) -> str:
    return _("%(year)d年%(month)d月%(day)d日", year=day.year, month=day.month, day=day.day)
