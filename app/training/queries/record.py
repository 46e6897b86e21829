"""One person's whole record of both sides: studied, examined, practised, served."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from app import clock
from app.actor import Actor
from app.gatherings.rules import Kind
from app.gatherings.tables import Presence
from app.refusals import found
from app.storage.moments import moment_or_none
from app.training.queries.courses import ClaimView, verified_of
from app.training.queries.ledgers import Member, card_of, member
from app.training.queries.log import LogRow, rows_of
from app.training.queries.own_time import OwnEntry, own_entries, standing
from app.training.queries.planned import ahead
from app.training.queries.rules import rules
from app.training.rules.card import Card
from app.training.rules.courses import CATEGORIES_OF
from app.training.rules.membership import may_see_party
from app.training.tables import SelfStudy

PRACTISED = """
SELECT day, count(*) AS times, sum(minutes) AS minutes FROM self_study WHERE person = {} AND day >= {} AND day <= {}
AND kind = 'practice' GROUP BY day ORDER BY day DESC
"""
FIRST = """
SELECT min(g.starts_at) AS gathered, (SELECT min(started_at) FROM self_study WHERE person = {}) AS practised
FROM presence r JOIN gathering g ON g.id = r.gathering WHERE r.person = {}
"""


@dataclass(frozen=True, slots=True)
class Practised:
    """What a person practised on one day."""

    day: date
    times: int
    minutes: int


@dataclass(frozen=True, slots=True)
class PractisedMonth:
    """What a person practised in one month, the newest day first."""

    first: date
    days: Sequence[Practised]

    @property
    def times(self) -> int:
        """Sets that were done."""
        return sum(one.times for one in self.days)

    @property
    def minutes(self) -> int:
        """Minutes of the month."""
        return sum(one.minutes for one in self.days)

    @property
    def last(self) -> date:
        """The last day of the month."""
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one year: 知 is what was studied, examined and practised, 行 is what was served. Never added up.

    Attributes:
        years: in which there may be something, the newest first.
    """

    member: Member
    year: int
    years: Sequence[int]
    card: Card
    rows: Sequence[LogRow]
    practised: Sequence[Practised]
    read: Sequence[OwnEntry] = ()
    courses: Sequence[ClaimView] = ()

    def of(self, kind: Kind) -> list[LogRow]:
        """What is there of one kind."""
        return [row for row in self.rows if row.kind is kind]

    def minutes(self, kind: Kind) -> int:
        """Minutes of one kind."""
        return sum(row.minutes for row in self.of(kind))

    @property
    def read_minutes(self) -> int:
        """Minutes of what they read alone."""
        return sum(one.entry.minutes for one in self.read)

    @property
    def practised_minutes(self) -> int:
        """Minutes of practice."""
        return sum(one.minutes for one in self.practised)

    @property
    def practised_times(self) -> int:
        """Sets that were practised."""
        return sum(one.times for one in self.practised)

    @property
    def practised_months(self) -> list[PractisedMonth]:
        """Practice month by month, the newest first."""
        months = groupby(self.practised, key=lambda one: one.day.replace(day=1))
        return [PractisedMonth(first, list(days)) for first, days in months]

    @property
    def courses_minutes(self) -> int:
        """Minutes of courses elsewhere, as they were verified."""
        return sum(one.minutes for one in self.courses)

    def counts_course(self, one: ClaimView) -> list[str]:
        """Ledgers of the person that count the course, by their value."""
        category = CATEGORIES_OF.get(one.course.subject)
        return [each.rule.ledger for each in self.card.accounts if each.rule.counts(one.course.mode, category)]

    def counted_by(self, row: LogRow) -> list[str]:
        """Ledgers of the person that count the row, by their value."""
        if row.kind is None or not row.minutes:
            return []
        return [one.rule.ledger for one in self.card.accounts if one.rule.counts(row.kind, row.category)]


async def record(actor: Actor, person: int, year: int, now: datetime) -> Record:
    """The record of a person in one year.

    Raises:
        Missing: there is no such person.
    """
    one = found(await member(person))
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = await rows_of(person, clock.midnight(first), clock.midnight(last + timedelta(days=1)))
    if not may_see_party(actor, person):
        rows = [row for row in rows if row.kind is not Kind.PARTY]
    practised = await SelfStudy.raw(PRACTISED, person, first, last)
    return Record(
        one,
        year,
        await _years(person, year, now),
        await card_of(actor, one, year, await rules(year), await ahead(year, now)),
        rows,
        [_practised(row) for row in practised],
        standing(await own_entries(person, first, last)),
        await verified_of(person, year),
    )


async def _years(person: int, year: int, now: datetime) -> list[int]:
    row = (await Presence.raw(FIRST, person, person))[0]
    this_year = clock.at_library(now).year
    moments = [moment_or_none(row["gathered"]), moment_or_none(row["practised"])]
    known = [clock.at_library(one).year for one in moments if one]
    return list(range(max(this_year, year), min([this_year, year, *known]) - 1, -1))


def _practised(row: Mapping[str, Any]) -> Practised:
    day = row["day"] if isinstance(row["day"], date) else date.fromisoformat(str(row["day"]))
    return Practised(day, row["times"], row["minutes"])
