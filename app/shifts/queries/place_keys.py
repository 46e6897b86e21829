"""The secret addresses of service points, and what is read under them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.actor import Actor
from app.gatherings.rules import GatheringState, Span
from app.locale import _
from app.office.calendars import Event
from app.shifts.queries.consents import shown_names
from app.shifts.queries.places import may_arrange
from app.shifts.queries.seats import SeatView, seats_between
from app.shifts.queries.volunteer_list import places
from app.shifts.rules.place_keys import PlaceKeyKind
from app.shifts.rules.seating import at
from app.shifts.tables import PlaceKey
from app.storage.moments import moment

BACK, AHEAD = timedelta(days=60), timedelta(days=400)
MOST = 1_000
STANDING = "SELECT place, kind, nonce, made_by_name, made_at FROM place_key WHERE ended_at IS NULL ORDER BY id"
HOLDER = """
SELECT p.id, p.name FROM place_key k JOIN service_point p ON p.id = k.place
WHERE k.nonce = {} AND k.kind = {} AND k.ended_at IS NULL AND (p.closed_on IS NULL OR p.closed_on > {})
"""


@dataclass(frozen=True, slots=True)
class Key:
    """An address that holds."""

    nonce: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class PlaceKeys:
    """A service point with its addresses by kind."""

    id: int
    name: str
    keys: Mapping[PlaceKeyKind, Key]


@dataclass(frozen=True, slots=True)
class Today:
    """A shift of today as the screen shows it: each post with those who come, as they may be called."""

    span: Span
    posts: Sequence[tuple[str, Sequence[str]]]


async def place_keys(actor: Actor) -> list[PlaceKeys]:
    """The service points whose shifts the actor arranges."""
    found: dict[int, dict[PlaceKeyKind, Key]] = {}
    for row in await PlaceKey.raw(STANDING):
        key = Key(row["nonce"], row["made_by_name"], moment(row["made_at"]))
        found.setdefault(row["place"], {})[PlaceKeyKind(row["kind"])] = key
    return [PlaceKeys(id, name, found.get(id, {})) for id, name in await places() if may_arrange(actor, id)]


async def place_of_key(nonce: str, kind: PlaceKeyKind, today: date) -> tuple[int, str] | None:
    """Id and name of whose address this is; None when it was ended, or the place is closed."""
    rows = await PlaceKey.raw(HOLDER, nonce, kind.value, today)
    return (rows[0]["id"], rows[0]["name"]) if rows else None


async def place_events(place: int, base: str, now: datetime) -> list[Event]:
    """The published shifts of a place, of the last two months and all to come: how many come, and as they may be called.

    Args:
        base: where the product is reached, for the addresses of the events.
    """
    shifts: dict[int, list[SeatView]] = {}
    for seat in await seats_between(Span(now - BACK, now + AHEAD), place=place):
        if seat.facts.published:
            shifts.setdefault(seat.facts.shift, []).append(seat)
    told = list(shifts.items())[:MOST]
    holders = {holder.volunteer for _shift, seats in told for seat in seats for holder in seat.holders}
    names = await shown_names(holders)
    return [_event(shift, seats, names, base) for shift, seats in told]


def _event(shift: int, seats: Sequence[SeatView], names: Mapping[int, str], base: str) -> Event:
    facts = seats[0].facts
    people = [names.get(holder.volunteer, _("志愿者")) for seat in seats for holder in seat.holders]
    posts = _("、").join(dict.fromkeys(seat.facts.post for seat in seats))
    return Event(
        key=f"shift-{shift}",
        title=_("志愿者 %(n)d 人：%(posts)s", n=len(people), posts=posts),
        starts_at=facts.span.starts_at,
        ends_at=facts.span.ends_at,
        where=facts.place_name,
        note=_("、").join(people),
        called_off=facts.state is GatheringState.CALLED_OFF,
        address=f"{base}/shifts/{shift}",
    )


async def today_at(place: int, today: date) -> list[Today]:
    """The published shifts of a day at a place, by time."""
    span = Span(at(today, 0), at(today + timedelta(days=1), 0))
    seats = [
        one
        for one in await seats_between(span, place=place)
        if one.facts.published and one.facts.state is not GatheringState.CALLED_OFF and one.holders
    ]
    names = await shown_names([holder.volunteer for seat in seats for holder in seat.holders])
    found: dict[Span, list[tuple[str, list[str]]]] = {}
    for seat in seats:
        people = [names.get(holder.volunteer, _("志愿者")) for holder in seat.holders]
        found.setdefault(seat.facts.span, []).append((seat.facts.post, people))
    return [Today(when, posts) for when, posts in sorted(found.items(), key=lambda one: one[0].starts_at)]
