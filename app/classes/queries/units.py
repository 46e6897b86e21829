"""The timetable of a class."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.actor import Actor
from app.classes.tables import ClassUnit
from app.gatherings.queries.gathering import GatheringView, view
from app.gatherings.rules import GatheringState
from app.gatherings.rules.attendance import Status
from app.people.tables import ServicePoint

# The columns of a gathering are those that `gatherings.queries.gathering.view` reads.
COLUMNS = """
SELECT u.id AS unit, u.training_class, u.subject, u.teacher, u.periods,
       (SELECT count(*) FROM expected e WHERE e.gathering = g.id) AS expected,
       (SELECT count(*) FROM presence r WHERE r.gathering = g.id AND r.status IN ('present', 'late', 'made_up')
        AND NOT EXISTS (SELECT 1 FROM presence n WHERE n.gathering = g.id AND n.person = r.person AND n.id > r.id)) AS came,
       g.id, g.kind, g.title, g.starts_at, g.ends_at, g.place, p.name AS place_name, g.venue, g.category, g.library_closed,
       o.at AS opened_at, c.at AS closed_at, x.reason AS called_off
FROM class_unit u JOIN gathering g ON g.id = u.gathering LEFT JOIN service_point p ON p.id = g.place
LEFT JOIN gathering_opening o ON o.gathering = g.id LEFT JOIN gathering_closing c ON c.gathering = g.id
LEFT JOIN gathering_cancellation x ON x.gathering = g.id
"""


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit; `expected` and `came` are 0 until its list is frozen."""

    id: int
    training_class: int
    gathering: GatheringView
    subject: str
    teacher: str
    periods: int
    expected: int
    came: int

    @property
    def is_open(self) -> bool:
        """Whether it is neither over nor called off."""
        return self.gathering.state in (GatheringState.PLANNED, GatheringState.OPEN)


async def units(actor: Actor, class_id: int) -> list[UnitView]:
    """The timetable, in the order of time."""
    rows = await ClassUnit.raw(f"{COLUMNS} WHERE u.training_class = {{}} ORDER BY g.starts_at, u.id", class_id)
    return [_unit(row) for row in rows]


async def unit(actor: Actor, unit_id: int) -> UnitView | None:
    """One unit."""
    rows = await ClassUnit.raw(f"{COLUMNS} WHERE u.id = {{}}", unit_id)
    return _unit(rows[0]) if rows else None


async def unit_of(actor: Actor, gathering: int) -> UnitView | None:
    """The unit that this gathering is."""
    rows = await ClassUnit.raw(f"{COLUMNS} WHERE u.gathering = {{}}", gathering)
    return _unit(rows[0]) if rows else None


STANDING = """
SELECT u.id AS unit, n.person, n.status FROM class_unit u JOIN presence n ON n.gathering = u.gathering
WHERE u.training_class = {}
AND NOT EXISTS (SELECT 1 FROM presence l WHERE l.gathering = n.gathering AND l.person = n.person AND l.id > n.id)
"""


async def presences(actor: Actor, class_id: int) -> dict[tuple[int, int], Status]:
    """What stands of each person at each unit, by unit and person."""
    rows = await ClassUnit.raw(STANDING, class_id)
    return {(row["unit"], row["person"]): Status(row["status"]) for row in rows}


async def is_place(place: int | None) -> bool:
    """Whether it is a service point, or none is named."""
    return place is None or bool(await ServicePoint.exists().where(ServicePoint.id == place))


def _unit(row: Mapping[str, Any]) -> UnitView:
    return UnitView(
        id=row["unit"],
        training_class=row["training_class"],
        gathering=view(row),
        subject=row["subject"],
        teacher=row["teacher"],
        periods=row["periods"],
        expected=row["expected"],
        came=row["came"],
    )
