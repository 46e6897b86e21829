"""What managers decide about volunteers: ages, the texts to agree to, requests about data, erasing."""

from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Refused, found
from app.shifts.actions import ages as age_actions
from app.shifts.actions import consents as consent_actions
from app.shifts.actions import own_data as actions
from app.shifts.forms.recruiting import AgesForm, AnswerForm, LeaveForm, TextForm
from app.shifts.queries import own_data as data
from app.shifts.queries.ages import decisions
from app.shifts.queries.consents import standing_texts, written_texts
from app.shifts.queries.volunteers import volunteer_file
from app.shifts.routes.shown import WORDS
from app.shifts.rules.ages import Ages, ages_on, bands_of, minute_said
from app.shifts.rules.consents import CONSENT_KINDS
from app.shifts.rules.recruiting import ANSWER_WITHIN_DAYS, ASKED, Asked
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked as Request

AGE_FIELDS = {"until": "child_until"}


@get("/shifts/ages", may=May.KEEP_VOLUNTEERS)
async def ages(request: Request, actor: Me) -> Response[Any]:
    """At which ages the library takes volunteers, and what it decided before."""
    return await _ages(request, None)


@post("/shifts/ages", may=May.LEAD_VOLUNTEERS)
async def decide_ages(request: Request, actor: Me) -> Response[Any]:
    """From a day on other ages hold."""
    try:
        given = await read_form(request, AgesForm)
    except Malformed as malformed:
        return await _ages(request, malformed.filled, status=422)
    decided = Ages(
        given.from_on,
        given.youngest,
        given.consent_under,
        given.child_until * 60,
        given.minor_until * 60,
        given.source.strip(),
        given.accompanied,
    )
    try:
        await age_actions.decide_ages(actor, decided, now=clock.now())
    except Refused as refused:
        values = {**msgspec.structs.asdict(given), "from_on": given.from_on.isoformat()}
        values["accompanied"] = "1" if given.accompanied else ""
        errors = {AGE_FIELDS.get(one.code, one.code): one.sentence for one in refused.reasons}
        return await _ages(request, Filled(values, errors), status=409)
    return redirect(request, "/shifts/ages", toast=_("已定，从那天起按新的年龄排班"))


async def _ages(request: Request, form: Filled | None, *, status: int = 200) -> Response[Any]:
    known = await decisions()
    held = ages_on([one.ages for one in known], clock.today())
    shown = form or blank(
        from_on=clock.today().isoformat(),
        youngest=held.youngest,
        consent_under=held.consent_under,
        child_until=held.child_until_minute // 60,
        minor_until=held.minor_until_minute // 60,
        accompanied="1" if held.accompanied else "",
        source="",
    )
    return page(
        request,
        "shifts/leading/ages",
        status=status,
        form=shown,
        held=held,
        bands=bands_of(held),
        known=known[::-1],
        minute_said=minute_said,
    )


@get("/shifts/consents", may=May.KEEP_VOLUNTEERS)
async def texts(request: Request, actor: Me) -> Response[Any]:
    """The texts that volunteers agree to, in their versions."""
    return await _texts(request, blank(from_on=clock.today().isoformat()))


@post("/shifts/consents", may=May.LEAD_VOLUNTEERS)
async def write_text(request: Request, actor: Me) -> Response[Any]:
    """A new version from a day on."""
    try:
        given = await read_form(request, TextForm)
    except Malformed as malformed:
        return await _texts(request, malformed.filled, status=422)
    try:
        version = await consent_actions.write_text(actor, given.kind, given.text, given.from_on, now=clock.now())
    except Refused as refused:
        values = {"kind": given.kind.value, "text": given.text, "from_on": given.from_on.isoformat()}
        return await _texts(request, Filled(values, {one.code: one.sentence for one in refused.reasons}), status=409)
    return redirect(request, "/shifts/consents", toast=_("第 %(n)d 版已写好，到那天起请大家重新勾选", n=version))


async def _texts(request: Request, form: Filled, *, status: int = 200) -> Response[Any]:
    return page(
        request,
        "shifts/leading/consents",
        status=status,
        form=form,
        standing=await standing_texts(clock.today()),
        written=await written_texts(),
        kinds=CONSENT_KINDS,
        kind_options=[(kind.value, _(name)) for kind, name in CONSENT_KINDS.items()],
    )


@get("/volunteers/requests", may=May.LEAD_VOLUNTEERS)
async def requests(request: Request, actor: Me) -> Response[Any]:
    """What volunteers ask about their own data."""
    return await _requests(request, actor)


@post("/volunteers/requests/{request_id:int}", may=May.LEAD_VOLUNTEERS)
async def answer(request: Request, actor: Me, request_id: FromPath[int]) -> Response[Any]:
    """Say what became of it."""
    try:
        given = await read_form(request, AnswerForm)
        await actions.answer(actor, request_id, given.done, given.reason, now=clock.now())
    except Refused as refused:
        return await _requests(request, actor, refused)
    return redirect(request, "/volunteers/requests", toast=_("已答复，本人会收到通知"))


async def _requests(request: Request, actor: Actor, refused: Refused | None = None) -> Response[Any]:
    return page(
        request,
        "shifts/leading/requests",
        status=409 if refused else 200,
        refused=refused.reasons if refused else (),
        requests=await data.requests(actor),
        asked_names=ASKED,
        Asked=Asked,
        days=ANSWER_WITHIN_DAYS,
        **WORDS,
    )


@get("/volunteers/{volunteer_id:int}/erasure", may=May.LEAD_VOLUNTEERS)
async def before_erasing(request: Request, actor: Me, volunteer_id: FromPath[int]) -> Response[Any]:
    """What goes, what stays and why, before anything is done."""
    return await _erasure(request, actor, volunteer_id, blank())


@post("/volunteers/{volunteer_id:int}/erasure", may=May.LEAD_VOLUNTEERS)
async def erase(request: Request, actor: Me, volunteer_id: FromPath[int]) -> Response[Any]:
    """Let go of what the law lets go."""
    given = await read_form(request, LeaveForm)
    try:
        await actions.erase(actor, volunteer_id, given.reason, now=clock.now())
    except Refused as refused:
        errors = {one.code if one.code == "reason" else "": one.sentence for one in refused.reasons}
        return await _erasure(request, actor, volunteer_id, Filled({"reason": given.reason}, errors), status=409)
    return redirect(request, f"/volunteers/{volunteer_id}", toast=_("已删除；服务记录按规定保留"))


async def _erasure(
    request: Request, actor: Actor, volunteer_id: int, form: Filled, *, status: int = 200
) -> Response[Any]:
    file = found(await volunteer_file(actor, volunteer_id, clock.now()))
    return page(
        request,
        "shifts/leading/erasure",
        status=status,
        form=form,
        file=file,
        served=await data.has_served(file.facts.person),
        asked=await data.open_request(volunteer_id, Asked.ERASURE),
        erased=await data.erased_at(volunteer_id),
        **WORDS,
    )


handlers = [ages, decide_ages, texts, write_text, requests, answer, before_erasing, erase]
