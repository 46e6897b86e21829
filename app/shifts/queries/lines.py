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


async def line_if_full(seat: int, person: int) -> int | None:
    """How many stand in line, where somebody sits on every chair and this volunteer is not on the shift; None otherwise.

    One query, for the moment when a hundred press at once and all but a few come too late.
    """
    rows = await Seat.raw(FULL, person, person, seat)
    full = rows and rows[0]["volunteers"] and not rows[0]["mine"] and rows[0]["sitting"] >= rows[0]["most"]
    return int(rows[0]["waiting"]) if full else None


async def has_left_line(seat: int, volunteer: int) -> bool:
    """Whether the volunteer stood in the line of the seat and has left it themselves."""
    return [row["ended_as"] for row in await Waiting.raw(LEFT, seat, volunteer)] == [WaitingEnd.LEFT.value]


FULL = """
SELECT t.most, (SELECT count(*) FROM assignment a WHERE a.seat = t.id AND a.ended_at IS NULL) AS sitting,
       (SELECT count(*) FROM waiting w WHERE w.seat = t.id AND w.ended_at IS NULL) AS waiting,
       (SELECT count(*) FROM assignment a JOIN volunteer v ON v.id = a.volunteer
        WHERE a.shift = t.shift AND a.ended_at IS NULL AND v.person = {}) AS mine,
       (SELECT count(*) FROM volunteer v WHERE v.person = {}) AS volunteers
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
