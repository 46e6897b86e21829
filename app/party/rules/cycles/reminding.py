"""When the secretary is told of a period that is not done, each time once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.party.rules.correcting import Correction
from app.party.rules.cycles.away import SPOKEN_OF_AFTER, URGENT_AFTER, Away
from app.party.rules.cycles.shape import Cell, Row, State

AWAY, CORRECTION = "away-", "correction-"
"""How the items begin that are of one member and are told without a name."""
LATEST = timedelta(days=14)
"""A server that was off on the day still tells; one that is new in December does not speak of October."""
BEFORE_A_TERM_ENDS = (timedelta(days=183), timedelta(days=92), timedelta(days=31))
"""Six, three and one months (支部工作条例 art. 21 has the six)."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be told: `item`, `period` and `on` are what makes it once."""

    item: str
    period: str
    on: date
    said: str = ""


def reminders(
    rows: Sequence[Row], away: Sequence[Away], today: date, corrections: Sequence[Correction] = ()
) -> list[Due]:
    """What is to be told today, whether or not it was told before."""
    return [*_of_cells(rows, today), *(_of_away(one) for one in away), *_of_corrections(corrections, today)]


def _of_cells(rows: Sequence[Row], today: date) -> Iterator[Due]:
    for row in rows:
        for cell in row.cells:
            past = [day for day in _days(cell, today) if day <= today < day + LATEST]
            if past:
                yield Due(row.item.key, cell.period.key, max(past), f"{row.item.name}（{cell.period.said}）")


def _days(cell: Cell, today: date) -> list[date]:
    if cell.item.key == "flowing":
        return [today.replace(day=1)] if cell.state is State.LACKS else []
    if cell.state is not State.NEAR:
        return []
    if cell.item.key == "post":
        return [cell.due_on - timedelta(days=31), cell.due_on - timedelta(days=7)]
    if cell.item.key == "term":
        return [cell.due_on - before for before in BEFORE_A_TERM_ENDS]
    if cell.due_on != cell.period.last:
        # A fixed day of the library's own: told when it comes near and two days before.
        return [cell.due_on - timedelta(days=7), cell.due_on - timedelta(days=2)]
    return [one.on(cell.period) for one in cell.item.rule.reminders]


def _of_corrections(corrections: Sequence[Correction], today: date) -> Iterator[Due]:
    for one in corrections:
        if past := [day for day in one.told_on if day <= today]:
            yield Due(f"{CORRECTION}{one.trait}", "limit", max(past))


def _of_away(one: Away) -> Due:
    months = URGENT_AFTER if one.is_urgent else SPOKEN_OF_AFTER
    return Due(f"{AWAY}{one.member}", str(months), one.since)
