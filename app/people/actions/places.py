"""Writing down libraries and service points."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from piccolo.columns.combination import Where

from app.actor import Actor
from app.audit import deed
from app.people.rules.places import (
    LibraryFacts,
    LibraryKind,
    PointFacts,
    name_taken,
    no_partner,
    own_missing,
    own_taken,
    why_not_another_kind,
    why_not_close,
    why_not_library,
    why_not_point,
)
from app.people.tables import Library, ServicePoint
from app.refusals import Refused, WhyNot, found
from app.storage import database

CLOSING: list[Callable[[Actor, int, date, datetime], Awaitable[str]]] = []
"""What the slices above do in the same deed when a service point is to close on a day; each says what is left to do."""

PLACES = "places"
"""Held while it is looked whether a name is free, so that a form sent twice is refused with a sentence."""


async def add_library(actor: Actor, given: LibraryFacts) -> Library:
    """Write down an organisation.

    Raises:
        Refused: its name is taken, there is an own library already, or the kind of partner does not fit.
    """
    async with deed(actor, "library.added", name=given.name) as line:
        await database().hold(PLACES)
        if reasons := await _why_not_library(given, None):
            raise Refused(*reasons)
        row = Library(**asdict(given))
        await row.save()
        line.subject = row.id
    return row


async def edit_library(actor: Actor, library: int, given: LibraryFacts) -> None:
    """Correct what is said of an organisation.

    Raises:
        Missing: there is no such organisation.
        Refused: as when it is added, or it would be of another kind though it is the own library or a partner in use.
    """
    async with deed(actor, "library.edited", library) as line:
        await database().hold(PLACES)
        row = found(await Library.objects().where(Library.id == library).first())
        kept_with = await ServicePoint.count().where(ServicePoint.partner == library)
        reasons = why_not_another_kind(row.kind, given.kind, kept_with) + await _why_not_library(given, library)
        if reasons:
            raise Refused(*reasons)
        line.details["changed"] = _changes(row, asdict(given))
        await Library.update(**asdict(given)).where(Library.id == library)


async def add_point(actor: Actor, given: PointFacts) -> ServicePoint:
    """Write down a service point of the own library.

    Raises:
        Refused: its name is taken, its days are the wrong way round, there is no such partner or no own library yet.
    """
    async with deed(actor, "service_point.added", name=given.name) as line:
        await database().hold(PLACES)
        if reasons := await _why_not_point(given, None):
            raise Refused(*reasons)
        own = await Library.select(Library.id).where(Library.kind == "own").first()
        if own is None:
            raise Refused(own_missing())
        row = ServicePoint(**asdict(given), library=own["id"])
        await row.save()
        line.subject = row.id
    return row


async def edit_point(actor: Actor, point: int, given: PointFacts, *, now: datetime) -> str:
    """Correct what is said of a service point. Returns what is left to be done there, where it is to close on another day.

    Raises:
        Missing: there is no such service point.
        Refused: as when it is added.
    """
    async with deed(actor, "service_point.edited", point) as line:
        await database().hold(PLACES)
        row = found(await ServicePoint.objects().where(ServicePoint.id == point).first())
        if reasons := await _why_not_point(given, point):
            raise Refused(*reasons)
        line.details["changed"] = _changes(row, asdict(given))
        await ServicePoint.update(**asdict(given)).where(ServicePoint.id == point)
        if given.closed_on is None or given.closed_on == row.closed_on:
            return ""
        return await _closing(actor, point, given.closed_on, now)


async def close_point(actor: Actor, point: int, on: date, *, now: datetime) -> str:
    """Let the service point serve nobody from this day on; it stays in every list of the past. Returns what is left to be done.

    Raises:
        Missing: there is no such service point.
        Refused: it would close before it opened.
    """
    async with deed(actor, "service_point.closed", point, on=on):
        row = found(await ServicePoint.objects().where(ServicePoint.id == point).first())
        if reasons := why_not_close(row.opened_on, on):
            raise Refused(*reasons)
        await ServicePoint.update({ServicePoint.closed_on: on}).where(ServicePoint.id == point)
        return await _closing(actor, point, on, now)


async def reopen_point(actor: Actor, point: int) -> None:
    """Take the day of closing back.

    Raises:
        Missing: there is no such service point, or it has no day of closing.
    """
    async with deed(actor, "service_point.reopened", point):
        had_one = (ServicePoint.id == point) & ServicePoint.closed_on.is_not_null()
        reopened = await ServicePoint.update({ServicePoint.closed_on: None}).where(had_one).returning(ServicePoint.id)
        found(reopened or None)


async def _closing(actor: Actor, point: int, on: date, now: datetime) -> str:
    return "".join([await told(actor, point, on, now) for told in CLOSING])


async def _why_not_library(given: LibraryFacts, library: int | None) -> tuple[WhyNot, ...]:
    reasons = why_not_library(given)
    if await _another(Library, Library.name == given.name, library):
        reasons += (name_taken(),)
    if given.kind == LibraryKind.OWN and await _another(Library, Library.kind == given.kind, library):
        reasons += (own_taken(),)
    return reasons


async def _why_not_point(given: PointFacts, point: int | None) -> tuple[WhyNot, ...]:
    reasons = why_not_point(given)
    is_partner = (Library.id == given.partner) & (Library.kind == LibraryKind.PARTNER.value)
    if given.partner is not None and not await Library.exists().where(is_partner):
        reasons += (no_partner(),)
    if await _another(ServicePoint, ServicePoint.name == given.name, point):
        reasons += (name_taken(),)
    return reasons


async def _another(table: type[Library] | type[ServicePoint], alike: Where, but: int | None) -> bool:
    """Whether another row than this one is alike."""
    return bool(await table.exists().where(alike & (table.id != (but or 0))))


def _changes(row: Library | ServicePoint, facts: dict[str, Any]) -> dict[str, list[Any]]:
    """Before and after, by field."""
    pairs = {name: [getattr(row, name), value] for name, value in facts.items() if getattr(row, name) != value}
    return {name: [str(v) if isinstance(v, date) else v for v in pair] for name, pair in pairs.items()}
