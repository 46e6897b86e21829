"""One payment and its correction; the lists shown to the members; one's own months."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.party.actions import dues as actions
from app.party.actions.dues import Taken
from app.party.forms.dues import CorrectionForm, PublicationForm
from app.party.queries import dues as queries
from app.party.queries import dues_shown as shown
from app.party.queries.members import my_membership
from app.party.routes.asked import year_of
from app.party.routes.branch import filled_again
from app.party.routes.dues import WORDS
from app.party.rules.receiving import fen_typed, yuan
from app.refusals import Missing, Refused, found
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

PAYMENT = "/party/dues/payments/{payment:int}"
PUBLICATIONS = "/party/dues/publications"


@get(PAYMENT, may=May.SEE_PARTY)
async def payment(request: Asked, actor: Me, payment: FromPath[int]) -> Response[Any]:
    """One payment, and what was entered for that month before."""
    return await _payment(request, actor, payment)


@post(PAYMENT + "/corrections", may=May.KEEP_PARTY)
async def correct(request: Asked, actor: Me, payment: FromPath[int]) -> Response[Any]:
    """It was entered wrongly: why, and the right one."""
    try:
        given = await read_form(request, CorrectionForm)
        fen = fen_typed(given.amount) if given.amount.strip() else None
        if given.amount.strip() and fen is None:
            said = _("金额写成 12.50 这样；没有这笔钱就空着")
            raise Malformed(Filled(filled_again(given, ()).values, {"amount": said}))
        taken = Taken(given.received_on, given.taken_by)
        one = await actions.correct(actor, payment, given.reason, fen, taken, now=clock.now())
    except Malformed as malformed:
        return await _payment(request, actor, payment, malformed.filled, status=422)
    except Refused as refused:
        return await _payment(request, actor, payment, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"/party/dues?year={one.month.year}", toast=_("已更正，原来的一笔还查得到"))


async def _payment(
    request: Asked, actor: Actor, payment_id: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    one = found(await queries.payment(payment_id))
    return page(
        request,
        "party/dues_payment",
        status=status,
        one=one,
        history=await queries.payments_of(one.member, one.month),
        keeps=actor.may(May.KEEP_PARTY) and one.corrected is None,
        form=form or blank(amount=yuan(one.amount_fen), received_on=one.received_on.isoformat(), taken_by=one.taken_by),
        **WORDS,
    )


@get(PUBLICATIONS, may=May.SEE_OWN_PARTY)
async def publications(request: Asked, actor: Me) -> Response[Any]:
    """The lists that were shown to the members."""
    return await _publications(request, actor, clock.today().year)


@post(PUBLICATIONS + "/{year:int}", may=May.KEEP_PARTY)
async def publish(request: Asked, actor: Me, year: FromPath[int]) -> Response[Any]:
    """Keep the list of a year as it is shown, and tell the members."""
    year = year_of(str(year), clock.today().year)
    try:
        given = await read_form(request, PublicationForm)
        made = await actions.publish(actor, year, given.published_on, given.how, now=clock.now())
    except Malformed as malformed:
        return await _publications(request, actor, year, malformed.filled, status=422)
    except Refused as refused:
        return await _publications(request, actor, year, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{PUBLICATIONS}/{made}", toast=_("已公布，党员收到了通知"))


@get(PUBLICATIONS + "/{publication:int}", may=May.SEE_OWN_PARTY)
async def publication(request: Asked, actor: Me, publication: FromPath[int]) -> Response[Any]:
    """A list as it was shown, to be printed and hung up."""
    await _ensure_member(actor)
    return page(request, "party/dues_published", one=found(await shown.publication(publication)), **WORDS)


async def _publications(
    request: Asked, actor: Actor, year: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    await _ensure_member(actor)
    today = clock.today()
    return page(
        request,
        "party/dues_publications",
        status=status,
        year=year,
        years=[today.year, today.year - 1],
        published=await shown.publications(),
        keeps=actor.may(May.KEEP_PARTY),
        form=form or blank(published_on=today.isoformat(), how=""),
        **WORDS,
    )


async def _ensure_member(actor: Actor) -> None:
    """The lists are for the branch: whoever sees it, and its members."""
    if not actor.may(May.SEE_PARTY) and await my_membership(actor, clock.today()) is None:
        raise Missing


@get("/party/me/dues", may=May.SEE_OWN_PARTY)
async def own(request: Asked, actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """One's own months of a year."""
    today = clock.today()
    asked = year_of(year, today.year)
    line = await queries.own_dues(actor.person, asked, today)
    return page(request, "party/dues_own", line=line, year=asked, this_year=today.year, **WORDS)


handlers = [payment, correct, publications, publish, publication, own]
