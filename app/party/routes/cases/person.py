"""The person of a case: that they will leave, and the day of birth put right."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.locale import _
from app.party.actions.cases import person
from app.party.forms.cases import BirthForm, LeavingForm
from app.party.routes.cases.showing import address, refilled, show_case
from app.refusals import Refused
from app.web import Malformed, Me, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/applicants/{case:int}"


@post(ADDRESS + "/leavings", may=May.KEEP_PARTY)
async def say_leaving(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """They leave on a day, or stay after all."""
    try:
        given = await read_form(request, LeavingForm)
        await person.say_leaving(actor, case, given.leaves_on, given.leaving_said, now=clock.now())
    except Malformed as malformed:
        return await show_case(request, actor, case, malformed.filled, status=422)
    except Refused as refused:
        return await show_case(request, actor, case, refilled(given, refused), status=409)
    return redirect(request, f"{address(case)}#person", toast=_("已记下"))


@post(ADDRESS + "/births", may=May.KEEP_PARTY)
async def correct_birth(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """Another day of birth stands."""
    try:
        given = await read_form(request, BirthForm)
        await person.correct_birth(actor, case, given.born_on, given.birth_reason, now=clock.now())
    except Malformed as malformed:
        return await show_case(request, actor, case, malformed.filled, status=422)
    except Refused as refused:
        return await show_case(request, actor, case, refilled(given, refused), status=409)
    return redirect(request, f"{address(case)}#person", toast=_("已更正，原来的日期和原因留着"))


handlers = [say_leaving, correct_birth]
