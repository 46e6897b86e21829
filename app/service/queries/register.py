"""Everybody who volunteers, with all that is written down about their service (R-18), and records beside them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app import clock
from app.clock import midnight
from app.locale import _
from app.service.queries.records import RecordView, records_where, sums
from app.shifts.rules import SEXES, SKILLS, STATES, Sex, Skill, State
from app.shifts.rules.ages import ADULT, age_on
from app.shifts.tables import Volunteer
from app.storage.moments import day_or_none, moment
from app.training.queries.qualifications import names_held

PEOPLE = """
SELECT v.id, v.person, v.number, v.born_on, v.sex, v.area, v.applied_at, p.name, p.phone, s.status,
CASE WHEN EXISTS (SELECT 1 FROM guardian_consent g WHERE g.volunteer = v.id AND g.ended_at IS NULL) THEN 1 ELSE 0 END AS consent
FROM volunteer v JOIN person p ON p.id = v.person
JOIN volunteer_status s ON s.id = (SELECT max(n.id) FROM volunteer_status n WHERE n.volunteer = v.id)
WHERE s.status <> 'left' OR EXISTS (SELECT 1 FROM service_record r WHERE r.volunteer = v.id)
ORDER BY p.name_pinyin, v.id
"""
TRAINED = """
SELECT r.person, count(*) AS times, sum(r.minutes) AS minutes FROM presence r JOIN gathering g ON g.id = r.gathering
WHERE g.kind IN ('study', 'training') AND r.minutes > 0 AND r.person IN (SELECT person FROM volunteer)
AND r.id = (SELECT max(n.id) FROM presence n WHERE n.gathering = r.gathering AND n.person = r.person)
GROUP BY r.person
"""
SAID = """
SELECT 'skill' AS what, volunteer, skill AS said, 0 AS n, NULL AS at FROM volunteer_skill
UNION ALL SELECT 'star', volunteer, '', max(star), NULL FROM star_award WHERE awarded GROUP BY volunteer
UNION ALL SELECT 'commendation', c.volunteer, c.name, 0, NULL FROM commendation c
          WHERE NOT EXISTS (SELECT 1 FROM commendation_removal x WHERE x.commendation = c.id)
UNION ALL SELECT 'evaluation', e.volunteer, '', e.quality, CAST(e.at AS TEXT) FROM evaluation e
          WHERE e.id = (SELECT max(n.id) FROM evaluation n WHERE n.volunteer = e.volunteer AND NOT EXISTS (
              SELECT 1 FROM evaluation_objection o JOIN objection_answer w ON w.objection = o.id
              WHERE o.evaluation = n.id AND NOT w.stands))
"""


@dataclass(slots=True)
class Entry:
    """One volunteer of the register.

    Attributes:
        age_band: in words; empty where no birth is written down.
        consent: whether a guardian has agreed; None of those who are of age.
        accepted: the library has taken them on; not of those who have only applied.
        minutes: of records that stand; `system_minutes` recorded at the time, `hand_minutes` written in afterwards.
        evaluation: the newest that stands, 5 is the best; 0 for none.
        qualifications: the names of those that hold today.
        star: the highest that the library has awarded; 0 for none.
    """

    volunteer: int
    number: str
    name: str
    phone: str
    sex: str
    area: str
    born_on: date | None
    age_band: str
    state: str
    registered_on: date
    consent: bool | None
    skills: list[str]
    commendations: list[str]
    qualifications: list[str]
    accepted: bool = True
    trainings: int = 0
    training_minutes: int = 0
    times: int = 0
    minutes: int = 0
    system_minutes: int = 0
    hand_minutes: int = 0
    evaluation: int = 0
    evaluated_on: date | None = None
    star: int = 0


async def register(now: datetime) -> list[Entry]:
    """Whoever has not left, and whoever has and has served, by name."""
    today = clock.at_library(now).date()
    trained = {row["person"]: row for row in await Volunteer.raw(TRAINED)}
    held = await names_held(today)
    totals = await sums()
    said: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in await Volunteer.raw(SAID):
        said[row["volunteer"]].append(row)
    found = []
    for row in await Volunteer.raw(PEOPLE):
        one = _entry(row, today)
        one.qualifications.extend(held.get(row["person"], ()))
        if (known := trained.get(row["person"])) is not None:
            one.trainings, one.training_minutes = int(known["times"]), int(known["minutes"])
        if (total := totals.get(row["id"])) is not None:
            one.times, one.minutes = total.times, total.minutes
            one.system_minutes, one.hand_minutes = total.system, total.hand
        for each in said[row["id"]]:
            _take(one, each)
        found.append(one)
    return found


def _entry(row: dict[str, Any], today: date) -> Entry:
    born = day_or_none(row["born_on"])
    minor = born is not None and age_on(born, today) < ADULT
    return Entry(
        volunteer=row["id"],
        number=row["number"] or "",
        name=row["name"],
        phone=row["phone"] or "",
        sex=_(SEXES[Sex(row["sex"])]) if row["sex"] else "",
        area=row["area"],
        born_on=born,
        age_band=band_said(born, today),
        state=_(STATES[State(row["status"])]),
        registered_on=clock.at_library(moment(row["applied_at"])).date(),
        consent=bool(row["consent"]) if minor else None,
        skills=[],
        commendations=[],
        qualifications=[],
        accepted=State(row["status"]) not in {State.APPLIED, State.TRAINING},
    )


def band_said(born_on: date | None, today: date) -> str:
    """Roughly how old somebody is; empty where nobody knows."""
    if born_on is None:
        return ""
    age = age_on(born_on, today)
    bands = ((14, _("14 岁以下")), (ADULT, _("14—17 岁")), (35, _("18—34 岁")), (60, _("35—59 岁")))
    return next((said for below, said in bands if age < below), _("60 岁以上"))


def _take(one: Entry, said: dict[str, Any]) -> None:
    match said["what"]:
        case "skill":
            one.skills.append(_(SKILLS[Skill(said["said"])]))
        case "star":
            one.star = int(said["n"])
        case "commendation":
            one.commendations.append(said["said"])
        case "evaluation":
            one.evaluation = int(said["n"])
            one.evaluated_on = clock.at_library(moment(said["at"])).date()


async def standing_between(first: date, last: date) -> list[RecordView]:
    """Records that stand, of services that began on these days (both included), by time."""
    where = ["x.id IS NULL", "r.starts_at >= {}", "r.starts_at < {}"]
    given = [midnight(first), midnight(last + timedelta(days=1))]
    return await records_where(where, given, "r.starts_at, r.id")
