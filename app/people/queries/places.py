"""Libraries and service points as lists and pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from app import clock
from app.actor import Actor, May
from app.people.rules.names import masked
from app.people.rules.places import (
    LibraryFacts,
    LibraryKind,
    PartnerKind,
    PointFacts,
    PointKind,
    agreement_in_words,
    is_closed,
)
from app.people.tables import Library, ServicePoint

POINTS = """
SELECT s.*, l.name AS partner_name FROM service_point s LEFT JOIN library l ON l.id = s.partner
"""

COORDINATORS = """
SELECT p.id, p.name, p.phone FROM role_grant g JOIN person p ON p.id = g.person
WHERE g.ended_at IS NULL AND g.service_point = {} ORDER BY p.name_pinyin, p.id
"""


@dataclass(frozen=True, slots=True)
class PointView:
    """A service point, with its partner by name and what to say of its agreement.

    Attributes:
        facts: what is written down about it.
        closed: whether it no longer serves today.
        flagged: a sentence when the agreement ends within 60 days or has ended.
    """

    id: int
    facts: PointFacts
    kind: PointKind
    partner_name: str | None
    closed: bool
    flagged: str | None

    @property
    def name(self) -> str:
        """Its name."""
        return self.facts.name

    @property
    def address(self) -> str:
        """Where it is."""
        return self.facts.address


@dataclass(frozen=True, slots=True)
class LibraryView:
    """An organisation; the contact's phone is masked for those who do not manage places."""

    id: int
    facts: LibraryFacts
    kind: LibraryKind
    partner_kind: PartnerKind | None
    contact_phone: str
    closed: bool


async def points(actor: Actor, now: datetime, *, partner: int | None = None) -> list[PointView]:
    """All service points, the main building first, closed ones last; or only one partner's."""
    today = clock.at_library(now).date()
    rows = await ServicePoint.raw(POINTS)
    views = [_point(row, today) for row in rows if partner is None or row["partner"] == partner]
    order = list(PointKind)
    return sorted(views, key=lambda view: (view.closed, order.index(view.kind), view.id))


async def point(actor: Actor, point_id: int, now: datetime) -> PointView | None:
    """One service point."""
    rows = await ServicePoint.raw(f"{POINTS} WHERE s.id = {{}}", point_id)
    return _point(rows[0], clock.at_library(now).date()) if rows else None


async def coordinators(actor: Actor, point_id: int) -> Sequence[tuple[int, str, str]]:
    """Who coordinates the service point: id, name, phone (masked for those who do not manage people)."""
    rows = await ServicePoint.raw(COORDINATORS, point_id)
    whole = actor.may(May.MANAGE_PEOPLE)
    return [(r["id"], r["name"], (r["phone"] or "") if whole else masked(r["phone"] or "")) for r in rows]


async def libraries(actor: Actor, now: datetime) -> list[LibraryView]:
    """All organisations: our own, the superior, then partners by name."""
    today = clock.at_library(now).date()
    order = list(LibraryKind)
    views = [_library(actor, row, today) for row in await Library.select()]
    return sorted(views, key=lambda view: (view.closed, order.index(view.kind), view.id))


async def library(actor: Actor, library_id: int, now: datetime) -> LibraryView | None:
    """One organisation."""
    row = await Library.select().where(Library.id == library_id).first()
    return _library(actor, row, clock.at_library(now).date()) if row else None


async def choices(actor: Actor, now: datetime) -> list[tuple[int, str]]:
    """Service points that serve, for a list to choose from: id and name."""
    return [(view.id, view.name) for view in await points(actor, now) if not view.closed]


async def partners(actor: Actor) -> list[tuple[int, str]]:
    """Partners, for a list to choose from: id and name."""
    mine = Library.kind == LibraryKind.PARTNER.value
    rows = await Library.select(Library.id, Library.name).where(mine).order_by(Library.name)
    return [(row["id"], row["name"]) for row in rows]


async def contact() -> tuple[str, str, str] | None:
    """Our own library's name, whom to ask there and their phone: what stands on the door for everybody."""
    row = await Library.select().where(Library.kind == LibraryKind.OWN.value).first()
    return (row["name"], row["contact_name"], row["contact_phone"]) if row else None


def _point(row: Mapping[str, Any], today: date) -> PointView:
    # SQLite answers 0 and 1 where a raw question reads a truth.
    truths = {"interlending": bool(row["interlending"]), "open_24h": bool(row["open_24h"])}
    facts = PointFacts(**{**{field.name: row[field.name] for field in fields(PointFacts)}, **truths})
    closed = is_closed(facts.closed_on, today)
    flagged = None if closed else agreement_in_words(facts.agreement_to, today)
    return PointView(row["id"], facts, PointKind(facts.kind), row["partner_name"], closed, flagged)


def _library(actor: Actor, row: Mapping[str, Any], today: date) -> LibraryView:
    facts = LibraryFacts(**{field.name: row[field.name] for field in fields(LibraryFacts)})
    phone = facts.contact_phone
    return LibraryView(
        id=row["id"],
        facts=facts,
        kind=LibraryKind(facts.kind),
        partner_kind=PartnerKind(facts.partner_kind) if facts.partner_kind else None,
        contact_phone=phone if actor.may(May.MANAGE_PLACES) else masked(phone),
        closed=is_closed(facts.closed_on, today),
    )
