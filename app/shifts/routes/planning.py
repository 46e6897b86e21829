"""Planning a shift, its page, calling it off, and beginning its attendance."""

from datetime import date
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.clock import at_library
from app.gatherings.rules import GATHERING_STATES, GatheringState, Span
from app.locale import _
from app.refusals import UNSEEN, Refused, found, seen_of
from app.shifts.actions import planning
from app.shifts.forms import ReasonForm, ShiftForm
from app.shifts.queries.places import may_arrange, posts
from app.shifts.queries.seats import SeatView, seats_of_shift, shown
from app.shifts.routes.shown import WORDS, minute_of, whole
from app.shifts.rules import Headcount
from app.shifts.rules.board import monday_of
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from app.shifts.rules.seating import at
from app.shifts.steps import ensure_arranges
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked, field_time

FIELDS = {
    "window": "to_time",
    "one_day": "to_time",
    "past": "day",
    "ahead": "afterwards",
    "long_ago": "day",
    "far": "day",
    "limit": "sign_up_until",
    "closed": "day",
    "no_notice": "day",
    "place_closed": "day",
}


@get("/shifts/new", may=May.ARRANGE_SHIFTS)
async def new(
    request: Asked, actor: Me, place: FromQuery[str] = "", post: FromQuery[str] = "", day: FromQuery[str] = ""
) -> Response[Any]:
    """An empty shift: first the place, then its posts with their numbers."""
    now = clock.now()
    chosen, first = whole(place), whole(post)
    known = await posts(actor)
    if first is not None:
        chosen = next((one.place for one in known if one.id == first), chosen)
    on = _day(day) or at_library(now).date()
    count = [(1, 1, 2) if one.id == first or first is None else (0, 0, 0) for one in known if one.place == chosen]
    least, wanted, most = zip(*count, strict=True) if count else ((), (), ())
    values = {"from_time": "09:00", "to_time": "12:00", "least": least, "wanted": wanted, "most": most}
    form = blank(place=chosen or "", day=on.isoformat(), **values)
    return await _form(request, actor, form, chosen)


@post("/shifts", may=May.ARRANGE_SHIFTS)
async def plan(request: Asked, actor: Me) -> Response[Any]:
    """Plan a shift."""
    return await _save(request, actor, None)


@get("/shifts/{shift_id:int}/edit", may=May.ARRANGE_SHIFTS)
async def edit(request: Asked, actor: Me, shift_id: FromPath[int]) -> Response[Any]:
    """A shift as it stands, to be changed."""
    seats = found(await seats_of_shift(shift_id) or None)
    facts = seats[0].facts
    ensure_arranges(actor, facts.place)
    known = await posts(actor, place=facts.place)
    counts = {seat.post: seat.count for seat in seats}
    none = Headcount(0, 0, 0)
    starts, ends = at_library(facts.span.starts_at), at_library(facts.span.ends_at)
    form = blank(
        place=facts.place,
        day=facts.day.isoformat(),
        from_time=f"{starts:%H:%M}",
        to_time=f"{ends:%H:%M}",
        sign_up_until=field_time(facts.sign_up_until),
        note=seats[0].note,
        seen=seen_of(*shown(seats)),
        afterwards=clock.now() >= facts.span.starts_at,
        least=[counts.get(one.id, none).least for one in known],
        wanted=[counts.get(one.id, none).wanted for one in known],
        most=[counts.get(one.id, none).most for one in known],
    )
    return await _form(request, actor, form, facts.place, shift=shift_id)


@post("/shifts/{shift_id:int}", may=May.ARRANGE_SHIFTS)
async def change(request: Asked, actor: Me, shift_id: FromPath[int]) -> Response[Any]:
    """Change a shift."""
    found(await seats_of_shift(shift_id) or None)
    return await _save(request, actor, shift_id)


async def _save(request: Asked, actor: Actor, shift: int | None) -> Response[Any]:
    try:
        given = await read_form(request, ShiftForm)
        wanted = _planned(given)
    except Malformed as malformed:
        place = whole(str(malformed.filled.value("place")))
        return await _form(request, actor, malformed.filled, place, shift=shift, status=422)
    try:
        if shift is None:
            planned = await planning.plan(actor, wanted, now=clock.now())
        else:
            planned = shift
            await planning.change(actor, shift, wanted, now=clock.now(), seen=given.seen)
    except Refused as refused:
        errors = {FIELDS.get(one.code, ""): one.sentence for one in refused.reasons}
        values = _values(given)
        if shift is not None and any(one.code == UNSEEN for one in refused.reasons):
            values["seen"] = seen_of(*shown(await seats_of_shift(shift)))
        return await _form(request, actor, Filled(values, errors), given.place, shift=shift, status=409)
    return _saved(request, planned, given)


