"""A person's rights over their own Party records: a copy, erasure, who looked; and what is decided about it."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.office import XLSX, download
from app.party.actions import rights as actions
from app.party.exports.own import own_workbook
from app.party.forms.rights import AnswerForm, AskForm
from app.party.queries import rights as queries
from app.party.queries.looking import looks_at
from app.party.queries.own_rows import own_rows
from app.party.routes.branch import filled_again
from app.party.rules.access import RESTRICTED, Restricted
from app.party.rules.rights import GONE, KEPT, PARTS
from app.party.steps.erasing import ERASABLE
from app.people.queries.places import contact
from app.refusals import Refused
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

OWN, REQUESTS, LOOKS = "/party/me/data", "/party/requests", "/party/looks"
WORDS: dict[str, Any] = {"parts": PARTS, "restricted": RESTRICTED, "kept": KEPT, "gone": GONE}


@get(OWN, may=May.SEE_OWN_PARTY)
async def own(request: Asked, actor: Me) -> Response[Any]:
    """What one may take along, have deleted, and who looked."""
    return await _own(request, actor)


@post(OWN, may=May.SEE_OWN_PARTY)
async def ask(request: Asked, actor: Me) -> Response[Any]:
    """Ask for a part of it to be deleted."""
    try:
        given = await read_form(request, AskForm)
        await actions.ask(actor, given.part, given.because, now=clock.now())
    except Malformed as malformed:
        return await _own(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _own(request, actor, filled_again(given, refused.reasons), status=409)
    return redirect(request, OWN, toast=_("已请求，书记答复后会通知您"))


@get(OWN + ".xlsx", may=May.SEE_OWN_PARTY)
async def copy(actor: Me) -> Response[bytes]:
    """One's own Party records as a workbook."""
    now, rows = clock.now(), await own_rows(actor.person)
    await actions.take_own_along(actor, len(rows))
    known = await contact()
    made = own_workbook(rows, library=known[0] if known else "", made_by=actor.name, generated_at=now)
    return download(_("我的党建资料"), XLSX, made)


async def _own(request: Asked, actor: Actor, form: Filled | None = None, *, status: int = 200) -> Response[Any]:
    return page(
        request,
        "party/data",
        status=status,
        requests=await queries.own_requests(actor.person),
        looks=await looks_at(actor.person),
        form=form or blank(part="", because=""),
        part_choices=[(one.value, _(PARTS[one])) for one in ERASABLE],
        **WORDS,
    )


@get(REQUESTS, may=May.SEE_PARTY)
async def requests(request: Asked, actor: Me) -> Response[Any]:
    """What people ask to have deleted; the secretary decides."""
    return await _requests(request, actor)


@post(REQUESTS + "/{number:int}", may=May.SEE_PARTY)
async def answer(request: Asked, actor: Me, number: FromPath[int]) -> Response[Any]:
    """Decide about it."""
    try:
        given = await read_form(request, AnswerForm)
        emptied = await actions.answer(actor, number, done=given.done, reason=given.reason, now=clock.now())
    except Malformed as malformed:
        return await _requests(request, actor, malformed.filled, number, status=422)
    except Refused as refused:
        return await _requests(request, actor, filled_again(given, refused.reasons), number, status=409)
    said = _("已删除 %(n)d 条的内容，本人收到了通知", n=emptied) if given.done else _("已答复，本人收到了通知")
    return redirect(request, REQUESTS, toast=said)


async def _requests(
    request: Asked, actor: Actor, form: Filled | None = None, number: int = 0, *, status: int = 200
) -> Response[Any]:
    return page(
        request,
        "party/requests",
        status=status,
        requests=await queries.requests(actor),
        form=form or blank(reason=""),
        wrong=number,
        keeps=actor.may(May.KEEP_PARTY),
        **WORDS,
    )


@get(LOOKS, may=May.SEE_PARTY)
async def looks(request: Asked, actor: Me, kind: FromQuery[str] = "") -> Response[Any]:
    """Who opened which restricted record and why: the secretary reads all of it, a committee member what they opened."""
    chosen = Restricted(kind) if kind in {one.value for one in Restricted} else None
    return page(
        request,
        "party/looks",
        looks=await queries.looks(actor, chosen),
        kind=kind if chosen else "",
        most=queries.MOST_LOOKS,
        keeps=actor.may(May.KEEP_PARTY),
        **WORDS,
    )


handlers = [own, ask, copy, requests, answer, looks]
