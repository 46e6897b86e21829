"""The working calendar of a year: looking at it, setting a day, entering a notice."""

from calendar import Calendar as Weeks
from datetime import date
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.gatherings.actions import calendar as actions
from app.gatherings.forms import DayForm, NoticeForm
from app.gatherings.queries.calendar import OwnDay, calendar, notice_document, own_days
from app.gatherings.rules.calendar import DAY_KINDS, KNOWN_YEARS, WORKED, Day, DayKind, no_notice
from app.locale import N_, _
from app.refusals import Missing, Refused
from app.web import Filled, Malformed, Me, get, page, post, read_form, redirect, signing
from app.web.page import WEEKDAYS, Asked

PURPOSE = "calendar day"
LAST_YEAR = 2100
WEEKDAY_LETTERS = (N_("一"), N_("二"), N_("三"), N_("四"), N_("五"), N_("六"), N_("日"))


@get("/calendar", may=May.SEE_CALENDAR)
async def show(request: Asked, actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """A year of working days, holidays and the library's own days."""
    return await _show(request, actor, _year(year))


def _year(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return number if KNOWN_YEARS[0] <= number <= LAST_YEAR else clock.today().year


async def _show(
    request: Asked,
    actor: Actor,
    year: int,
    *,
    day_form: Filled | None = None,
    notice_form: Filled | None = None,
    status: int = 200,
) -> Response[Any]:
    known = await calendar()
    days = list(known.days(date(year, 1, 1), date(year, 12, 31))) if known.knows(year) else []
    context: dict[str, Any] = {
        "year": year,
        "years": (max(year - 1, KNOWN_YEARS[0]), min(year + 1, LAST_YEAR)),
        "months": _months(year, days),
        "worked": sum(day.kind in WORKED for day in days),
        "own": await own_days(actor, date(year, 1, 1), date(year, 12, 31)),
        "document": await notice_document(actor, year),
        "no_notice": None if days else no_notice(year),
        "may_enter": year not in KNOWN_YEARS,
        "weekdays": WEEKDAYS,
        "letters": WEEKDAY_LETTERS,
        "kinds": DAY_KINDS,
        "kind_options": [(kind.value, _(said)) for kind, said in DAY_KINDS.items()],
        "Kind": DayKind,
        "today": clock.today(),
        "form": day_form or notice_form or Filled(),
        "day_form": day_form or Filled({"kind": DayKind.CLOSED.value}),
        "notice_form": notice_form or Filled(),
    }
    return page(request, "calendar/show", status=status, **context)


def _months(year: int, days: list[Day]) -> list[tuple[int, list[list[Day | None]]]]:
    """Each month as weeks from Monday; days of other months are None."""
    by_date = {day.on: day for day in days}
    weeks = Weeks(0)
    return [
        (
            month,
            [
                [by_date.get(on) if on.month == month else None for on in week]
                for week in weeks.monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
        if days
    ]


@post("/calendar/days", may=May.KEEP_CALENDAR)
async def set_day(request: Asked, actor: Me) -> Response[Any]:
    """Say what a day is here."""
    try:
        given = await read_form(request, DayForm)
    except Malformed as malformed:
        return await _show(request, actor, clock.today().year, day_form=malformed.filled, status=422)
    before = await actions.set_day(actor, given.day, given.kind, given.name, given.source, now=clock.now())
    return redirect(request, f"/calendar?year={given.day.year}", toast=_("已改好"), undo=_undo(given.day, before))


@post("/calendar/days/{day:str}/back", may=May.KEEP_CALENDAR)
async def set_back(request: Asked, actor: Me, day: FromPath[str]) -> Response[Any]:
    """Take back what the library said of a day."""
    on = _date(day)
    before = await actions.set_back(actor, on)
    return redirect(request, f"/calendar?year={on.year}", toast=_("已恢复为通知的安排"), undo=_undo(on, before))


def _undo(on: date, before: OwnDay | None) -> str:
    # What stood there travels in the address, signed, so that undoing needs no history of its own.
    if before is None:
        return f"/calendar/days/{on.isoformat()}/back"
    held = msgspec.json.encode((on, before.day.kind, before.day.name, before.source))
    return f"/calendar/restorings/{signing.signed(PURPOSE, held.hex())}"


@post("/calendar/restorings/{token:str}", may=May.KEEP_CALENDAR)
async def restore(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Undo: what the library said of a day before stands again."""
    text = signing.unsigned(PURPOSE, token)
    if text is None:
        raise Missing
    on, kind, name, source = msgspec.json.decode(bytes.fromhex(text), type=tuple[date, DayKind, str, str])
    await actions.set_day(actor, on, kind, name, source, now=clock.now())
    return redirect(request, f"/calendar?year={on.year}", toast=_("已放回"))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Missing from error


@post("/calendar/notices", may=May.KEEP_CALENDAR)
async def enter_notice(request: Asked, actor: Me) -> Response[Any]:
    """Enter the notice of a year, whole or not at all."""
    try:
        given = await read_form(request, NoticeForm)
    except Malformed as malformed:
        year = _year(str(malformed.filled.value("year")))
        return await _show(request, actor, year, notice_form=malformed.filled, status=422)
    try:
        count = await actions.enter_notice(actor, given.year, given.document, given.days, now=clock.now())
    except Refused as refused:
        values = {"year": str(given.year), "document": given.document, "days": given.days}
        said = " ".join(why.sentence for why in refused.reasons)
        return await _show(request, actor, given.year, notice_form=Filled(values, {"days": said}), status=409)
    return redirect(request, f"/calendar?year={given.year}", toast=_("已录入 %(n)d 天", n=count))


handlers = [show, set_day, set_back, restore, enter_notice]
