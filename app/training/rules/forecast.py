"""What a ledger will come to at the end of the year."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from app import clock
from app.training.rules.book import LedgerRule
from app.training.rules.hours import Credit, hours, shown

FEWEST_DAYS = 30
"""Before so many days of a year have gone by, a straight line through them says nothing."""


def forecast(
    credits: Sequence[Credit], planned: Sequence[Credit], rule: LedgerRule, today: date, since: date
) -> Fraction:
    """Hours at the end of this year, in halves: what is done, what is planned, and beyond that a straight line.

    What is planned is taken as if the person came to all of it. Up to the last planned day there is no line, for that time
    is planned already; after it the person goes on as on the days since the beginning of the year.

    Args:
        planned: what begins after now; that of other years does no harm.
        since: the first day of the person in the ledger.

    Source: our proposal [P].
    """
    first, last = max(since, date(today.year, 1, 1)), date(today.year, 12, 31)
    so_far = hours(credits, rule, today.year)
    with_planned = hours([*credits, *planned], rule, today.year)
    elapsed = (today - first).days + 1
    if elapsed < FEWEST_DAYS:
        return shown(with_planned)
    planned_to = max((day for one in planned if (day := _day(one, rule)) <= last), default=today)
    return shown(with_planned + so_far * (last - max(planned_to, today)).days / elapsed)


def _day(one: Credit, rule: LedgerRule) -> date:
    return clock.at_library(one.starts_at).date() if rule.counts(one.kind, one.category) else date.min
