"""Meetings: the year's list, one of them, and what the secretary does with it as a whole."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.gatherings.rules import CATEGORIES, GATHERING_STATES, GatheringState
from app.gatherings.rules.attendance import STATUSES, Status
from app.locale import _
from app.party.actions import meetings as actions
from app.party.forms.meetings import CallOffForm, MeetingForm
from app.party.forms.roll import answers_of, rest_of, roll_form
from app.party.queries import meetings as queries
from app.party.queries.meeting import MeetingView, material_choices
from app.party.queries.meeting import meeting as meeting_of
from app.party.queries.meetings import Stands, people_of
from app.party.queries.members import is_member
from app.party.queries.minutes import agenda_of
from app.party.queries.structure import structure_on
from app.party.routes.filling import refilled
from app.party.routes.showing import show_meeting
from app.party.rules.meetings import MEETING_KINDS, MeetingKind
from app.party.rules.planning import STUDIED, why_not_change
from app.party.rules.roll import REASONS, ROLL, mark_of
from app.people.queries.places import choices
from app.refusals import Refused, found, seen_of
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

YEARS = range(2000, 2200)
ADDRESS = "/party/meetings"


@get(ADDRESS, may=May.SEE_OWN_PARTY)
async def index(request: Asked, actor: Me, year: FromQuery[str] = "", kind: FromQuery[str] = "") -> Response[Any]:
    """The meetings of a year that one may see, all or of one kind."""
    today = clock.today()
    shown = int(year) if year.isascii() and year.isdigit() and len(year) == 4 and int(year) in YEARS else today.year
    first, last = today.replace(year=shown, month=1, day=1), today.replace(year=shown, month=12, day=31)
    listed = await queries.meetings_between(actor, first, last)
    chosen = kind if kind in set(MeetingKind) else ""
    standing = await queries.standing_between(first, last) if actor.may(May.SEE_PARTY) else {}
    return page(
        request,
        "party/meetings",
        rows=[
            (one, queries.lacks(one, standing.get(one.id, [])) if standing or actor.may(May.SEE_PARTY) else ())
            for one in listed
            if not chosen or MeetingKind(chosen) in one.kinds
        ],
        total=len(listed),
        is_member=await is_member(actor, today),
        year=shown,
        years=list(range(max(today.year, shown) + 1, await queries.first_year(today) - 1, -1)),
        chosen=chosen,
        kinds=MEETING_KINDS,
        states=GATHERING_STATES,
        State=GatheringState,
        today=today,
    )


@get(ADDRESS + "/new", may=May.KEEP_PARTY)
async def new(request: Asked, actor: Me, kind: FromQuery[str] = "", day: FromQuery[str] = "") -> Response[Any]:
    """An empty form; the calendar asks for a kind and a day."""
    kinds = [kind] if kind in set(MeetingKind) else []
    title = _(MEETING_KINDS[MeetingKind(kind)]) if kinds else ""
    form = blank(kinds=kinds, day=day[:10], title=title, starts="14:30", ends="16:00")
    return await _form(request, actor, form)


@post(ADDRESS, may=May.KEEP_PARTY)
async def plan(request: Asked, actor: Me) -> Response[Any]:
    """Plan a meeting, or write one down that was held."""
    try:
        given = await read_form(request, MeetingForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, status=422)
    try:
        made = await actions.plan_meeting(actor, given.plan(), now=clock.now())
    except Refused as refused:
        return await _form(request, actor, refilled(given, refused), status=409)
    return redirect(request, f"{ADDRESS}/{made}", toast=_("会议已安排；当天点“开始签到”定下应到名单"))


@get(ADDRESS + "/{meeting:int}/edit", may=May.KEEP_PARTY)
async def edit(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """A meeting as a form; one that changes no more says so on its page."""
    one = found(await meeting_of(actor, meeting))
    if reasons := why_not_change(one.is_signed, one.state):
        return redirect(request, f"{ADDRESS}/{meeting}", toast=reasons[0].sentence)
    return await _form(request, actor, await _filled(one), one)


@post(ADDRESS + "/{meeting:int}", may=May.KEEP_PARTY)
async def change(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """Change what is planned."""
    one = found(await meeting_of(actor, meeting))
    try:
        given = await read_form(request, MeetingForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, one, status=422)
    try:
        await actions.change_meeting(actor, meeting, given.plan(), now=clock.now(), seen=given.seen)
    except Refused as refused:
        one = found(await meeting_of(actor, meeting))
        return await _form(request, actor, refilled(given, refused, one.shown), one, status=409)
    return redirect(request, f"{ADDRESS}/{meeting}", toast=_("已保存"))


async def _form(
    request: Asked, actor: Actor, form: Filled, one: MeetingView | None = None, *, status: int = 200
) -> Response[Any]:
    structure = await structure_on(one.on if one else clock.today())
    return page(
        request,
        "party/meeting_edit",
        status=status,
        form=form,
        one=one,
        frozen=one is not None and one.state is not GatheringState.PLANNED,
        kind_choices=[(kind.value, _(said)) for kind, said in MEETING_KINDS.items()],
        categories=[(kind.value, _(CATEGORIES[kind])) for kind in STUDIED],
        groups=[(each.id, each.name) for each in structure.groups] if structure else [],
        names=[each.name for each in structure.members] if structure else [],
        places=await choices(actor, clock.now()),
        materials=await material_choices((one.on if one else clock.today()).year),
    )


async def _filled(one: MeetingView) -> Filled:
    starts, ends = clock.at_library(one.span.starts_at), clock.at_library(one.span.ends_at)
    known = one.gathering
    return blank(
        kinds=sorted(one.kinds),
        title=one.title,
        day=one.on.isoformat(),
        starts=f"{starts:%H:%M}",
        ends=f"{ends:%H:%M}",
        place=known.place or "",
        venue=known.venue,
        group=one.group or "",
        chair=one.chair,
        recorder=one.recorder,
        theme=one.theme,
        theme_decided_on=one.theme_decided_on.isoformat() if one.theme_decided_on else "",
        agenda="\n".join(line.title for line in await agenda_of(one.id)),
        category=known.category.value if known.category else "",
        material=one.material or "",
        material_title=one.material_title,
        seen=seen_of(*one.shown),
    )


@get(ADDRESS + "/{meeting:int}", may=May.SEE_OWN_PARTY)
async def show(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """One meeting: what, when, who; its minutes, votes and what came of it."""
    return await show_meeting(request, actor, meeting)


@post(ADDRESS + "/{meeting:int}/openings", may=May.KEEP_PARTY)
async def open_list(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """Freeze the list of those expected."""
    n = await actions.open_meeting(actor, meeting, now=clock.now())
    return redirect(request, f"{ADDRESS}/{meeting}", toast=_("名单已定，应到 %(n)d 人，开始签到", n=n))


@post(ADDRESS + "/{meeting:int}/closings", may=May.KEEP_PARTY)
async def close(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """End the meeting."""
    await actions.close_meeting(actor, meeting, now=clock.now())
    return redirect(request, f"{ADDRESS}/{meeting}", toast=_("会议已结束，接着写会议记录"))


@post(ADDRESS + "/{meeting:int}/cancellations", may=May.KEEP_PARTY)
async def call_off(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """It does not take place."""
    try:
        given = await read_form(request, CallOffForm)
    except Malformed as malformed:
        return await show_meeting(request, actor, meeting, form=malformed.filled, status=422)
    await actions.call_off(actor, meeting, given.reason, now=clock.now())
    return redirect(request, f"{ADDRESS}/{meeting}", toast=_("已取消"))


@get(ADDRESS + "/{meeting:int}/roll", may=May.KEEP_PARTY)
async def roll(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """The list with how each stands, to be written down as the signed sheet says."""
    return await _roll(request, actor, meeting)


@post(ADDRESS + "/{meeting:int}/roll", may=May.KEEP_PARTY)
async def call_roll(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """Write the roll down."""
    one = found(await meeting_of(actor, meeting))
    persons = {each.person: each.name for each in await people_of(one)}
    try:
        given = await read_form(request, roll_form(list(persons)))
    except Malformed as malformed:
        return await _roll(request, actor, meeting, malformed.filled, status=422)
    try:
        answers = answers_of(given, persons, one.on)
        n = await actions.call_roll(actor, meeting, answers, rest_of(given), now=clock.now())
    except Refused as refused:
        again = _shown_again(given, refused, await people_of(one))
        return await _roll(request, actor, meeting, again, status=409)
    return redirect(request, f"{ADDRESS}/{meeting}", toast=_("已记下 %(n)d 人的出勤", n=n))


async def _roll(
    request: Asked, actor: Actor, meeting: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    one = found(await meeting_of(actor, meeting))
    people = await people_of(one)
    return page(
        request,
        "party/roll",
        status=status,
        one=one,
        people=people,
        form=form or blank(**{name: value for each in people for name, value in _line(each).items()}),
        statuses=[(each.value, _(STATUSES[each])) for each in ROLL],
        rest_choices=[(each.value, _(STATUSES[each])) for each in (Status.PRESENT, Status.ABSENT)],
        away_reasons=[_(each) for each in REASONS],
    )


def _line(each: Stands) -> dict[str, str]:
    """How somebody stands, as their line of the roll shows it."""
    line = {f"{name}_{each.person}": value for name, value in each.line.items()}
    return {**line, f"seen_{each.person}": mark_of(each.line)}


def _shown_again(given: msgspec.Struct, refused: Refused, people: Sequence[Stands]) -> Filled:
    """The form as it was filled in; whoever is told how somebody stands now has seen it."""
    filled = refilled(given, refused)
    seen = {f"seen_{each.person}": mark_of(each.line) for each in people if f"status_{each.person}" in filled.errors}
    return Filled({**filled.values, **seen}, filled.errors)


handlers = [index, new, plan, edit, change, show, open_list, close, call_off, roll, call_roll]
