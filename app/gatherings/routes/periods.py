"""Closing a year or a quarter of records, and opening it again."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.gatherings import actions
from app.gatherings.forms import PeriodForm, ReopenForm
from app.gatherings.queries.periods import locks
from app.gatherings.rules.periods import period_said, periods_to_close, said
from app.locale import _
from app.refusals import Refused
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/periods"


@get(ADDRESS, may=May.CLOSE_PERIODS)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """What is closed, since when and by whom; and the form for the next one."""
    return await _page(request, actor, blank())


@post(ADDRESS, may=May.CLOSE_PERIODS)
async def close(request: Asked, actor: Me) -> Response[Any]:
    """Close a year or a quarter."""
    try:
        given = await read_form(request, PeriodForm)
        await actions.close_period(actor, given.period, given.note, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    except Refused as refused:
        errors = {reason.code: reason.sentence for reason in refused.reasons}
        filled = Filled({"period": given.period, "note": given.note}, errors)
        return await _page(request, actor, filled, status=409)
    return redirect(request, ADDRESS, toast=_("已封存，以后只能写明原因更正"))


@post(ADDRESS + "/{lock:int}/reopenings", may=May.CLOSE_PERIODS)
async def reopen(request: Asked, actor: Me, lock: FromPath[int]) -> Response[Any]:
    """Open it again, with the reason."""
    try:
        given = await read_form(request, ReopenForm)
    except Malformed as malformed:
        # The field stands once for each lock, so the sentence stands above them all.
        sentence = " ".join(malformed.filled.errors.values())
        return await _page(request, actor, Filled({}, {"": sentence}), status=422)
    await actions.reopen_period(actor, lock, given.reason, now=clock.now())
    return redirect(request, ADDRESS, toast=_("已解封，封存过的事还查得到"))


async def _page(request: Asked, actor: Actor, form: Filled, *, status: int = 200) -> Response[Any]:
    return page(
        request,
        "gatherings/periods",
        status=status,
        locks=await locks(actor),
        form=form,
        choices=[(one, period_said(one)) for one in periods_to_close(clock.today())],
        days_said=said,
    )


handlers = [show, close, reopen]