def _saved(request: Asked, shift: int, given: ShiftForm) -> Response[Any]:
    if given.afterwards:
        return redirect(request, f"/shifts/{shift}", toast=_("已保存；排上来过的人，再照签到表补记"))
    week = monday_of(given.day)
    return redirect(request, f"/shifts/board?week={week}", toast=_("已保存为草稿，发布后志愿者才看到"))


def _planned(given: ShiftForm) -> ShiftPlan:
    starts, ends = _minute(given, "from_time"), _minute(given, "to_time")
    if not len(given.post) == len(given.least) == len(given.wanted) == len(given.most):
        raise Malformed(Filled(_values(given), {"": _("人数都要填，不要的岗位填 0")}))
    numbers = zip(given.post, given.least, given.wanted, given.most, strict=True)
    seats = [SeatPlan(one, Headcount(*counts)) for one, *counts in numbers if any(counts)]
    span = Span(at(given.day, starts), at(given.day, ends))
    until = None if given.afterwards else given.sign_up_until
    return ShiftPlan(given.place, span, seats, given.note, until, given.afterwards)


def _minute(given: ShiftForm, name: str) -> int:
    minute = minute_of(getattr(given, name))
    if minute is None:
        raise Malformed(Filled(_values(given), {name: _("时间写成 09:30 这样")}))
    return minute


def _values(given: ShiftForm) -> dict[str, Any]:
    values = msgspec.structs.asdict(given)
    lists = {name: [str(n) for n in values[name]] for name in ("post", "least", "wanted", "most")}
    until = field_time(given.sign_up_until)
    return {**values, **lists, "day": given.day.isoformat(), "sign_up_until": until}


async def _form(
    request: Asked, actor: Actor, form: Filled, place: int | None, *, shift: int | None = None, status: int = 200
) -> Response[Any]:
    known = await posts(actor)
    places = list({one.place: one.place_name for one in known if may_arrange(actor, one.place)}.items())
    theirs = [one for one in known if one.place == place]
    return page(
        request, "shifts/edit", status=status, form=form, places=places, place=place, posts=theirs, shift=shift, **WORDS
    )


@get("/shifts/{shift_id:int}", may=May.SEE_SHIFTS)
async def show(request: Asked, actor: Me, shift_id: FromPath[int]) -> Response[Any]:
    """One shift; volunteers see it once it is published, and no names of the others."""
    now = clock.now()
    seats = found(await seats_of_shift(shift_id) or None)
    facts = seats[0].facts
    arranges = actor.may(May.ARRANGE_SHIFTS)
    found(arranges or facts.published or None)
    return page(
        request,
        "shifts/show",
        seats=[one for one in seats if one.count.most or one.facts.taken],
        facts=facts,
        view=seats[0],
        arranges=arranges,
        own=arranges and may_arrange(actor, facts.place),
        monday=monday_of(facts.day),
        people=sum(one.facts.taken for one in seats),
        begun=_begun(seats[0]),
        over=now >= facts.span.ends_at,
        labels=GATHERING_STATES,
        GatheringState=GatheringState,
        **WORDS,
    )


def _begun(seat: SeatView) -> bool:
    return seat.facts.state in {GatheringState.OPEN, GatheringState.CLOSED}


@post("/shifts/{shift_id:int}/cancellations", may=May.ARRANGE_SHIFTS)
async def call_off(request: Asked, actor: Me, shift_id: FromPath[int]) -> Response[Any]:
    """Call a shift off."""
    given = await read_form(request, ReasonForm)
    await planning.call_off(actor, shift_id, given.reason, now=clock.now())
    return redirect(request, f"/shifts/{shift_id}", toast=_("已取消，名单上的人已收到通知"))


@post("/shifts/{shift_id:int}/openings", may=May.ARRANGE_SHIFTS)
async def open_attendance(request: Asked, actor: Me, shift_id: FromPath[int]) -> Response[Any]:
    """Begin the attendance and go where it is kept."""
    gathering = await planning.open_attendance(actor, shift_id, now=clock.now())
    return redirect(request, f"/gatherings/{gathering}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


handlers = [new, plan, edit, change, show, call_off, open_attendance]
