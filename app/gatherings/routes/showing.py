"""What is known of a gathering: the evidence page, one person's record, the sign-in sheet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.gatherings.coming import spoken_code, why_not_come
from app.gatherings.queries.gathering import GatheringView, facts
from app.gatherings.queries.keeping import Line, keeps, kept, line, mine, proofs, recent, roll
from app.gatherings.queries.periods import lock_over
from app.gatherings.rules import (
    CATEGORIES,
    GATHERING_STATES,
    KINDS,
    GatheringState,
    Kind,
    why_not_close,
    why_not_close_yet,
)
from app.gatherings.rules.attendance import (
    CAME,
    SOURCES,
    STATUSES,
    Status,
    why_not_check_in,
    why_not_check_out,
    why_not_expect,
    why_not_own,
    why_not_take_back,
)
from app.gatherings.rules.periods import Days
from app.gatherings.rules.tallies import tally
from app.refusals import Missing, found
from app.web import Filled, Me, blank, get, page
from app.web.page import Asked, field_time

WORDS: dict[str, Any] = {
    "kinds": KINDS,
    "categories": CATEGORIES,
    "states": GATHERING_STATES,
    "statuses": STATUSES,
    "sources": SOURCES,
    "Status": Status,
    "State": GatheringState,
}


@get("/gatherings", may=May.SIGNED_IN)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """Where one was expected oneself; and what one keeps, of the last month."""
    held = await recent(actor, clock.now()) if actor.may(May.KEEP_ATTENDANCE) else []
    return page(request, "gatherings/index", held=held, mine=await mine(actor), **WORDS)


@get("/gatherings/{gathering:int}", may=May.SIGNED_IN)
async def show(request: Asked, actor: Me, gathering: FromPath[int], status: FromQuery[str] = "") -> Response[Any]:
    """What, where, when; who was expected, who came, how it is known, what proves it."""
    return await show_whole(request, actor, gathering, status=status)


async def show_whole(
    request: Asked,
    actor: Actor,
    gathering: int,
    *,
    form: Filled | None = None,
    status: str = "",
    code: int = 200,
) -> Response[Any]:
    """The evidence page, with the form for evidence filled in when it came back.

    Raises:
        Missing: there is none, or the actor neither keeps its list nor is on it.
    """
    now = clock.now()
    one = found(await facts(gathering))
    lines = await roll(actor, one)
    keeper = keeps(actor, one)
    if not keeper and not lines:
        raise Missing
    return page(
        request,
        "gatherings/show",
        status=code,
        one=one,
        keeper=keeper,
        rows=[(row, doable(actor, one, row, now)) for row in lines if status in ("", _status_of(one, row))],
        names=[(row.person, row.name) for row in lines],
        numbers=tally([row.status for row in lines]),
        chosen=status if status in {"waiting", *Status} else "",
        proofs=await proofs(actor, one),
        form=form or blank(),
        spoken=_spoken(one) if keeper else "",
        why_not_add=why_not_expect(one.state),
        lock=await lock_over(Days.of(one.span).first),
        why_not_end=why_not_close(one.state) or why_not_close_yet(one.span, now),
        **WORDS,
    )


def _spoken(one: GatheringView) -> str:
    """The four digits of a shift that is not over, for whoever keeps its list."""
    is_ahead = one.state in {GatheringState.PLANNED, GatheringState.OPEN}
    return spoken_code(one.id) if one.kind is Kind.SHIFT and is_ahead else ""


def _status_of(one: GatheringView, row: Line) -> str:
    if row.status is None or (row.status is Status.ABSENT and one.state is GatheringState.OPEN):
        return "waiting"
    return row.status.value


def doable(actor: Actor, one: GatheringView, row: Line, now: datetime) -> Sequence[str]:
    """What whoever keeps the list can do about this person now: `in`, `out`, `back`."""
    if not keeps(actor, one):
        return ()
    can = []
    if not why_not_check_in(one.state, one.span, True, row.record, now):
        can.append("in")
    if not why_not_check_out(one.state, one.span, row.record, now):
        can.append("out")
    if not why_not_take_back(one.state, [entry.record for entry in row.entries]):
        can.append("back")
    return can


async def show_row(request: Asked, actor: Actor, gathering: int, person: int) -> Response[Any]:
    """One person's row with the numbers above the list, as htmx asked for it."""
    now = clock.now()
    one = found(await kept(actor, gathering))
    lines = await roll(actor, one)
    row = found(next((each for each in lines if each.person == person), None))
    return page(
        request,
        "gatherings/row",
        part="row",
        one=one,
        keeper=True,
        row=row,
        can=doable(actor, one, row, now),
        numbers=tally([each.status for each in lines]),
        chosen="",
        **WORDS,
    )


@get("/gatherings/{gathering:int}/people/{person:int}", may=May.KEEP_ATTENDANCE)
async def show_person(request: Asked, actor: Me, gathering: FromPath[int], person: FromPath[int]) -> Response[Any]:
    """One person at one gathering: every record, and the form for what is written by hand."""
    return await show_record(request, actor, gathering, person)


async def show_record(
    request: Asked, actor: Actor, gathering: int, person: int, *, form: Filled | None = None, status: int = 200
) -> Response[Any]:
    """The same, with the form filled in when it came back.

    Raises:
        Missing: the list is not the actor's to keep, or the person is not on it.
    """
    one = found(await kept(actor, gathering))
    row = found(await line(one, person))
    waits = not why_not_check_in(one.state, one.span, True, row.record, clock.now())
    has_come = row.record is not None and row.record.status in CAME
    return page(
        request,
        "gatherings/person",
        lacking=() if has_come else await why_not_come(one.kind, one.id, person),
        waits=waits,
        status=status,
        one=one,
        row=row,
        form=form or _suggested(one, row),
        reasons=why_not_own(person == actor.id),
        lock=await lock_over(Days.of(one.span).first),
        **WORDS,
    )


def _suggested(one: GatheringView, row: Line) -> Filled:
    """What stands, or else the planned time, so that most forms need only a reason."""
    stands = row.record
    given = {None: "came", Status.PRESENT: "came", Status.LATE: "came"}
    return blank(
        status=given.get(stands.status if stands else None, stands.status.value if stands else ""),
        came_at=field_time((stands and stands.came_at) or one.span.starts_at),
        went_at=field_time((stands and stands.went_at) or one.span.ends_at),
    )


@get("/gatherings/{gathering:int}/sheet", may=May.KEEP_ATTENDANCE)
async def sheet(request: Asked, actor: Me, gathering: FromPath[int], blank: FromQuery[str] = "") -> Response[Any]:
    """The sign-in sheet for printing: to be signed, or filled in with what is recorded."""
    one = found(await kept(actor, gathering))
    return page(
        request,
        "gatherings/sheet",
        one=one,
        lines=await roll(actor, one),
        is_blank=blank == "1" or one.state is GatheringState.PLANNED,
        spoken=_spoken(one),
        printed_at=clock.now(),
        **WORDS,
    )


handlers = [index, show, show_person, sheet]
