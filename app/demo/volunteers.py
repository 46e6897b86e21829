"""The volunteers of the demo library: 120 invented people, three of them minors with a guardian's consent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from app.actor import Role
from app.clock import at_library
from app.people.rules import pinyin
from app.people.tables import Person, RoleGrant
from app.shifts.rules import PaperKind, Skill, Slot, State
from app.shifts.rules.seating import PersonFacts
from app.shifts.tables import (
    AcceptedSite,
    Availability,
    GuardianConsent,
    Volunteer,
    VolunteerPaper,
    VolunteerSkill,
    VolunteerStatus,
)

COUNT = 120
SURNAMES = "丁于卫元文方尤孔石白乐成伍江安毕任米阮麦辛沈宋杜苗林明和金周柏柳段秋夏唐高盛景温"
GIVEN = ("小书", "小阅", "小知")
MINORS = (12, 15, 16)
KEEPER = "单知行"
MORNINGS = tuple(Slot(day, 480, 780) for day in range(5))
AFTERNOONS = tuple(Slot(day, 780, 1260) for day in range(5))
WEEKENDS = tuple(Slot(day, 480, 1260) for day in (5, 6))


async def insert_volunteers(
    people: Mapping[str, int], points: Sequence[int], now: datetime, chance: Random
) -> list[PersonFacts]:
    """Bring them in; returns them as the rules about seats want them. `zhiyuan` is the first."""
    persons = [(people["zhiyuan"], "上官愿"), *await _persons(now)]
    today = at_library(now).date()
    facts = [_facts(number, person, name, points, today, chance) for number, (person, name) in enumerate(persons)]
    rows = await Volunteer.insert(*(_row(number, one, now) for number, one in enumerate(facts))).returning(
        Volunteer.id, Volunteer.person
    )
    ids = {row["person"]: row["id"] for row in rows}
    known = [_known(one, ids[one.person]) for one in facts]
    await _insert_files(known, now)
    return known


async def _persons(now: datetime) -> list[tuple[int, str]]:
    names = [surname + given for given in GIVEN for surname in SURNAMES][: COUNT - 1]
    rows = await Person.insert(*(_person(number, name, now) for number, name in enumerate(names, 1))).returning(
        Person.id, Person.name
    )
    granted = now - timedelta(days=200)
    await RoleGrant.insert(
        *(RoleGrant(person=row["id"], role=Role.VOLUNTEER.value, granted_at=granted) for row in rows)
    )
    return [(row["id"], row["name"]) for row in rows]


def _person(number: int, name: str, now: datetime) -> Person:
    read = pinyin.readings(name)
    return Person(
        name=name,
        name_pinyin=read,
        name_initials=pinyin.initials(read),
        sign_in_name=f"zyz{number:03}",
        phone=f"10000003{number:03}",
        joined_on=at_library(now - timedelta(days=200)).date(),
    )


def _facts(number: int, person: int, name: str, points: Sequence[int], today: date, chance: Random) -> PersonFacts:
    minor = MINORS[number - 1] if 1 <= number <= len(MINORS) else None
    sites = frozenset(chance.sample(list(points), chance.choice((2, 3, 4)))) if number and chance.random() < 0.7 else ()
    skills = (
        [skill.value for skill in Skill if chance.random() < 0.35]
        if number
        else [Skill.RECEPTION.value, Skill.STORYTELLING.value]
    )
    free: tuple[Slot, ...] = ()
    if number and chance.random() < 0.5:
        free = chance.choice((MORNINGS + WEEKENDS, AFTERNOONS + WEEKENDS, WEEKENDS, MORNINGS + AFTERNOONS))
    state = State.ACTIVE if number < 112 else (State.APPLIED, State.PAUSED)[number % 2]
    born = date(today.year - minor - 1, 12, 1 + number) if minor else date(today.year - chance.randint(20, 70), 6, 1)
    return PersonFacts(
        volunteer=0,
        person=person,
        name=name,
        state=state,
        born_on=born,
        consent=minor is not None,
        committed=number < 114,
        insured_to=today + timedelta(days=200) if chance.random() < 0.6 else None,
        skills=frozenset(skills),
        sites=frozenset(sites),
        slots=free,
        shifts=[],
        wanted_minutes=chance.choice((180, 240, 360)),
        most_minutes=chance.choice((480, 600, 720)) if number else 900,
    )


def _known(one: PersonFacts, volunteer: int) -> PersonFacts:
    return replace(one, volunteer=volunteer)


def _row(number: int, one: PersonFacts, now: datetime) -> Volunteer:
    return Volunteer(
        person=one.person,
        number=f"示例{number:05}",
        born_on=one.born_on,
        wanted_minutes=one.wanted_minutes,
        most_minutes=one.most_minutes,
        applied_at=now - timedelta(days=200),
    )


async def _insert_files(known: Sequence[PersonFacts], now: datetime) -> None:
    began, today = now - timedelta(days=190), at_library(now).date()
    states = [(one, State.APPLIED, "") for one in known]
    states += [(one, State.ACTIVE, "面谈通过") for one in known if one.state is not State.APPLIED]
    states += [(one, State.PAUSED, "外出一个月") for one in known if one.state is State.PAUSED]
    await VolunteerStatus.insert(
        *(
            VolunteerStatus(volunteer=one.volunteer, status=state.value, reason=reason, by_name=KEEPER, at=began)
            for one, state, reason in states
        )
    )
    await VolunteerSkill.insert(
        *(VolunteerSkill(volunteer=one.volunteer, skill=s) for one in known for s in one.skills)
    )
    await AcceptedSite.insert(*(AcceptedSite(volunteer=one.volunteer, place=p) for one in known for p in one.sites))
    await Availability.insert(
        *(
            Availability(volunteer=one.volunteer, weekday=s.weekday, from_minute=s.from_minute, to_minute=s.to_minute)
            for one in known
            for s in one.slots
        )
    )
    await VolunteerPaper.insert(*(paper for one in known for paper in _papers(one, today, began)))
    await GuardianConsent.insert(*(_consent(one, today, began) for one in known if one.consent))


def _papers(one: PersonFacts, today: date, at: datetime) -> list[VolunteerPaper]:
    day = today - timedelta(days=190)
    papers = []
    if one.committed:
        commitment = PaperKind.COMMITMENT.value
        papers.append(
            VolunteerPaper(volunteer=one.volunteer, kind=commitment, reference="示例档案盒 3", from_on=day, at=at)
        )
    if one.insured_to:
        insurance, until = PaperKind.INSURANCE.value, one.insured_to
        papers.append(
            VolunteerPaper(
                volunteer=one.volunteer, kind=insurance, reference="示例保单", from_on=day, to_on=until, at=at
            )
        )
    return papers


def _consent(one: PersonFacts, today: date, at: datetime) -> GuardianConsent:
    return GuardianConsent(
        volunteer=one.volunteer,
        guardian_name=f"{one.name[0]}大书",
        guardian_phone="10000009001",
        relation="父亲",
        proof="示例档案盒 4，纸质同意书",
        given_on=today - timedelta(days=190),
        recorded_by_name=KEEPER,
        at=at,
    )
