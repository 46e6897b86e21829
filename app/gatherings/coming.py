"""Coming and going as the slices above write them inside their own deeds; and the word of a shift that is said on the spot."""

from dataclasses import replace
from datetime import datetime

from app.actor import Actor
from app.gatherings import queries, steps
from app.gatherings.rules.attendance import (
    Record,
    Source,
    status_on_arrival,
    why_not_check_in,
    why_not_check_out,
    why_not_go_alone,
)
from app.refusals import Refused, found
from app.web.signing import signature

BY_ONESELF = frozenset({Source.SCAN, Source.CODE})
SPOKEN = 10_000


def spoken_code(gathering: int) -> str:
    """Four digits that whoever is there is told, another for each gathering; from nothing that is kept in a row."""
    return f"{int(signature('spoken code', str(gathering))[:12], 16) % SPOKEN:04}"


async def come(actor: Actor, gathering: int, person: int, source: Source, now: datetime) -> None:
    """The person came.

    Raises:
        Missing: there is no such gathering.
        Refused: they cannot check in now.
    """
    known = await steps.lock(gathering)
    expected = person in await queries.expected_persons(gathering)
    standing = await queries.standing_record(gathering, person)
    if reasons := why_not_check_in(known.state, known.span, expected, standing, now):
        raise Refused(*reasons)
    await steps.write_presence(actor, known, person, Record(status_on_arrival(known.span, now), source, now), now)


async def go(actor: Actor, gathering: int, person: int, source: Source, now: datetime) -> int:
    """The person goes; returns the minutes.

    Raises:
        Missing: there is no such gathering.
        Refused: they cannot check out now.
    """
    known = await steps.lock(gathering)
    standing = await queries.standing_record(gathering, person)
    reasons = why_not_check_out(known.state, known.span, standing, now)
    if source in BY_ONESELF:
        reasons = reasons or why_not_go_alone(standing, now)
    if reasons:
        raise Refused(*reasons)
    went = replace(found(standing), went_at=now, source=source, note="")
    return await steps.write_presence(actor, known, person, went, now)
