"""Everything that was done in a year, gathered from the parts of Party-building that know it."""

from datetime import date

from app.party.queries.appraisals import appraised_in, rounds_told
from app.party.queries.dues import DuesLine, dues_year
from app.party.queries.dues_shown import dues_publications
from app.party.queries.duties import done_between, explained_in
from app.party.queries.hours import hours_of
from app.party.queries.meetings import held_between
from app.party.queries.talks import talks_between
from app.party.rules.cycles import DuesTold, Facts
from app.party.rules.dues import DUE, MonthState

BEFORE = 1
"""Years before the one asked for whose contacts and meetings still matter: gaps run over the end of a year."""


async def facts_of(year: int, today: date) -> Facts:
    """The facts of one year, in a fixed number of queries."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Facts(
        held=await held_between(date(year - BEFORE, 1, 1), last),
        talks=await talks_between(first, last),
        dues=_dues(await dues_year(year, today)),
        done=[*await done_between(date(year - BEFORE, 1, 1), last), *await dues_publications(first, last)],
        appraised=await appraised_in(year),
        rounds=await rounds_told(),
        hours=await hours_of(year),
        explained=await explained_in(year),
    )


def _dues(lines: list[DuesLine]) -> list[DuesTold]:
    paid = frozenset({MonthState.PAID, MonthState.LATE})
    found = []
    for month in range(1, 13):
        cells = [cell for line in lines for cell in line.cells if cell.month.month == month]
        states = [cell.state for cell in cells]
        due, have = sum(one in DUE for one in states), sum(one in paid for one in states)
        found.append(DuesTold(month, due, have, states.count(MonthState.OWED), sum(cell.is_later for cell in cells)))
    return found
