"""Planning a winter season and planning it anew."""

from datetime import datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.party.queries import winter as queries
from app.party.queries.own import within
from app.party.rules.winter import SeasonPlan, Session, why_not_plan_again, why_not_season
from app.party.tables import WinterPlan, WinterSeason
from app.refusals import Refused, ensure_seen, found
from app.storage import database


async def plan_season(actor: Actor, plan: SeasonPlan, *, now: datetime) -> int:
    """Plan a season; returns its id.

    Raises:
        Missing: there is no branch.
        Refused: its days cannot be or are another season's, or a number has no source.
    """
    async with deed(actor, "winter_season.planned", name=plan.name) as line:
        await database().hold("winter seasons")
        branch = await within(actor, clock.at_library(now).date())
        if reasons := why_not_season(plan, [one.plan for one in await queries.seasons()]):
            raise Refused(*reasons)
        row = WinterSeason(branch=branch.structure.branch, at=now)
        await row.save()
        await _written(actor, row.id, plan, now)
        line.subject = row.id
    return int(row.id)


async def plan_season_again(actor: Actor, season: int, plan: SeasonPlan, seen: str, *, now: datetime) -> None:
    """Plan it anew; the plan before stays readable in its row.

    Raises:
        Missing: there is no such season.
        Refused: as `plan_season`, its days would leave out a session of its own, or somebody planned it anew meanwhile.
    """
    async with deed(actor, "winter_season.planned_again", season, name=plan.name):
        await database().hold("winter seasons")
        known = found(await queries.season(season))
        ensure_seen(seen, known.revision)
        standing = [one for one in await queries.sessions(actor, known.plan) if not one.gathering.called_off]
        listed = [Session(one.on, one.title) for one in standing]
        others = [one.plan for one in await queries.seasons() if one.id != season]
        if reasons := why_not_season(plan, others) + why_not_plan_again(plan, listed):
            raise Refused(*reasons)
        await _written(actor, season, plan, now)


async def _written(actor: Actor, season: int, plan: SeasonPlan, now: datetime) -> None:
    await WinterPlan(
        season=season,
        name=plan.name.strip(),
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        required_days=plan.required_days,
        required_hours=plan.required_hours,
        source=plan.source.strip(),
        topics="\n".join(plan.topics),
        teachers="\n".join(plan.teachers),
        forms=",".join(plan.forms),
        unit=plan.unit.strip(),
        set_by_name=actor.name,
        at=now,
    ).save()
