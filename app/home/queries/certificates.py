"""What anybody may know of a certificate, whichever slice issued it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.actor import Actor
from app.classes.queries import issued_by_code
from app.locale import _
from app.people.rules.names import masked_name
from app.service.queries.papers import PaperView, paper_by_code
from app.service.rules.papers import surname_only, time_said
from app.training.queries.certificates import certificate_by_code


@dataclass(frozen=True, slots=True)
class Checked:
    """A certificate as its check page shows it.

    Attributes:
        name: masked.
        more: further lines, each a term and what it is.
        issued_on: None where the page does not say it.
        revoked_at: None while it holds.
        amended: something that it stands on has been corrected since.
    """

    number: str
    name: str
    issued_on: date | None
    revoked_at: datetime | None
    more: Sequence[tuple[str, str]] = ()
    amended: bool = False


async def checked(actor: Actor, code: str) -> Checked | None:
    """The certificate with this check code: of hours, of a class, or a paper about service; None when nobody issued it.

    Of hours the page says no more than the number, for what somebody learnt is theirs; a class was announced anyway.
    """
    if hours := await certificate_by_code(code):
        return Checked(hours.said, masked_name(hours.name), hours.issued_on, hours.revoked_at)
    if paper := await paper_by_code(code):
        return _service(paper)
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


def _service(paper: PaperView) -> Checked:
    """Number, surname, days, times and hours; nothing else of a person who only served."""
    sums = paper.sums
    more = [(_("服务期间"), _("%(first)s 至 %(last)s", first=paper.from_on, last=paper.to_on))]
    if sums.system_times:
        more.append(
            (_("系统记录"), _("%(time)s（%(n)d 次）", time=time_said(sums.system_minutes), n=sums.system_times))
        )
    if sums.hand_times:
        more.append((_("人工补录"), _("%(time)s（%(n)d 次）", time=time_said(sums.hand_minutes), n=sums.hand_times)))
    return Checked(paper.said, surname_only(paper.name), None, paper.revoked_at, more, amended=paper.amended > 0)
