"""Papers about service: the list, issuing one, one of them on the screen and to take along, revoking."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock, locale
from app.actor import Actor, May
from app.locale import _
from app.office.codes import drawn
from app.office.files import DOCX, PDF, download
from app.refusals import Refused, WhyNot, found
from app.service import exports
from app.service.actions import issuing as actions
from app.service.actions.issuing import Wanted
from app.service.forms.papers import IssueForm, ReasonForm
from app.service.queries import papers as queries
from app.service.queries.keepers import people_to_choose, who
from app.service.queries.papers import PaperView
from app.service.queries.requests import requests
from app.service.rules.papers import CHOICES, chosen, time_said, why_not_issue, why_not_period
from app.settings import current
from app.training.rules.filtering import a_year
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.forms import fit
from app.web.page import Asked

ADDRESS = "/service/papers"
LONGEST_HOST = 100


@get(ADDRESS, may=May.ISSUE_PAPERS)
async def index(request: Asked, actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """Requests that wait, and what was issued in a year."""
    this_year = clock.today().year
    of_year = a_year(year, this_year)
    return page(
        request,
        "service/papers",
        part="papers",
        year=of_year,
        years=range(this_year, this_year - 5, -1),
        issued=await queries.papers(actor, of_year),
        waiting=await requests(actor),
        setting=await queries.paper_setting(),
        choices=CHOICES,
        time_said=time_said,
    )


@get(ADDRESS + "/new", may=May.ISSUE_PAPERS)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """Whose service over which days; with both, what the paper would stand on."""
    given = {
        name: request.query_params.get(name, "")[:40] for name in ("volunteer", "from_on", "to_on", "request", "note")
    }
    return await _form(request, actor, given)


@post(ADDRESS, may=May.ISSUE_PAPERS)
async def issue(request: Asked, actor: Me) -> Response[Any]:
    """Issue it."""
    try:
        given = await read_form(request, IssueForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled.values, malformed.filled.errors, status=422)
    wanted = Wanted(**msgspec.structs.asdict(given))
    try:
        made = await actions.issue_paper(actor, wanted, now=clock.now())
    except Refused as refused:
        return await _form(request, actor, _texts(given), _errors(refused.reasons), status=409)
    one = found(await queries.paper(actor, made))
    return redirect(request, f"{ADDRESS}/{made}", toast=_("已出具 %(number)s", number=one.said))


@post(ADDRESS + "/requests/{request_id:int}/declines", may=May.ISSUE_PAPERS)
async def decline(request: Asked, actor: Me, request_id: FromPath[int]) -> Response[Any]:
    """Do not follow a request, with the reason."""
    given = await read_form(request, ReasonForm)
    await actions.decline_request(actor, request_id, given.reason, now=clock.now())
    return redirect(request, ADDRESS, toast=_("已答复本人"))


@get(ADDRESS + "/{paper_id:int}", may=May.SIGNED_IN)
async def show(request: Asked, actor: Me, paper_id: FromPath[int]) -> Response[Any]:
    """One paper as it is printed, for whoever issues and for the volunteer it is about."""
    one = found(await queries.paper(actor, paper_id))
    records = await queries.records_on(one.id)
    address = _check_address(request, one)
    return page(
        request,
        "service/paper",
        one=one,
        paper=exports.paper_values(one, records, address=address),
        code=drawn(address) if address.startswith("http") else "",
        voided=[record for record in records if record.voided],
        may_revoke=actor.may(May.ISSUE_PAPERS) and one.person != actor.id and one.revoked_at is None,
        is_own=one.person == actor.id,
    )


@get(ADDRESS + "/{paper_id:int}/paper.pdf", may=May.SIGNED_IN)
async def pdf(request: Asked, actor: Me, paper_id: FromPath[int]) -> Response[Any]:
    """The paper as PDF."""
    return await _file(request, actor, paper_id, as_pdf=True)


@get(ADDRESS + "/{paper_id:int}/paper.docx", may=May.SIGNED_IN)
async def document(request: Asked, actor: Me, paper_id: FromPath[int]) -> Response[Any]:
    """The paper as a Word document."""
    return await _file(request, actor, paper_id, as_pdf=False)


@post(ADDRESS + "/{paper_id:int}/revocations", may=May.ISSUE_PAPERS)
async def revoke(request: Asked, actor: Me, paper_id: FromPath[int]) -> Response[Any]:
    """Revoke one, with the reason."""
    given = await read_form(request, ReasonForm)
    await actions.revoke_paper(actor, paper_id, given.reason, now=clock.now())
    return redirect(request, f"{ADDRESS}/{paper_id}", toast=_("已撤销，查验页会这样说"))


async def _file(request: Asked, actor: Actor, paper_id: int, *, as_pdf: bool) -> Response[Any]:
    one = found(await queries.paper(actor, paper_id))
    records = await queries.records_on(one.id)
    make = exports.paper_pdf if as_pdf else exports.paper_document
    body = await make(one, records, address=_check_address(request, one))
    await actions.paper_exported(actor, one.id, is_own=one.person == actor.id)
    with locale.speaking(locale.SOURCE):
        name = f"{_(CHOICES[one.kind])} {one.said} {one.name}"
    return download(name, PDF if as_pdf else DOCX, body)


def _check_address(request: Asked, one: PaperView) -> str:
    """Where the paper is checked on this very site; a path alone when the request does not say where that is."""
    host = request.headers.get("host", "")
    base = f"{'https' if current().https else 'http'}://{host}" if 0 < len(host) <= LONGEST_HOST else ""
    return f"{base}/certificates/{one.code}"


def _texts(given: IssueForm) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in msgspec.structs.asdict(given).items()}


def _errors(reasons: Sequence[WhyNot]) -> dict[str, str]:
    return {one.code if one.code in {"from_on", "to_on"} else "": one.sentence for one in reasons}


async def _form(
    request: Asked,
    actor: Actor,
    values: Mapping[str, Any],
    errors: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> Response[Any]:
    """The form, and under it what a paper of these days would say: the same that is issued when the button is pressed."""
    shown: dict[str, Any] = {"one": None, "records": [], "sums": None, "reasons": ()}
    told = dict(errors or {})
    try:
        asked = fit({name: [str(value)] for name, value in values.items()}, IssueForm)
    except Malformed as malformed:
        # Nothing was asked for yet where nobody is chosen.
        told = told or (dict(malformed.filled.errors) if values.get("volunteer") else {})
    else:
        shown = await _preview(actor, asked.volunteer, asked.from_on, asked.to_on)
    people = [(one.volunteer, one.name) for one in await people_to_choose(actor)]
    return page(
        request,
        "service/paper_new",
        part="preview",
        status=status,
        form=Filled(blank(**values).values, told),
        people=people,
        setting=await queries.paper_setting(),
        choices=CHOICES,
        time_said=time_said,
        **shown,
    )


async def _preview(actor: Actor, volunteer: int, from_on: date | None, to_on: date | None) -> dict[str, Any]:
    one = found(await who(actor, volunteer))
    reasons = why_not_period(from_on, to_on, clock.today())
    standing = [] if reasons else await queries.may_stand(volunteer, from_on, to_on)
    records = chosen([served for _record, served in standing])
    reasons = reasons or why_not_issue(is_own=one.person == actor.id, records=records)
    return {"one": one, "records": standing, "sums": records, "reasons": reasons}


handlers = [index, new, issue, decline, show, pdf, document, revoke]
