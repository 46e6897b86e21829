"""党员冬训: seasons by the plan that stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.party.rules.winter import SeasonPlan, WinterForm, lines_of
from app.party.tables import WinterPlan
from app.storage.moments import day

SEASONS = """
SELECT p.*, (SELECT count(*) FROM winter_plan o WHERE o.season = p.season) AS revision FROM winter_plan p
WHERE NOT EXISTS (SELECT 1 FROM winter_plan n WHERE n.season = p.season AND n.id > p.id)
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
