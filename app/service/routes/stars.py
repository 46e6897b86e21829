"""The library's stars: who has reached the next one, deciding, what was decided; the scale, and what papers are called."""

from datetime import date
from typing import Any

from litestar import Response

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.refusals import Refused
from app.service.actions import issuing, recognising
from app.service.forms.papers import PaperSettingForm
from app.service.forms.recognition import ScaleForm, StarForm
from app.service.queries.papers import kept_paper_settings, paper_setting
from app.service.queries.recognition import objections_waiting
from app.service.queries.stars import awards, candidates, kept_scales, scale_today
from app.service.rules.papers import CHOICES, PaperSetting, time_said
from app.service.rules.recognition import QUALITIES
from app.service.rules.stars import STARS, StarScale, hours_typed
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

STARS_AT, SETTINGS_AT = "/service/stars", "/service/recognition"
SCALE_FIELDS = {"hours": "hours", "from_on": "from_on"}


@get(STARS_AT, may=May.RECOGNISE)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """Who has reached the next star, and what was decided."""
    now = clock.now()
    scale = await scale_today(clock.at_library(now).date())
    decided = await awards()
    return page(
        request,
        "service/stars",
        scale=scale,
        candidates=await candidates(scale),
        awarded=[one for one in decided if one.awarded],
        declined=[one for one in decided if not one.awarded],
        objections=await objections_waiting(),
        stars=STARS,
        qualities=QUALITIES,
        time_said=time_said,
        now=now,
    )


@post(STARS_AT + "/awards", may=May.RECOGNISE)
async def award(request: Asked, actor: Me) -> Response[Any]:
    """Award a star that was reached."""
    given = await read_form(request, StarForm)
    await recognising.decide_star(actor, given.volunteer, given.star, awarded=True, now=clock.now())
    return redirect(request, STARS_AT, toast=_("已评定，本人会收到通知"))


@post(STARS_AT + "/declines", may=May.RECOGNISE)
async def decline(request: Asked, actor: Me) -> Response[Any]:
    """Decline it, with the reason."""
    given = await read_form(request, StarForm)
    await recognising.decide_star(
        actor, given.volunteer, given.star, awarded=False, reason=given.reason, now=clock.now()
    )
    return redirect(request, STARS_AT, toast=_("这次不评，时长再多了会重新列出"))


@get(SETTINGS_AT, may=May.RECOGNISE)
async def settings(request: Asked, actor: Me) -> Response[Any]:
    """What papers are called, and from how many hours on stars are reached."""
    return await _settings(request, actor)


@post(SETTINGS_AT + "/papers", may=May.RECOGNISE)
async def set_papers(request: Asked, actor: Me) -> Response[Any]:
    """Papers are called so from now on."""
    try:
        given = await read_form(request, PaperSettingForm)
        wanted = PaperSetting(given.kind, given.leader, given.contact, given.source)
        await issuing.set_papers(actor, wanted, now=clock.now())
    except Malformed as malformed:
        return await _settings(request, actor, papers=malformed.filled, status=422)
    except Refused as refused:
        values = {"kind": given.kind.value, "leader": given.leader, "contact": given.contact, "source": given.source}
        form = Filled(values, {one.code: one.sentence for one in refused.reasons})
        return await _settings(request, actor, papers=form, status=409)
    return redirect(request, SETTINGS_AT, toast=_("已定下，开出去的不变"))


@post(SETTINGS_AT + "/scales", may=May.RECOGNISE)
async def set_scale(request: Asked, actor: Me) -> Response[Any]:
    """Stars are reached so from a day on."""
    try:
        given = await read_form(request, ScaleForm)
        wanted = StarScale(hours_typed(given.hours), given.from_on, given.source)
        await recognising.set_scale(actor, wanted, now=clock.now())
    except Malformed as malformed:
        return await _settings(request, actor, scale=_scale_form(malformed.filled), status=422)
    except Refused as refused:
        values = {"hours": given.hours, "from_on": given.from_on.isoformat(), "source": given.source}
        form = Filled(values, {SCALE_FIELDS.get(one.code, ""): one.sentence for one in refused.reasons})
        return await _settings(request, actor, scale=_scale_form(form), status=409)
    return redirect(request, SETTINGS_AT, toast=_("已定下，评过的不变"))


def _scale_form(form: Filled) -> Filled:
    """`source` is a field of both forms of the page, and has an id of its own in the second."""
    rename = {"source": "scale_source"}
    return Filled(
        {rename.get(name, name): value for name, value in form.values.items()},
        {rename.get(name, name): sentence for name, sentence in form.errors.items()},
    )


async def _settings(
    request: Asked, actor: Actor, *, papers: Filled | None = None, scale: Filled | None = None, status: int = 200
) -> Response[Any]:
    today: date = clock.today()
    held, stars = await paper_setting(), await scale_today(today)
    return page(
        request,
        "service/recognition",
        status=status,
        papers=papers
        or blank(
            kind=held.kind.value, leader=held.leader, contact=held.contact, source=held.source if held.leader else ""
        ),
        scale=scale or blank(hours="，".join(map(str, stars.hours)), from_on=today.isoformat(), scale_source=""),
        held=held,
        stars=stars,
        kept_papers=await kept_paper_settings(),
        kept_scales=list(reversed(await kept_scales())),
        choices=CHOICES,
    )


handlers = [index, award, decline, settings, set_papers, set_scale]
