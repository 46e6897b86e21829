"""党员冬训: seasons by the plan that stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.actor import Actor
from app.clock import at_library, midnight
from app.party.queries.meeting import MeetingView
from app.party.queries.meetings import meetings_between
from app.party.rules.meetings import MeetingKind
from app.party.rules.winter import Attended, SeasonPlan, WinterForm, lines_of
from app.party.tables import WinterPlan
from app.storage.moments import day, moment

SEASONS = """
SELECT p.*, (SELECT count(*) FROM winter_plan o WHERE o.season = p.season) AS revision FROM winter_plan p
WHERE NOT EXISTS (SELECT 1 FROM winter_plan n WHERE n.season = p.season AND n.id > p.id)
"""
ATTENDED = """
SELECT r.person, g.starts_at, r.minutes FROM party_meeting_kind k JOIN party_meeting m ON m.id = k.meeting
JOIN gathering g ON g.id = m.gathering JOIN presence r ON r.gathering = g.id
WHERE k.kind = {} AND g.starts_at >= {} AND g.starts_at < {} AND r.minutes > 0
AND NOT EXISTS (SELECT 1 FROM presence n WHERE n.gathering = g.id AND n.person = r.person AND n.id > r.id)
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
"""


@dataclass(frozen=True, slots=True)
class SeasonView:
    """A season; `revision` counts its plans, `set_by` wrote the one that stands."""

    id: int
    plan: SeasonPlan
    revision: int
    set_by: str


async def seasons() -> list[SeasonView]:
    """Every season of the branch, the newest first."""
    return [_season(row) for row in await WinterPlan.raw(f"{SEASONS} ORDER BY p.starts_on DESC, p.id DESC")]


async def season(season_id: int) -> SeasonView | None:
    """One season."""
    rows = await WinterPlan.raw(f"{SEASONS} AND p.season = {{}}", season_id)
    return _season(rows[0]) if rows else None


def _season(row: Mapping[str, Any]) -> SeasonView:
    plan = SeasonPlan(
        name=row["name"],
        starts_on=day(row["starts_on"]),
        ends_on=day(row["ends_on"]),
        required_days=row["required_days"],
        required_hours=row["required_hours"],
        source=row["source"],
        topics=lines_of(row["topics"]),
        teachers=lines_of(row["teachers"]),
        forms=[WinterForm(one) for one in row["forms"].split(",") if one],
        unit=row["unit"],
    )
    return SeasonView(row["season"], plan, row["revision"], row["set_by_name"])


async def attended(plan: SeasonPlan) -> list[Attended]:
    """Everybody's minutes at the season's sessions: the branch's meetings of that kind on its days."""
    first, after = midnight(plan.starts_on), midnight(plan.ends_on + timedelta(days=1))
    return [
        Attended(row["person"], at_library(moment(row["starts_at"])).date(), row["minutes"])
        for row in await WinterPlan.raw(ATTENDED, MeetingKind.WINTER.value, first, after)
    ]


async def sessions(actor: Actor, plan: SeasonPlan) -> list[MeetingView]:
    """The season's sessions that the actor may see, the newest first."""
    known = await meetings_between(actor, plan.starts_on, plan.ends_on)
    return [one for one in known if MeetingKind.WINTER in one.kinds]
