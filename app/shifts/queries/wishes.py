"""Wishes to come every week, and the published shifts that they have no answer for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.actor import Actor
from app.gatherings.rules import Span
from app.people.tables import Suspension
from app.shifts.queries.limits import settings
from app.shifts.queries.seats import day_of
from app.shifts.rules.wishes import WeeklyTime, is_meant
from app.shifts.tables import WeeklyWish
from app.storage.moments import moment

SERVES = """
((SELECT s.status FROM volunteer_status s WHERE s.id =
    (SELECT max(n.id) FROM volunteer_status n WHERE n.volunteer = w.volunteer)) = 'active'
 AND NOT EXISTS (SELECT 1 FROM suspension x JOIN volunteer y ON y.person = x.person
    WHERE y.id = w.volunteer AND x.ended_at IS NULL))
"""
"""Whether whoever wishes is in service: while they are not, the wish is held, and nothing is answered."""
STANDING = f"""
SELECT w.id, w.volunteer, w.post, w.weekday, w.from_minute, w.to_minute, w.from_on, v.person, o.name AS post_name,
       p.name AS place_name, CASE WHEN {SERVES} THEN 0 ELSE 1 END AS held
FROM weekly_wish w JOIN volunteer v ON v.id = w.volunteer JOIN post o ON o.id = w.post JOIN service_point p ON p.id = o.place
WHERE NOT EXISTS (SELECT 1 FROM weekly_wish_end e WHERE e.wish = w.id)
"""  # noqa: S608 - both halves are written here.
UNANSWERED = f"""
SELECT t.id AS seat, w.id AS wish, w.weekday, w.from_minute, w.to_minute, w.from_on, g.starts_at, g.ends_at
FROM weekly_wish w JOIN seat t ON t.post = w.post JOIN shift s ON s.id = t.shift JOIN gathering g ON g.id = s.gathering
WHERE NOT EXISTS (SELECT 1 FROM weekly_wish_end e WHERE e.wish = w.id)
AND NOT EXISTS (SELECT 1 FROM weekly_wish_answer a WHERE a.wish = w.id AND a.seat = t.id)
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
AND NOT EXISTS (SELECT 1 FROM gathering_opening x WHERE x.gathering = g.id)
AND t.most > 0 AND {SERVES} AND g.starts_at > {{}}
"""  # noqa: S608 - both halves are written here.
LOST = """
SELECT a.seat, a.wish FROM weekly_wish_answer a JOIN weekly_wish w ON w.id = a.wish
JOIN assignment_end n ON n.assignment =
    (SELECT max(y.id) FROM assignment y WHERE y.seat = a.seat AND y.volunteer = w.volunteer)
JOIN seat t ON t.id = a.seat JOIN shift s ON s.id = t.shift JOIN gathering g ON g.id = s.gathering
WHERE w.volunteer = {} AND a.assignment IS NOT NULL AND n.kind = 'status' AND g.starts_at > {} AND t.most > 0
AND NOT EXISTS (SELECT 1 FROM weekly_wish_end e WHERE e.wish = w.id)
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
AND NOT EXISTS (SELECT 1 FROM gathering_opening x WHERE x.gathering = g.id)
"""
ORDER = "ORDER BY g.starts_at, w.id"
PUBLISHED = "AND EXISTS (SELECT 1 FROM shift_publication f WHERE f.shift = s.id)"
LATELY = """
AND EXISTS (SELECT 1 FROM shift_publication f WHERE f.shift = s.id
    AND (f.at >= {} OR EXISTS (SELECT 1 FROM suspension b JOIN volunteer y ON y.person = b.person
        WHERE y.id = w.volunteer AND b.ended_at >= {})))
"""
SLACK = timedelta(days=7)
"""A server that was off for so long still answers when it is on again."""
LATEST = """
SELECT a.wish, a.reason, g.starts_at, g.ends_at, CASE WHEN x.ended_at IS NOT NULL AND NOT EXISTS
           (SELECT 1 FROM assignment n WHERE n.seat = x.seat AND n.volunteer = x.volunteer AND n.ended_at IS NULL)
       THEN 1 ELSE 0 END AS left_again
