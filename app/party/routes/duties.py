"""The rule book with the library's settings; the yearly records that the calendar keeps itself."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.party.actions import duties as actions
from app.party.forms.duties import DoneForm, SettingForm, TakeBackForm
from app.party.queries.calendar import cell_of_record
from app.party.queries.duties import duty_record, duty_records, kept_settings
from app.party.queries.structure import structure_on
from app.party.routes.asked import year_of
from app.party.routes.branch import filled_again
from app.party.rules.book import RULE_BOOK, UNITS, reached
from app.party.rules.branch import Trait
from app.party.rules.citing import DOCUMENTS
from app.party.rules.done import DONE_KINDS, DoneKind
from app.party.rules.settings import OPTIONS, Setting, setting_on, value_on, value_said
from app.refusals import Refused, found
from app.training.rules.book import MARKS
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

RULES, DONE = "/party/rules", "/party/done"


@get(RULES, may=May.SEE_PARTY)
async def show_rules(request: Asked, actor: Me) -> Response[Any]:
    """Every rule with its text, whether it reaches this branch and why, and what the library set."""
    return await _rules(request, actor)


@post(RULES, may=May.KEEP_PARTY)
async def set_value(request: Asked, actor: Me) -> Response[Any]:
    """Set a value: stricter than the text, or where it leaves a gap."""
    try:
        given = await read_form(request, SettingForm)
        wanted = Setting(given.key, given.number, given.from_on, given.to_on, given.source, given.note)
        await actions.set_value(actor, wanted, now=clock.now(), today=clock.today())
    except Malformed as malformed:
        return await _rules(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _rules(request, actor, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{RULES}#settings", toast=_("设置已记下"))


async def _rules(request: Asked, actor: Actor, form: Filled | None = None, *, status: int = 200) -> Response[Any]:
    today = clock.today()
    structure, kept = await structure_on(today), await kept_settings()
    settings = [one.setting for one in kept]
    return page(
        request,
        "party/rules",
        rules=[(rule, reached(rule, structure) if structure else None) for rule in RULE_BOOK],
        options=[
            (key, one, value_said(key, value_on(key, today, settings)), setting_on(key, today, settings))
            for key, one in OPTIONS.items()
        ],
        kept=list(reversed(kept)),
        value_said=value_said,
        documents=DOCUMENTS,
        names={key: one.name for key, one in OPTIONS.items()},
        keeps=actor.may(May.KEEP_PARTY),
        units=UNITS,
        marks=MARKS,
        form=form or blank(from_on=today.isoformat()),
        status=status,
    )


@get(DONE, may=May.SEE_PARTY)
async def show_done(request: Asked, actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """The yearly records of a year."""
    asked = year_of(year, clock.today().year)
    records = await duty_records(actor, asked)
    return page(request, "party/done", records=records, year=asked, kinds=DONE_KINDS, keeps=actor.may(May.KEEP_PARTY))


@get(DONE + "/new", may=May.KEEP_PARTY)
async def new_done(request: Asked, actor: Me, what: FromQuery[str] = "") -> Response[Any]:
    """The form for one."""
    return await _new(request, blank(what=what, done_on=clock.today().isoformat()))


@post(DONE, may=May.KEEP_PARTY)
async def write_done(request: Asked, actor: Me) -> Response[Any]:
    """Write one down; then the cell it belongs to is shown."""
    try:
        given = await read_form(request, DoneForm)
        wanted = actions.DoneFacts(given.what, given.done_on, given.title, given.reference, given.person)
        number = await actions.write_done(actor, wanted, now=clock.now(), today=clock.today())
    except Malformed as malformed:
        return await _new(request, malformed.filled, status=422)
    except Refused as refused:
        return await _new(request, filled_again(given, refused.reasons), status=409)
    return redirect(request, cell_of_record(found(await duty_record(actor, number))), toast=_("已记下"))


@get(DONE + "/{number:int}", may=May.SEE_PARTY)
async def show_one(request: Asked, actor: Me, number: FromPath[int]) -> Response[Any]:
    """One yearly record."""
    return await _one(request, actor, number, blank(reason=""))


@post(DONE + "/{number:int}/withdrawals", may=May.KEEP_PARTY)
async def withdraw(request: Asked, actor: Me, number: FromPath[int]) -> Response[Any]:
    """Take one back that was written by mistake."""
    given = TakeBackForm()
    try:
        given = await read_form(request, TakeBackForm)
        await actions.withdraw_done(actor, number, given.reason, now=clock.now())
    except Malformed as malformed:
        return await _one(request, actor, number, malformed.filled, status=422)
    except Refused as refused:
        return await _one(request, actor, number, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{DONE}/{number}", toast=_("记录已收回"))


async def _one(request: Asked, actor: Actor, number: int, form: Filled, *, status: int = 200) -> Response[Any]:
    one = found(await duty_record(actor, number))
    keeps, cell = actor.may(May.KEEP_PARTY), cell_of_record(one)
    return page(request, "party/done_one", one=one, kinds=DONE_KINDS, cell=cell, keeps=keeps, form=form, status=status)


async def _new(request: Asked, form: Filled, *, status: int = 200) -> Response[Any]:
    structure = await structure_on(clock.today())
    away = [(one.person, one.name) for one in structure.members if Trait.FLOWING in one.traits] if structure else []
    choices = [(kind.value, _(said)) for kind, said in DONE_KINDS.items()]
    return page(
        request, "party/done_new", form=form, choices=choices, away=away, contact=DoneKind.CONTACT, status=status
    )


handlers = [show_rules, set_value, show_done, new_done, write_done, show_one, withdraw]
