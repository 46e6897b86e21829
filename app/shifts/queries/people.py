"""Volunteers as the rules about seats want them, however many, in six queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.gatherings import queries as gatherings
from app.gatherings.rules import Kind, Span
from app.shifts.queries.ages import known_ages
from app.shifts.rules import DayException, PaperKind, Slot, State
from app.shifts.rules.ages import Ages
from app.shifts.rules.seating import Engagement, PersonFacts
from app.shifts.tables import Volunteer
from app.storage.moments import moment
from app.training.queries.qualifications import valid_until

AROUND = timedelta(days=8)

PEOPLE = """
SELECT v.id, v.person, p.name, p.name_pinyin, p.name_initials, v.born_on, v.wanted_minutes, v.most_minutes, s.status,
CASE WHEN EXISTS (SELECT 1 FROM suspension x WHERE x.person = v.person AND x.ended_at IS NULL) THEN 1 ELSE 0 END AS suspended,
CASE WHEN EXISTS (SELECT 1 FROM role_grant r WHERE r.person = v.person AND r.role = 'staff' AND r.ended_at IS NULL)
     THEN 1 ELSE 0 END AS is_staff
FROM volunteer v JOIN person p ON p.id = v.person
JOIN volunteer_status s ON s.id = (SELECT max(n.id) FROM volunteer_status n WHERE n.volunteer = v.id)
"""

DETAILS = """
SELECT 'skill' AS what, volunteer, skill AS said, '' AS until, 0 AS a, 0 AS b, 0 AS c FROM volunteer_skill WHERE {0}
UNION ALL SELECT 'site', volunteer, '', '', place, 0, 0 FROM accepted_site WHERE {0}
UNION ALL SELECT 'slot', volunteer, '', '', weekday, from_minute, to_minute FROM availability WHERE {0}
UNION ALL SELECT 'day', volunteer, CAST(day AS TEXT), '', CASE WHEN free THEN 1 ELSE 0 END, from_minute, to_minute
          FROM availability_exception WHERE {0}
UNION ALL SELECT 'consent', volunteer, '', '', 0, 0, 0 FROM guardian_consent WHERE ended_at IS NULL AND {0}
UNION ALL SELECT kind, volunteer, CAST(from_on AS TEXT), COALESCE(CAST(to_on AS TEXT), ''), 0, 0, 0
          FROM volunteer_paper WHERE {0}
UNION ALL SELECT 'served', v.id, '', '', count(*), 0, 0 FROM presence r JOIN gathering g ON g.id = r.gathering
          JOIN volunteer v ON v.person = r.person WHERE {1} AND {2} GROUP BY v.id
