"""Signing up for the same time in several weeks: how it stands in each of them, before and after."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import May
from app.locale import _
from app.refusals import found
from app.shifts.actions.weekly import sign_up_weekly
from app.shifts.forms import WeeksForm
from app.shifts.queries.people import volunteer_of
from app.shifts.queries.seats import seat_view
from app.shifts.queries.weekly import weeks_of
from app.shifts.routes.shown import WORDS, whole
from app.shifts.rules.signing import MOST_WEEKS
from app.web import Me, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/shifts/seats/{seat_id:int}/weeks", may=May.SIGN_UP)
async def show(request: Asked, actor: Me, seat_id: FromPath[int], weeks: FromQuery[str] = "") -> Response[Any]:
    """The same post in this and the following weeks, with the reason where one cannot come."""
    seat = found(await seat_view(seat_id))
    found(seat.facts.published or None)
    volunteer = found(await volunteer_of(actor.person))
    listed = await weeks_of(seat, volunteer, MOST_WEEKS, clock.now())
    chosen = min(max(whole(weeks) or 4, 1), MOST_WEEKS)
    return page(request, "shifts/weeks", seat=seat, listed=listed, chosen=chosen, most=MOST_WEEKS, **WORDS)


@post("/shifts/seats/{seat_id:int}/weeks", may=May.SIGN_UP)
async def sign_up(request: Asked, actor: Me, seat_id: FromPath[int]) -> Response[Any]:
    """Take the seat in as many weeks as it may be taken."""
    given = await read_form(request, WeeksForm)
    taken = await sign_up_weekly(actor, seat_id, given.weeks, now=clock.now())
    said = _("报上 %(n)d 班；没报上的写着为什么", n=len(taken))
    return redirect(request, f"/shifts/seats/{seat_id}/weeks?weeks={given.weeks}", toast=said)


handlers = [show, sign_up]
