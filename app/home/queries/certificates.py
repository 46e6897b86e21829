"""What anybody may know of a certificate, whichever slice issued it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.actor import Actor
from app.classes.queries import issued_by_code
from app.locale import _
from app.people.rules.names import masked_name
from app.training.queries.certificates import certificate_by_code


@dataclass(frozen=True, slots=True)
class Checked:
    """A certificate as its check page shows it.

    Attributes:
        name: masked.
        more: further lines, each a term and what it is.
        revoked_at: None while it holds.
    """

    number: str
    name: str
    issued_on: date
    revoked_at: datetime | None
    more: Sequence[tuple[str, str]] = ()


async def checked(actor: Actor, code: str) -> Checked | None:
    """The certificate with this check code: of hours, or of a class that was completed; None when nobody issued it.

    Of hours the page says no more than the number, for what somebody learnt is theirs; a class was announced anyway.
    """
    if hours := await certificate_by_code(code):
        return Checked(hours.said, masked_name(hours.name), hours.issued_on, hours.revoked_at)
    known = await issued_by_code(actor, code)
    if known is None:
        return None
    one = known.issued
    more = [
        (_("培训班"), one.class_title),
        (_("时间"), _("%(first)s 至 %(last)s", first=one.starts_on, last=one.ends_on)),
        (_("学时"), one.hours),
        (_("单位"), one.hosts),
    ]
    return Checked(one.number, masked_name(one.name), one.issued_on, one.revoked_at, more)
