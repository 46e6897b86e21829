"""One's own self-study: the year's entries, and the form to write one down, put it right or withdraw it."""

from datetime import date
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Missing, Refused, found
from app.study.actions import own_study as actions
from app.study.forms.reading import CorrectionForm, OwnStudyForm, WithdrawalForm
from app.study.queries import books, materials
from app.study.routes.filling import refilled
from app.training.queries import own_time
from app.training.queries.own_time import OwnEntry
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

YEARS = range(2000, 2101)


@get("/study/own", may=May.SEE_STUDY)
async def index(request: Asked, actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """What one read alone in a year, and a form for one more."""
    return await _page(request, actor, year)


@post("/study/own", may=May.SEE_STUDY)
async def note(request: Asked, actor: Me) -> Response[Any]:
    """Write a piece of self-study down."""
    try:
        given = await read_form(request, OwnStudyForm)
    except Malformed as malformed:
        return await _page(request, actor, form=malformed.filled, status=422)
    try:
        await actions.note_own_study(actor, given.entry(), now=clock.now())
    except Refused as refused:
        return await _page(request, actor, form=refilled(given, refused), status=409)
    return redirect(request, f"/study/own?year={given.day.year}", toast=_("已记下；有误可以更正或撤回"))


@get("/study/own/{entry_id:int}/edit", may=May.SEE_STUDY)
async def edit(request: Asked, actor: Me, entry_id: FromPath[int]) -> Response[Any]:
    """A piece of self-study as a form."""
    one = await _standing(actor, entry_id)
    values = {"title": one.entry.title, "minutes": one.entry.minutes, "note": one.entry.note}
    form = blank(**values, day=one.day.isoformat(), starts=one.starts, ends=one.ends)
    return await _form(request, actor, one, form)


@post("/study/own/{entry_id:int}", may=May.SEE_STUDY)
async def correct(request: Asked, actor: Me, entry_id: FromPath[int]) -> Response[Any]:
    """Write it down anew, with the reason."""
    one = await _standing(actor, entry_id)
    try:
        given = await read_form(request, CorrectionForm)
    except Malformed as malformed:
        return await _form(request, actor, one, malformed.filled, status=422)
    try:
        await actions.correct_own_study(actor, entry_id, given.entry(), given.reason, now=clock.now())
    except Refused as refused:
        return await _form(request, actor, one, refilled(given, refused), status=409)
    return redirect(request, f"/study/own?year={given.day.year}", toast=_("已更正，原来的一条还看得到"))


@post("/study/own/{entry_id:int}/withdrawals", may=May.SEE_STUDY)
async def withdraw(request: Asked, actor: Me, entry_id: FromPath[int]) -> Response[Any]:
    """Let it stand no longer, with the reason."""
    one = await _standing(actor, entry_id)
    given = await read_form(request, WithdrawalForm)
    await actions.withdraw_own_study(actor, entry_id, given.reason, now=clock.now())
    undo = f"/study/own/{entry_id}/restorations"
    return redirect(request, f"/study/own?year={one.day.year}", toast=_("已撤回"), undo=undo)


@post("/study/own/{entry_id:int}/restorations", may=May.SEE_STUDY)
async def restore(request: Asked, actor: Me, entry_id: FromPath[int]) -> Response[Any]:
    """Write down once more what was withdrawn."""
    made = await actions.restore_own_study(actor, entry_id, now=clock.now())
    one = await _standing(actor, made)
    return redirect(request, f"/study/own?year={one.day.year}", toast=_("已恢复"))


async def _standing(actor: Actor, entry_id: int) -> OwnEntry:
    one = found(await own_time.own_entry(actor.person, entry_id))
    if one.amended:
        raise Missing
    return one


async def _page(
    request: Asked, actor: Actor, year: str = "", *, form: Filled | None = None, status: int = 200
) -> Response[Any]:
    today = clock.today()
    asked = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
    shown = asked if asked in YEARS else today.year
    entries = await own_time.own_entries(actor.person, date(shown, 1, 1), date(shown, 12, 31))
    standing = own_time.standing(entries)
    return page(
        request,
        "study/own",
        status=status,
        year=shown,
        years=sorted({shown, today.year, today.year - 1}, reverse=True),
        entries=entries,
        minutes=sum(one.entry.minutes for one in standing),
        times=len(standing),
        form=form or blank(day=today.isoformat()),
        titles=await _titles(actor),
    )


async def _form(request: Asked, actor: Actor, one: OwnEntry, form: Filled, *, status: int = 200) -> Response[Any]:
    return page(request, "study/own_edit", status=status, one=one, form=form, titles=await _titles(actor))


async def _titles(actor: Actor) -> list[str]:
    """What is likely to be read: the year's list and one's own set books."""
    listed = await materials.titles_of(clock.today().year)
    mine = [f"《{one.facts.title}》" for one in await books.shelf(actor) if one.is_mine]
    return list(dict.fromkeys([*mine, *listed]))


handlers = [index, note, edit, correct, withdraw, restore]
