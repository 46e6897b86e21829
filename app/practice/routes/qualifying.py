"""A qualification as a volunteer sees it: how one gets it, the quiz, one's own tries; and the setting of the quiz."""

from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.bank import queries as bank
from app.bank.words import law_short
from app.locale import _
from app.practice.actions import qualifying as actions
from app.practice.forms import QuizForm
from app.practice.queries import qualifying as queries
from app.practice.rules.qualifying import QuizPlan, why_not_try
from app.refusals import Refused, found
from app.training.queries.qualifications import own, qualification
from app.training.rules.qualifications import FOR_EVER, Standing
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/practice/qualifications/{qualification_id:int}"


@get(ADDRESS, may=May.PRACTISE)
async def show(request: Asked, actor: Me, qualification_id: FromPath[int]) -> Response[Any]:
    """How one gets it, whether one has it, and the button that begins the quiz or goes on."""
    now, today = clock.now(), clock.today()
    one = found(await qualification(actor, qualification_id))
    quiz = await queries.quiz_of(qualification_id)
    tries = await queries.own_tries(actor, qualification_id)
    held = next((each for _name, each in await own(actor.person) if each.qualification == qualification_id), None)
    holds = held is not None and held.standing(today) is not Standing.EXPIRED
    goes_on = next((each for each in tries if each.ended_at is None), None)
    return page(
        request,
        "practice/qualification",
        one=one,
        quiz=quiz,
        laws=[law_short(law) for law in quiz.plan.laws] if quiz else [],
        tries=[each for each in tries if each.ended_at],
        goes_on=goes_on,
        held=held if holds else None,
        expired=held if held and not holds else None,
        reasons=() if goes_on else why_not_try(tries, held.until if held and holds else None, today, now),
        for_ever=FOR_EVER,
    )


@post(ADDRESS, may=May.PRACTISE)
async def begin(request: Asked, actor: Me, qualification_id: FromPath[int]) -> Response[Any]:
    """Begin the quiz, or go on where it was left."""
    return redirect(request, f"/practice/sets/{await actions.begin_try(actor, qualification_id, now=clock.now())}")


@get(ADDRESS + "/quiz", may=May.KEEP_QUALIFICATIONS)
async def edit(request: Asked, actor: Me, qualification_id: FromPath[int]) -> Response[Any]:
    """How many questions, on which laws, and what share must be right."""
    quiz = await queries.quiz_of(qualification_id)
    plan = quiz.plan if quiz else QuizPlan((), 10, 80)
    form = blank(laws=list(plan.laws), questions=plan.questions, pass_percent=plan.pass_percent)
    return await _form(request, actor, qualification_id, form)


@post(ADDRESS + "/quiz", may=May.KEEP_QUALIFICATIONS)
async def change(request: Asked, actor: Me, qualification_id: FromPath[int]) -> Response[Any]:
    """Set the quiz."""
    try:
        given = await read_form(request, QuizForm)
    except Malformed as malformed:
        return await _form(request, actor, qualification_id, malformed.filled, status=422)
    try:
        plan = QuizPlan(tuple(given.laws), given.questions, given.pass_percent)
        await actions.set_quiz(actor, qualification_id, plan, now=clock.now())
    except Refused as refused:
        errors = {one.code: one.sentence for one in refused.reasons}
        return await _form(request, actor, qualification_id, Filled(msgspec.structs.asdict(given), errors), status=409)
    said = _("测验已定，志愿者现在就能考") if given.questions else _("不再用测验取得")
    return redirect(request, f"/qualifications/{qualification_id}", toast=said)


async def _form(
    request: Asked, actor: Actor, qualification_id: int, form: Filled, *, status: int = 200
) -> Response[Any]:
    return page(
        request,
        "practice/qualification_quiz",
        status=status,
        one=found(await qualification(actor, qualification_id)),
        laws=[(law, f"{law_short(law)}（{n}）") for law, n in (await bank.cited_laws(actor)).items()],
        form=form,
    )


handlers = [show, begin, edit, change]
