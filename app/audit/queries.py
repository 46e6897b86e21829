"""What a page asks of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app import clock
from app.actor import Actor
from app.audit.deeds import facts
from app.audit.rules import first_break
from app.audit.tables import Deed

PAGE = 50
CHECKED_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Sought:
    """What the reader filters by; empty means everything.

    Attributes:
        before: only lines with a smaller id.
        since, until: the first and the last day, at the library.
    """

    verb: str = ""
    name: str = ""
    before: int | None = None
    since: date | None = None
    until: date | None = None


async def lines(actor: Actor, sought: Sought) -> Sequence[Deed]:
    """The newest lines that match, one page and one more to tell whether there are older ones."""
    query = Deed.objects().order_by(Deed.id, ascending=False).limit(PAGE + 1)
    if sought.verb:
        query = query.where(Deed.verb == sought.verb)
    if sought.name:
        query = query.where(Deed.actor_name == sought.name)
    if sought.before:
        query = query.where(Deed.id < sought.before)
    if sought.since:
        query = query.where(Deed.at >= _midnight(sought.since))
    if sought.until:
        query = query.where(Deed.at < _midnight(sought.until + timedelta(days=1)))
    return await query


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.LIBRARY_ZONE).astimezone(UTC)


async def own_deeds(actor: Actor, most: int = 200) -> Sequence[Deed]:
    """What the actor did, newest first, for their own copy."""
    return await Deed.objects().where(Deed.actor == actor.person).order_by(Deed.id, ascending=False).limit(most)


async def broken_at() -> int | None:
    """The id of the first line that was altered or taken out, or None when the whole chain holds.

    A line cut off at the very end leaves no trace in the chain itself; a backup still holds it.
    """
    before, last = "", 0
    while rows := await Deed.objects().where(Deed.id > last).order_by(Deed.id).limit(CHECKED_AT_ONCE):
        broken = first_break([(r.id, r.previous, r.digest, facts(r)) for r in rows], before)
        if broken is not None:
            return broken
        before, last = rows[-1].digest, rows[-1].id
    return None
