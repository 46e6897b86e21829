"""Mentors and sponsors of a case."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.locale import _
from app.party.actions.cases import guides
from app.party.forms.cases import GuideForm, ReleaseForm
from app.party.routes.cases.showing import address, refilled, show_case
from app.party.rules.cases.acts import Act
from app.party.rules.cases.beside import why_not_unchecked
from app.refusals import Refused
from app.web import Malformed, Me, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/applicants/{case:int}/guides"


@post(ADDRESS, may=May.KEEP_PARTY)
async def choose(request: Asked, actor: Me, case: FromPath[int]) -> Response[Any]:
    """A full member is mentor or sponsor from a day on."""
    try:
        given = await read_form(request, GuideForm)
        if reasons := why_not_unchecked(Act(given.role), given.checked, given.guide_from):
            raise Refused(*reasons)
        await guides.choose_guide(actor, case, Act(given.role), given.person, given.guide_from, now=clock.now())
    except Malformed as malformed:
        return await show_case(request, actor, case, malformed.filled, status=422)
    except Refused as refused:
        return await show_case(request, actor, case, refilled(given, refused, on="guide_from", act="role"), status=409)
    return redirect(request, f"{address(case)}#guides", toast=_("已记下，本人会收到通知"))


@post(ADDRESS + "/{guide:int}/releases", may=May.KEEP_PARTY)
async def release(request: Asked, actor: Me, case: FromPath[int], guide: FromPath[int]) -> Response[Any]:
    """They are it no longer."""
    try:
        given = await read_form(request, ReleaseForm)
        await guides.release_guide(actor, case, guide, given.ended_on, given.reason, now=clock.now())
    except Malformed as malformed:
        return await show_case(request, actor, case, malformed.filled, status=422)
    except Refused as refused:
        return await show_case(request, actor, case, refilled(given, refused), status=409)
    return redirect(request, f"{address(case)}#guides", toast=_("已记下，可以另选一名"))


handlers = [choose, release]
