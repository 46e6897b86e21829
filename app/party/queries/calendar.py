"""The calendar of duties of a year, as it stands today."""

from asyncio import Lock
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app import clock, locale
from app.actor import Actor, May
from app.audit.tables import Deed
from app.party.queries.cases import due_steps
from app.party.queries.duties import DoneView, kept_settings
from app.party.queries.facts import facts_of
from app.party.queries.meetings import held_between
from app.party.queries.structure import History, branch_history
from app.party.rules.branch import Structure
from app.party.rules.cycles import Asked, Away, Cell, Facts, Row, State, away, calendar_of, january_ahead, next_due
from app.party.rules.cycles.held import DAYS_BEFORE
from app.party.rules.done import ITEMS
from app.party.rules.facts import Deadline
from app.storage.memory import Memory

OLDEST = 2018
"""The 支部工作条例 came into force in this year; no older one has duties here."""
DEADLINES = 3
YEARS: Memory[tuple[int, date, str, int], "Calendar"] = Memory(most=20, seconds=600)
"""Years as they were told, by the last deed before them."""
FIRST_LOOKS = Lock()


@dataclass(frozen=True, slots=True)
class Calendar:
    """A year of duties.

    Attributes:
        first_year: the oldest that can be browsed.
        deadlines: what has to be done next, the earliest first.
        away: who has not taken part for months; for the secretary's eyes only.
    """

    year: int
    today: date
    structure: Structure
    first_year: int
    rows: Sequence[Row] = ()
    deadlines: Sequence[Deadline] = ()
    away: Sequence[Away] = field(default=())

    def count(self, state: State) -> int:
        """How many cells of the year are in this state."""
        return sum(row.counts[state] for row in self.rows)

    def cell(self, key: str) -> Cell | None:
        """The cell of this address, such as themed.2026-07."""
        return next((cell for row in self.rows for cell in row.cells if cell.key == key), None)

    @property
    def open_cells(self) -> list[Cell]:
        """What waits for a record or an explanation: the overdue first, then by the day it is due."""
        found = [cell for row in self.rows for cell in row.cells if cell.is_open]
        return sorted(found, key=lambda cell: (cell.state is not State.OVERDUE, cell.due_on))


async def calendar(actor: Actor, year: int, today: date) -> Calendar | None:
    """The year as the actor sees it; None before a branch is written down."""
    found = await _remembered(year, today)
    if found is None or actor.may(May.KEEP_PARTY):
        return found
    return replace(found, away=())


async def _remembered(year: int, today: date) -> Calendar | None:
    # Whatever changes a year is a deed: while nobody did anything, the year is what it was.
    last = await Deed.select(Deed.id).order_by(Deed.id, ascending=False).limit(1)
    key = (year, today, locale.language(), last[0]["id"] if last else 0)
    # Those who look at the same moment wait for the first of them instead of computing the same.
    async with FIRST_LOOKS:
        known = YEARS.get(key)
        if known is not None:
            return known
        found = await year_of(year, today)
        return found if found is None else YEARS.put(key, found)


async def year_of(year: int, today: date) -> Calendar | None:
    """The year with everything; None before a branch is written down."""
    history = await branch_history()
    if history is None:
        return None
    facts, settings = await facts_of(year, today), [one.setting for one in await kept_settings()]
    asked = Asked(year, today, history.on, facts, settings)
    rows, structure = calendar_of(asked), asked.on(today)
    return Calendar(
        year,
        today,
        structure,
        _first_year(history, today),
        rows,
        await _deadlines(rows, today) if year == today.year else (),
        away(structure, facts.held, today) if year == today.year else (),
    )


async def next_january(today: date) -> list[Row]:
    """The themed day of next January in the last week of a year; empty on other days."""
    history = await branch_history()
    if history is None or date(today.year, 12, 31) - today >= DAYS_BEFORE:
        return []
    settings = [one.setting for one in await kept_settings()]
    facts = Facts(held=await held_between(date(today.year + 1, 1, 1), date(today.year + 1, 1, 31)))
    return january_ahead(Asked(today.year + 1, today, history.on, facts, settings))


async def matrix(year: int) -> list[Row]:
    """The rows of a year for the ledger that is filed (R-12); empty before a branch is written down."""
    found = await year_of(year, clock.today())
    return list(found.rows) if found else []


def _first_year(history: History, today: date) -> int:
    begun = history.founded_on or min((row.from_on for row in history.rows["member"]), default=today)
    return min(max(begun.year, OLDEST), today.year)


async def _deadlines(rows: Sequence[Row], today: date) -> list[Deadline]:
    own = [
        Deadline(cell.due_on, f"{cell.item.name} · {cell.period.said}", address_of(cell), cell.item.rule.citation)
        for cell in next_due(rows, today)[:DEADLINES]
    ]
    return sorted([*await due_steps(today), *own], key=lambda one: one.due_on)[:DEADLINES]


def address_of(cell: Cell) -> str:
    """Where the cell is explained."""
    return f"/party/cells/{cell.key}"


def cell_of_record(record: DoneView) -> str:
    """Where the cell of a yearly record stands; the year's records where it is older than the calendar."""
    year = record.done_on.year
    return f"/party/cells/{ITEMS[record.kind]}.{year}#cell" if year >= OLDEST else f"/party/done?year={year}"
