"""Who is to be reminded of a shift, and with whom a coordinator should speak before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.actor import Actor
from app.gatherings.rules import Span
from app.gatherings.rules.attendance import Status
from app.shifts.queries.people import served
from app.shifts.queries.places import may_arrange
from app.shifts.rules import End, How
from app.shifts.rules.risk import Doubt, Past, doubts
from app.shifts.rules.signing import ROUNDS, has_just_said, may_confirm, round_due
from app.shifts.tables import Assignment
from app.storage.moments import moment

COMING = """
SELECT a.id, a.shift, a.seat, a.how, a.at, v.id AS volunteer, v.person, n.name, n.phone, o.name AS post, g.place,
       p.name AS place_name, g.starts_at, g.ends_at,
       CASE WHEN c.id IS NULL THEN 0 ELSE 1 END AS confirmed,
       CASE WHEN q.id IS NULL THEN 0 ELSE 1 END AS stand_in,
       (SELECT min(r.days_before) FROM shift_reminder r WHERE r.assignment = a.id) AS reminded
FROM assignment a JOIN volunteer v ON v.id = a.volunteer JOIN person n ON n.id = v.person
JOIN seat t ON t.id = a.seat JOIN post o ON o.id = t.post
JOIN shift s ON s.id = a.shift JOIN gathering g ON g.id = s.gathering LEFT JOIN service_point p ON p.id = g.place
LEFT JOIN assignment_confirmation c ON c.assignment = a.id
LEFT JOIN stand_in_request q ON q.assignment = a.id AND q.ended_at IS NULL
WHERE a.ended_at IS NULL AND a.told_at IS NOT NULL AND g.starts_at > {} AND g.starts_at < {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
ORDER BY g.starts_at, g.place, o.id, a.id
"""
LATE = """
SELECT a.volunteer, count(*) AS n FROM assignment_end e JOIN assignment a ON a.id = e.assignment
WHERE e.kind = {} AND e.at > {} GROUP BY a.volunteer
"""
ABSENT = """
SELECT r.person, count(*) AS n FROM presence r JOIN gathering g ON g.id = r.gathering
WHERE g.kind = 'shift' AND r.status = {} AND g.starts_at > {}
AND r.id = (SELECT max(n.id) FROM presence n WHERE n.gathering = r.gathering AND n.person = r.person)
GROUP BY r.person
"""
LOOKING_BACK = timedelta(days=365)
AHEAD = timedelta(days=max(ROUNDS) + 1)


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody with a seat in the next days. `reminded` is the last round so far, in days before; None before the first."""

    assignment: int
    shift: int
    seat: int
    person: int
    volunteer: int
    name: str
    phone: str
    post: str
    place: int | None
    place_name: str
    span: Span
    said_yes: bool
    confirmed: bool
    stand_in: bool
    reminded: int | None


@dataclass(frozen=True, slots=True)
class AtRisk:
    """Somebody with a seat in the next days with whom the coordinator should speak, and why."""

    who: Coming
    doubts: tuple[Doubt, ...]


async def to_remind(now: datetime) -> list[tuple[Coming, int]]:
    """Whoever is to be reminded now, with the round; those who have said yes only just now are spared the first one."""
    found = []
    for one in await _coming(now):
        due = round_due(one.span.starts_at, now)
        if due is None or (one.reminded is not None and one.reminded <= due):
            continue
        if not one.said_yes:
            found.append((one, due))
    return found


async def at_risk(actor: Actor, now: datetime) -> list[AtRisk]:
    """At the actor's places, whose coming in the next three days is in doubt, and why; the next shift first."""
    near = [one for one in await _coming(now) if may_confirm(one.span.starts_at, now)]
    coming = [one for one in near if may_arrange(actor, one.place)]
    if not coming:
        return []
    since = now - LOOKING_BACK
    late = {row["volunteer"]: row["n"] for row in await Assignment.raw(LATE, End.WITHDREW_LATE.value, since)}
    absent = {row["person"]: row["n"] for row in await Assignment.raw(ABSENT, Status.ABSENT.value, since)}
    shifts = await served({one.person for one in coming})
    found = (
        AtRisk(
            one,
            doubts(
                Past(
                    served=shifts.get(one.person, (0, 0))[0],
                    absent=absent.get(one.person, 0),
                    late=late.get(one.volunteer, 0),
                ),
                confirmed=one.confirmed or one.said_yes,
                stand_in=one.stand_in,
            ),
        )
        for one in coming
    )
    return [one for one in found if one.doubts]


async def _coming(now: datetime) -> list[Coming]:
    return [_one(row, now) for row in await Assignment.raw(COMING, now, now + AHEAD)]


def _one(row: Mapping[str, Any], now: datetime) -> Coming:
    return Coming(
        assignment=row["id"],
        shift=row["shift"],
        seat=row["seat"],
        person=row["person"],
        volunteer=row["volunteer"],
        name=row["name"],
        phone=row["phone"] or "",
        post=row["post"],
        place=row["place"],
        place_name=row["place_name"] or "",
        span=Span(moment(row["starts_at"]), moment(row["ends_at"])),
        said_yes=has_just_said(How(row["how"]), moment(row["at"]), now),
        confirmed=bool(row["confirmed"]),
        stand_in=bool(row["stand_in"]),
        reminded=row["reminded"],
    )
