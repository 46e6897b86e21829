"""Small instances of the roster solver, by hand and from a seed."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from app.shifts.rules import Skill
from app.shifts.rules.reasons import Reason
from app.shifts.rules.rostering.instance import (
    Assignment,
    Bounds,
    FreeTime,
    Instance,
    Person,
    Preference,
    Refusal,
    Seat,
    Time,
)

MONDAY = datetime(2026, 11, 23, tzinfo=UTC) - timedelta(hours=8)
"""Midnight at the library."""


def seat(number: int, day: int = 0, hour: float = 9, hours: float = 3, **given: Any) -> Seat:
    """A seat for one, on a shift of its own unless `shift` says otherwise."""
    starts = MONDAY + timedelta(days=day, hours=hour)
    values = {"shift": number, "place": 1, "least": 1, "wanted": 1, "most": 1, **given}
    return Seat(id=number, starts_at=starts, ends_at=starts + timedelta(hours=hours), **values)


def person(number: int, **given: Any) -> Person:
    return Person(id=number, name=f"志愿者{number}", **{"born_on": date(1990, 1, 1), **given})


def instance(people: list[Person], seats: list[Seat], **given: Any) -> Instance:
    return Instance(people=tuple(people), seats=tuple(seats), **given)


def some(number: int, *, most_people: int = 7, most_shifts: int = 12) -> Instance:
    """A tight random instance, in which every rule has something to say."""
    dice = Random(number)
    people = [_somebody(one, dice) for one in range(1, dice.randint(1, most_people) + 1)]
    seats: list[Seat] = []
    for shift in range(1, dice.randint(1, most_shifts) + 1):
        given = {
            "day": dice.randrange(10),
            "hour": dice.choice((8.5, 9, 11, 12.25, 14, 18)),
            "hours": dice.choice((2, 3, 4)),
            "shift": shift,
            "place": dice.randint(1, 3),
        }
        for _one in range(dice.randint(1, 2)):
            least = dice.randint(0, 2)
            wanted = least + dice.randint(0, 1)
            seats.append(
                seat(
                    len(seats) + 1,
                    **given,
                    least=least,
                    wanted=wanted,
                    most=max(1, wanted + dice.randint(0, 1)),
                    priority=dice.randint(1, 3),
                    skill=dice.choice((None, None, Skill.DIGITAL)),
                    min_age=dice.choice((0, 0, 16)),
                    insured=dice.random() < 0.2,
                    locked=dice.random() < 0.1,
                )
            )
    pins, before = _placed(dice, people, seats), _placed(dice, people, seats)
    taken = {(one.shift, pin.person) for pin in pins for one in seats if one.id == pin.seat}
    shift_of = {one.id: one.shift for one in seats}
    before = [one for one in before if (shift_of[one.seat], one.person) not in taken]
    return instance(
        people,
        seats,
        pins=tuple(pins),
        before=tuple(before),
        repair=bool(before) and dice.random() < 0.5,
        refused=tuple(
            Refusal(seat=dice.choice(seats).id, person=dice.choice(people).id, reason=Reason.UNTRAINED)
            for _one in range(dice.randrange(3))
        ),
        preferences=tuple(
            Preference(person=dice.choice(people).id, place=dice.randint(1, 3), points=dice.randrange(11))
            for _one in range(dice.randrange(4))
        ),
        closures=(Time(starts_at=MONDAY + timedelta(days=3, hours=14), ends_at=MONDAY + timedelta(days=3, hours=18)),),
        limits=Bounds(
            rest_minutes=dice.choice((0, 30, 120)),
            day_minutes=dice.choice((300, 480)),
            days_in_a_row=dice.randint(1, 6),
            novice_shifts=dice.choice((0, 2)),
            accompanied=dice.random() < 0.8,
        ),
    )


def _somebody(number: int, dice: Random) -> Person:
    most = 60 * dice.randint(3, 20)
    return Person(
        id=number,
        born_on=dice.choice((date(2014, 5, 1), date(2010, 5, 1), date(1970, 5, 1), None)),
        consent=dice.random() < 0.7,
        committed=dice.random() < 0.95,
        insured_to=dice.choice((None, date(2027, 1, 1))),
        skills=dice.choice(((), (Skill.DIGITAL,))),
        sites=dice.choice(((), (1, 2), (3,))),
        free=dice.choice(((), tuple(FreeTime(weekday=day, from_minute=480, to_minute=1320) for day in range(5)))),
        engaged=dice.choice(
            ((), (Time(starts_at=MONDAY + timedelta(hours=10), ends_at=MONDAY + timedelta(hours=12)),))
        ),
        wanted_minutes=min(most, 60 * dice.randint(0, 10)),
        most_minutes=most,
        served=dice.randrange(4),
    )


def _placed(dice: Random, people: list[Person], seats: list[Seat]) -> list[Assignment]:
    found: dict[tuple[int, int], Assignment] = {}
    for _one in range(dice.randrange(4)):
        where, who = dice.choice(seats), dice.choice(people)
        found.setdefault((where.shift, who.id), Assignment(seat=where.id, person=who.id))
    return list(found.values())
