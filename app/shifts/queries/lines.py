"""Lines for full seats: one's own places in them."""

from dataclasses import dataclass
from datetime import datetime

from app.actor import Actor
from app.gatherings.rules import Span
from app.shifts.rules import WaitingEnd
from app.shifts.tables import Seat, Waiting
from app.storage.moments import moment

LEFT = """
SELECT ended_as FROM waiting WHERE seat = {} AND volunteer = {} ORDER BY id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What is seen of a seat before anything is held; it may be another one a moment later.

    Attributes:
        volunteer: who the person is as a volunteer; None where they are none.
        line: how many stand in line, where somebody sits on every chair and this volunteer is not on the shift.
    """

    volunteer: int | None
    line: int | None


async def first_look(seat: int, person: int) -> FirstLook | None:
    """One query, for the moment when a hundred press at once and all but a few come too late; None without the seat."""
    rows = await Seat.raw(FIRST_LOOK, person, person, seat)
    if not rows:
        return None
    row = rows[0]
    full = row["volunteer"] and not row["mine"] and row["sitting"] >= row["most"]
    return FirstLook(row["volunteer"], int(row["waiting"]) if full else None)


async def has_left_line(seat: int, volunteer: int) -> bool:
    """Whether the volunteer stood in the line of the seat and has left it themselves."""
    return [row["ended_as"] for row in await Waiting.raw(LEFT, seat, volunteer)] == [WaitingEnd.LEFT.value]


FIRST_LOOK = """
SELECT t.most, (SELECT count(*) FROM assignment a WHERE a.seat = t.id AND a.ended_at IS NULL) AS sitting,
       (SELECT count(*) FROM waiting w WHERE w.seat = t.id AND w.ended_at IS NULL) AS waiting,
       (SELECT count(*) FROM assignment a JOIN volunteer v ON v.id = a.volunteer
        WHERE a.shift = t.shift AND a.ended_at IS NULL AND v.person = {}) AS mine,
       (SELECT v.id FROM volunteer v WHERE v.person = {}) AS volunteer
FROM seat t WHERE t.id = {}
"""


@dataclass(frozen=True, slots=True)
class InLine:
    """A seat for which one stands in line; `place` 1 is next."""

    seat: int
    post: str
    place_name: str
    span: Span
    place: int


WAITING = """
SELECT w.seat, o.name AS post, p.name AS place_name, g.starts_at, g.ends_at,
       (SELECT count(*) FROM waiting b WHERE b.seat = w.seat AND b.ended_at IS NULL AND b.id <= w.id) AS place
FROM waiting w JOIN volunteer v ON v.id = w.volunteer JOIN seat t ON t.id = w.seat JOIN post o ON o.id = t.post
JOIN shift s ON s.id = t.shift JOIN gathering g ON g.id = s.gathering LEFT JOIN service_point p ON p.id = g.place
WHERE v.person = {} AND w.ended_at IS NULL AND g.starts_at > {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
ORDER BY g.starts_at
"""


async def my_lines(actor: Actor, now: datetime) -> list[InLine]:
    """The lines the actor stands in, of shifts that have not begun."""
    return [
        InLine(
            row["seat"],
            row["post"],
            row["place_name"] or "",
            Span(moment(row["starts_at"]), moment(row["ends_at"])),
            row["place"],
        )
        for row in await Waiting.raw(WAITING, actor.person, now)
    ]
