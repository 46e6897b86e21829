"""The list of sessions, one of them, and what arrangers do with it as a whole."""

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May
from app.bank.queries import cited_laws
from app.bank.words import law_short
from app.gatherings.rules import CATEGORIES, GATHERING_STATES, GatheringState, why_not_close_yet
from app.locale import _
from app.people.queries.places import choices
from app.refusals import Refused, found, seen_of
from app.study import queries
from app.study.actions import sessions as actions
from app.study.forms import CallOffForm, SessionForm
from app.study.queries import SessionPage, SessionView, discussing, following, materials
from app.study.routes.filling import refilled
from app.study.rules import STUDIED, time_of_day, why_not_begin, why_not_change_list, why_not_prepare
from app.study.rules.agenda import law_link, shipped_laws
from app.study.rules.expecting import Group, changed_by_group
from app.study.rules.noticing import is_late, standing
from app.study.rules.quizzing import TIMINGS, Timing
from app.training.queries.qualifications import choices as in_use
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

YEARS = range(2000, 2200)


@get("/study", may=May.SEE_STUDY)
async def index(request: Asked, actor: Me, year: FromQuery[str] = "") -> Response[Any]:
    """Sessions to come, and those of a year."""
    now = clock.now()
    asked = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
    shown = asked if asked in YEARS else clock.today().year
    listed = await queries.sessions(actor, shown, now)
    words: dict[str, Any] = {"states": GATHERING_STATES, "categories": CATEGORIES, "State": GatheringState}
    return page(request, "study/index", listed=listed, year=shown, now=now, **words)


@get("/study/sessions/new", may=May.ARRANGE_STUDY)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """An empty form."""
    return await _form(request, actor, blank(starts="14:30", ends="17:00", category="politics"))


@post("/study/sessions", may=May.ARRANGE_STUDY)
async def arrange(request: Asked, actor: Me) -> Response[Any]:
    """Arrange a session outside any series."""
    try:
        given = await read_form(request, SessionForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, status=422)
    try:
        made = await actions.arrange(actor, given.plan(), now=clock.now())
    except Refused as refused:
        return await _form(request, actor, refilled(given, refused), status=409)
    return redirect(request, f"/study/sessions/{made}", toast=_("已安排，接着写议程"))


