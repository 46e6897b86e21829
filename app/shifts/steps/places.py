"""What a service point that closes leaves behind on the roster."""

from datetime import date, datetime, timedelta

from app.actor import Actor
from app.clock import at_library, midnight
from app.locale import N_, _
from app.notices import tell
from app.shifts.queries.places import coordinators
from app.shifts.tables import Seat
from app.storage.moments import moment

LEFT = """
SELECT g.id, g.starts_at, p.name AS place_name,
       (SELECT count(*) FROM assignment a WHERE a.shift = s.id AND a.ended_at IS NULL) AS people
FROM shift s JOIN gathering g ON g.id = s.gathering JOIN service_point p ON p.id = g.place
WHERE g.place = {} AND g.starts_at >= {} AND g.ends_at > {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
ORDER BY g.starts_at
"""
CLOSES = N_("“%(place)s”%(on)s 起停止服务，那以后还排着 %(n)d 班、%(seats)d 人次：逐班取消并写明原因，来的人会收到通知")


async def shifts_left(actor: Actor, place: int, on: date, now: datetime) -> str:
    """Tell the coordinators of a place how many shifts stand from the day on which it closes; says so too.

    Nobody loses a seat by it: a coordinator calls each shift off with the reason that its people read. Until then nobody new
    gets a seat there.
    """
    rows = await Seat.raw(LEFT, place, midnight(on), now)
    if not rows:
        return ""
    first = at_library(moment(rows[0]["starts_at"])).date()
    monday = first - timedelta(days=first.weekday())
    people = sum(row["people"] for row in rows)
    said = {"place": rows[0]["place_name"], "on": str(on), "n": len(rows), "seats": people}
    there = {person for person, _name in (await coordinators()).get(place, ())}
    await tell(actor, there, CLOSES, address=f"/shifts/board?week={monday}", now=now, **said)
    return _("；那以后还排着 %(n)d 班、%(seats)d 人次，要到班表里逐班取消", n=len(rows), seats=people)
