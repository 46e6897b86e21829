"""The weekly series."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.gatherings.rules import Category, Span
from app.study.queries.sessions import taken
from app.study.rules import SeriesPlan
from app.study.rules.planning import Standing
from app.study.tables import StudySeries, StudySession

COLUMNS = """
SELECT y.*, p.name AS place_name,
       (SELECT count(*) FROM study_session s WHERE s.series = y.id) AS sessions,
       (SELECT max(s.held_for) FROM study_session s WHERE s.series = y.id) AS laid_out_to
FROM study_series y LEFT JOIN service_point p ON p.id = y.place
"""


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series; `sessions` counts what was laid out of it, the last of them for the day `laid_out_to`."""

    id: int
    plan: SeriesPlan
    place_name: str
    sessions: int
    laid_out_to: date | None

    @property
    def where(self) -> str:
        """The place and the room, as they are said."""
        return " ".join(filter(None, (self.place_name, self.plan.venue)))


async def all_series(actor: Actor, now: datetime) -> list[SeriesView]:
    """Every series, the newest first."""
    return [_view(row) for row in await StudySeries.raw(f"{COLUMNS} ORDER BY y.id DESC")]


async def series(actor: Actor, series_id: int) -> SeriesView | None:
    """One of them."""
    rows = await StudySeries.raw(f"{COLUMNS} WHERE y.id = {{}}", series_id)
    return _view(rows[0]) if rows else None


async def standing(series_id: int, span: Span) -> Standing:
    """What is there already in that time: sessions of the series by the day they are for, and the times of all."""
    rows = await StudySession.select(StudySession.id, StudySession.held_for).where(
        StudySession.series == series_id, StudySession.held_for.is_not_null()
    )
    return Standing({row["held_for"]: row["id"] for row in rows}, await taken(span))


def _view(row: Mapping[str, Any]) -> SeriesView:
    plan = SeriesPlan(
        title=row["title"],
        weekday=row["weekday"],
        starts_minute=row["starts_minute"],
        ends_minute=row["ends_minute"],
        category=Category(row["category"]),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]) if row["valid_to"] else None,
        place=row["place"],
        venue=row["venue"],
        library_closed=bool(row["library_closed"]),
        theme=row["theme"],
    )
    last = row["laid_out_to"]
    return SeriesView(row["id"], plan, row["place_name"] or "", row["sessions"], _day(last) if last else None)


def _day(value: object) -> date:
    # Raw SQL gives text on SQLite and a date on PostgreSQL.
    return date.fromisoformat(str(value)[:10])
