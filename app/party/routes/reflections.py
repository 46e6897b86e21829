"""三问: one's own, for nobody else until they are shared; a sheet to print."""

import asyncio
from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.office.files import DOCX, download
from app.party.actions import reflections as actions
from app.party.exports.reflections import reflection_document
from app.party.forms.learning import ReflectionForm
from app.party.queries import campaigns
from app.party.queries import reflections as queries
from app.party.queries.own import within
from app.party.routes.branch import filled_again
from app.party.rules.campaigns import CampaignTemplate
from app.party.rules.reflections import QUESTIONS, Answers, Reflection, why_not_erase, why_not_share, why_not_write
from app.refusals import Refused, found, seen_of
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/reflections"
ONE = ADDRESS + "/{reflection:int}"


@get(ADDRESS, may=May.SEE_OWN_PARTY)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """One's own, and those that others let the branch read."""
    return await _index(request, actor)


@post(ADDRESS, may=May.SEE_OWN_PARTY)
async def begin(request: Asked, actor: Me) -> Response[Any]:
    """Keep a draft."""
    try:
        given = await read_form(request, ReflectionForm)
        answers, now = _answers(given), clock.now()
        number = await actions.begin_reflection(actor, given.written_on, answers, given.campaign, now=now)
    except Malformed as malformed:
        return await _index(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _index(request, actor, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{ADDRESS}/{number}", toast=_("已存，只有您自己看得到"))


@get(ONE, may=May.SEE_OWN_PARTY)
async def show(request: Asked, actor: Me, reflection: FromPath[int]) -> Response[Any]:
    """One's own to be written on, or somebody's who shares it."""
    return await _show(request, actor, reflection)


@post(ONE, may=May.SEE_OWN_PARTY)
async def write(request: Asked, actor: Me, reflection: FromPath[int]) -> Response[Any]:
    """Write it anew."""
    try:
        given = await read_form(request, ReflectionForm)
        await actions.write_reflection(
            actor, reflection, given.written_on, _answers(given), given.seen, now=clock.now()
        )
    except Malformed as malformed:
        return await _show(request, actor, reflection, malformed.filled, status=422)
    except Refused as refused:
        return await _show(request, actor, reflection, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{ADDRESS}/{reflection}", toast=_("已存，只有您自己看得到"))


@post(ONE + "/sharing", may=May.SEE_OWN_PARTY)
async def share(request: Asked, actor: Me, reflection: FromPath[int]) -> Response[Any]:
    """Let the branch read it."""
    await actions.share_reflection(actor, reflection, now=clock.now())
    return redirect(request, f"{ADDRESS}/{reflection}", toast=_("支部的党员都看得到了"))


@post(ONE + "/erasure", may=May.SEE_OWN_PARTY)
async def erase(request: Asked, actor: Me, reflection: FromPath[int]) -> Response[Any]:
    """Take it back."""
    await actions.erase_reflection(actor, reflection, now=clock.now())
    return redirect(request, ADDRESS, toast=_("写的内容已经删掉"))


@get(ONE + "/sheet.docx", may=May.SEE_OWN_PARTY)
async def sheet(actor: Me, reflection: FromPath[int]) -> Response[Any]:
    """One's own as a sheet to be signed."""
    now = clock.now()
    one = found(await queries.own_reflection(actor, reflection))
    branch = await within(actor, clock.at_library(now).date())
    body = await asyncio.to_thread(reflection_document, one, branch.structure.name, generated_at=now)
    await actions.reflection_printed(actor, reflection)
    return download(_("三问（%(name)s）", name=one.name), DOCX, body)


async def _index(request: Asked, actor: Actor, form: Filled | None = None, *, status: int = 200) -> Response[Any]:
    today = clock.today()
    branch = await within(actor, today)
    known = await queries.reflections(actor)
    return page(
        request,
        "party/reflections",
        branch=branch,
        own=[one for one in known if one.person == actor.person],
        shared=[one for one in known if one.person != actor.person],
        campaigns=[
            (one.id, one.plan.name)
            for one in await campaigns.campaigns()
            if one.plan.template is CampaignTemplate.THREE_QUESTIONS
        ],
        questions=QUESTIONS,
        form=form or blank(written_on=today.isoformat()),
        status=status,
    )


async def _show(
    request: Asked, actor: Actor, reflection: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    branch = await within(actor, clock.today())
    one = found(await queries.reflection(actor, reflection))
    is_own = one.person == actor.person
    return page(
        request,
        "party/reflection",
        one=one,
        branch=branch,
        is_own=is_own,
        writes=is_own and not why_not_write(one),
        why_not_share=why_not_share(one),
        erases=is_own and not why_not_erase(one),
        questions=QUESTIONS,
        seen=seen_of(one.changed_at),
        form=form or _as_written(one),
        status=status,
    )


def _as_written(one: Reflection) -> Filled:
    return blank(written_on=one.written_on.isoformat(), **{name: one.answers.of(name) for name in QUESTIONS})


def _answers(given: ReflectionForm) -> Answers:
    return Answers(given.why_joined, given.what_done, given.what_left)


handlers = [index, begin, show, write, share, erase, sheet]
