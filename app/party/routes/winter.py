"""党员冬训: the seasons, one season with its sessions and everybody's tally."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.party.actions import winter as actions
from app.party.forms.learning import SeasonForm
from app.party.queries import winter as queries
from app.party.queries.own import Within, within
from app.party.routes.branch import filled_again
from app.party.rules.winter import WINTER_FORMS, SeasonPlan, lines_of, tallies
from app.refusals import Refused, found, seen_of
from app.training.words import tenths
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

ADDRESS = "/party/winter"
ONE = ADDRESS + "/{season:int}"


@get(ADDRESS, may=May.SEE_OWN_PARTY)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """Every season, the newest first; the secretary plans one here."""
    return await _index(request, actor)


@post(ADDRESS, may=May.KEEP_PARTY)
async def plan(request: Asked, actor: Me) -> Response[Any]:
    """Plan a season."""
    try:
        given = await read_form(request, SeasonForm)
        number = await actions.plan_season(actor, _plan(given), now=clock.now())
    except Malformed as malformed:
        return await _index(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _index(request, actor, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{ADDRESS}/{number}", toast=_("已定下，接着排每一次"))


@get(ONE, may=May.SEE_OWN_PARTY)
async def show(request: Asked, actor: Me, season: FromPath[int]) -> Response[Any]:
    """One season: what it is to be, its sessions, and the tally of everybody or of oneself."""
    return await _show(request, actor, season)


@post(ONE, may=May.KEEP_PARTY)
async def plan_again(request: Asked, actor: Me, season: FromPath[int]) -> Response[Any]:
    """Plan it anew."""
    try:
        given = await read_form(request, SeasonForm)
        await actions.plan_season_again(actor, season, _plan(given), given.seen, now=clock.now())
    except Malformed as malformed:
        return await _show(request, actor, season, malformed.filled, status=422)
    except Refused as refused:
        return await _show(request, actor, season, filled_again(given, refused.reasons), status=409)
    return redirect(request, f"{ADDRESS}/{season}", toast=_("已改"))


async def _index(request: Asked, actor: Actor, form: Filled | None = None, *, status: int = 200) -> Response[Any]:
    branch = await within(actor, clock.today())
    return page(
        request,
        "party/winter",
        branch=branch,
        seasons=await queries.seasons(),
        forms=WINTER_FORMS,
        choices=_choices(),
        form=form or blank(unit=branch.structure.name),
        status=status,
    )


async def _show(
    request: Asked, actor: Actor, season: int, form: Filled | None = None, *, status: int = 200
) -> Response[Any]:
    branch = await within(actor, clock.today())
    known = found(await queries.season(season))
    return page(
        request,
        "party/winter_season",
        branch=branch,
        season=known,
        sessions=await queries.sessions(actor, known.plan),
        members=_listed(branch),
        tallies=tallies(await queries.attended(known.plan), known.plan),
        forms=WINTER_FORMS,
        choices=_choices(),
        seen=seen_of(known.revision),
        hours_said=tenths,
        form=form or _filled(known.plan),
        status=status,
    )


def _listed(branch: Within) -> list[tuple[int, str]]:
    """Whose tally is shown: everybody's to who sees the branch's records, else one's own."""
    return [(one.person, one.name) for one in branch.structure.members if branch.sees_all or one == branch.me]


def _choices() -> list[tuple[str, str]]:
    return [(one.value, _(name)) for one, name in WINTER_FORMS.items()]


def _filled(plan: SeasonPlan) -> Filled:
    return blank(
        name=plan.name,
        starts_on=plan.starts_on.isoformat(),
        ends_on=plan.ends_on.isoformat(),
        required_days=plan.required_days or "",
        required_hours=plan.required_hours or "",
        source=plan.source,
        topics="\n".join(plan.topics),
        teachers="\n".join(plan.teachers),
        forms=[one.value for one in plan.forms],
        unit=plan.unit,
    )


def _plan(given: SeasonForm) -> SeasonPlan:
    return SeasonPlan(
        name=given.name,
        starts_on=given.starts_on,
        ends_on=given.ends_on,
        required_days=given.required_days,
        required_hours=given.required_hours,
        source=given.source,
        topics=lines_of(given.topics),
        teachers=lines_of(given.teachers),
        forms=given.forms,
        unit=given.unit,
    )


handlers = [index, plan, show, plan_again]
