"""Making a series, changing it, and laying out its sessions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.audit import deed
from app.gatherings import steps
from app.gatherings.rules import Kind, Span
from app.refusals import Refused, ensure_seen, found
from app.storage import database
from app.study import queries
from app.study.rules import SeriesPlan, title_of, why_not_series
from app.study.rules.planning import MADE, Outcome
from app.study.tables import StudySeries, StudySession

PLANNING = "study"
"""Whoever plans a time waits for whoever plans another, so that no two sessions are put on one time."""


async def make_series(actor: Actor, plan: SeriesPlan, *, now: datetime) -> int:
    """Write a series down; returns its id. Nothing is laid out yet.

    Raises:
        Refused: its times or its place are none.
        Missing: there is no such service point.
    """
    async with deed(actor, "study_series.made", title=plan.title) as line:
        columns = await _columns(plan)
        columns["made_at"] = now
        row = StudySeries(columns)
        await row.save()
        line.subject = row.id
        return int(row.id)


async def change_series(actor: Actor, series_id: int, plan: SeriesPlan, *, seen: str = "") -> None:
    """Change a series; sessions that are there already stay as they are.

    Raises:
        Missing, Refused: there is none, it has changed since it was `seen`, or its times or its place are none.
    """
    async with deed(actor, "study_series.changed", series_id, title=plan.title):
        await database().hold(f"study series {series_id}")
        ensure_seen(seen, found(await queries.series(actor, series_id)).plan)
        await StudySeries.update(await _columns(plan)).where(StudySeries.id == series_id)


async def _columns(plan: SeriesPlan) -> dict[Any, Any]:
    if reasons := why_not_series(plan):
        raise Refused(*reasons)
    found(await queries.is_place(plan.place) or None)
    return {
        "title": plan.title,
        "weekday": plan.weekday,
        "starts_minute": plan.starts_minute,
        "ends_minute": plan.ends_minute,
        "place": plan.place,
        "venue": plan.venue,
        "category": plan.category.value,
        "library_closed": plan.library_closed,
        "valid_from": plan.valid_from,
        "valid_to": plan.valid_to,
        "theme": plan.theme,
    }


async def lay_out(
    actor: Actor, series_id: int, first: date, last: date, moves: Mapping[date, date], *, now: datetime
) -> list[Outcome]:
    """Make the sessions of a series between two days, as the dry run shows them; returns what became of each day.

    Laying out the same days again makes nothing twice.

    Raises:
        Missing: there is no such series.
        Refused: the days are none, or the notice of holidays of their year is not there.
    """
    async with deed(actor, "study_series.laid_out", series_id) as line:
        await database().hold(PLANNING)
        plan, outcomes = await queries.tried(actor, series_id, first, last, moves, now)
        for outcome in outcomes:
            if outcome.fate in MADE and outcome.held_on is not None:
                await _make(series_id, plan, outcome.on, plan.span(outcome.held_on), now)
        line.details.update(first=first, last=last, made=sum(one.fate in MADE for one in outcomes))
        return outcomes


async def _make(series_id: int, plan: SeriesPlan, held_for: date, span: Span, now: datetime) -> None:
    gathering = await steps.arrange(
        Kind.STUDY,
        title_of(plan.title, ""),
        span,
        place=plan.place,
        venue=plan.venue,
        category=plan.category,
        library_closed=plan.library_closed,
        now=now,
    )
    await StudySession(series=series_id, held_for=held_for, gathering=gathering).save()
