"""What a roster is to be made of: the documented file, as frozen values that are their own JSON.

The file is described in docs/roster-instance.md; `checks.read` reads one.
"""

import hashlib
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.shifts.rules import Skill, State
from app.shifts.rules.reasons import Reason

LARGEST = 2**31 - 1
"""Ids and numbers are those of a database column; what is larger is a slip of whoever wrote the file."""
Whole = Annotated[int, Meta(ge=-LARGEST, le=LARGEST)]
Minutes = Annotated[int, Meta(ge=-LARGEST, le=7 * 24 * 60)]
People = Annotated[int, Meta(ge=-LARGEST, le=1_000)]
Days = Annotated[int, Meta(ge=-LARGEST, le=366)]


class Of(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every part of the file: unknown fields are refused, for they would be a wish that nobody hears."""


class FreeTime(Of, frozen=True, kw_only=True):
    """A weekly time: weekday from 0 (Monday), minutes of the day."""

    weekday: Whole
    from_minute: Whole
    to_minute: Whole


class SingleDay(Of, frozen=True, kw_only=True):
    """A day that differs from the week."""

    day: date
    free: bool
    from_minute: Whole = 0
    to_minute: Whole = 24 * 60


class Time(Of, frozen=True, kw_only=True):
    """A time that is taken by something of this name."""

    starts_at: datetime
    ends_at: datetime
    title: str = ""


class Person(Of, frozen=True, kw_only=True):
    """A volunteer. Minutes are for a week from Monday to Sunday; `served` is how many shifts they have served.

    Attributes:
        sites: places they accept; empty is all of them.
        free: when they are free in a week; empty is always.
        engaged: shifts they have outside this file; duties are studies and exams of the staff.
    """

    id: Whole
    name: str = ""
    state: State = State.ACTIVE
    suspended: bool = False
    born_on: date | None = None
    consent: bool = False
    committed: bool = True
    insured_to: date | None = None
    skills: tuple[Skill, ...] = ()
    sites: tuple[Whole, ...] = ()
    free: tuple[FreeTime, ...] = ()
    exceptions: tuple[SingleDay, ...] = ()
    engaged: tuple[Time, ...] = ()
    duties: tuple[Time, ...] = ()
    wanted_minutes: Minutes = 240
    most_minutes: Minutes = 600
    served: Whole = 0


class Seat(Of, frozen=True, kw_only=True):
    """A post on a shift and how many it takes; priority 1 is filled first. Seats of one shift have the same times."""

    id: Whole
    shift: Whole
    place: Whole
    place_name: str = ""
    post: str = ""
    starts_at: datetime
    ends_at: datetime
    least: People
    wanted: People
    most: People
    priority: Whole = 2
    skill: Skill | None = None
    min_age: Whole = 0
    insured: bool = False
    on_closed_days: bool = False
    locked: bool = False


class Assignment(Of, frozen=True, kw_only=True):
    """Somebody on a seat."""

    seat: Whole
    person: Whole


class Refusal(Of, frozen=True, kw_only=True):
    """A pair that cannot be, for something that the file does not hold, as a training that was not passed."""

    seat: Whole
    person: Whole
    reason: Reason = Reason.UNTRAINED


class Preference(Of, frozen=True, kw_only=True):
    """How little somebody likes a place or a seat, from 0 to 10; one of the two is named."""

    person: Whole
    place: Whole | None = None
    seat: Whole | None = None
    points: Whole


class Travel(Of, frozen=True, kw_only=True):
    """How many minutes somebody needs to a place."""

    person: Whole
    place: Whole
    minutes: Minutes


class Bounds(Of, frozen=True, kw_only=True):
    """What the library lets a volunteer do at most. No law says these numbers; they are the library's own."""

    rest_minutes: Minutes = 30
    day_minutes: Minutes = 8 * 60
    days_in_a_row: Days = 6
    novice_shifts: Whole = 0
    accompanied: bool = True


class Weights(Of, frozen=True, kw_only=True):
    """Points for each thing that is not as it should be. Each line outweighs what is below it.

    Attributes:
        unfilled: for each person below the least of a seat of priority 1, 2 and 3.
        change: for each assignment of a published roster that goes, or comes to it.
        load: for a person whose week is as far from the wish as nothing at all; it grows with the square of the minutes.
        wanted: for each person below the wanted number of a seat, beyond its least.
        preference: for each point of dislike.
        travel: for each ten minutes of the way.
    """

    unfilled: tuple[int, int, int] = (100_000, 30_000, 10_000)
    change: Whole = 1_000
    load: Whole = 100
    wanted: Whole = 20
    preference: Whole = 1
    travel: Whole = 1


class Instance(Of, frozen=True, kw_only=True):
    """Everything a roster is made of.

    Attributes:
        version: what the fields mean; it rises when one goes or comes to mean something else. In 1 the load of a week was
            counted in usual shifts, in 2 it is in minutes; a file of either is read, and counted in minutes.
        pins: who stays where they are, whatever the rules say of it: somebody has decided so.
        before: the roster that people were told of; changes of it are priced.
        repair: what is added is priced as well, so that only what is missing is filled.
        closures: when the library is closed; from midnight to midnight it is a closed day, else a study within a day.
    """

    version: Literal[1, 2] = 2
    time_zone: Literal["Asia/Shanghai"] = "Asia/Shanghai"
    people: tuple[Person, ...]
    seats: tuple[Seat, ...]
    pins: tuple[Assignment, ...] = ()
    before: tuple[Assignment, ...] = ()
    repair: bool = False
    refused: tuple[Refusal, ...] = ()
    preferences: tuple[Preference, ...] = ()
    travel: tuple[Travel, ...] = ()
    closures: tuple[Time, ...] = ()
    limits: Bounds = Bounds()
    weights: Weights = Weights()


def written(instance: Instance) -> bytes:
    """The instance as its canonical JSON: the same instance gives the same bytes."""
    return msgspec.json.encode(instance, order="deterministic")


def digest(instance: Instance) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(written(instance)).hexdigest()
