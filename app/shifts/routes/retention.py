"""How long the data of applicants who were not let in are kept."""

from typing import Any

from litestar import Response

from app import clock
from app.actor import May
from app.locale import _
from app.refusals import Refused
from app.shifts.actions import retention as actions
from app.shifts.forms.recruiting import RetentionForm
from app.shifts.queries.retention import retentions
from app.shifts.rules.retention import LEAST_DAYS, MOST_DAYS, SHIPPED, Retention
from app.web import Filled, Malformed, Me, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/shifts/retention"


@get(ADDRESS, may=May.KEEP_VOLUNTEERS)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """What holds, and what was decided before."""
    return await _show(request, None)


@post(ADDRESS, may=May.LEAD_VOLUNTEERS)
async def decide(request: Asked, actor: Me) -> Response[Any]:
    """From now on so many days."""
    try:
        given = await read_form(request, RetentionForm)
    except Malformed as malformed:
        return await _show(request, malformed.filled, status=422)
    try:
        await actions.decide_retention(actor, Retention(given.days, given.source), now=clock.now())
    except Refused as refused:
        errors = {one.code: one.sentence for one in refused.reasons}
        return await _show(request, Filled({"days": str(given.days), "source": given.source}, errors), status=409)
    return redirect(request, ADDRESS, toast=_("已定，处理规则里同时改了"))


async def _show(request: Asked, form: Filled | None, *, status: int = 200) -> Response[Any]:
    known = await retentions()
    held = known[0].retention if known else SHIPPED
    return page(
        request,
        "shifts/leading/retention",
        status=status,
        form=form or Filled({"days": str(held.days), "source": ""}),
        held=held,
        known=known,
        least=LEAST_DAYS,
        most=MOST_DAYS,
    )


handlers = [show, decide]
