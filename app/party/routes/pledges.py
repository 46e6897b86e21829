"""承诺践诺: the board of the branch, what was found, the poster."""

from typing import Any, Literal

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.office.files import PDF, download
from app.party.actions import pledges as actions
from app.party.exports.pledges import poster_pdf
from app.party.forms.learning import PledgeForm, ReasonForm, ResultForm
from app.party.queries import pledges as queries
from app.party.queries.own import within
from app.party.routes.branch import filled_again
from app.party.rules.pledges import ENCOURAGED, RESULTS, Found, Promise
from app.refusals import Refused
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/pledges"
ONE = ADDRESS + "/{pledge:int}"


@get(ADDRESS, may=May.SEE_OWN_PARTY)
async def board(request: Asked, actor: Me) -> Response[Any]:
    """Every promise that hangs there; one's own in full."""
    return await _board(request, actor)


@post(ADDRESS, may=May.SEE_OWN_PARTY)
async def promise(request: Asked, actor: Me) -> Response[Any]:
    """Hang a promise there."""
    try:
        given = await read_form(request, PledgeForm)
        made = Promise(given.promise, given.public_text, given.made_on, given.review_on)
        await actions.promise(actor, given.member, made, now=clock.now())
    except Malformed as malformed:
        return await _board(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _board(request, actor, filled_again(given, refused.reasons), status=409)
    return redirect(request, ADDRESS, toast=_("已上板"))


@post(ONE + "/results", may=May.KEEP_PARTY)
async def review(request: Asked, actor: Me, pledge: FromPath[int]) -> Response[Any]:
    """Write down what people found."""
    try:
        given = await read_form(request, ResultForm)
        found = Found(given.result, given.note.strip(), given.reviewed_on, given.reviewed_by)
        await actions.review(actor, pledge, found, now=clock.now())
    except Malformed as malformed:
        return await _board(request, actor, _of(pledge, malformed.filled), status=422)
    except Refused as refused:
        return await _board(request, actor, _of(pledge, filled_again(given, refused.reasons)), status=409)
    return redirect(request, f"{ADDRESS}#pledge-{pledge}", toast=_("已记下评议，本人会收到通知"))


@post(ONE + "/withdrawal", may=May.SEE_OWN_PARTY)
async def withdraw(request: Asked, actor: Me, pledge: FromPath[int]) -> Response[Any]:
    """Take one down."""
    given = await read_form(request, ReasonForm)
    await actions.withdraw(actor, pledge, given.reason, now=clock.now())
    return redirect(request, ADDRESS, toast=_("已撤下"))


@get(ADDRESS + "/poster.pdf", may=May.SEE_OWN_PARTY)
async def poster(actor: Me, paper: FromQuery[Literal["a4", "a3"]] = "a4") -> Response[Any]:
    """The board as a poster: names and the public line of each, no results."""
    now = clock.now()
    branch = await within(actor, clock.at_library(now).date())
    body = await poster_pdf(await queries.pledges(), branch.structure.name, paper, generated_at=now)
    await actions.board_printed(actor, paper)
    return download(_("承诺公示"), PDF, body)


async def _board(request: Asked, actor: Actor, form: Filled | None = None, *, status: int = 200) -> Response[Any]:
    today = clock.today()
    branch = await within(actor, today)
    return page(
        request,
        "party/pledges",
        branch=branch,
        pledges=await queries.pledges(),
        results=RESULTS,
        encouraged=ENCOURAGED,
        members=[(one.id, one.name) for one in branch.structure.members if branch.keeps or one == branch.me],
        form=form or blank(of=0, made_on=today.isoformat(), member=branch.me.id if branch.me else ""),
        today=today,
        status=status,
    )


def _of(pledge: int, form: Filled) -> Filled:
    """The form of one pledge: the page has as many as there are pledges."""
    return Filled({**form.values, "of": pledge}, form.errors)


handlers = [board, promise, review, withdraw, poster]
