"""Keeping the list of a gathering: ticking off, writing down, adding, proving, ending."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.gatherings import actions
from app.gatherings.forms import EvidenceForm, ExpectForm, RecordForm, TickForm
from app.gatherings.queries.keeping import could_come, kept
from app.gatherings.routes.showing import WORDS, show_record, show_row, show_whole
from app.gatherings.rules import GatheringState
from app.gatherings.rules.attendance import Record, Source, Status, status_on_arrival, why_not_expect
from app.locale import _
from app.refusals import Refused, found
from app.web import Filled, Malformed, Me, get, page, post, read_form, redirect
from app.web.page import Asked, field_time, wants_part


@post("/gatherings/{gathering:int}/people/{person:int}/in", may=May.KEEP_ATTENDANCE)
async def tick_in(request: Asked, actor: Me, gathering: FromPath[int], person: FromPath[int]) -> Response[Any]:
    """This person is here."""
    given = await read_form(request, TickForm)
    await actions.tick_in(actor, gathering, person, now=clock.now(), override=given.reason)
    return await _ticked(request, actor, gathering, person)


@post("/gatherings/{gathering:int}/people/{person:int}/out", may=May.KEEP_ATTENDANCE)
async def tick_out(request: Asked, actor: Me, gathering: FromPath[int], person: FromPath[int]) -> Response[Any]:
    """This person goes."""
    await actions.tick_out(actor, gathering, person, now=clock.now())
    return await _ticked(request, actor, gathering, person)


@post("/gatherings/{gathering:int}/people/{person:int}/back", may=May.KEEP_ATTENDANCE)
async def take_back(request: Asked, actor: Me, gathering: FromPath[int], person: FromPath[int]) -> Response[Any]:
    """The newest tick was a slip."""
    await actions.take_back(actor, gathering, person, now=clock.now())
    return await _ticked(request, actor, gathering, person)


async def _ticked(request: Asked, actor: Actor, gathering: int, person: int) -> Response[Any]:
    if wants_part(request):
        return await show_row(request, actor, gathering, person)
    return redirect(request, f"/gatherings/{gathering}#person-{person}")


@post("/gatherings/{gathering:int}/people/{person:int}", may=May.KEEP_ATTENDANCE)
async def write(request: Asked, actor: Me, gathering: FromPath[int], person: FromPath[int]) -> Response[Any]:
    """Write down by hand: an excuse, both times, what was made up; after the end it is a correction."""
    found(await kept(actor, gathering))
    try:
        given = await read_form(request, RecordForm)
        _check_note(given)
        await _write(actor, gathering, person, given)
    except Malformed as malformed:
        return await show_record(request, actor, gathering, person, form=malformed.filled, status=422)
    except Refused as refused:
        form = _refilled(given, refused)
        return await show_record(request, actor, gathering, person, form=form, status=409)
    return redirect(request, f"/gatherings/{gathering}", toast=_("已记下，原来的记录还在"))


async def _write(actor: Actor, gathering: int, person: int, given: RecordForm) -> None:
    now = clock.now()
    one = found(await kept(actor, gathering))
    times = given.came_at, given.went_at
    if one.state is GatheringState.CLOSED:
        came = given.status in ("came", "made_up")
        arrived = status_on_arrival(one.span, given.came_at) if given.came_at else Status.PRESENT
        status = arrived if given.status == "came" else Status(given.status)
        record = Record(status, Source.HAND, *(times if came else (None, None)), given.note)
        await actions.correct(actor, gathering, person, record, now=now)
    elif given.status == "came":
        await actions.write_in(actor, gathering, person, *times, given.note, now=now)
    elif given.status == "made_up":
        await actions.make_up(actor, gathering, person, *times, given.note, now=now)
    elif given.status == "excused":
        await actions.excuse(actor, gathering, person, given.note, now=now)
    elif given.status == "exempt":
        await actions.exempt(actor, gathering, person, given.note, now=now)
    else:
        await actions.mark_absent(actor, gathering, person, given.note, now=now)


def _check_note(given: RecordForm) -> None:
    sentences = {
        "excused": _("写上请假的事由"),
        "made_up": _("写上补学了什么"),
        "exempt": _("写上为什么不作要求，例如年老体弱"),
    }
    if given.status in sentences and not given.note.strip():
        raise Malformed(Filled(_values(given), {"note": sentences[given.status]}))


def _values(given: RecordForm) -> dict[str, str]:
    times = {"came_at": field_time(given.came_at), "went_at": field_time(given.went_at)}
    return {"status": given.status, "note": given.note, **times}


def _refilled(given: RecordForm, refused: Refused) -> Filled:
    fields = {
        "note": "note",
        "times": "came_at",
        "order": "went_at",
        "future": "went_at",
        "after_end": "came_at",
        "before_start": "went_at",
    }
    return Filled(_values(given), {fields.get(why.code, ""): why.sentence for why in refused.reasons})


@get("/gatherings/{gathering:int}/people", may=May.KEEP_ATTENDANCE)
async def choose(request: Asked, actor: Me, gathering: FromPath[int]) -> Response[Any]:
    """Who may be added to the list."""
    return await _choose(request, actor, gathering, Filled())


async def _choose(request: Asked, actor: Actor, gathering: int, form: Filled, *, status: int = 200) -> Response[Any]:
    one = found(await kept(actor, gathering))
    people = [(number, f"{name} {post}".strip()) for number, name, post in await could_come(one)]
    reasons = why_not_expect(one.state)
    return page(request, "gatherings/add", status=status, one=one, people=people, reasons=reasons, form=form, **WORDS)


@post("/gatherings/{gathering:int}/people", may=May.KEEP_ATTENDANCE)
async def expect(request: Asked, actor: Me, gathering: FromPath[int]) -> Response[Any]:
    """Put one more person on the list."""
    found(await kept(actor, gathering))
    try:
        given = await read_form(request, ExpectForm)
    except Malformed as malformed:
        return await _choose(request, actor, gathering, malformed.filled, status=422)
    await actions.expect(actor, gathering, given.person, now=clock.now())
    return redirect(request, f"/gatherings/{gathering}#person-{given.person}", toast=_("已加进名单"))


@post("/gatherings/{gathering:int}/evidence", may=May.KEEP_ATTENDANCE)
async def add_evidence(request: Asked, actor: Me, gathering: FromPath[int]) -> Response[Any]:
    """Say what proves it and where that is."""
    found(await kept(actor, gathering))
    try:
        given = await read_form(request, EvidenceForm)
        what = given.title, given.reference, given.person, given.note
        await actions.add_evidence(actor, gathering, *what, now=clock.now())
    except Malformed as malformed:
        return await show_whole(request, actor, gathering, form=malformed.filled, code=422)
    except Refused as refused:
        values = {"title": given.title, "reference": given.reference, "person": str(given.person or "")}
        form = Filled(values, {"note": " ".join(why.sentence for why in refused.reasons)})
        return await show_whole(request, actor, gathering, form=form, code=409)
    return redirect(request, f"/gatherings/{gathering}#evidence", toast=_("佐证已记下"))


@post("/gatherings/{gathering:int}/closings", may=May.KEEP_ATTENDANCE)
async def close(request: Asked, actor: Me, gathering: FromPath[int]) -> Response[Any]:
    """End it."""
    await actions.close(actor, gathering, now=clock.now())
    return redirect(request, f"/gatherings/{gathering}", toast=_("已结束：没有记录的记为缺席，没有签退的按结束时间算"))


handlers = [tick_in, tick_out, take_back, write, choose, expect, add_evidence, close]