"""

ENGAGEMENTS = """
SELECT NULL AS volunteer, g.id, g.title, g.starts_at, g.ends_at FROM gathering g
WHERE g.kind = 'study' AND g.starts_at < {} AND g.ends_at > {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
AND NOT EXISTS (SELECT 1 FROM gathering_opening o WHERE o.gathering = g.id)
UNION ALL
SELECT a.volunteer, g.id, COALESCE(p.name, g.title), g.starts_at, g.ends_at
FROM assignment a JOIN shift s ON s.id = a.shift JOIN gathering g ON g.id = s.gathering
LEFT JOIN service_point p ON p.id = g.place
WHERE a.ended_at IS NULL AND g.starts_at < {} AND g.ends_at > {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
"""
"""The studies to come, at which all staff are expected, and the shifts of each volunteer."""

HAS_SERVED = """g.kind = 'shift' AND r.minutes > 0
AND r.id = (SELECT max(n.id) FROM presence n WHERE n.gathering = r.gathering AND n.person = r.person)"""
SERVED = f"""
SELECT r.person, count(*) AS shifts, sum(r.minutes) AS minutes
FROM presence r JOIN gathering g ON g.id = r.gathering
WHERE {HAS_SERVED}
"""  # noqa: S608 - both halves are written here.


@dataclass(slots=True)
class _Details:
    skills: set[str] = field(default_factory=set)
    sites: set[int] = field(default_factory=set)
    slots: list[Slot] = field(default_factory=list)
    exceptions: list[DayException] = field(default_factory=list)
    consent: bool = False
    committed: bool = False
    insured_to: date | None = None
    served: int = 0


async def people_facts(around: Span, volunteers: Collection[int] | None = None) -> dict[int, PersonFacts]:
    """Volunteers by id with all that `why_not` asks; those who have left only when they are asked for by id.

    Args:
        around: seats in this time are to be judged; what people do a week before and after it is found as well.
    """
    if volunteers is not None and not volunteers:
        return {}
    chosen = tuple(volunteers or ())
    listed = ", ".join("{}" for _ in chosen)
    people = await Volunteer.raw(
        PEOPLE + (f"WHERE v.id IN ({listed})" if chosen else "WHERE s.status <> 'left'"), *chosen
    )
    details = await _details(chosen, listed)
    engaged, studies = await _engagements(around, chosen, listed)
    duties = await _duties(around)
    qualified = await valid_until([row["person"] for row in people] if chosen else None)
    ages = await known_ages()
    return {
        row["id"]: _facts(
            row,
            details[row["id"]],
            engaged.get(row["id"], []),
            duties.get(row["person"], []) + (studies if row["is_staff"] else []),
            qualified.get(row["person"], {}),
            ages,
        )
        for row in people
    }


async def served(persons: Collection[int] | None = None) -> dict[int, tuple[int, int]]:
    """How many shifts each of these persons has served, and for how many minutes; all of them without a list."""
    if persons is not None and not persons:
        return {}
    chosen = tuple(persons or ())
    one = f" AND r.person IN ({', '.join('{}' for _ in chosen)})" if chosen else ""
    rows = await Volunteer.raw(f"{SERVED}{one} GROUP BY r.person", *chosen)
    return {row["person"]: (row["shifts"], int(row["minutes"])) for row in rows}


async def volunteer_of(person: int) -> int | None:
    """The person as a volunteer, by id."""
    row = await Volunteer.select(Volunteer.id).where(Volunteer.person == person).first()
    return None if row is None else int(row["id"])


async def _details(chosen: tuple[int, ...], listed: str) -> dict[int, _Details]:
    where = f"volunteer IN ({listed})" if chosen else "1 = 1"
    asked = DETAILS.replace("{0}", where).replace("{1}", where.replace("volunteer", "v.id")).replace("{2}", HAS_SERVED)
    rows = await Volunteer.raw(asked, *(chosen * 7))
    found: dict[int, _Details] = defaultdict(_Details)
    for row in rows:
        _take(found[row["volunteer"]], row)
    return found


def _take(one: _Details, row: Mapping[str, Any]) -> None:
    match row["what"]:
        case "skill":
            one.skills.add(row["said"])
        case "site":
            one.sites.add(row["a"])
        case "slot":
            one.slots.append(Slot(row["a"], row["b"], row["c"]))
        case "day":
            one.exceptions.append(DayException(date.fromisoformat(row["said"]), bool(row["a"]), row["b"], row["c"]))
        case "consent":
            one.consent = True
        case "served":
            one.served = row["a"]
        case PaperKind.COMMITMENT:
            one.committed = True
        case PaperKind.INSURANCE:
            until = date.fromisoformat(row["until"]) if row["until"] else date.max
            one.insured_to = max(one.insured_to or until, until)


async def _engagements(
    around: Span, chosen: tuple[int, ...], listed: str
) -> tuple[dict[int, list[Engagement]], list[Engagement]]:
    """The shifts of volunteers, and the studies to come, at which all staff are expected."""
    one = f" AND a.volunteer IN ({listed})" if chosen else ""
    wide = around.ends_at + AROUND, around.starts_at - AROUND
    rows = await Volunteer.raw(ENGAGEMENTS + one, around.ends_at, around.starts_at, *wide, *chosen)
    found: dict[int, list[Engagement]] = defaultdict(list)
    for row in rows:
        if row["volunteer"] is not None:
            found[row["volunteer"]].append(_engagement(row))
    return found, [_engagement(row) for row in rows if row["volunteer"] is None]


async def _duties(around: Span) -> dict[int, list[Engagement]]:
    """What people are expected at, by person."""
    found: dict[int, list[Engagement]] = defaultdict(list)
    for one in await gatherings.busy(around):
        if one.kind is not Kind.SHIFT:
            found[one.person].append(Engagement(one.gathering, one.title, one.span))
    return found


def _engagement(row: Mapping[str, Any]) -> Engagement:
    return Engagement(row["id"], row["title"], Span(moment(row["starts_at"]), moment(row["ends_at"])))


def _facts(
    row: Mapping[str, Any],
    details: _Details,
    shifts: list[Engagement],
    duties: list[Engagement],
    qualified: Mapping[int, date],
    ages: Sequence[Ages],
) -> PersonFacts:
    return PersonFacts(
        volunteer=row["id"],
        person=row["person"],
        name=row["name"],
        state=State(row["status"]),
        suspended=bool(row["suspended"]),
        born_on=row["born_on"],
        consent=details.consent,
        committed=details.committed,
        insured_to=details.insured_to,
        skills=frozenset(details.skills),
        sites=frozenset(details.sites),
        slots=details.slots,
        exceptions=details.exceptions,
        shifts=shifts,
        duties=duties,
        wanted_minutes=row["wanted_minutes"],
        most_minutes=row["most_minutes"],
        served=details.served,
        qualifications=qualified,
        pinyin=row["name_pinyin"],
        initials=row["name_initials"],
        is_staff=bool(row["is_staff"]),
        ages=ages,
    )
