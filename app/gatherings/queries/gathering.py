"""Gatherings as pages and rules of higher slices need them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.clock import at_library
from app.gatherings.rules import LONGEST, Category, GatheringState, Kind, Span
from app.gatherings.tables import Gathering
from app.storage.moments import day, moment, moment_or_none

COLUMNS = """
SELECT g.id, g.kind, g.title, g.starts_at, g.ends_at, g.place, p.name AS place_name, g.venue, g.category, g.library_closed,
       o.at AS opened_at, c.at AS closed_at, x.reason AS called_off
FROM gathering g LEFT JOIN service_point p ON p.id = g.place
LEFT JOIN gathering_opening o ON o.gathering = g.id
LEFT JOIN gathering_closing c ON c.gathering = g.id
LEFT JOIN gathering_cancellation x ON x.gathering = g.id
"""


@dataclass(frozen=True, slots=True)
class GatheringView:
    """A gathering with where it stands. `called_off` is the reason why it does not take place, empty while it does."""

    id: int
    kind: Kind
    title: str
    span: Span
    place: int | None
    place_name: str
    venue: str
    category: Category | None
    library_closed: bool
    state: GatheringState
    called_off: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def where(self) -> str:
        """The place and the room, as they are said."""
        return " ".join(filter(None, (self.place_name, self.venue)))


async def facts(gathering: int) -> GatheringView | None:
    """One gathering, for the slice that arranged it and for steps; whose it is, is that slice's business."""
    rows = await Gathering.raw(COLUMNS + "WHERE g.id = {}", gathering)
    return view(rows[0]) if rows else None


async def views(gatherings: Collection[int]) -> dict[int, GatheringView]:
    """Several of them by id, in one query."""
    if not gatherings:
        return {}
    places = ", ".join("{}" for _ in gatherings)
    rows = await Gathering.raw(f"{COLUMNS} WHERE g.id IN ({places})", *gatherings)
    return {row["id"]: view(row) for row in rows}


# An exam's window says when it may be sat, over days even, and not when somebody sits: it takes nobody's time.
BUSY = """
SELECT g.id, g.kind, g.title, g.starts_at, g.ends_at, e.person
FROM expected e JOIN gathering g ON g.id = e.gathering
WHERE g.starts_at < {} AND g.starts_at > {} AND g.ends_at > {} AND g.kind <> 'exam'
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
"""


@dataclass(frozen=True, slots=True)
class Engagement:
    """A person is expected somewhere for a time; a meeting of the branch has no title here: who asks need not know."""

    gathering: int
    kind: Kind
    title: str
    span: Span
    person: int


async def busy(span: Span) -> list[Engagement]:
    """Who is on a frozen list of study or a shift that shares time with this one."""
    rows = await Gathering.raw(BUSY, *_sharing(span))
    return [
        Engagement(row["id"], kind, "" if kind is Kind.PARTY else row["title"], _span(row), row["person"])
        for row in rows
        for kind in [Kind(row["kind"])]
    ]


CLOSED = """
SELECT g.starts_at, g.ends_at FROM gathering g WHERE g.library_closed
AND g.starts_at < {} AND g.starts_at > {} AND g.ends_at > {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
"""


async def closed_times(span: Span) -> list[Span]:
    """When the library is closed within this time because its people study."""
    return [_span(row) for row in await Gathering.raw(f"{CLOSED} ORDER BY g.starts_at", *_sharing(span))]


CLOSED_AND_DAYS = f"""
SELECT 0 AS kind, NULL AS day, '' AS name, c.starts_at, c.ends_at FROM ({CLOSED}) c
UNION ALL SELECT 1, d.day, d.name, NULL, NULL FROM calendar_day d WHERE d.kind = 'closed' AND d.day >= {{}} AND d.day <= {{}}
ORDER BY kind, starts_at, day
"""  # noqa: S608 - both halves are written here.


async def closed_times_and_days(span: Span) -> tuple[list[Span], list[tuple[date, str]]]:
    """The same, and the calendar's closed days that this time touches with their names, in one query."""
    days = at_library(span.starts_at).date(), at_library(span.ends_at).date()
    rows = await Gathering.raw(CLOSED_AND_DAYS, *_sharing(span), *days)
    studies = [_span(row) for row in rows if not row["kind"]]
    return studies, [(day(row["day"]), row["name"]) for row in rows if row["kind"]]


def _sharing(span: Span) -> tuple[datetime, datetime, datetime]:
    # Nothing lasts longer than the longest, so what began before that is over; the index on the start then does the work.
    return span.ends_at, span.starts_at - LONGEST, span.starts_at


def view(row: Mapping[str, Any]) -> GatheringView:
    """A row of `COLUMNS` as a `GatheringView`."""
    return GatheringView(
        id=row["id"],
        kind=Kind(row["kind"]),
        title=row["title"],
        span=_span(row),
        place=row["place"],
        place_name=row["place_name"] or "",
        venue=row["venue"],
        category=Category(row["category"]) if row["category"] else None,
        library_closed=bool(row["library_closed"]),
        state=_state(row),
        called_off=row["called_off"] or "",
        opened_at=moment_or_none(row["opened_at"]),
        closed_at=moment_or_none(row["closed_at"]),
    )


def _state(row: Mapping[str, Any]) -> GatheringState:
    if row["called_off"] is not None:
        return GatheringState.CALLED_OFF
    if row["closed_at"] is not None:
        return GatheringState.CLOSED
    return GatheringState.PLANNED if row["opened_at"] is None else GatheringState.OPEN


def _span(row: Mapping[str, Any]) -> Span:
    return Span(moment(row["starts_at"]), moment(row["ends_at"]))


async def whose(actor: Actor, gathering: int) -> bool:
    """Whether the actor is on the frozen list."""
    rows = await Gathering.raw(
        "SELECT 1 AS one FROM expected WHERE gathering = {} AND person = {}", gathering, actor.person
    )
    return bool(rows)
