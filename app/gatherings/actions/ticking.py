"""Coming and going while it lasts: by the code on the screen, or off the list by whoever keeps it."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.gatherings import queries, steps
from app.gatherings.coming import come, go
from app.gatherings.queries.keeping import kept, records
from app.gatherings.rules.attendance import Source, before, why_not_take_back
from app.gatherings.rules.codes import Code, why_not_code
from app.refusals import Refused, found


async def check_in(actor: Actor, code: Code, *, now: datetime) -> None:
    """The actor came, as the code on the screen proves.

    Raises:
        Missing: there is no such gathering.
        Refused: the code is dead, or they cannot check in now.
    """
    async with deed(actor, "presence.checked_in", code.gathering):
        if reasons := why_not_code(code, now):
            raise Refused(*reasons)
        await come(actor, code.gathering, actor.person, Source.SCAN, now)


async def check_out(actor: Actor, code: Code, *, now: datetime) -> None:
    """The actor goes, as the code on the screen proves.

    Raises:
        Missing: there is no such gathering.
        Refused: the code is dead, or they cannot check out now.
    """
    async with deed(actor, "presence.checked_out", code.gathering) as line:
        if reasons := why_not_code(code, now):
            raise Refused(*reasons)
        line.details["minutes"] = await go(actor, code.gathering, actor.person, Source.SCAN, now)


async def tick_in(actor: Actor, gathering: int, person: int, *, now: datetime, override: str = "") -> None:
    """This person is here, says whoever keeps the list.

    Args:
        override: why they let somebody in who lacks what is asked before; it stands in the ledger.

    Raises:
        Missing: the list is not the actor's to keep, or the person is not on it.
        Refused: they cannot check in now.
    """
    async with deed(actor, "presence.ticked_in", gathering, person=person) as line:
        found(await kept(actor, gathering))
        found(person if person in await queries.expected_persons(gathering) else None)
        if over := await come(actor, gathering, person, Source.LIST, now, override=override):
            line.details.update(override=override.strip(), over=[one.code for one in over])


async def tick_out(actor: Actor, gathering: int, person: int, *, now: datetime) -> None:
    """This person goes, says whoever keeps the list.

    Raises:
        Missing: the list is not the actor's to keep, or the person is not on it.
        Refused: they cannot check out now.
    """
    async with deed(actor, "presence.ticked_out", gathering, person=person) as line:
        found(await kept(actor, gathering))
        found(person if person in await queries.expected_persons(gathering) else None)
        line.details["minutes"] = await go(actor, gathering, person, Source.LIST, now)


async def take_back(actor: Actor, gathering: int, person: int, *, now: datetime) -> None:
    """The newest check-in or check-out was a slip; what stood before stands again, and all rows stay readable.

    Raises:
        Missing: the list is not the actor's to keep, or the person is not on it.
        Refused: there is nothing to take back, or it is over.
    """
    async with deed(actor, "presence.taken_back", gathering, person=person):
        found(await kept(actor, gathering))
        found(person if person in await queries.expected_persons(gathering) else None)
        known = await steps.lock(gathering)
        entries = await records(gathering, person)
        if reasons := why_not_take_back(known.state, entries):
            raise Refused(*reasons)
        await steps.write_presence(actor, known, person, before(entries), now)
