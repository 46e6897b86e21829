"""The rulebook of rosters, and what the library sets in it."""

from typing import Any

import msgspec
from litestar import Response

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Refused
from app.shifts.actions import rules as actions
from app.shifts.forms.rules import LimitsForm
from app.shifts.queries.ages import standing_bands
from app.shifts.queries.limits import settings
from app.shifts.routes.shown import WORDS
from app.shifts.rules.limits import LimitBook, Limits
from app.shifts.rules.rulebook import rulebook
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/shifts/rules", may=May.ARRANGE_SHIFTS)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """All twenty reasons with what holds today, and the form for whoever keeps the numbers."""
    return await _page(request, actor, None)


@post("/shifts/rules", may=May.KEEP_ROSTER_RULES)
async def change(request: Asked, actor: Me) -> Response[Any]:
    """Set the numbers from a day on."""
    try:
        given = await read_form(request, LimitsForm)
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    try:
        await actions.set_limits(actor, given.limits(), given.from_on, now=clock.now())
    except Refused as refused:
        values = {**msgspec.structs.asdict(given), "from_on": given.from_on.isoformat()}
        errors = {one.code: one.sentence for one in refused.reasons}
        return await _page(request, actor, Filled(values, errors), status=409)
    return redirect(request, "/shifts/rules", toast=_("已定，从 %(day)s 起的班按它判", day=given.from_on))


async def _page(request: Asked, actor: Actor, form: Filled | None, *, status: int = 200) -> Response[Any]:
    known = await settings()
    today = clock.today()
    limits = LimitBook([(one.from_on, one.limits) for one in reversed(known)]).on(today)
    standing = next((one for one in known if one.from_on <= today), None)
    return page(
        request,
        "shifts/rules",
        status=status,
        lines=rulebook(limits, await standing_bands(today)),
        limits=limits,
        standing=standing,
        known=known,
        form=form or _filled(limits),
        may_set=actor.may(May.KEEP_ROSTER_RULES),
        today=today,
        minutes=lambda span: int(span.total_seconds()) // 60,
        **WORDS,
    )


def _filled(limits: Limits) -> Filled:
    return blank(
        from_on=clock.today().isoformat(),
        rest=int(limits.rest.total_seconds()) // 60,
        day_hours=limits.day_minutes // 60,
        days_in_a_row=limits.days_in_a_row,
        novice_shifts=limits.novice_shifts,
        withdraw_hours=int(limits.withdraw.total_seconds()) // 3600,
        late_hours=int(limits.late.total_seconds()) // 3600,
        sign_up_hours=int(limits.sign_up_ends.total_seconds()) // 3600,
        source="",
    )


handlers = [show, change]
