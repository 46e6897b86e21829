"""Everything that an existing roster is judged with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app import clock
from app.actor import Actor, Role
from app.gatherings import queries as gatherings
from app.gatherings.rules import GatheringState, Span
from app.office.grids import Grid, letters
from app.shifts.queries.closing import closures
from app.shifts.queries.intakes import Brought
from app.shifts.queries.limits import limit_book
from app.shifts.queries.people import people_facts
from app.shifts.queries.places import posts
from app.shifts.queries.seats import SeatView, seats_between
from app.shifts.queries.volunteer_list import places
from app.shifts.rules.board import monday_of
from app.shifts.rules.roster_cells import SYNONYMS, Cell, Shape, cells_of_list, cells_of_week, days_across
from app.shifts.rules.roster_sheet import Around, Called, PostHere, Put, looked
from app.shifts.rules.seating import at
from app.shifts.tables import Volunteer

CALLED = """
SELECT v.id, p.name, p.phone FROM volunteer v JOIN person p ON p.id = v.person
JOIN volunteer_status s ON s.id = (SELECT max(n.id) FROM volunteer_status n WHERE n.volunteer = v.id)
WHERE s.status <> 'left'
"""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Look:
    """A roster that was looked at, with the seats that were there."""

    shape: Shape
    days: Sequence[date]
    cells: Sequence[Put]
    seats: Mapping[tuple[int, Span, int], SeatView]


def monday_said(one: Brought) -> date:
    """The week that whoever brought it meant; that of the day it was brought where nothing was said."""
    said = one.settings.get("week", "")
    return date.fromisoformat(said) if said else monday_of(clock.at_library(one.at).date())


async def roster_look(actor: Actor, one: Brought, now: datetime) -> Look:
    """Each cell of a roster that names somebody, and what would happen."""
    known_places = await places()
    shape, days, cells = read(one, [name for _id, name in known_places])
    around, seats = await _around(actor, days, known_places)
    override = str(one.settings.get("override", ""))
    return Look(shape, days, looked(cells, around, override, now), seats)


def read(one: Brought, place_names: Sequence[str]) -> tuple[Shape, list[date], list[Cell]]:
    """How it is laid out, the days it speaks of, and its cells with what was typed over them."""
    monday = monday_said(one)
    across = days_across(one.grid, monday)
    if across is None:
        cells = cells_of_list(one.rows(one.header(SYNONYMS)), monday)
        return Shape.LIST, sorted({cell.day for cell in cells if cell.day}), cells
    grid = Grid(
        tuple(
            tuple("" if at in one.out else one.text(at, letters(column), column) for column in range(len(row)))
            for at, row in enumerate(one.grid.rows, 1)
        )
    )
    return Shape.WEEK, sorted(set(across.by_column.values())), cells_of_week(grid, across, place_names)


async def _around(
    actor: Actor, days: Sequence[date], known_places: Sequence[tuple[int, str]]
) -> tuple[Around, dict[tuple[int, Span, int], SeatView]]:
    today = clock.today()
    near = [day for day in days if abs((day - today).days) <= 400] or [today]
    span = Span(at(near[0], 0), at(near[-1] + DAY, 0))
    views = {
        (one.facts.place, one.facts.span, one.post): one
        for one in await seats_between(span)
        if one.facts.state is not GatheringState.CALLED_OFF
    }
    here = [
        PostHere(
            one.id,
            one.place,
            one.place_name,
            one.name,
            one.skill,
            one.min_age,
            bool(one.risk),
            one.asks,
            one.qualification_name,
            one.on_closed_days,
        )
        for one in await posts(actor)
    ]
    rows = await Volunteer.raw(CALLED)
    around = Around(
        places=known_places,
        posts=here,
        called=[Called(row["id"], row["name"], (row["phone"] or "")[-4:]) for row in rows],
        people=await people_facts(span),
        seats={key: one.facts for key, one in views.items()},
        sitting={key: frozenset(each.volunteer for each in one.holders) for key, one in views.items()},
        calendar=await gatherings.calendar(),
        closed=await gatherings.closed_times(span),
        closures=await closures(span),
        sites=actor.sites,
        everywhere=Role.MANAGER in actor.roles or actor.id is None,
        book=await limit_book(),
    )
    return around, views
