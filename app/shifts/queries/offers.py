"""Offers of freed seats: one's own, and those whose time is over."""

from dataclasses import dataclass
from datetime import datetime

from app.actor import Actor
from app.gatherings.rules import Span
from app.shifts.rules import OfferEnd
from app.shifts.tables import SeatOffer
from app.storage.moments import moment

OWN = """
SELECT f.id, f.seat, f.volunteer, f.expires_at, f.ended_as FROM seat_offer f JOIN volunteer v ON v.id = f.volunteer
WHERE f.id = {} AND v.person = {}
"""
MINE = """
SELECT f.id, f.expires_at, o.name AS post, o.duties, o.risk, p.name AS place_name, p.address, g.starts_at, g.ends_at
FROM seat_offer f JOIN volunteer v ON v.id = f.volunteer JOIN seat t ON t.id = f.seat JOIN post o ON o.id = t.post
JOIN shift s ON s.id = t.shift JOIN gathering g ON g.id = s.gathering LEFT JOIN service_point p ON p.id = g.place
WHERE v.person = {} AND f.ended_at IS NULL AND f.expires_at > {} AND g.starts_at > {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
ORDER BY f.expires_at, f.id
"""
STALE = "SELECT DISTINCT f.seat FROM seat_offer f WHERE f.ended_at IS NULL AND f.expires_at <= {} ORDER BY f.seat"


@dataclass(frozen=True, slots=True)
class OwnOffer:
    """An offer made to oneself; `ended` is None while it stands."""

    id: int
    seat: int
    volunteer: int
    expires_at: datetime
    ended: OfferEnd | None


@dataclass(frozen=True, slots=True)
class MyOffer:
    """A seat that is kept for oneself, as it is shown."""

    id: int
    post: str
    duties: str
    risk: str
    place_name: str
    address: str
    span: Span
    expires_at: datetime


async def own_offer(actor: Actor, offer: int) -> OwnOffer | None:
    """An offer, standing or ended, when it was made to the actor."""
    rows = await SeatOffer.raw(OWN, offer, actor.person)
    return next(
        (
            OwnOffer(
                row["id"],
                row["seat"],
                row["volunteer"],
                moment(row["expires_at"]),
                OfferEnd(row["ended_as"]) if row["ended_as"] else None,
            )
            for row in rows
        ),
        None,
    )


async def my_offers(actor: Actor, now: datetime) -> list[MyOffer]:
    """What is kept for the actor until they answer, the most pressing first."""
    return [
        MyOffer(
            row["id"],
            row["post"],
            row["duties"],
            row["risk"],
            row["place_name"] or "",
            row["address"] or "",
            Span(moment(row["starts_at"]), moment(row["ends_at"])),
            moment(row["expires_at"]),
        )
        for row in await SeatOffer.raw(MINE, actor.person, now, now)
    ]


async def stale_seats(now: datetime) -> list[int]:
    """Seats kept for somebody who has not answered in time."""
    return [row["seat"] for row in await SeatOffer.raw(STALE, now)]
