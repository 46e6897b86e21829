"""One volunteer's file in the five groups of 民政部令第67号, one's own and another's; what is entered into it."""

from collections.abc import Mapping
from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Refused, found
from app.service.actions import issuing
from app.service.actions import recognising as actions
from app.service.forms.papers import AskForm, ReasonForm
from app.service.forms.recognition import CommendationForm, EvaluationForm, ObjectionAnswerForm, ObjectionForm
from app.service.queries.keepers import oneself
from app.service.queries.people import ServiceFile, service_file
from app.service.queries.requests import requests_of
from app.service.queries.stars import scale_today
from app.service.routes.shown import WORDS
from app.service.rules.papers import time_said
from app.service.rules.recognition import PROOFS, QUALITIES, CommendationFacts, EvaluationFacts
from app.service.rules.stars import NO_STAR, STARS, minutes_to_next, star_reached
from app.shifts.rules import SEXES, SKILLS, STATES
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

OWN = "/service/file"
FIELDS = {"granted_on": "granted_on", "to_on": "evaluated_to", "from_on": "evaluated_from", "said": "said"}


@get(OWN, may=May.SIGN_UP)
async def own(request: Asked, actor: Me) -> Response[Any]:
    """One's own file."""
    me = found(await oneself(actor))
    return await _page(request, actor, me.volunteer, blank())


@post("/service/papers/requests", may=May.SIGN_UP)
async def ask(request: Asked, actor: Me) -> Response[Any]:
    """Ask for a paper about one's own service."""
    me = found(await oneself(actor))
    try:
        given = await read_form(request, AskForm)
    except Malformed as malformed:
        return await _page(request, actor, me.volunteer, malformed.filled, status=422)
    try:
        await issuing.ask_for_paper(actor, given.from_on, given.to_on, given.purpose, now=clock.now())
    except Refused as refused:
        values = {"from_on": given.from_on or "", "to_on": given.to_on or "", "purpose": given.purpose}
        errors = {one.code if one.code in values else "": one.sentence for one in refused.reasons}
        form = Filled({name: str(value) for name, value in values.items()}, errors)
        return await _page(request, actor, me.volunteer, form, status=409)
    return redirect(request, f"{OWN}#papers", toast=_("已申请，出具后会通知您"))


@get("/service/people/{volunteer_id:int}", may=May.KEEP_VOLUNTEERS)
async def show(request: Asked, actor: Me, volunteer_id: FromPath[int]) -> Response[Any]:
    """Another person's file; that it was read is a deed."""
    answer = await _page(request, actor, volunteer_id, blank())
    await actions.file_seen(actor, volunteer_id)
    return answer


@post("/service/people/{volunteer_id:int}/commendations", may=May.KEEP_VOLUNTEERS)
async def commend(request: Asked, actor: Me, volunteer_id: FromPath[int]) -> Response[Any]:
    """Enter a commendation."""
    try:
        given = await read_form(request, CommendationForm)
        facts = CommendationFacts(given.name, given.granted_on, given.unit, given.proof)
        await actions.commend(actor, volunteer_id, facts, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, volunteer_id, malformed.filled, status=422)
    except Refused as refused:
        values = {"name": given.name, "granted_on": given.granted_on, "unit": given.unit, "proof": given.proof}
        return await _page(request, actor, volunteer_id, _refilled(values, refused), status=409)
    return redirect(request, f"/service/people/{volunteer_id}#commendations", toast=_("表彰已登记"))


@post("/service/commendations/{commendation_id:int}/removals", may=May.KEEP_VOLUNTEERS)
async def remove_commendation(request: Asked, actor: Me, commendation_id: FromPath[int]) -> Response[Any]:
    """It was entered wrongly."""
    given = await read_form(request, ReasonForm)
    volunteer = await actions.remove_commendation(actor, commendation_id, given.reason, now=clock.now())
    return redirect(request, f"/service/people/{volunteer}#commendations", toast=_("已拿下，原因留在事迹簿里"))


@post("/service/people/{volunteer_id:int}/evaluations", may=May.KEEP_VOLUNTEERS)
async def evaluate(request: Asked, actor: Me, volunteer_id: FromPath[int]) -> Response[Any]:
    """Write an evaluation."""
    try:
        given = await read_form(request, EvaluationForm)
        facts = EvaluationFacts(given.quality, given.evaluated_from, given.evaluated_to, given.said)
        await actions.evaluate(actor, volunteer_id, facts, now=clock.now())
    except Malformed as malformed:
        return await _page(request, actor, volunteer_id, malformed.filled, status=422)
    except Refused as refused:
        values = {
            "quality": given.quality.value,
            "evaluated_from": given.evaluated_from,
            "evaluated_to": given.evaluated_to,
            "said": given.said,
        }
        return await _page(request, actor, volunteer_id, _refilled(values, refused), status=409)
    return redirect(request, f"/service/people/{volunteer_id}#evaluations", toast=_("评价已写下，只有本人和馆里看得到"))


@post("/service/evaluations/{evaluation_id:int}/objections", may=May.SIGN_UP)
async def object_to(request: Asked, actor: Me, evaluation_id: FromPath[int]) -> Response[Any]:
    """The volunteer does not agree."""
    given = await read_form(request, ObjectionForm)
    await actions.object_to(actor, evaluation_id, given.said, now=clock.now())
    return redirect(request, f"{OWN}#evaluations", toast=_("异议已交给馆领导，答复会通知您"))


@post("/service/evaluations/{evaluation_id:int}/answers", may=May.RECOGNISE)
async def answer(request: Asked, actor: Me, evaluation_id: FromPath[int]) -> Response[Any]:
    """What came of an objection."""
    given = await read_form(request, ObjectionAnswerForm)
    volunteer = await actions.answer_objection(actor, evaluation_id, given.said, stands=given.stands, now=clock.now())
    return redirect(request, f"/service/people/{volunteer}#evaluations", toast=_("已答复本人"))


def _refilled(values: Mapping[str, Any], refused: Refused) -> Filled:
    errors = {FIELDS.get(one.code, ""): one.sentence for one in refused.reasons}
    return Filled({name: str(value) for name, value in values.items()}, errors)


async def _page(request: Asked, actor: Actor, volunteer: int, form: Filled, *, status: int = 200) -> Response[Any]:
    now = clock.now()
    file: ServiceFile = found(await service_file(actor, volunteer, now))
    is_own = file.basics.person == actor.id
    scale = await scale_today(clock.at_library(now).date())
    shown = {
        **WORDS,
        "file": file,
        "form": form,
        "is_own": is_own,
        "requests": await requests_of(volunteer),
        "stars": STARS,
        "star": _(STARS[file.standing.awarded]) if file.standing.awarded else _(NO_STAR),
        "reached": star_reached(file.totals.minutes, scale),
        "to_next": minutes_to_next(file.totals.minutes, scale),
        "time_said": time_said,
        "qualities": QUALITIES,
        "proofs": PROOFS,
        "skills": SKILLS,
        "sexes": SEXES,
        "states": STATES,
        "now": now,
    }
    return page(request, "service/file", status=status, **shown)


handlers = [own, ask, show, commend, remove_commendation, evaluate, object_to, answer]
