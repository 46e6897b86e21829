"""The solver for a coordinator: what it looks at, its drafts, and taking one over."""

from datetime import date, timedelta
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.shifts.actions import drafting
from app.shifts.actions import solving as actions
from app.shifts.forms.solving import SolveForm
from app.shifts.queries import drafts as queries
from app.shifts.routes.shown import WORDS, monday, whole
from app.shifts.rules.board import monday_of
from app.shifts.rules.drafts import (
    DRAFT_STATES,
    MODES,
    MODES_MEAN,
    MOST_SECONDS,
    MOST_WEEKS,
    WEEK_SECONDS,
    DraftState,
    Mode,
    seconds_for,
)
from app.shifts.rules.rostering.instance import Weights
from app.shifts.rules.rostering.said import part_said, reasons_said, status_said, weights_said
from app.web import Me, get, page, post, read_form, redirect
from app.web.page import Asked

SAID: dict[str, Any] = {
    **WORDS,
    "modes": MODES,
    "modes_mean": MODES_MEAN,
    "draft_states": DRAFT_STATES,
    "DraftState": DraftState,
    "part_said": part_said,
    "reasons_said": reasons_said,
    "status_said": status_said,
}


@get("/shifts/solving", may=May.ARRANGE_SHIFTS)
async def show(request: Asked, actor: Me, week: FromQuery[str] = "", place: FromQuery[str] = "") -> Response[Any]:
    """What the solver looks at and how it weighs, and the drafts of the week."""
    return await _asked(request, monday(week, clock.now()), whole(place))


async def _asked(
    request: Asked,
    first: date,
    place: int | None,
    *,
    until: date | None = None,
    mode: Mode = Mode.PLAN,
    reasons: tuple[WhyNot, ...] = (),
) -> Response[Any]:
    listed = await queries.drafts_of(first)
    return page(
        request,
        "shifts/solving",
        status=409 if reasons else 200,
        monday=first,
        until=until or first + timedelta(days=6),
        place=place,
        drafts=listed,
        default=mode,
        reasons=reasons,
        most_weeks=MOST_WEEKS,
        week_seconds=WEEK_SECONDS,
        most_seconds=MOST_SECONDS,
        weights=weights_said(Weights()),
        **SAID,
    )


@post("/shifts/solvings", may=May.ARRANGE_SHIFTS)
async def solve(request: Asked, actor: Me) -> Response[Any]:
    """Queue the solving of a week, or of several."""
    given = await read_form(request, SolveForm)
    first, until = monday_of(given.week), given.until or given.week
    last, seconds = monday_of(until), seconds_for(given.week, until)
    try:
        job = await actions.ask(
            actor, first, given.mode, now=clock.now(), seconds=seconds, place=given.place, last=last
        )
    except actions.AlreadyQueued as before:
        return redirect(request, f"/jobs/{before.job}", toast=_("这一周已经在排了，看这一份"))
    except Refused as refused:
        return await _asked(request, first, given.place, until=until, mode=given.mode, reasons=refused.reasons)
    return redirect(request, f"/jobs/{job}", toast=_("开始排了，可以离开这一页"))


@get("/shifts/drafts/of/{job_id:int}", may=May.ARRANGE_SHIFTS)
async def of_job(request: Asked, actor: Me, job_id: FromPath[int]) -> Response[Any]:
    """The draft that a job made."""
    return redirect(request, f"/shifts/drafts/{found(await queries.draft_of_job(job_id))}")


@get("/shifts/drafts/{draft_id:int}", may=May.ARRANGE_SHIFTS)
async def draft(request: Asked, actor: Me, draft_id: FromPath[int]) -> Response[Any]:
    """What a draft would change, what it costs, what stays empty and why."""
    return await _shown(request, actor, draft_id)


@post("/shifts/drafts/{draft_id:int}/applications", may=May.ARRANGE_SHIFTS)
async def apply(request: Asked, actor: Me, draft_id: FromPath[int]) -> Response[Any]:
    """Take a draft over."""
    try:
        row = await drafting.apply(actor, draft_id, now=clock.now())
    except Refused as refused:
        return await _shown(request, actor, draft_id, refused.reasons)
    said = _("已采用：排上 %(n)d 人次，撤下 %(m)d 人次，发布后通知", n=row.added, m=row.removed)
    # Of several weeks no board shows all: the draft leads to each of them.
    shown = f"/shifts/board?week={row.week}" if row.week == row.last_week else f"/shifts/drafts/{draft_id}"
    return redirect(request, shown, toast=said)


@post("/shifts/drafts/{draft_id:int}/discards", may=May.ARRANGE_SHIFTS)
async def discard(request: Asked, actor: Me, draft_id: FromPath[int]) -> Response[Any]:
    """Lay a draft aside."""
    row = await drafting.discard(actor, draft_id, now=clock.now())
    return redirect(request, f"/shifts/solving?week={row.week}", toast=_("这份草案不用了"))


@post("/shifts/drafts/{draft_id:int}/undoings", may=May.ARRANGE_SHIFTS)
async def undo(request: Asked, actor: Me, draft_id: FromPath[int]) -> Response[Any]:
    """Take an application back."""
    try:
        left = await drafting.undo(actor, draft_id, now=clock.now())
    except Refused as refused:
        return await _shown(request, actor, draft_id, refused.reasons)
    said = _("已撤销，班表回到采用之前")
    if left:
        said = _("已撤销；%(names)s 现在排不上，没有放回", names="、".join(left))
    return redirect(request, f"/shifts/drafts/{draft_id}", toast=said)


async def _shown(request: Asked, actor: Actor, draft_id: int, reasons: tuple[WhyNot, ...] = ()) -> Response[Any]:
    view = found(await queries.draft_view(actor, draft_id))
    return page(
        request,
        "shifts/draft",
        status=409 if reasons else 200,
        draft=view,
        row=view.row,
        result=view.row.result,
        reasons=reasons,
        **SAID,
    )


handlers = [show, solve, of_job, draft, apply, discard, undo]
