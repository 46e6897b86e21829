"""A volunteer's own page: when they are free, what they can, what is held about them, leaving."""

import re
import unicodedata
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.people.queries import places
from app.refusals import Refused, ensure_seen, found, seen_of
from app.shifts.actions import consents, own_data
from app.shifts.actions import volunteers as actions
from app.shifts.forms.recruiting import AgreeForm, AskForm, DayForm, DisplayForm, LeaveForm, OwnForm
from app.shifts.queries import consents as agreed
from app.shifts.queries import own_data as data
from app.shifts.queries.training import own_lacking
from app.shifts.queries.volunteers import VolunteerFile, own_file
from app.shifts.routes.grids import grid, slot_said, slots_of, ticks_of
from app.shifts.routes.shown import WORDS
from app.shifts.rules import LONGEST_DAY, SEXES, DayException, State
from app.shifts.rules.consents import CONSENT_KINDS, DISPLAYS, ConsentKind, Display, Given, to_ask_again
from app.shifts.rules.fields import FIELDS
from app.shifts.rules.recruiting import ASKED, Asked
from app.shifts.rules.volunteers import Wishes
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked as Request

HERE = "/shifts/me"
TIME = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)


@get(HERE, may=May.SIGN_UP)
async def show(request: Request, actor: Me) -> Response[Any]:
    """Free times, skills, places, single days, one's own data."""
    return await _page(request, actor, None)


@post(HERE, may=May.SIGN_UP)
async def change(request: Request, actor: Me) -> Response[Any]:
    """Change what one can and wants."""
    now = clock.now()
    file = found(await own_file(actor, now))
    try:
        given = await read_form(request, OwnForm)
        slots = slots_of(given.slots)
        if slots is None:
            raise Malformed(Filled(_values(given), {"slots": _("空闲时间从列出的里面选")}))
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    wishes = Wishes(
        skills=frozenset(given.skills),
        sites=frozenset(given.sites),
        slots=tuple(slots),
        wanted_minutes=given.wanted_hours * 60,
        most_minutes=given.most_hours * 60,
        number=given.number.strip() or None,
        born_on=file.born_on,
        sex=given.sex,
        area=given.area.strip(),
    )
    try:
        ensure_seen(given.seen, *_seen(file))
        await actions.edit(actor, file.facts.volunteer, wishes, now=now)
    except Refused as refused:
        fields = {"load": "most_hours", "number": "number", "slot": "slots"}
        errors = {fields.get(one.code, ""): one.sentence for one in refused.reasons}
        return await _page(
            request, actor, Filled({**_values(given), "seen": seen_of(*_seen(file))}, errors), status=409
        )
    return redirect(request, HERE, toast=_("已保存，排班按新的来；已排的班不变"))


@post("/shifts/me/days", may=May.SIGN_UP)
async def except_day(request: Request, actor: Me) -> Response[Any]:
    """A single day that differs from the week."""
    file = found(await own_file(actor, clock.now()))
    try:
        given = await read_form(request, DayForm)
        times = _times(given)
        exception = DayException(given.day, given.free, *times)
        await actions.except_day(actor, file.facts.volunteer, exception, given.note, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, None, day=malformed.filled, status=422)
    except Refused as refused:
        values = {**msgspec.structs.asdict(given), "day": given.day.isoformat()}
        errors = {"day" if one.code == "past" else "from_time": one.sentence for one in refused.reasons}
        return await _page(request, actor, None, day=Filled(values, errors), status=409)
    return redirect(request, f"{HERE}#days", toast=_("记下了"))


@post("/shifts/me/days/{day:str}/ends", may=May.SIGN_UP)
async def restore_day(request: Request, actor: Me, day: FromPath[str]) -> Response[Any]:
    """That day is as the week says again."""
    file = found(await own_file(actor, clock.now()))
    meant = found(next((one.day for one in file.facts.exceptions if one.day.isoformat() == day), None))
    await actions.restore_day(actor, file.facts.volunteer, meant)
    return redirect(request, f"{HERE}#days", toast=_("已收回，这一天按每周的来"))


@post("/shifts/me/consents", may=May.SIGN_UP)
async def agree(request: Request, actor: Me) -> Response[Any]:
    """Agree to the versions that hold today."""
    given = await read_form(request, AgreeForm)
    await consents.agree(actor, frozenset(given.kinds) - {ConsentKind.DISPLAY, ConsentKind.GUARDIAN}, now=clock.now())
    return redirect(request, HERE, toast=_("谢谢，记下了"))


@post("/shifts/me/display", may=May.SIGN_UP)
async def set_display(request: Request, actor: Me) -> Response[Any]:
    """How one is shown on the screen of today's volunteers."""
    try:
        given = await read_form(request, DisplayForm)
        await consents.set_display(actor, given.display or Display.NONE, given.alias, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, None, rest=malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, None, rest=_again(given, refused), status=409)
    return redirect(request, f"{HERE}#display", toast=_("已保存"))


