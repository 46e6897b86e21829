"""Coming and going as the slices above write them inside their own deeds; and the word of a shift that is said on the spot."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from app.actor import Actor
from app.gatherings import queries, steps
from app.gatherings.queries import GatheringView
from app.gatherings.rules import Kind
from app.gatherings.rules.attendance import (
    CAME,
    Record,
    Source,
    status_on_arrival,
    why_not_check_in,
    why_not_check_out,
    why_not_go_alone,
)
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.web.signing import signature

BY_ONESELF = frozenset({Source.SCAN, Source.CODE})
SPOKEN = 10_000
BEFORE_COMING: dict[Kind, Callable[[int, int], Awaitable[tuple[WhyNot, ...]]]] = {}
"""What the slices above ask before a person (second) comes to a gathering (first) of their kind."""


def spoken_code(gathering: int) -> str:
    """Four digits that whoever is there is told, another for each gathering; from nothing that is kept in a row."""
    return f"{int(signature('spoken code', str(gathering))[:12], 16) % SPOKEN:04}"


async def why_not_come(kind: Kind, gathering: int, person: int) -> tuple[WhyNot, ...]:
    """What the slice whose gathering it is holds against this person's coming; nothing where it asks nothing."""
    asked = BEFORE_COMING.get(kind)
    return await asked(gathering, person) if asked else ()


async def gone_over(known: GatheringView, person: int, given: Record, reason: str) -> tuple[WhyNot, ...]:
    """What is gone over with a written reason where somebody is written down as having come whom nothing had as coming.

    Afterwards it is as at the moment itself: who lacks what is asked before is not let in by being written in later.

    Raises:
        Refused: something stands against it and no reason is given; a code of the last is `note`.
    """
    if given.status not in CAME:
        return ()
    standing = await queries.standing_record(known.id, person)
    if standing is not None and standing.status in CAME:
        return ()
    over = await why_not_come(known.kind, known.id, person)
    if over and not reason.strip():
        raise Refused(*over, WhyNot("note", _("照样记到场，就写明为什么，原因记进事迹簿")))
    return over


async def come(
    actor: Actor, gathering: int, person: int, source: Source, now: datetime, *, override: str = ""
) -> tuple[WhyNot, ...]:
    """The person came; returns what was gone over.

    Args:
        override: why whoever keeps the list goes over what the slice of the gathering holds against it. Nobody goes over
            it for themselves.

    Raises:
        Missing: there is no such gathering.
        Refused: they cannot check in now.
    """
    known = await steps.lock(gathering)
    over = await why_not_come(known.kind, gathering, person)
    if over and (source in BY_ONESELF or person == actor.id):
        raise Refused(*over)
    if over and not override.strip():
        raise Refused(*over, WhyNot("why", _("照样签到要写原因：点“请假或补录”，在“照样签到”里写")))
    expected = person in await queries.expected_persons(gathering)
    standing = await queries.standing_record(gathering, person)
    if reasons := why_not_check_in(known.state, known.span, expected, standing, now):
        raise Refused(*reasons)
    await steps.write_presence(actor, known, person, Record(status_on_arrival(known.span, now), source, now), now)
    return over


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
