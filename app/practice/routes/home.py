"""The first page of practice, topics, the goal and days off."""

from datetime import date
from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.bank import queries as bank
from app.bank.words import law_short
from app.locale import _
from app.practice import words
from app.practice.actions import beginning, keeping
from app.practice.forms import GoalForm, LeaveForm, TopicForm
from app.practice.queries import days, notebook, sets
from app.practice.queries.known import known
from app.practice.rules.drawing import Tried, tried_by_law
from app.refusals import Missing, Refused
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked


@get("/practice", may=May.PRACTISE)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """Today's set, due mistakes, topics, goal and days."""
    return await _index(request, actor)


async def _index(
    request: Asked, actor: Actor, *, goal: Filled | None = None, leave: Filled | None = None, status: int = 200
) -> Response[Any]:
    today = clock.today()
    mine = await days.days(actor, today)
    daily, latest = await sets.latest(actor, today)
    return page(
        request,
        "practice/index",
        status=status,
        today=today,
        daily=daily,
        latest=latest,
        tally=await notebook.tally(actor, today),
        days=mine,
        goal_form=goal or blank(questions=mine.goal),
        leave_form=leave or blank(day=today.isoformat()),
        words=words,
    )


@post("/practice/daily", may=May.PRACTISE)
async def begin_daily(request: Asked, actor: Me) -> Response[Any]:
    """Begin today's set, or go on where it was left."""
    return redirect(request, f"/practice/sets/{await beginning.begin_daily(actor, now=clock.now())}")


@get("/practice/topics", may=May.PRACTISE)
async def topics(request: Asked, actor: Me) -> Response[Any]:
    """Laws with how many questions there are and how one stands."""
    return await _topics(request, actor, blank(which="all", count="10"))


@post("/practice/topics", may=May.PRACTISE)
async def begin_topic(request: Asked, actor: Me) -> Response[Any]:
    """Begin a set on a topic."""
    try:
        form = await read_form(request, TopicForm)
    except Malformed as malformed:
        return await _topics(request, actor, malformed.filled, status=422)
    try:
        begun = await beginning.begin_topic(actor, form.law, form.which, int(form.count), now=clock.now())
    except Refused as refused:
        errors = {"": " ".join(reason.sentence for reason in refused.reasons)}
        filled = blank(law=form.law, which=form.which, count=form.count)
        return await _topics(request, actor, Filled(filled.values, errors), status=409)
    return redirect(request, f"/practice/sets/{begun}")


async def _topics(request: Asked, actor: Actor, form: Filled, *, status: int = 200) -> Response[Any]:
    pool, history = await bank.usable(actor), await known(actor, clock.today())
    tried = tried_by_law(pool, history.tried)
    counted = {law: sum(one.law == law for one in pool) for law in tried}
    unanswered = {law: sum(one.law == law and one.question not in history.tried for one in pool) for law in tried}
    rows = sorted(
        ((law, law_short(law), counted[law], unanswered[law], _percent(tried[law])) for law in tried),
        key=lambda row: -row[2],
    )
    return page(request, "practice/topics", status=status, rows=rows, form=form, words=words)


def _percent(tried: Tried) -> int | None:
    return (200 * tried.correct + tried.answers) // (2 * tried.answers) if tried.answers else None


@post("/practice/goal", may=May.PRACTISE)
async def set_goal(request: Asked, actor: Me) -> Response[Any]:
    """So many questions a day."""
    try:
        form = await read_form(request, GoalForm)
    except Malformed as malformed:
        return await _index(request, actor, goal=malformed.filled, status=422)
    await keeping.set_goal(actor, form.questions, now=clock.now())
    return redirect(request, "/practice#days", toast=_("从今天起，每天 %(n)d 题", n=form.questions))


@post("/practice/leave", may=May.PRACTISE)
async def take_leave(request: Asked, actor: Me) -> Response[Any]:
    """Take a day off."""
    try:
        form = await read_form(request, LeaveForm)
        await keeping.take_leave(actor, form.day, now=clock.now())
    except Malformed as malformed:
        return await _index(request, actor, leave=malformed.filled, status=422)
    except Refused as refused:
        errors = {"day": " ".join(reason.sentence for reason in refused.reasons)}
        filled = Filled({"day": form.day.isoformat()}, errors)
        return await _index(request, actor, leave=filled, status=409)
    undo = f"/practice/leave/{form.day.isoformat()}/withdrawal"
    return redirect(request, "/practice#days", toast=_("%(day)s 请假，不算中断", day=f"{form.day:%m-%d}"), undo=undo)


@post("/practice/leave/{day:str}/withdrawal", may=May.PRACTISE)
async def give_back_leave(request: Asked, actor: Me, day: FromPath[str]) -> Response[Any]:
    """The day is no day off any more."""
    try:
        off = date.fromisoformat(day)
    except ValueError as error:
        raise Missing from error
    await keeping.give_back_leave(actor, off)
    return redirect(request, "/practice#days", toast=_("%(day)s 的假取消了", day=f"{off:%m-%d}"))


handlers = [index, begin_daily, topics, begin_topic, set_goal, take_leave, give_back_leave]
