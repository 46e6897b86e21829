"""Minutes into hours: overlaps merged, half-days and days capped, exact until the one rounding at the end."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache

from app.clock import LIBRARY_ZONE
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Status
from app.training.rules.book import STEP, LedgerRule
from app.training.rules.courses import Mode

NOON = time(12)
MINUTE = timedelta(minutes=1)

HalfDay = tuple[date, bool]
"""A day at the library, and whether it is the part from noon on."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Whole minutes that one person spent at one gathering or in one course, from a moment on.

    Attributes:
        minutes: as recorded at the gathering, never more than the clock.
    """

    starts_at: datetime
    minutes: int
    kind: Kind | Mode
    category: Category | None = None

    @property
    def ends_at(self) -> datetime:
        """When the counted minutes were over."""
        return self.starts_at + self.minutes * MINUTE


def credited_from(planned_from: datetime, came_at: datetime, status: Status) -> datetime:
    """Since when the minutes count: from coming, not before the planned start; what was made up has its own time."""
    return came_at if status is Status.MADE_UP else max(planned_from, came_at)


def hours(credits: Iterable[Credit], rule: LedgerRule, year: int) -> Fraction:
    """What one person has in one ledger of one year, exact; `shown` rounds it.

    Time that two gatherings share counts once. It is cut at noon and at midnight of the library's clock; each part is
    capped, then each day. A night over the turn of the year gives each year its own part.

    Args:
        credits: of one person, in any order; those that the rule does not count are left out here.

    Source: local rules of other places [L], a setting here: 1 clock hour = 1 学时, 4 a half-day, 8 a day, in the year taken.
    """
    counted = [credit for credit in credits if rule.counts(credit.kind, credit.category)]
    return _hours(_capped(_half_days(_merged(counted), year), rule), rule)


def overlap(credits: Iterable[Credit], one: LedgerRule, other: LedgerRule, year: int) -> Fraction:
    """Hours that both ledgers count, exact: the same minutes, which must never be added up.

    They are capped by the tighter of both rules, so they are never more than either ledger has.
    """
    ours, theirs = (
        _merged([credit for credit in credits if rule.counts(credit.kind, credit.category)]) for rule in (one, other)
    )
    shared = _half_days(list(_shared(ours, theirs)), year)
    return min(_hours(_capped(shared, rule), rule) for rule in (one, other))


def share(credits: Iterable[Credit], rule: LedgerRule, year: int) -> Fraction | None:
    """Hours of the categories that the rule wants a part of, exact; None where it asks for no part."""
    if rule.share is None:
        return None
    wanted = rule.share.categories
    return hours([credit for credit in credits if credit.category in wanted], rule, year)


def shared_minutes(ours: Sequence[tuple[datetime, int]], theirs: Sequence[tuple[datetime, int]]) -> int:
    """Whole minutes that two lists of moments with minutes have in common; each list is of one thing."""
    here, there = (
        sorted((at.astimezone(LIBRARY_ZONE), (at + minutes * MINUTE).astimezone(LIBRARY_ZONE)) for at, minutes in times)
        for times in (ours, theirs)
    )
    return sum((end - start) // MINUTE for start, end in _shared(here, there))


def rest(credits: Iterable[Credit], rule: LedgerRule, year: int) -> Fraction | None:
    """Hours of all other categories, 公需科目, exact; what has no category is in neither. None where there is no such part."""
    if rule.share is None:
        return None
    wanted = rule.share.categories
    return hours([one for one in credits if one.category is not None and one.category not in wanted], rule, year)


def days(credits: Iterable[Credit], rule: LedgerRule, year: int) -> Fraction:
    """Days of training: each half-day with enough time is half a day.

    Source: other places count half a day from 3 学时 on [L], a setting here; the regulation says no more than “12 天”.
    """
    counted = [credit for credit in credits if rule.counts(credit.kind, credit.category)]
    enough = rule.half_day_hours * rule.minutes_per_hour * 60_000_000
    return STEP * sum(spent >= enough for spent in _half_days(_merged(counted), year).values())


def shown(exact: Fraction) -> Fraction:
    """Hours as they are shown: in halves, rounded down."""
    return exact // STEP * STEP


def _merged(credits: Iterable[Credit]) -> list[tuple[datetime, datetime]]:
    """The times without those that overlap or touch, in order."""
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted((credit.starts_at, credit.ends_at) for credit in credits if credit.minutes > 0):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _shared(
    ours: list[tuple[datetime, datetime]], theirs: list[tuple[datetime, datetime]]
) -> Iterator[tuple[datetime, datetime]]:
    """What two lists of merged times have in common, merged as well; each list is walked once."""
    here, there = 0, 0
    while here < len(ours) and there < len(theirs):
        start, end = max(ours[here][0], theirs[there][0]), min(ours[here][1], theirs[there][1])
        if start < end:
            yield start, end
        if ours[here][1] <= theirs[there][1]:
            here += 1
        else:
            there += 1


def _half_days(times: Iterable[tuple[datetime, datetime]], year: int) -> Mapping[HalfDay, int]:
    """Microseconds of the year by half-day, at the library."""
    found: defaultdict[HalfDay, int] = defaultdict(int)
    for start, end in times:
        for half_day, spent in _cut(start, end):
            if half_day[0].year == year:
                found[half_day] += spent
    return found


# Everybody sits in the same sessions, so that the same few times are cut again and again: for 300 people this is half of it.
@lru_cache(maxsize=4096)
def _cut(start: datetime, end: datetime) -> tuple[tuple[HalfDay, int], ...]:
    """A time cut at noon and at midnight of the library's clock, in microseconds."""
    found = []
    at, last = start.astimezone(LIBRARY_ZONE), end.astimezone(LIBRARY_ZONE)
    while at < last:
        is_after_noon = at.time() >= NOON
        cut = datetime.combine(
            at.date() + timedelta(days=is_after_noon), time() if is_after_noon else NOON, LIBRARY_ZONE
        )
        until = min(cut, last)
        found.append(((at.date(), is_after_noon), (until - at) // timedelta(microseconds=1)))
        at = until
    return tuple(found)


def _capped(half_days: Mapping[HalfDay, int], rule: LedgerRule) -> int:
    """Microseconds that are left when each half-day and each day is capped."""
    an_hour = rule.minutes_per_hour * 60_000_000
    days: defaultdict[date, int] = defaultdict(int)
    for (day, _), spent in half_days.items():
        days[day] += min(spent, rule.half_day_cap_hours * an_hour)
    return sum(min(spent, rule.day_cap_hours * an_hour) for spent in days.values())


def _hours(microseconds: int, rule: LedgerRule) -> Fraction:
    return Fraction(microseconds, rule.minutes_per_hour * 60_000_000)
