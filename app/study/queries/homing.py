"""What the first screen asks of study."""

from datetime import datetime, timedelta

from app.actor import Actor, May
from app.clock import at_library
from app.gatherings.rules import GatheringState
from app.study.queries.sessions import COLUMNS, SessionView, session_view, whose
from app.study.tables import StudySession

GOES = "x.id IS NULL AND c.id IS NULL"


async def next_session(actor: Actor, now: datetime) -> SessionView | None:
    """The next session that the actor is expected at and that is not over; None when there is none."""
    condition, arguments = await whose(actor)
    rows = await StudySession.raw(
        f"{COLUMNS} WHERE {GOES} AND g.ends_at > {{}} AND {condition} ORDER BY g.starts_at LIMIT 1", now, *arguments
    )
    return session_view(rows[0]) if rows else None


async def to_open(actor: Actor, now: datetime) -> list[SessionView]:
    """Today's sessions whose checking in has not begun, and earlier ones of this week that were forgotten."""
    if not actor.may(May.ARRANGE_STUDY):
        return []
    midnight = at_library(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = await StudySession.raw(
        f"{COLUMNS} WHERE {GOES} AND o.id IS NULL AND g.starts_at >= {{}} AND g.starts_at < {{}} ORDER BY g.starts_at",
        midnight - timedelta(days=7),
        midnight + timedelta(days=1),
    )
    return [session_view(row) for row in rows]


async def to_close(actor: Actor, now: datetime) -> list[SessionView]:
    """Sessions that are over and whose list is still open."""
    if not actor.may(May.ARRANGE_STUDY):
        return []
    rows = await StudySession.raw(
        f"{COLUMNS} WHERE {GOES} AND o.id IS NOT NULL AND g.ends_at <= {{}} ORDER BY g.starts_at", now
    )
    return [one for row in rows if (one := session_view(row)).state is GatheringState.OPEN]