FROM weekly_wish_answer a JOIN weekly_wish w ON w.id = a.wish LEFT JOIN assignment x ON x.id = a.assignment
JOIN volunteer v ON v.id = w.volunteer JOIN seat t ON t.id = a.seat JOIN shift s ON s.id = t.shift
JOIN gathering g ON g.id = s.gathering
WHERE v.person = {} AND a.id = (SELECT max(n.id) FROM weekly_wish_answer n WHERE n.wish = a.wish)
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish that stands. `last` is the latest shift that it was answered for, `reason` why that could not be.

    `left_again` says that the seat was given and is theirs no longer, `held` that it waits: its volunteer is not in service.
    """

    id: int
    volunteer: int
    person: int
    post: int
    post_name: str
    place_name: str
    when: WeeklyTime
    from_on: date
    last: Span | None = None
    reason: str = ""
    left_again: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A seat that a wish means and has no answer for, or (`is_lost`) had until its volunteer was paused."""

    wish: int
    seat: int
    is_lost: bool = False


async def wishes(ids: Collection[int]) -> dict[int, Wish]:
    """These wishes by id, of those that stand."""
    listed = ", ".join("{}" for _one in ids)
    rows = await WeeklyWish.raw(f"{STANDING} AND w.id IN ({listed})", *ids) if ids else []
    return {row["id"]: _wish(row) for row in rows}


async def own_wishes(actor: Actor) -> list[Wish]:
    """The actor's own that stand, with what became of each the last time."""
    rows = await WeeklyWish.raw(f"{STANDING} AND v.person = {{}} ORDER BY w.weekday, w.from_minute, w.id", actor.person)
    latest = {row["wish"]: row for row in await WeeklyWish.raw(LATEST, actor.person)} if rows else {}
    return [_wish(row, latest.get(row["id"])) for row in rows]


async def unanswered(
    now: datetime,
    *,
    shifts: Collection[int] | None = None,
    wish: int | None = None,
    volunteer: int | None = None,
) -> list[Unanswered]:
    """Published seats to come that standing wishes mean, the earliest first and of one seat the wish that came first.

    Args:
        shifts: of these only.
        wish: for this one only.
        volunteer: for theirs only.
    """
    where, given = PUBLISHED, [now]
    if shifts is not None:
        if not shifts:
            return []
        where += f" AND s.id IN ({', '.join('{}' for _one in shifts)})"
        given += list(shifts)  # type: ignore[arg-type]
    if wish is not None:
        where += " AND w.id = {}"
        given.append(wish)  # type: ignore[arg-type]
    if volunteer is not None:
        where += " AND w.volunteer = {}"
        given.append(volunteer)  # type: ignore[arg-type]
    return _meant(await WeeklyWish.raw(f"{UNANSWERED} {where} {ORDER}", *given))


async def lost(volunteer: int, now: datetime) -> list[Unanswered]:
    """Seats to come that this volunteer's standing wishes had brought, and that were given up because they were paused."""
    rows = await WeeklyWish.raw(f"{LOST} {ORDER}", volunteer, now)
    return [Unanswered(row["wish"], row["seat"], is_lost=True) for row in rows]


async def held_back(now: datetime) -> list[Unanswered]:
    """Seats whose answer had to wait: others were let in first, or whoever wishes could not sign in for a while."""
    longest = max((one.limits.head_start for one in await settings()), default=timedelta(0))
    if not longest and not await Suspension.exists().where(Suspension.ended_at >= now - SLACK):
        return []
    # Without a head start nothing that was published lately waits for it.
    since = now - longest - SLACK if longest else now
    return _meant(await WeeklyWish.raw(f"{UNANSWERED} {LATELY} {ORDER}", now, since, now - SLACK))


def _meant(rows: Sequence[Mapping[str, Any]]) -> list[Unanswered]:
    return [
        Unanswered(row["wish"], row["seat"])
        for row in rows
        if is_meant(_when(row), day_of(row["from_on"]), Span(moment(row["starts_at"]), moment(row["ends_at"])))
    ]


def _when(row: Mapping[str, Any]) -> WeeklyTime:
    return WeeklyTime(row["weekday"], row["from_minute"], row["to_minute"])


def _wish(row: Mapping[str, Any], latest: Mapping[str, Any] | None = None) -> Wish:
    return Wish(
        id=row["id"],
        volunteer=row["volunteer"],
        person=row["person"],
        post=row["post"],
        post_name=row["post_name"],
        place_name=row["place_name"],
        when=_when(row),
        from_on=day_of(row["from_on"]),
        last=Span(moment(latest["starts_at"]), moment(latest["ends_at"])) if latest else None,
        reason=latest["reason"] if latest else "",
        left_again=bool(latest and latest["left_again"]),
        held=bool(row["held"]),
    )
