"""Shift templates, and making shifts of them."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.gatherings.rules.calendar import DAY_KINDS
from app.locale import _
from app.refusals import UNSEEN, Refused, found, seen_of
from app.shifts.actions import templates as actions
from app.shifts.forms.templates import GenerationForm, TemplateForm
from app.shifts.queries import templates as queries
from app.shifts.queries.places import may_arrange, posts
from app.shifts.queries.templates import TemplateView
from app.shifts.routes.shown import WORDS, day_or, minute_of, whole
from app.shifts.rules import Headcount
from app.shifts.rules.board import monday_of
from app.shifts.rules.generating import OUTCOMES, Outcome, count_said
from app.shifts.rules.planning import SeatPlan
from app.shifts.rules.templates import SERVED_KINDS, TemplatePlan, why_not_range
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import WEEKDAYS, Asked

FIELDS = {
    "kind": "kind",
    "window": "to_time",
    "validity": "to_on",
    "place_closed": "from_on",
    "overlap": "from_time",
    "headcount": "least",
    "no_seats": "least",
}
NUMBERS = ("post", "least", "wanted", "most", "priority")
USUAL = Headcount(1, 1, 2)
NONE = Headcount(0, 0, 0)


@get("/shifts/templates", may=May.ARRANGE_SHIFTS)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """All templates by place."""
    today = clock.at_library(clock.now()).date()
    known = await queries.templates(actor)
    places: dict[str, list[TemplateView]] = {}
    for one in known:
        places.setdefault(one.place_name, []).append(one)
    return page(
        request, "shifts/templates/index", places=places, today=today, own=any(one.own for one in known), **_words()
    )


@get("/shifts/templates/new", may=May.ARRANGE_SHIFTS)
async def new(request: Asked, actor: Me, place: FromQuery[str] = "") -> Response[Any]:
    """An empty template: first the place, then its posts with their numbers."""
    chosen = whole(place)
    known = [one for one in await posts(actor) if one.place == chosen]
    counts = {one.id: USUAL if one is known[0] else NONE for one in known}
    today = clock.at_library(clock.now()).date()
    form = blank(
        place=chosen or "",
        name="",
        kind=SERVED_KINDS[0].value,
        from_time="09:00",
        to_time="12:00",
        from_on=today.isoformat(),
        to_on="",
        weekdays=[],
        seen="",
        **_counts([one.id for one in known], counts),
    )
    return await _form(request, actor, form, chosen)


@post("/shifts/templates", may=May.ARRANGE_SHIFTS)
async def add(request: Asked, actor: Me) -> Response[Any]:
    """Add a template."""
    return await _save(request, actor, None)


@get("/shifts/templates/{template_id:int}/edit", may=May.ARRANGE_SHIFTS)
async def edit(request: Asked, actor: Me, template_id: FromPath[int]) -> Response[Any]:
    """A template, to be changed."""
    known = found(await queries.template(actor, template_id))
    found(known.own or None)
    plan = known.plan
    ids = [one.id for one in await posts(actor, place=plan.place)]
    form = blank(
        place=plan.place,
        name=plan.name,
        kind=plan.kind.value,
        from_time=_time(plan.from_minute),
        to_time=_time(plan.to_minute),
        from_on=plan.from_on.isoformat(),
        to_on=plan.to_on.isoformat() if plan.to_on else "",
        weekdays=[str(day) for day in sorted(plan.weekdays)],
        seen=seen_of(plan),
        **_counts(ids, {one.post: one.count for one in plan.seats}),
    )
    return await _form(request, actor, form, plan.place, known=known)


@post("/shifts/templates/{template_id:int}", may=May.ARRANGE_SHIFTS)
async def change(request: Asked, actor: Me, template_id: FromPath[int]) -> Response[Any]:
    """Change a template."""
    return await _save(request, actor, found(await queries.template(actor, template_id)))


@post("/shifts/templates/{template_id:int}/endings", may=May.ARRANGE_SHIFTS)
async def end(request: Asked, actor: Me, template_id: FromPath[int]) -> Response[Any]:
    """Nothing is made of it any more."""
    await actions.end_template(actor, template_id, now=clock.now())
    return redirect(request, "/shifts/templates", toast=_("模板已停用，已排的班不变"))


@get("/shifts/templates/generation", may=May.ARRANGE_SHIFTS)
async def dry_run(
    request: Asked, actor: Me, from_on: FromQuery[str] = "", to_on: FromQuery[str] = "", place: FromQuery[str] = ""
) -> Response[Any]:
    """What making shifts of the templates would bring; nothing is made yet."""
    now = clock.now()
    monday = monday_of(clock.at_library(now).date()) + timedelta(days=7)
    first = day_or(from_on, monday)
    last = day_or(to_on, first + timedelta(days=6))
    reasons = why_not_range(first, last)
    shown = None if reasons else await queries.generation_of(actor, first, last, now, place=whole(place))
    owned = {one.place: one.place_name for one in await posts(actor) if may_arrange(actor, one.place)}
    return page(
        request,
        "shifts/templates/generation",
        status=409 if reasons else 200,
        shown=shown,
        reasons=reasons,
        first=first,
        last=last,
        place=whole(place),
        places=list(owned.items()),
        ranges=_ranges(monday),
        Outcome=Outcome,
        outcomes=OUTCOMES,
        has_templates=bool(await queries.templates(actor)),
        **_words(),
    )


@post("/shifts/templates/generations", may=May.ARRANGE_SHIFTS)
async def generate(request: Asked, actor: Me) -> Response[Any]:
    """Make them."""
    given = await read_form(request, GenerationForm)
    done = await actions.generate(
        actor,
        given.from_on,
        given.to_on,
        now=clock.now(),
        place=given.place,
        change=frozenset(given.change),
        again=frozenset(given.again),
    )
    made, changed = len(done.of(Outcome.NEW)) + len(done.of(Outcome.DROPPED)), len(done.of(Outcome.DIFFERS))
    said = _("新排 %(n)d 班、按模板改了 %(changed)d 班，都是草稿；发布后志愿者才看到", n=made, changed=changed)
    return redirect(request, f"/shifts/board?week={monday_of(given.from_on)}", toast=said)


async def _save(request: Asked, actor: Actor, known: TemplateView | None) -> Response[Any]:
    try:
        given = await read_form(request, TemplateForm)
        plan = _planned(given)
    except Malformed as malformed:
        chosen = known.plan.place if known else whole(str(malformed.filled.value("place")))
        return await _form(request, actor, malformed.filled, chosen, known=known, status=422)
    try:
        if known is None:
            await actions.add_template(actor, plan, now=clock.now())
        else:
            await actions.edit_template(actor, known.id, plan, now=clock.now(), seen=given.seen)
    except Refused as refused:
        values = _values(given)
        if known is not None and any(one.code == UNSEEN for one in refused.reasons):
            values["seen"] = seen_of(found(await queries.template(actor, known.id)).plan)
        errors = {FIELDS.get(one.code, ""): one.sentence for one in refused.reasons}
        return await _form(request, actor, Filled(values, errors), given.place, known=known, status=409)
    said = _("模板已保存；要按它排班，点“按模板排班”先看带来什么")
    return redirect(request, "/shifts/templates", toast=said)


def _planned(given: TemplateForm) -> TemplatePlan:
    lists = [getattr(given, name) for name in NUMBERS]
    if len({len(one) for one in lists}) > 1:
        raise Malformed(Filled(_values(given), {"": _("人数都要填，不要的岗位填 0")}))
    minutes = {name: minute_of(getattr(given, name)) for name in ("from_time", "to_time")}
    if wrong := [name for name, minute in minutes.items() if minute is None]:
        raise Malformed(Filled(_values(given), {name: _("时间写成 09:30 这样") for name in wrong}))
    return TemplatePlan(
        place=given.place,
        name=given.name.strip(),
        kind=given.kind,
        from_minute=minutes["from_time"] or 0,
        to_minute=minutes["to_time"] or 0,
        seats=[SeatPlan(one, Headcount(*counts)) for one, *counts in zip(*lists, strict=True) if any(counts[:3])],
        from_on=given.from_on,
        to_on=given.to_on,
        weekdays=frozenset(given.weekdays) if len(set(given.weekdays)) < len(WEEKDAYS) else frozenset(),
    )


def _values(given: TemplateForm) -> dict[str, Any]:
    values = msgspec.structs.asdict(given)
    lists = {name: [str(n) for n in values[name]] for name in (*NUMBERS, "weekdays")}
    days = {"from_on": given.from_on.isoformat(), "to_on": given.to_on.isoformat() if given.to_on else ""}
    return {**values, **lists, **days, "kind": given.kind.value}


def _counts(ids: list[int], counts: dict[int, Headcount]) -> dict[str, list[int]]:
    known = [counts.get(one, NONE) for one in ids]
    return {name: [getattr(one, name) for one in known] for name in NUMBERS[1:]}


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _ranges(monday: date) -> list[tuple[str, date, date]]:
    """Weeks and months that one would ask for, the coming week first."""
    month = monday.replace(day=1)
    days = monthrange(month.year, month.month)[1]
    after = month + timedelta(days=days)
    last = after + timedelta(days=monthrange(after.year, after.month)[1] - 1)
    return [
        (_("下一周"), monday, monday + timedelta(days=6)),
        (_("再下一周"), monday + timedelta(days=7), monday + timedelta(days=13)),
        (_("%(n)d 月", n=month.month), month, month + timedelta(days=days - 1)),
        (_("%(n)d 月", n=after.month), after, last),
    ]


def _words() -> dict[str, Any]:
    kinds = [(one.value, _(DAY_KINDS[one])) for one in SERVED_KINDS]
    weekdays = [(str(day), _(name)) for day, name in enumerate(WEEKDAYS)]
    return {
        "kinds": kinds,
        "kind_names": DAY_KINDS,
        "weekdays": weekdays,
        "time_said": _time,
        "count_said": count_said,
        **WORDS,
    }


async def _form(
    request: Asked,
    actor: Actor,
    form: Filled,
    place: int | None,
    *,
    known: TemplateView | None = None,
    status: int = 200,
) -> Response[Any]:
    every = await posts(actor)
    places = list({one.place: one.place_name for one in every if may_arrange(actor, one.place)}.items())
    theirs = [one for one in every if one.place == place]
    values = {"places": places, "place": place, "posts": theirs, "template": known, **_words()}
    return page(request, "shifts/templates/edit", status=status, form=form, **values)


handlers = [index, new, add, edit, change, end, dry_run, generate]
