"""The weekly series: writing one down, changing it, and laying out its sessions after a dry run."""

from datetime import date
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.people.queries.places import choices
from app.refusals import Refused, found, seen_of
from app.study import queries
from app.study.actions import series as actions
from app.study.forms import RangeForm, SeriesForm
from app.study.queries import SeriesView
from app.study.routes.filling import refilled
from app.study.rules import STUDIED, time_of_day
from app.study.rules.planning import FATES, MADE, Fate, Outcome
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.forms import fit
from app.web.page import WEEKDAYS, Asked


@get("/study/series", may=May.ARRANGE_STUDY)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """Every series."""
    all_series = await queries.all_series(actor, clock.now())
    return page(request, "study/all_series", all_series=all_series, weekdays=WEEKDAYS, time_of_day=time_of_day)


@get("/study/series/new", may=May.ARRANGE_STUDY)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """An empty form, with the Thursday afternoon that libraries keep."""
    today = clock.today()
    usual = blank(weekday=3, starts="14:30", ends="17:00", valid_from=today.isoformat(), category="politics")
    return await _form(request, actor, usual)


@post("/study/series", may=May.ARRANGE_STUDY)
async def make(request: Asked, actor: Me) -> Response[Any]:
    """Write a series down."""
    try:
        given = await read_form(request, SeriesForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, status=422)
    try:
        made = await actions.make_series(actor, given.plan(), now=clock.now())
    except Refused as refused:
        return await _form(request, actor, refilled(given, refused), status=409)
    return redirect(request, f"/study/series/{made}", toast=_("系列已建，接着排出日期"))


@get("/study/series/{series_id:int}/edit", may=May.ARRANGE_STUDY)
async def edit(request: Asked, actor: Me, series_id: FromPath[int]) -> Response[Any]:
    """The series as a form."""
    series = found(await queries.series(actor, series_id))
    return await _form(request, actor, _filled(series), series)


@post("/study/series/{series_id:int}", may=May.ARRANGE_STUDY)
async def change(request: Asked, actor: Me, series_id: FromPath[int]) -> Response[Any]:
    """Change a series."""
    series = found(await queries.series(actor, series_id))
    try:
        given = await read_form(request, SeriesForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, series, status=422)
    try:
        await actions.change_series(actor, series_id, given.plan(), seen=given.seen)
    except Refused as refused:
        series = found(await queries.series(actor, series_id))
        return await _form(request, actor, refilled(given, refused, [series.plan]), series, status=409)
    return redirect(request, f"/study/series/{series_id}", toast=_("已保存；已经排出的不变"))


async def _form(
    request: Asked, actor: Actor, form: Filled, series: SeriesView | None = None, *, status: int = 200
) -> Response[Any]:
    places = await choices(actor, clock.now())
    context: dict[str, Any] = {"form": form, "series": series, "places": places}
    return page(request, "study/series_edit", status=status, weekdays=WEEKDAYS, categories=STUDIED, **context)


def _filled(series: SeriesView) -> Filled:
    plan = series.plan
    values = {name: getattr(plan, name) for name in ("title", "weekday", "venue", "library_closed", "theme")}
    return blank(
        **values,
        starts=time_of_day(plan.starts_minute),
        ends=time_of_day(plan.ends_minute),
        place=plan.place or "",
        category=plan.category.value,
        valid_from=plan.valid_from.isoformat(),
        valid_to=plan.valid_to.isoformat() if plan.valid_to else "",
        seen=seen_of(plan),
    )


@get("/study/series/{series_id:int}", may=May.ARRANGE_STUDY)
async def show(
    request: Asked, actor: Me, series_id: FromPath[int], first: FromQuery[str] = "", last: FromQuery[str] = ""
) -> Response[Any]:
    """One series, with the dry run of the days that were asked for."""
    series = found(await queries.series(actor, series_id))
    if not first and not last:
        begin, end = _suggested(series, clock.today())
        return _show(request, series, blank(first=begin.isoformat(), last=end.isoformat()))
    try:
        given = fit({"first": [first], "last": [last]}, RangeForm)
    except Malformed as malformed:
        # A question asked by an address is answered; only what is sent can be refused.
        return _show(request, series, malformed.filled)
    return await _dry_run(request, actor, series, given, refused_as=200)


@post("/study/series/{series_id:int}/dry-runs", may=May.ARRANGE_STUDY)
async def try_again(request: Asked, actor: Me, series_id: FromPath[int]) -> Response[Any]:
    """The dry run again, with the days that were chosen in place of holidays; nothing is made."""
    series = found(await queries.series(actor, series_id))
    try:
        given = await read_form(request, RangeForm)
    except Malformed as malformed:
        return _show(request, series, malformed.filled, status=422)
    return await _dry_run(request, actor, series, given, refused_as=409)


async def _dry_run(
    request: Asked, actor: Actor, series: SeriesView, given: RangeForm, *, refused_as: int
) -> Response[Any]:
    try:
        tried = await queries.tried(actor, series.id, given.first, given.last, given.chosen(), clock.now())
    except Refused as refused:
        return _show(request, series, refilled(given, refused), status=refused_as)
    return _show(request, series, _range(given), tried[1])


@post("/study/series/{series_id:int}/sessions", may=May.ARRANGE_STUDY)
async def lay_out(request: Asked, actor: Me, series_id: FromPath[int]) -> Response[Any]:
    """Make the sessions that the dry run shows."""
    series = found(await queries.series(actor, series_id))
    try:
        given = await read_form(request, RangeForm)
    except Malformed as malformed:
        return _show(request, series, malformed.filled, status=422)
    try:
        outcomes = await actions.lay_out(actor, series_id, given.first, given.last, given.chosen(), now=clock.now())
    except Refused as refused:
        return _show(request, series, refilled(given, refused), status=409)
    made = sum(one.fate in MADE for one in outcomes)
    return redirect(request, "/study", toast=_("排出 %(n)d 次学习", n=made) if made else _("没有新的日子可排"))


def _show(
    request: Asked, series: SeriesView, form: Filled, outcomes: list[Outcome] | None = None, *, status: int = 200
) -> Response[Any]:
    counted = {fate: sum(one.fate is fate for one in outcomes or ()) for fate in Fate}
    return page(
        request,
        "study/series",
        status=status,
        series=series,
        form=form,
        outcomes=outcomes,
        counted={fate: n for fate, n in counted.items() if n},
        to_make=sum(n for fate, n in counted.items() if fate in MADE),
        Fate=Fate,
        fates=FATES,
        weekdays=WEEKDAYS,
        categories=STUDIED,
        time_of_day=time_of_day,
    )


def _range(given: RangeForm) -> Filled:
    values = msgspec.structs.asdict(given)
    return blank(**{**values, "first": given.first.isoformat(), "last": given.last.isoformat()})


def _suggested(series: SeriesView, today: date) -> tuple[date, date]:
    """From the day after what is laid out, or today, to the end of that year."""
    begin = max(today, series.plan.valid_from)
    if series.laid_out_to is not None and series.laid_out_to >= begin:
        begin = date.fromordinal(series.laid_out_to.toordinal() + 1)
    end = date(begin.year, 12, 31)
    return begin, min(end, series.plan.valid_to) if series.plan.valid_to and series.plan.valid_to >= begin else end


handlers = [index, new, make, edit, change, show, try_again, lay_out]