@get("/study/sessions/{session_id:int}/edit", may=May.ARRANGE_STUDY)
async def edit(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """A session as a form."""
    session = found(await queries.session(actor, session_id))
    return await _form(request, actor, _filled(session), session)


@post("/study/sessions/{session_id:int}", may=May.ARRANGE_STUDY)
async def change(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """Change a session; those expected are told when it moves."""
    session = found(await queries.session(actor, session_id))
    try:
        given = await read_form(request, SessionForm)
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, session, status=422)
    try:
        moved = await actions.change(actor, session_id, given.plan(), now=clock.now(), seen=given.seen)
    except Refused as refused:
        session = found(await queries.session(actor, session_id))
        return await _form(request, actor, refilled(given, refused, session.shown), session, status=409)
    said = _("已改好，应到的人已收到通知") if moved else _("已保存")
    return redirect(request, f"/study/sessions/{session_id}", toast=said)


async def _form(
    request: Asked, actor: Actor, form: Filled, session: SessionView | None = None, *, status: int = 200
) -> Response[Any]:
    places = await choices(actor, clock.now())
    context: dict[str, Any] = {"form": form, "session": session, "places": places, "categories": STUDIED}
    context["qualifications"] = await in_use(session.qualification if session else None)
    return page(request, "study/session_edit", status=status, **context)


def _filled(session: SessionView) -> Filled:
    starts, ends = clock.at_library(session.span.starts_at), clock.at_library(session.span.ends_at)
    known = session.gathering
    return blank(
        topic=session.topic,
        day=session.on.isoformat(),
        starts=time_of_day(starts.hour * 60 + starts.minute),
        ends=time_of_day(ends.hour * 60 + ends.minute),
        place=known.place or "",
        venue=known.venue,
        category=known.category.value if known.category else "",
        library_closed=known.library_closed,
        host=session.host,
        recorder=session.recorder,
        qualification=session.qualification or "",
        seen=seen_of(*session.shown),
    )


@get("/study/sessions/{session_id:int}", may=May.SEE_STUDY)
async def show(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """One session: what, when, the agenda, who is expected; for arrangers, everything to prepare and run it."""
    return await show_session(request, actor, session_id)


async def show_session(
    request: Asked, actor: Actor, session_id: int, *, form: Filled | None = None, status: int = 200
) -> Response[Any]:
    """The page of a session; `form` is that of a new item of the agenda, where it was not right."""
    now = clock.now()
    shown = found(await queries.session_page(actor, session_id))
    session, lines = shown.session, shown.agenda
    arranges = actor.may(May.ARRANGE_STUDY)
    preparing = arranges and not why_not_prepare(session.state)
    context: dict[str, Any] = {
        "session": session,
        "agenda": [(line, law_link(line.item.law)) for line in lines],
        "planned_minutes": sum(line.item.minutes for line in lines),
        "preparing": preparing,
        "form": form or blank(category=session.gathering.category.value if session.gathering.category else ""),
        "laws": shipped_laws() if preparing else [],
        "named": await materials.named_in(session.id),
        "discussions": await discussing.discussions(session.id),
        "actions": await following.actions_of(session.id),
        "today": clock.today(),
        **await _expecting(actor, session),
        **await _arranging(actor, shown, arranges),
    }
    words: dict[str, Any] = {
        "states": GATHERING_STATES,
        "categories": CATEGORIES,
        "studied": STUDIED,
        "State": GatheringState,
        "timings": TIMINGS,
    }
    return page(request, "study/session", status=status, now=now, **words, **context)


async def _expecting(actor: Actor, session: SessionView) -> dict[str, Any]:
    """The list while it can still change; a frozen one is the page of the gathering."""
    if why_not_change_list(session.state):
        return {"expected": [], "left_out": [], "others": [], "volunteers": 0, "staff": 0}
    people = await queries.listed(actor, session.id, session.gathering.id, session.span)
    return {
        "expected": [one for one in people if one.expected],
        "left_out": [one for one in people if one.on_staff and not one.expected],
        "others": [one for one in people if not one.on_staff and not one.expected],
        "volunteers": len(changed_by_group(people, Group.VOLUNTEERS)),
        "staff": len(changed_by_group(people, Group.STAFF)),
    }


async def _arranging(actor: Actor, shown: SessionPage, arranges: bool) -> dict[str, Any]:
    if not arranges:
        return {"quiz_laws": [], "lacking": [], "not_yet": (), "posting": None, "late": False}
    now, session = clock.now(), shown.session
    is_open = session.state is GatheringState.OPEN
    lacking = [timing for timing in Timing if timing not in session.quizzes and not why_not_prepare(session.state)]
    laws = await cited_laws(actor) if lacking else {}
    posting = standing(shown.posting, session.span) if session.gathering.library_closed else None
    return {
        "quiz_laws": [(law, law_short(law), count) for law, count in laws.items()],
        "lacking": lacking,
        "not_yet": why_not_close_yet(session.span, now) if is_open else why_not_begin(session.state, session.span, now),
        "posting": posting,
        "late": is_late(session.span, posting.at if posting else now),
    }


@post("/study/sessions/{session_id:int}/openings", may=May.ARRANGE_STUDY)
async def open_list(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """Freeze the list and let people check in."""
    expected = await actions.open_list(actor, session_id, now=clock.now())
    said = _("名单已定，应到 %(n)d 人，开始签到", n=expected)
    return redirect(request, f"/study/sessions/{session_id}", toast=said)


@post("/study/sessions/{session_id:int}/closings", may=May.ARRANGE_STUDY)
async def close(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """End the session."""
    await actions.close(actor, session_id, now=clock.now())
    return redirect(request, f"/study/sessions/{session_id}", toast=_("已结束；出勤有误在考勤页更正"))


@post("/study/sessions/{session_id:int}/cancellations", may=May.ARRANGE_STUDY)
async def call_off(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """It does not take place."""
    given = await read_form(request, CallOffForm)
    await actions.call_off(actor, session_id, given.reason, now=clock.now())
    return redirect(request, f"/study/sessions/{session_id}", toast=_("已取消，应到的人已收到通知"))


handlers = [index, new, arrange, edit, change, show, open_list, close, call_off]
