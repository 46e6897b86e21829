"""A cycle for one person at one post: asked for, looked at, put on the board."""

from datetime import timedelta
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Missing, Refused, WhyNot
from app.shifts.actions.cycling import apply_cycle
from app.shifts.forms.board import CycleForm
from app.shifts.queries.cycling import CycleView, cycle_view, whoever
from app.shifts.queries.places import may_arrange, posts
from app.shifts.routes.pasting import seen_seat
from app.shifts.routes.shown import WORDS, iso_day, monday, whole
from app.shifts.rules.board import monday_of
from app.shifts.rules.cycling import PARTS, Cycle, Part, why_not_cycle
from app.web import Filled, Malformed, Me, get, page, post, read_form, redirect
from app.web.page import Asked

HERE = "/shifts/cycle"
FOUR_WEEKS = timedelta(days=27)
FIELDS = {"on", "off", "to_on", "who"}


@get(HERE, may=May.ARRANGE_SHIFTS)
async def show(
    request: Asked,
    actor: Me,
    week: FromQuery[str] = "",
    who: FromQuery[str] = "",
    post: FromQuery[str] = "",
    on: FromQuery[str] = "2",
    off: FromQuery[str] = "1",
    from_on: FromQuery[str] = "",
    to_on: FromQuery[str] = "",
    part: FromQuery[str] = "",
) -> Response[Any]:
    """The form; once it says who and where, each day with the reason where one cannot be."""
    first = iso_day(from_on) or max(monday(week, clock.now()), clock.today())
    last = iso_day(to_on) or first + FOUR_WEEKS
    values: dict[str, Any] = {"who": who[:40], "post": post, "on": on, "off": off, "part": part or Part.ALL.value}
    values |= {"from_on": first.isoformat(), "to_on": last.isoformat(), "override": ""}
    if not who.strip() or not whole(post):
        return await _page(request, actor, Filled(values, {}))
    try:
        given = msgspec.convert({**values, "seat": []}, CycleForm, strict=False)
    except msgspec.ValidationError:
        return await _page(request, actor, Filled(values, {"": _("从列出的岗位里选，天数填 1 到 14")}))
    try:
        view = await cycle_view(actor, await _cycle(given), clock.now())
    except Missing:
        return await _page(request, actor, Filled(values, {"post": _("选一个岗位")}))
    except Refused as refused:
        return await _page(request, actor, Filled(values, _errors(refused)))
    return await _page(request, actor, Filled(values, {}), view)


@post("/shifts/cycles", may=May.ARRANGE_SHIFTS)
async def apply(request: Asked, actor: Me) -> Response[Any]:
    """Put the person on the chosen seats."""
    try:
        given = await read_form(request, CycleForm)
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    view: CycleView | None = None
    try:
        cycle = await _cycle(given)
        chosen = dict(seen_seat(text) for text in given.seat)
        view = await cycle_view(actor, cycle, clock.now(), given.override, chosen)
        turns = await apply_cycle(actor, cycle, chosen, now=clock.now(), override=given.override)
    except Refused as refused:
        form = Filled(_values(given), _errors(refused))
        ticked = frozenset(text.partition(":")[0] for text in given.seat)
        return await _page(request, actor, form, view, reasons=refused.reasons, ticked=ticked, status=409)
    said = _(
        "%(name)s 排上 %(n)d 班，发布后通知；按 Ctrl+Z 或点“撤销”一次全部撤回", name=view.person.name, n=len(turns)
    )
    return redirect(request, f"/shifts/board?week={monday_of(turns[0].on)}", toast=said)


async def _cycle(given: CycleForm) -> Cycle:
    person, reasons = await whoever(given.who)
    if person is None:
        raise Refused(*(WhyNot("who", one.sentence) for one in reasons))
    cycle = Cycle(person.volunteer, given.post, given.on, given.off, given.from_on, given.to_on, given.part)
    if reasons := why_not_cycle(cycle):
        raise Refused(*reasons)
    return cycle


def _errors(refused: Refused) -> dict[str, str]:
    return {one.code if one.code in FIELDS else "": one.sentence for one in refused.reasons}


def _values(given: CycleForm) -> dict[str, Any]:
    values = msgspec.structs.asdict(given)
    return {**values, "from_on": given.from_on.isoformat(), "to_on": given.to_on.isoformat(), "part": given.part.value}


async def _page(
    request: Asked,
    actor: Actor,
    form: Filled,
    view: CycleView | None = None,
    *,
    reasons: tuple[WhyNot, ...] = (),
    ticked: frozenset[str] | None = None,
    status: int = 200,
) -> Response[Any]:
    own = [one for one in await posts(actor) if may_arrange(actor, one.place)]
    day = iso_day(str(form.value("from_on"))) or clock.today()
    return page(
        request,
        "shifts/cycle",
        status=status,
        form=form,
        view=view,
        reasons=reasons,
        ticked=ticked,
        posts=[(one.id, f"{one.place_name} · {one.name}") for one in own],
        parts=[(one.value, _(name)) for one, name in PARTS.items()],
        monday=monday_of(day),
        **WORDS,
    )


handlers = [show, apply]
