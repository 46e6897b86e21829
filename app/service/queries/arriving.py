"""Whose shifts are on at a service point, and its screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.actor import Actor
from app.clock import at_library, midnight
from app.gatherings.coming import spoken_code
from app.gatherings.queries.attendance import read_record
from app.gatherings.rules import GatheringState, Span
from app.people.tables import ServicePoint
from app.service.rules.arriving import OwnShift
from app.service.tables import SiteScreen
from app.shifts.queries.places import may_arrange
from app.shifts.tables import Shift
from app.storage.moments import moment

OWN = """
SELECT s.id AS shift, g.id AS gathering, g.place, p.name AS place_name, g.starts_at, g.ends_at, op.at AS opened_at,
       cl.at AS closed_at, x.reason AS called_off, r.id AS presence, r.status, r.came_at, r.went_at, r.source, r.note,
       (SELECT min(o.name) FROM assignment a JOIN seat t ON t.id = a.seat JOIN post o ON o.id = t.post
        JOIN volunteer v ON v.id = a.volunteer WHERE a.shift = s.id AND v.person = {} AND a.ended_at IS NULL) AS post,
       CASE WHEN EXISTS (SELECT 1 FROM expected e WHERE e.gathering = g.id AND e.person = {}) THEN 1 ELSE 0 END AS listed,
       CASE WHEN EXISTS (SELECT 1 FROM shift_publication u WHERE u.shift = s.id) THEN 1 ELSE 0 END AS published
FROM shift s JOIN gathering g ON g.id = s.gathering LEFT JOIN service_point p ON p.id = g.place
LEFT JOIN gathering_opening op ON op.gathering = g.id
LEFT JOIN gathering_closing cl ON cl.gathering = g.id
LEFT JOIN gathering_cancellation x ON x.gathering = g.id
LEFT JOIN presence r ON r.id = (SELECT max(n.id) FROM presence n WHERE n.gathering = g.id AND n.person = {})
WHERE g.starts_at >= {} AND g.starts_at < {} ORDER BY g.starts_at, g.id
"""

TODAY = """
SELECT s.id AS shift, g.id AS gathering, g.starts_at, g.ends_at, cl.at AS closed_at,
       (SELECT count(*) FROM assignment a WHERE a.shift = s.id AND a.ended_at IS NULL) AS expected,
       (SELECT count(*) FROM presence r WHERE r.gathering = g.id AND r.status IN ('present', 'late')
        AND r.id = (SELECT max(n.id) FROM presence n WHERE n.gathering = r.gathering AND n.person = r.person)) AS came
FROM shift s JOIN gathering g ON g.id = s.gathering LEFT JOIN gathering_closing cl ON cl.gathering = g.id
WHERE g.place = {} AND g.starts_at >= {} AND g.starts_at < {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
AND EXISTS (SELECT 1 FROM shift_publication u WHERE u.shift = s.id)
ORDER BY g.starts_at, g.id
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A service point as its screen needs it."""

    id: int
    name: str


async def place(place_id: int, today: date) -> Place | None:
    """A service point that serves on this day, by id."""
    row = (
        await ServicePoint.select(ServicePoint.id, ServicePoint.name)
        .where((ServicePoint.id == place_id) & (ServicePoint.closed_on.is_null() | (ServicePoint.closed_on > today)))
        .first()
    )
    return Place(row["id"], row["name"]) if row else None


async def arranged_place(actor: Actor, place_id: int, today: date) -> Place | None:
    """The same, for whoever arranges shifts there."""
    return await place(place_id, today) if may_arrange(actor, place_id) else None


async def own_today(person: int, now: datetime) -> list[OwnShift]:
    """The shifts of one's own that begin today, at whatever place, the earliest first."""
    begin = midnight(at_library(now).date())
    rows = await Shift.raw(OWN, person, person, person, begin, begin + timedelta(days=1))
    return [_own(row) for row in rows if row["listed"] or row["post"] is not None]


def _own(row: Mapping[str, Any]) -> OwnShift:
    state = GatheringState.PLANNED if row["opened_at"] is None else GatheringState.OPEN
    if row["closed_at"] is not None:
        state = GatheringState.CLOSED
    if row["called_off"] is not None:
        state = GatheringState.CALLED_OFF
    return OwnShift(
        shift=row["shift"],
        gathering=row["gathering"],
        place=row["place"],
        place_name=row["place_name"] or "",
        post=row["post"] or "",
        span=Span(moment(row["starts_at"]), moment(row["ends_at"])),
        state=state,
        expected=bool(row["listed"]) or state is GatheringState.PLANNED,
        published=bool(row["published"]),
        record=read_record(row) if row["presence"] is not None else None,
    )


@dataclass(frozen=True, slots=True)
class Today:
    """A shift of today at a place, with how many have come; nobody's name."""

    shift: int
    gathering: int
    span: Span
    expected: int
    came: int
    closed: bool

    @property
    def code(self) -> str:
        """The four digits of this shift, for whoever is on duty there."""
        return spoken_code(self.gathering)


async def today_at(place_id: int, now: datetime) -> Sequence[Today]:
    """The published shifts of today at this place."""
    begin = midnight(at_library(now).date())
    return [
        Today(
            row["shift"],
            row["gathering"],
            Span(moment(row["starts_at"]), moment(row["ends_at"])),
            row["expected"],
            row["came"],
            row["closed_at"] is not None,
        )
        for row in await Shift.raw(TODAY, place_id, begin, begin + timedelta(days=1))
    ]


@dataclass(frozen=True, slots=True)
class Screen:
    """The address that holds for a place's tablet."""

    nonce: str
    made_by: str
    made_at: datetime


async def standing_screen(place_id: int) -> Screen | None:
    """The screen address of a place that has not been ended."""
    row = (
        await SiteScreen.select(SiteScreen.nonce, SiteScreen.made_by_name, SiteScreen.made_at)
        .where((SiteScreen.place == place_id) & SiteScreen.ended_at.is_null())
        .first()
    )
    return Screen(row["nonce"], row["made_by_name"], row["made_at"]) if row else None


SHOWN = """
SELECT p.id, p.name FROM site_screen s JOIN service_point p ON p.id = s.place
WHERE s.nonce = {} AND s.ended_at IS NULL AND (p.closed_on IS NULL OR p.closed_on > {})
"""


async def screen_place(nonce: str, today: date) -> Place | None:
    """Whose screen this is; None when its address was ended."""
    rows = await SiteScreen.raw(SHOWN, nonce, today)
    return Place(rows[0]["id"], rows[0]["name"]) if rows else None
