"""The dry run of a series."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from app.actor import Actor
from app.gatherings.queries import calendar
from app.gatherings.rules import Span
from app.refusals import Refused, found
from app.study.queries.series import series, standing
from app.study.rules import SeriesPlan
from app.study.rules.planning import Outcome, dry_run, why_not_range

WEEK = timedelta(days=7)


async def tried(
    actor: Actor, series_id: int, first: date, last: date, moves: Mapping[date, date], now: datetime
) -> tuple[SeriesPlan, list[Outcome]]:
    """The dry run: what would become of each day.

    Raises:
        Missing: there is no such series.
        Refused: the days are none, or the notice of holidays of their year is not there.
    """
    plan = found(await series(actor, series_id)).plan
    days = await calendar()
    if reasons := why_not_range(plan, first, last, days):
        raise Refused(*reasons)
    # A day that is chosen in place of another may lie just outside the range.
    near = Span(plan.span(first).starts_at - WEEK, plan.span(last).ends_at + WEEK)
    known = await standing(series_id, near)
    return plan, dry_run(plan, first, last, days, known, moves, now)
