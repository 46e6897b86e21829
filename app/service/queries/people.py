"""One volunteer's file in the groups of 民政部令第67号 art. 4 to 10."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app import clock
from app.actor import Actor
from app.gatherings.rules import CATEGORIES, Kind
from app.gatherings.rules.attendance import CAME
from app.locale import _
from app.people.queries.places import contact
from app.people.rules.names import masked
from app.service.queries.keepers import keeps_one
from app.service.queries.papers import PaperView, papers_of
from app.service.queries.recognition import CommendationView, EvaluationView, commendations_of, evaluations_of
from app.service.queries.records import RecordView, records_of, total_of
from app.service.queries.stars import AwardView, awards_of, standing_of
from app.service.rules.records import Totals
from app.service.rules.stars import StarStanding
from app.shifts.rules import Sex, Skill, State
from app.shifts.tables import Volunteer
from app.storage.moments import moment
from app.training.queries.courses import verified_ever
from app.training.queries.log import rows_of
from app.training.rules.courses import MODES

BASICS = """
SELECT v.id, v.person, v.number, v.born_on, v.sex, v.area, v.applied_at, n.name, n.phone, s.status FROM volunteer v
JOIN person n ON n.id = v.person
JOIN volunteer_status s ON s.id = (SELECT max(q.id) FROM volunteer_status q WHERE q.volunteer = v.id)
WHERE v.id = {}
"""
SKILLS = "SELECT skill FROM volunteer_skill WHERE volunteer = {} ORDER BY skill"
LEARNT = frozenset({Kind.STUDY, Kind.TRAINING, Kind.EXAM})
SINCE = timedelta(days=20 * 366)


@dataclass(frozen=True, slots=True)
class Basics:
    """个人基本信息 (art. 5); birth, sex and area are left out and the phone masked for readers whom they do not concern."""

    volunteer: int
    person: int
    name: str
    number: str
    born_on: date | None
    sex: Sex | None
    area: str
    phone: str
    skills: Sequence[Skill]
    state: State
    since: datetime

    @property
    def since_on(self) -> date:
        """The day on which they were written down, at the library."""
        return clock.at_library(self.since).date()


@dataclass(frozen=True, slots=True)
class Learnt:
    """培训情况 (art. 8): name, content, minutes, who held it, day."""

    name: str
    content: str
    minutes: int
    unit: str
    on: date


@dataclass(frozen=True, slots=True)
class ServiceFile:
    """The five groups, and what the library made of them.

    Attributes:
        records: every record, the newest first, those that were voided too.
        totals: of those that stand.
    """

    basics: Basics
    records: Sequence[RecordView]
    totals: Totals
    learnt: Sequence[Learnt]
    commendations: Sequence[CommendationView]
    evaluations: Sequence[EvaluationView]
    stars: Sequence[AwardView]
    standing: StarStanding
    papers: Sequence[PaperView]


async def service_file(actor: Actor, volunteer: int, now: datetime) -> ServiceFile | None:
    """A volunteer's file, for the volunteer and for whoever keeps them."""
    rows = await Volunteer.raw(BASICS, volunteer)
    if not rows:
        return None
    row = rows[0]
    is_own = row["person"] == actor.id
    if not is_own and not await keeps_one(actor, volunteer):
        return None
    skills = [Skill(one["skill"]) for one in await Volunteer.raw(SKILLS, volunteer)]
    phone = row["phone"] or ""
    basics = Basics(
        volunteer=row["id"],
        person=row["person"],
        name=row["name"],
        number=row["number"] or "",
        born_on=_day_or_none(row["born_on"]) if is_own else None,
        sex=Sex(row["sex"]) if row["sex"] and is_own else None,
        area=row["area"] if is_own else "",
        phone=phone if is_own else masked(phone),
        skills=skills,
        state=State(row["status"]),
        since=moment(row["applied_at"]),
    )
    records = await records_of(volunteer)
    totals = total_of(records)
    stars = await awards_of(volunteer)
    return ServiceFile(
        basics=basics,
        records=records,
        totals=totals,
        learnt=await learnt(row["person"], now),
        commendations=await commendations_of(volunteer),
        evaluations=await evaluations_of(volunteer),
        stars=stars,
        standing=standing_of(volunteer, totals.minutes, stars),
        papers=await papers_of(volunteer),
    )


async def learnt(person: int, now: datetime) -> list[Learnt]:
    """Sessions, classes and exams to which the person came, and courses elsewhere that were verified; the newest first."""
    own = await contact()
    unit = own[0] if own else ""
    gathered = [
        Learnt(row.title, _(CATEGORIES[row.category]) if row.category else "", row.minutes, unit, row.day)
        for row in await rows_of(person, now - SINCE, now)
        if row.kind in LEARNT and row.status in CAME
    ]
    courses = [
        Learnt(one.course.title, _(MODES[one.course.mode]), one.minutes, one.course.organiser, one.course.to_on)
        for one in await verified_ever(person)
    ]
    return sorted([*gathered, *courses], key=lambda one: one.on, reverse=True)


def _day_or_none(value: object) -> date | None:
    # Raw SQL gives text on SQLite and a date on PostgreSQL.
    return None if value is None else date.fromisoformat(str(value)[:10])
