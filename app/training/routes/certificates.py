"""Certificates of hours: the list and the form, and the document."""

import asyncio
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.office.files import DOCX, download
from app.refusals import Refused, found
from app.settings import current
from app.training import actions, exports, words
from app.training.forms import CertificateForm, RevocationForm
from app.training.queries import certificates as queries
from app.training.queries.ledgers import members
from app.training.routes.log import library_name
from app.training.rules import LEDGERS
from app.training.rules.certificates import CertificatePlan
from app.training.rules.filtering import a_year
from app.training.rules.membership import may_keep
from app.training.rules.years import years_to_choose
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/log/certificates"
LONGEST_HOST = 100
FIELDS = {"from_on": "from_on", "to_on": "to_on", "own": "person", "hours": "ledger"}


@get(ADDRESS, may=May.CERTIFY_HOURS)
async def index(request: Asked, actor: Me, year: FromQuery[str] = "", person: FromQuery[str] = "") -> Response[Any]:
    """Those issued in a year, and the form for the next one."""
    today = clock.today()
    title = _("%(year)d年度集中学习", year=today.year)
    form = blank(person=person, from_on=f"{today.year}-01-01", to_on=today.isoformat(), title=title)
    return await _page(request, actor, form, year=year)


@post(ADDRESS, may=May.CERTIFY_HOURS)
async def issue(request: Asked, actor: Me) -> Response[Any]:
    """Issue one."""
    try:
        given = await read_form(request, CertificateForm)
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    try:
        plan = CertificatePlan(**msgspec.structs.asdict(given))
        made = await actions.issue_certificate(actor, plan, now=clock.now())
    except Refused as refused:
        values = {name: str(value) for name, value in msgspec.structs.asdict(given).items()}
        errors = {FIELDS.get(one.code, ""): one.sentence for one in refused.reasons}
        return await _page(request, actor, Filled(values, errors), status=409)
    one = found(await queries.certificate(actor, made))
    said = _(
        "已开具 %(number)s：%(name)s %(hours)s 学时", number=one.said, name=one.name, hours=words.halves(one.hours)
    )
    return redirect(request, ADDRESS, toast=said)


@post(ADDRESS + "/{certificate_id:int}/revocations", may=May.CERTIFY_HOURS)
async def revoke(request: Asked, actor: Me, certificate_id: FromPath[int]) -> Response[Any]:
    """Revoke one, with the reason."""
    given = await read_form(request, RevocationForm)
    await actions.revoke_certificate(actor, certificate_id, given.reason, now=clock.now())
    return redirect(request, ADDRESS, toast=_("已撤销，查验页会这样说"))


@get(ADDRESS + "/{certificate_id:int}/certificate.docx", may=May.SIGNED_IN)
async def document(request: Asked, actor: Me, certificate_id: FromPath[int]) -> Response[Any]:
    """The document, for whoever certifies and for the person it is about."""
    one = found(await queries.certificate(actor, certificate_id))
    body = await asyncio.to_thread(
        exports.certificate_document,
        one,
        library=await library_name(),
        address=f"{_base(request)}/certificates/{one.code}",
        generated_at=clock.now(),
    )
    await actions.certificate_exported(actor, one.id, is_own=one.person == actor.id)
    return download(_("学时证明 %(number)s %(name)s", number=one.said, name=one.name), DOCX, body)


def _base(request: Asked) -> str:
    """Where this very site is reached, as far as the request says it."""
    host = request.headers.get("host", "")
    return f"{'https' if current().https else 'http'}://{host}" if 0 < len(host) <= LONGEST_HOST else ""


async def _page(request: Asked, actor: Actor, form: Filled, *, year: str = "", status: int = 200) -> Response[Any]:
    now = clock.now()
    of_year = a_year(year, clock.at_library(now).year)
    people = [one for one in await members(actor) if one.id != actor.id]
    return page(
        request,
        "training/certificates",
        status=status,
        form=form,
        year=of_year,
        years=years_to_choose(now),
        issued=await queries.certificates(actor, of_year),
        people=[(one.id, f"{one.name} · {one.post}" if one.post else one.name) for one in people],
        ledgers={one: name for one, name in LEDGERS.items() if may_keep(actor, one)},
        words=words,
    )


handlers = [index, issue, revoke, document]
