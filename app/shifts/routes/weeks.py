"""What is done with a whole week: copying the one before, and publishing."""

from datetime import timedelta
from typing import Any

from litestar import Response
from litestar.params import FromQuery

from app import clock
from app.actor import May
from app.locale import _
from app.shifts.actions import copying, publishing
from app.shifts.forms import WeekForm
from app.shifts.queries.copying import week_copy
from app.shifts.queries.publication import not_to_be_told, of_week, pending_of
from app.shifts.queries.seats import seats_between
from app.shifts.routes.shown import WORDS, monday, whole
from app.shifts.rules.board import monday_of
from app.web import Me, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/shifts/copy", may=May.ARRANGE_SHIFTS)
async def dry_run(request: Asked, actor: Me, week: FromQuery[str] = "", place: FromQuery[str] = "") -> Response[Any]:
    """What copying last week would bring, and who would not come along."""
    now = clock.now()
    first, chosen = monday(week, now), whole(place)
    copy = await week_copy(actor, first, now, place=chosen)
    before = first - timedelta(days=7)
    return page(request, "shifts/copy", copy=copy, monday=first, before=before, place=chosen, **WORDS)


@post("/shifts/copies", may=May.ARRANGE_SHIFTS)
async def copy(request: Asked, actor: Me) -> Response[Any]:
    """Copy last week."""
    given = await read_form(request, WeekForm)
    first = monday_of(given.week)
    done = await copying.copy_week(actor, first, now=clock.now(), place=given.place)
    said = _("复制了 %(n)d 班、%(people)d 人，发布后通知", n=len(done.made), people=done.coming)
    return redirect(request, f"/shifts/board?week={first}", toast=said)


@get("/shifts/publication", may=May.ARRANGE_SHIFTS)
async def difference(request: Asked, actor: Me, week: FromQuery[str] = "", place: FromQuery[str] = "") -> Response[Any]:
    """What publishing would tell, and whom."""
    now = clock.now()
    first, chosen = monday(week, now), whole(place)
    seats = await seats_between(of_week(first), place=chosen)
    waiting = await pending_of(actor, seats, first, now)
    counts = [sum(map(len, (getattr(one, name) for one in waiting))) for name in ("added", "moved", "removed")]
    return page(
        request,
        "shifts/publication",
        waiting=waiting,
        wrong=await not_to_be_told(seats, waiting, now),
        counts=counts,
        monday=first,
        place=chosen,
        **WORDS,
    )


@post("/shifts/publications", may=May.ARRANGE_SHIFTS)
async def publish(request: Asked, actor: Me) -> Response[Any]:
    """Publish a week."""
    given = await read_form(request, WeekForm)
    first = monday_of(given.week)
    count = await publishing.publish(actor, first, now=clock.now(), place=given.place)
    return redirect(request, f"/shifts/board?week={first}", toast=_("已发布 %(n)d 班，只通知了有变动的人", n=count))


handlers = [dry_run, copy, difference, publish]
