"""Saying that one comes, and whose coming is in doubt."""

from itertools import groupby
from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.locale import _
from app.shifts.actions import reminding
from app.shifts.queries.reminding import at_risk
from app.shifts.routes.shown import WORDS
from app.shifts.rules.risk import Kind
from app.shifts.steps import MINE
from app.web import Me, get, page, post, redirect
from app.web.page import Asked


@post("/shifts/assignments/{assignment_id:int}/confirmations", may=May.SIGN_UP)
async def confirm(request: Asked, actor: Me, assignment_id: FromPath[int]) -> Response[Any]:
    """Say that one comes."""
    await reminding.confirm(actor, assignment_id, now=clock.now())
    return redirect(request, MINE, toast=_("已确认，到时见"))


@get("/shifts/at-risk", may=May.ARRANGE_SHIFTS)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """With whom to speak before the shifts of the next three days, at one's own places, and why."""
    listed = await at_risk(actor, clock.now())
    days = [
        (day, list(group))
        for day, group in groupby(listed, key=lambda one: clock.at_library(one.who.span.starts_at).date())
    ]
    return page(
        request, "shifts/at_risk", days=days, people=len({one.who.person for one in listed}), Kind=Kind, **WORDS
    )


handlers = [confirm, show]
