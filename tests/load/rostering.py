"""Library months for the solver: people, shifts and wishes as a county library has them, from a seed."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from app.shifts.rules import Skill
from app.shifts.rules.rostering.instance import FreeTime, Instance, Person, Preference, Seat, SingleDay

FIRST = date(2026, 6, 1)
SHIFTS = (
    ((9 * 60, 12 * 60), (14 * 60, 17 * 60), (18 * 60, 20 * 60)),
    ((8 * 60 + 30, 12 * 60), (13 * 60, 17 * 60), (18 * 60, 21 * 60)),
    ((9 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60), (18 * 60, 20 * 60 + 30)),
)
"""Each site has its own hours: from two to four hours a shift."""
PARTS = ((8 * 60, 12 * 60 + 30), (12 * 60 + 30, 17 * 60 + 30), (17 * 60 + 30, 21 * 60 + 30))
RARE = (Skill.STORYTELLING, Skill.DIGITAL, Skill.FIRST_AID)
CHINA = timedelta(hours=8)


def month(people: int, sites: int, days: int = 30, *, seed: int = 1) -> Instance:
    """A month: two shifts a site on working days and three at weekends, one day a week closed, about 2.7 seats a day."""
    dice = Random(seed)
    volunteers = tuple(_person(number, sites, days, dice) for number in range(1, people + 1))
    seats: list[Seat] = []
    for number in range(days):
        day = FIRST + timedelta(days=number)
        for site in range(1, sites + 1):
            seats += _of_day(site, day, len(seats), dice)
    preferences = [
        Preference(person=one.id, place=site, points=dice.randrange(1, 6))
        for one in volunteers
        for site in one.sites
        if dice.random() < 0.3
    ]
    return Instance(people=volunteers, seats=tuple(seats), preferences=tuple(preferences))


def _person(number: int, sites: int, days: int, dice: Random) -> Person:
    is_young = dice.random() < 0.08
    wanted = 60 * dice.choice((3, 4, 6, 6, 8, 10))
    free = [
        FreeTime(weekday=weekday, from_minute=from_minute, to_minute=to_minute)
        for weekday in range(7)
        for from_minute, to_minute in PARTS
        if dice.random() < (0.8 if weekday > 4 else 0.15 if is_young else 0.5)
    ]
    away = [
        SingleDay(day=FIRST + timedelta(days=dice.randrange(days)), free=False) for _one in range(dice.randrange(4))
    ]
    return Person(
        id=number,
        name=f"志愿者{number}",
        born_on=date(2010, 3, 1) if is_young else date(1980, 3, 1),
        consent=True,
        insured_to=date(2027, 1, 1) if dice.random() < 0.8 else None,
        skills=(Skill.RECEPTION, *(one for one in RARE if dice.random() < 0.35)),
        sites=tuple(sorted(dice.sample(range(1, sites + 1), k=min(sites, dice.randrange(2, 6))))),
        free=tuple(free) or (FreeTime(weekday=5, from_minute=480, to_minute=1260),),
        exceptions=tuple(away),
        wanted_minutes=wanted,
        most_minutes=wanted + 60 * dice.choice((2, 4, 6)),
        served=dice.randrange(40),
    )


def _of_day(site: int, day: date, before: int, dice: Random) -> list[Seat]:
    if day.weekday() == site % 5:
        return []
    times = SHIFTS[site % 3] if day.weekday() > 4 else SHIFTS[site % 3][:2]
    made = []
    for number, (from_minute, to_minute) in enumerate(times):
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - CHINA
        given: dict[str, Any] = {
            "shift": 1 + (day - FIRST).days * 1000 + site * 10 + number,
            "place": site,
            "place_name": f"服务点{site}",
            "starts_at": midnight + timedelta(minutes=from_minute),
            "ends_at": midnight + timedelta(minutes=to_minute),
        }
        least = 1 if dice.random() < 0.85 else 2
        made.append(
            Seat(
                id=before + len(made) + 1,
                post="导读",
                least=least,
                wanted=least + 1,
                most=least + 1,
                priority=2,
                **given,
            )
        )
        if dice.random() < 0.25:
            skill, insured = dice.choice(RARE), dice.random() < 0.2
            made.append(
                Seat(
                    id=before + len(made) + 1,
                    post="专项",
                    least=1,
                    wanted=1,
                    most=2,
                    priority=1,
                    skill=skill,
                    insured=insured,
                    **given,
                )
            )
    return made
