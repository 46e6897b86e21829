"""The pages of volunteers: open shifts, their own, signing up and giving up."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import May
from app.gatherings.rules.attendance import EARLY, SOURCES, STATUSES
from app.locale import _
from app.shifts.actions import signing
from app.shifts.forms import WaitForm, WithdrawForm
from app.shifts.queries import mine as queries
from app.shifts.queries.exchanging import my_swaps
from app.shifts.queries.limits import limit_book
from app.shifts.queries.lines import my_lines
from app.shifts.queries.mine import OpenSeat
from app.shifts.queries.offers import my_offers
from app.shifts.queries.training import own_asks
from app.shifts.queries.wishes import own_wishes
from app.shifts.routes.shown import WORDS, calendar, iso_day, whole
from app.shifts.rules.ages import minute_said
from app.shifts.rules.signing import may_confirm
from app.web import Me, get, page, post, read_form, redirect
from app.web.page import WEEKDAYS, Asked

UNFOLDED = 8
"""So many seats are unfolded, or one day; three weeks of them are forty screens of a phone."""


@get("/shifts", may=May.SEE_SHIFTS)
async def index(
    request: Asked,
    actor: Me,
    suits: FromQuery[str] = "",
    place: FromQuery[str] = "",
    day: FromQuery[str] = "",
    view: FromQuery[str] = "",
) -> Response[Any]:
    """Shifts of the next three weeks that may be signed up for, by day, with the reason on every refused button.

    `view=calendar` counts them by day; a day of it leads to the list of that day.
    """
    now, only = clock.now(), suits == "1"
    person, offered = await queries.open_seats(actor, now)
    chosen, on = whole(place), iso_day(day)
    places = sorted({(one.seat.facts.place, one.seat.facts.place_name) for one in offered})
    shown = [one for one in offered if (chosen is None or one.seat.facts.place == chosen) and (not only or one.suits)]
    today = clock.at_library(now).date()
    listed = [one for one in shown if on is None or one.seat.facts.day == on]
    days = [(day, list(group)) for day, group in groupby(listed, key=lambda one: one.seat.facts.day)]
    return page(
        request,
        "shifts/index",
        part="open",
        person=person,
        days=days,
        offered=len(offered),
        suits=only,
        place=chosen,
        places=places,
        day=on,
        calendar=calendar(shown, today) if view == "calendar" else None,
        kept=urlencode(
            [(name, text) for name, text in (("suits", "1" if only else ""), ("place", chosen or "")) if text]
        ),
        today=today,
        unfolded={on} if on else _unfolded(days, only_suiting=person is not None),
        **WORDS,
    )


def _unfolded(days: Sequence[tuple[date, Sequence[OpenSeat]]], *, only_suiting: bool) -> set[date]:
    """The days that are open at first: the next ones, as long as their seats are few, and one at the least."""
    unfolded, shown = set[date](), 0
    for day, seats in days:
        fitting = sum(one.suits or not only_suiting for one in seats)
        if shown and shown + fitting > UNFOLDED:
            break
        unfolded.add(day)
        shown += fitting
    return unfolded


@get("/shifts/mine", may=May.SIGN_UP)
async def mine(request: Asked, actor: Me) -> Response[Any]:
    """The actor's own shifts, the next one first, and what they have served."""
    now = clock.now()
    coming = await queries.my_shifts(actor, now)
    served = await queries.my_service(actor.person)
    return page(
        request,
        "shifts/mine",
        coming=coming,
        waiting=await my_lines(actor, now),
        offers=await my_offers(actor, now),
        swaps=await my_swaps(actor, now),
        wishes=await own_wishes(actor),
        weekdays=WEEKDAYS,
        minute_said=minute_said,
        may_confirm=may_confirm,
        closes=(await limit_book()).on(clock.at_library(now).date()).withdraw,
        served=served,
        minutes=sum(one.minutes for one in served),
        statuses=STATUSES,
        sources=SOURCES,
        now=now,
        early=EARLY,
        **await own_asks(actor, now),
        **WORDS,
    )


@post("/shifts/seats/{seat_id:int}/signups", may=May.SIGN_UP)
async def sign_up(request: Asked, actor: Me, seat_id: FromPath[int]) -> Response[Any]:
    """Take a seat; the toast gives it up again."""
    assignment = await signing.sign_up(actor, seat_id, now=clock.now())
    undo = f"/shifts/assignments/{assignment}/withdrawals"
    return redirect(request, "/shifts/mine", toast=_("报名成功，已记在“我的班次”"), undo=undo)


@post("/shifts/seats/{seat_id:int}/waitings", may=May.SIGN_UP)
async def wait(request: Asked, actor: Me, seat_id: FromPath[int]) -> Response[Any]:
    """Stand in line; the toast leaves it again."""
    given = await read_form(request, WaitForm)
    await signing.wait(actor, seat_id, agreed=given.agreed, now=clock.now())
    said = _("已排队候补，有空位直接排上您") if given.agreed else _("已排队候补，有空位先留给您，等您答复")
    return redirect(request, "/shifts", toast=said, undo=f"/shifts/seats/{seat_id}/waiting-ends")


@post("/shifts/seats/{seat_id:int}/waiting-ends", may=May.SIGN_UP)
async def stop_waiting(request: Asked, actor: Me, seat_id: FromPath[int]) -> Response[Any]:
    """Leave the line."""
    await signing.stop_waiting(actor, seat_id, now=clock.now())
    return redirect(request, "/shifts", toast=_("已退出候补"))


@post("/shifts/assignments/{assignment_id:int}/withdrawals", may=May.SIGN_UP)
async def withdraw(request: Asked, actor: Me, assignment_id: FromPath[int]) -> Response[Any]:
    """Give a seat up; the toast takes it again where there is still room."""
    given = await read_form(request, WithdrawForm)
    seat = await signing.withdraw(actor, assignment_id, given.reason, now=clock.now())
    return redirect(request, "/shifts/mine", toast=_("已取消"), undo=f"/shifts/seats/{seat}/signups")


handlers = [index, mine, sign_up, wait, stop_waiting, withdraw]
