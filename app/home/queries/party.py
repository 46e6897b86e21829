"""What Party-building puts on the first screen: this month's duties and the next deadline, or the way to one's own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app import clock
from app.actor import Actor, May
from app.party.queries.calendar import address_of, calendar
from app.party.queries.mine import has_own_page
from app.party.rules.cycles import ICONS, STATES, TONES, Cell, State
from app.party.rules.facts import Deadline

SHOWN = 8


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty with its state, as an icon, a colour and a word."""

    said: str
    sentence: str
    href: str
    word: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties of this month, what waits first, and the deadline that comes next."""

    lines: Sequence[DutyLine]
    deadline: Deadline | None
    days_left: int
    keeps: bool


async def duties_of_the_month(actor: Actor, now: datetime) -> Duties | None:
    """None for whoever is not the secretary or on the committee, and before a branch is written down."""
    if not actor.may(May.SEE_PARTY):
        return None
    today = clock.at_library(now).date()
    known = await calendar(actor, today.year, today)
    if known is None:
        return None
    done = [
        cell
        for row in known.rows
        for cell in row.cells
        if cell.state in {State.DONE, State.EXPLAINED} and today in cell.period and cell.period.months == 1
    ]
    deadline = known.deadlines[0] if known.deadlines else None
    return Duties(
        [_line(cell) for cell in [*known.open_cells, *done][:SHOWN]],
        deadline,
        deadline.days_left(today) if deadline else 0,
        actor.may(May.KEEP_PARTY),
    )


async def leads_to_own_page(actor: Actor) -> bool:
    """Whether the first screen shows the way to one's own page: to members and applicants who have no entry 党建."""
    return actor.may(May.SEE_OWN_PARTY) and not actor.may(May.SEE_PARTY) and await has_own_page(actor)


def _line(cell: Cell) -> DutyLine:
    return DutyLine(
        f"{cell.item.name} · {cell.period.said}",
        cell.sentence,
        f"{address_of(cell)}#cell",
        STATES[cell.state],
        ICONS[cell.state],
        TONES[cell.state],
    )