@post("/shifts/me/requests", may=May.SIGN_UP)
async def ask(request: Request, actor: Me) -> Response[Any]:
    """Ask for one's own data to be corrected or erased."""
    try:
        given = await read_form(request, AskForm)
        await own_data.ask(actor, given.kind, given.text, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, None, rest=malformed.filled, status=422)
    except Refused as refused:
        return await _page(request, actor, None, rest=_again(given, refused), status=409)
    return redirect(request, f"{HERE}#data", toast=_("收到了，15 个工作日内答复"))


@post("/shifts/me/leavings", may=May.SIGN_UP)
async def leave(request: Request, actor: Me) -> Response[Any]:
    """Stop being a volunteer."""
    given = await read_form(request, LeaveForm)
    freed = await own_data.leave(actor, given.reason, now=clock.now())
    said = _("已退出，让出 %(n)d 个班次", n=freed) if freed else _("已退出")
    return redirect(request, HERE, toast=said)


def _again(given: DisplayForm | AskForm, refused: Refused) -> Filled:
    values = {name: "" if value is None else value for name, value in msgspec.structs.asdict(given).items()}
    return Filled(values, {one.code if one.code in values else "": one.sentence for one in refused.reasons})


async def _page(
    request: Request,
    actor: Actor,
    form: Filled | None,
    *,
    day: Filled | None = None,
    rest: Filled | None = None,
    status: int = 200,
) -> Response[Any]:
    now = clock.now()
    file = await own_file(actor, now)
    if file is None:
        return page(request, "shifts/me/nobody", status=status)
    facts = file.facts
    given = await agreed.given_by(facts.volunteer)
    texts = await agreed.standing_texts(clock.today())
    display = next((one for one in given if one.kind is ConsentKind.DISPLAY), None)
    return page(
        request,
        "shifts/me/show",
        status=status,
        file=file,
        form=form or _filled(file),
        day=day or blank(),
        days=sorted((one for one in facts.exceptions if one.day >= clock.today()), key=lambda one: one.day),
        lacking=await own_lacking(actor, facts, now) if facts.state is State.TRAINING else (),
        to_agree=to_ask_again(given, texts) if facts.state is not State.LEFT else [],
        rest=_shown(display, rest),
        displays=[(key.value, _(name)) for key, name in DISPLAYS.items()],
        texts=texts,
        kinds=CONSENT_KINDS,
        consents=await agreed.consent_history(facts.volunteer),
        requests=await data.own_requests(actor),
        looked=await data.who_looked(facts.volunteer),
        asked_names=ASKED,
        Asked=Asked,
        fields=[(one, _held(file, one.key)) for one in FIELDS],
        places=await places.choices(actor, now),
        longest=LONGEST_DAY,
        slot_said=slot_said,
        **grid(facts.slots),
        **WORDS,
    )


def _shown(display: Given | None, rest: Filled | None) -> Filled:
    """What stands in the forms of showing one's name and of asking for something."""
    values = {"display": display.choice, "alias": display.alias} if display else {"display": "", "alias": ""}
    return Filled({**values, "text": "", **rest.values}, rest.errors) if rest else blank(**values, text="")


def _times(given: DayForm) -> tuple[int, int]:
    if not given.from_time and not given.to_time:
        return 0, LONGEST_DAY
    times = [TIME.fullmatch(unicodedata.normalize("NFKC", text).strip()) for text in (given.from_time, given.to_time)]
    if not times[0] or not times[1]:
        values = {**msgspec.structs.asdict(given), "day": given.day.isoformat()}
        raise Malformed(Filled(values, {"from_time": _("时间写成 09:00 这样；整天就都不填")}))
    first, last = (int(one[1]) * 60 + int(one[2]) for one in times if one)
    return first, last


def _held(file: VolunteerFile, key: str) -> str:
    """What stands in one's own file of this field, in a few words."""
    facts = file.facts
    match key:
        case "name":
            return facts.name
        case "born_on":
            return str(file.born_on or "")
        case "phone" | "number" | "area":
            return str(getattr(file, key) or "")
        case "sex":
            return _(SEXES[file.sex]) if file.sex else ""
        case "guardian":
            held = file.consent
            return f"{held.guardian} {held.phone}（{held.relation}）" if held else ""
    return ""


def _seen(file: VolunteerFile) -> tuple[object, ...]:
    facts = file.facts
    return (
        *sorted(facts.skills),
        *sorted(facts.sites),
        *ticks_of(facts.slots),
        facts.wanted_minutes,
        facts.most_minutes,
        file.number,
        file.area,
        file.sex,
    )


def _filled(file: VolunteerFile) -> Filled:
    facts = file.facts
    return blank(
        sex=file.sex or "",
        area=file.area,
        number=file.number,
        skills=sorted(facts.skills),
        sites=sorted(facts.sites),
        slots=ticks_of(facts.slots),
        wanted_hours=facts.wanted_minutes // 60,
        most_hours=facts.most_minutes // 60,
        seen=seen_of(*_seen(file)),
    )


def _values(given: OwnForm) -> dict[str, Any]:
    values = {name: "" if value is None else value for name, value in msgspec.structs.asdict(given).items()}
    return {**values, **{name: [str(one) for one in values[name]] for name in ("skills", "sites", "slots")}}


handlers = [show, change, except_day, restore_day, agree, set_display, ask, leave]
