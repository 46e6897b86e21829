"""One seat of the board: who sits on it, who may be offered it, and why the others not."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.gatherings.rules import GatheringState
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.shifts.actions import roster
from app.shifts.forms import AssignForm, LockForm, UnassignForm
from app.shifts.queries import board as queries
from app.shifts.queries.places import may_arrange
from app.shifts.queries.seats import seat_view
from app.shifts.routes.shown import WORDS
from app.shifts.rules.board import mark, monday_of
from app.shifts.rules.planning import why_not_take_off
from app.web import Me, get, page, post, read_form, redirect
from app.web.page import Asked, wants_part

SHOWN = 40


@get("/shifts/seats/{seat_id:int}", may=May.ARRANGE_SHIFTS)
async def show(request: Asked, actor: Me, seat_id: FromPath[int], q: FromQuery[str] = "") -> Response[Any]:
    """The panel of a seat, or a page of its own without scripts."""
    return await _panel(request, actor, seat_id, text=q[:40])


@get("/shifts/seats/{seat_id:int}/candidates", may=May.ARRANGE_SHIFTS)
async def candidates(request: Asked, actor: Me, seat_id: FromPath[int], q: FromQuery[str] = "") -> Response[Any]:
    """Only the list, as one types."""
    return await _panel(request, actor, seat_id, text=q[:40], part="candidates")


@post("/shifts/seats/{seat_id:int}/assignments", may=May.ARRANGE_SHIFTS)
async def assign(request: Asked, actor: Me, seat_id: FromPath[int]) -> Response[Any]:
    """Give somebody the seat: who was pressed, or the first who fits of those meant by what was typed."""
    given, now = await read_form(request, AssignForm), clock.now()
    try:
        volunteer = given.volunteer or await _first(actor, seat_id, given.q)
        await roster.assign(actor, seat_id, volunteer, now=now, revision=given.revision, override=given.override)
    except Refused as refused:
        return await _again(request, actor, seat_id, refused)
    over = now >= found(await seat_view(seat_id)).facts.span.ends_at
    said = _("已排上；来的时间在出勤里照签到表补记") if over else _("已安排，发布后通知本人")
    return await _done(request, actor, seat_id, said)


@post("/shifts/seats/{seat_id:int}/unassignments", may=May.ARRANGE_SHIFTS)
async def unassign(request: Asked, actor: Me, seat_id: FromPath[int]) -> Response[Any]:
    """Take one off the seat, or everybody."""
    given, now = await read_form(request, UnassignForm), clock.now()
    try:
        if given.assignment is None:
            await roster.clear(actor, seat_id, now=now, revision=given.revision)
        else:
            await roster.unassign(actor, seat_id, given.assignment, now=now, revision=given.revision)
    except Refused as refused:
        return await _again(request, actor, seat_id, refused)
    return await _done(request, actor, seat_id, _("已撤下"))


@post("/shifts/seats/{seat_id:int}/locks", may=May.ARRANGE_SHIFTS)
async def lock(request: Asked, actor: Me, seat_id: FromPath[int]) -> Response[Any]:
    """Lock the seat, or unlock it."""
    given = await read_form(request, LockForm)
    await roster.lock_seat(actor, seat_id, given.locked, now=clock.now())
    return await _done(request, actor, seat_id, _("已锁定") if given.locked else _("已解锁"))


async def _first(actor: Actor, seat_id: int, text: str) -> int:
    seat = found(await seat_view(seat_id))
    listed = await queries.candidates(actor, seat, clock.now(), text)
    fits = next((one for one in listed if one.fits), None)
    if fits is None:
        raise Refused(WhyNot("nobody", _("没有能排上的人，看一下各人的原因")))
    return fits.person.volunteer


async def _again(request: Asked, actor: Actor, seat_id: int, refused: Refused) -> Response[Any]:
    if not wants_part(request):
        raise refused
    return await _panel(request, actor, seat_id, reasons=refused.reasons, status=409)


async def _done(request: Asked, actor: Actor, seat_id: int, toast: str) -> Response[Any]:
    if wants_part(request):
        return await _panel(request, actor, seat_id, said=toast, changed=True)
    return redirect(request, f"/shifts/seats/{seat_id}", toast=toast)


async def _panel(
    request: Asked,
    actor: Actor,
    seat_id: int,
    *,
    text: str = "",
    part: str = "panel",
    reasons: tuple[WhyNot, ...] = (),
    said: str = "",
    changed: bool = False,
    status: int = 200,
) -> Response[Any]:
    now = clock.now()
    seat = found(await seat_view(seat_id))
    own = may_arrange(actor, seat.facts.place)
    listed = await queries.candidates(actor, seat, now, text)
    why = await queries.seat_conflicts(seat, now)
    return page(
        request,
        "shifts/seat",
        part=part,
        status=status,
        seat=seat,
        own=own,
        alone=not wants_part(request),
        over=now >= seat.facts.span.ends_at,
        planned=seat.facts.state is GatheringState.PLANNED,
        closed=seat.facts.state in {GatheringState.CLOSED, GatheringState.CALLED_OFF},
        may_go=lambda who: not why_not_take_off(seat.facts.state, seat.facts.span, who.told, who.volunteer in why, now),
        why=why,
        mark=mark(seat.count, seat.facts.taken, len(why)),
        listed=listed[:SHOWN],
        more=max(0, len(listed) - SHOWN),
        fitting=sum(one.fits for one in listed),
        q=text,
        reasons=reasons,
        said=said,
        changed=changed,
        monday=monday_of(seat.facts.day),
        **WORDS,
    )


handlers = [show, candidates, assign, unassign, lock]
