"""Signing up for the same time in several weeks: how it stands in each of them, before and after."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import May
from app.locale import _
from app.refusals import found
from app.shifts.actions.weekly import sign_up_weekly
from app.shifts.actions.wishes import stop_weekly, wish_weekly
from app.shifts.forms import WeeksForm
from app.shifts.queries.people import volunteer_of
from app.shifts.queries.seats import seat_view
from app.shifts.queries.weekly import weeks_of
from app.shifts.queries.wishes import own_wishes
from app.shifts.routes.shown import WORDS, whole
from app.shifts.rules.signing import MOST_WEEKS
from app.shifts.rules.wishes import weekly_time
from app.web import Me, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/shifts/seats/{seat_id:int}/weeks", may=May.SIGN_UP)
async def show(request: Asked, actor: Me, seat_id: FromPath[int], weeks: FromQuery[str] = "") -> Response[Any]:
    """The same post in this and the following weeks, with the reason where one cannot come."""
    seat = found(await seat_view(seat_id))
    found(seat.facts.published or None)
    volunteer = found(await volunteer_of(actor.person))
    listed = await weeks_of(seat, volunteer, MOST_WEEKS, clock.now())
    when = weekly_time(seat.facts.span)
    wish = next((one for one in await own_wishes(actor) if (one.post, one.when) == (seat.post, when)), None)
    chosen = min(max(whole(weeks) or 4, 1), MOST_WEEKS)
    return page(request, "shifts/weeks", seat=seat, listed=listed, chosen=chosen, most=MOST_WEEKS, wish=wish, **WORDS)


@post("/shifts/seats/{seat_id:int}/weeks", may=May.SIGN_UP)
async def sign_up(request: Asked, actor: Me, seat_id: FromPath[int]) -> Response[Any]:
    """Take the seat in as many weeks as it may be taken."""
    given = await read_form(request, WeeksForm)
    taken = await sign_up_weekly(actor, seat_id, given.weeks, now=clock.now())
    said = _("报上 %(n)d 班；没报上的写着为什么", n=len(taken))
    return redirect(request, f"/shifts/seats/{seat_id}/weeks?weeks={given.weeks}", toast=said)


@post("/shifts/seats/{seat_id:int}/wishes", may=May.SIGN_UP)
async def wish(request: Asked, actor: Me, seat_id: FromPath[int]) -> Response[Any]:
    """Come every week, until one no longer wants to."""
    taken = await wish_weekly(actor, seat_id, now=clock.now())
    said = _("记下了，每周都来；已发布的排上 %(n)d 班，以后发布的按同样的规则排，排没排上都通知您", n=len(taken))
    return redirect(request, f"/shifts/seats/{seat_id}/weeks", toast=said)


@post("/shifts/wishes/{wish_id:int}/endings", may=May.SIGN_UP)
async def stop(request: Asked, actor: Me, wish_id: FromPath[int]) -> Response[Any]:
    """No longer come every week."""
    await stop_weekly(actor, wish_id, now=clock.now())
    return redirect(request, "/shifts/mine", toast=_("停了，以后不再自动排；已排上的班还在，来不了就单独取消"))


handlers = [show, sign_up, wish, stop]
