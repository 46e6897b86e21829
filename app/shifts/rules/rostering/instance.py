"""What a roster is to be made of: the documented file, as frozen values that are their own JSON.

The file is described in docs/roster-instance.md. Whoever reads one gets either an `Instance` that holds together or the
sentences that say what to mend.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

import msgspec

from app.locale import _
from app.refusals import Refused, WhyNot
from app.shifts.rules import Skill, State
from app.shifts.rules.reasons import Reason

MOST_PEOPLE, MOST_SEATS = 2_000, 10_000
MOST_SHOWN = 20


class Of(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every part of the file: unknown fields are refused, for they would be a wish that nobody hears."""


class FreeTime(Of, frozen=True, kw_only=True):
    """A weekly time: weekday from 0 (Monday), minutes of the day."""

    weekday: int
    from_minute: int
    to_minute: int


class SingleDay(Of, frozen=True, kw_only=True):
    """A day that differs from the week."""

    day: date
    free: bool
    from_minute: int = 0
    to_minute: int = 24 * 60


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

    id: int
    name: str = ""
    state: State = State.ACTIVE
    suspended: bool = False
    born_on: date | None = None
    consent: bool = False
    committed: bool = True
    insured_to: date | None = None
    skills: tuple[Skill, ...] = ()
    sites: tuple[int, ...] = ()
    free: tuple[FreeTime, ...] = ()
    exceptions: tuple[SingleDay, ...] = ()
    engaged: tuple[Time, ...] = ()
    duties: tuple[Time, ...] = ()
    wanted_minutes: int = 240
    most_minutes: int = 600
    served: int = 0


class Seat(Of, frozen=True, kw_only=True):
    """A post on a shift and how many it takes; priority 1 is filled first. Seats of one shift have the same times."""

    id: int
    shift: int
    place: int
    place_name: str = ""
    post: str = ""
    starts_at: datetime
    ends_at: datetime
    least: int
    wanted: int
    most: int
    priority: int = 2
    skill: Skill | None = None
    min_age: int = 0
    insured: bool = False
    locked: bool = False


class Assignment(Of, frozen=True, kw_only=True):
    """Somebody on a seat."""

    seat: int
    person: int


class Refusal(Of, frozen=True, kw_only=True):
    """A pair that cannot be, for something that the file does not hold, as a training that was not passed."""

    seat: int
    person: int
    reason: Reason = Reason.UNTRAINED


class Preference(Of, frozen=True, kw_only=True):
    """How little somebody likes a place or a seat, from 0 to 10; one of the two is named."""

    person: int
    place: int | None = None
    seat: int | None = None
    points: int


class Travel(Of, frozen=True, kw_only=True):
    """How many minutes somebody needs to a place."""

    person: int
    place: int
    minutes: int


class Bounds(Of, frozen=True, kw_only=True):
    """What the library lets a volunteer do at most. No law says these numbers; they are the library's own."""

    rest_minutes: int = 30
    day_minutes: int = 8 * 60
    days_in_a_row: int = 6
    novice_shifts: int = 0


class Weights(Of, frozen=True, kw_only=True):
    """Points for each thing that is not as it should be. Each line outweighs what is below it.

    Attributes:
        unfilled: for each person below the least of a seat of priority 1, 2 and 3.
        change: for each assignment of a published roster that goes, or comes to it.
        load: for a person whose week is as far from the wish as nothing at all; it grows with the square.
        wanted: for each person below the wanted number of a seat, beyond its least.
        preference: for each point of dislike.
        travel: for each ten minutes of the way.
    """

    unfilled: tuple[int, int, int] = (100_000, 30_000, 10_000)
    change: int = 1_000
    load: int = 100
    wanted: int = 20
    preference: int = 1
    travel: int = 1


class Instance(Of, frozen=True, kw_only=True):
    """Everything a roster is made of.

    Attributes:
        pins: who stays where they are, whatever the rules say of it: somebody has decided so.
        before: the roster that people were told of; changes of it are priced.
        repair: what is added is priced as well, so that only what is missing is filled.
        closures: when the library is closed.
    """

    version: Literal[1] = 1
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


def read(body: bytes) -> Instance:
    """The instance that a file holds.

    Raises:
        Refused: it is no JSON, has a field or a value that does not belong there, or does not hold together.
    """
    try:
        instance = msgspec.json.decode(body, type=Instance)
    except msgspec.ValidationError as wrong:
        raise Refused(WhyNot("field", _("文件不合格式：%(why)s", why=wrong))) from wrong
    except msgspec.DecodeError as wrong:
        raise Refused(WhyNot("json", _("不是 JSON 文件：%(why)s", why=wrong))) from wrong
    if reasons := why_not_instance(instance):
        raise Refused(*reasons)
    return instance


def written(instance: Instance) -> bytes:
    """The instance as its canonical JSON: the same instance gives the same bytes."""
    return msgspec.json.encode(instance, order="deterministic")


def digest(instance: Instance) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(written(instance)).hexdigest()


def why_not_instance(instance: Instance) -> tuple[WhyNot, ...]:
    """What does not hold together, a sentence each, the first twenty."""
    found = []
    for one in _sentences(instance):
        found.append(WhyNot("instance", one))
        if len(found) == MOST_SHOWN:
            break
    return tuple(found)


def _sentences(instance: Instance) -> Iterator[str]:
    if len(instance.people) > MOST_PEOPLE or len(instance.seats) > MOST_SEATS:
        yield _("最多 %(people)d 人、%(seats)d 个岗位", people=MOST_PEOPLE, seats=MOST_SEATS)
    for number, times in Counter(one.id for one in instance.people).items():
        if times > 1:
            yield _("people：编号 %(id)d 出现了 %(n)d 次，每人一个编号", id=number, n=times)
    for number, times in Counter(one.id for one in instance.seats).items():
        if times > 1:
            yield _("seats：编号 %(id)d 出现了 %(n)d 次，每个岗位一个编号", id=number, n=times)
    for person in instance.people:
        yield from _of_person(person)
    yield from _of_seats(instance)
    yield from _of_pairs(instance)
    yield from _of_numbers(instance)


def _of_person(one: Person) -> Iterator[str]:
    if not 0 <= one.wanted_minutes <= one.most_minutes:
        yield _("people %(id)d：每周希望的分钟数要在 0 和最多的分钟数之间", id=one.id)
    for slot in one.free:
        if not (0 <= slot.weekday <= 6 and 0 <= slot.from_minute < slot.to_minute <= 24 * 60):
            yield _("people %(id)d：空闲时间的星期是 0—6，分钟是 0—1440，结束晚于开始", id=one.id)
    for day in one.exceptions:
        if not 0 <= day.from_minute < day.to_minute <= 24 * 60:
            yield _("people %(id)d：%(day)s 的结束要晚于开始", id=one.id, day=day.day)
    for time in (*one.engaged, *one.duties):
        yield from _of_time(f"people {one.id}", time.starts_at, time.ends_at)


def _of_time(what: str, starts_at: datetime, ends_at: datetime) -> Iterator[str]:
    if starts_at.tzinfo is None or ends_at.tzinfo is None:
        yield _("%(what)s：时间要带时区，例如 2026-11-23T09:00:00+08:00", what=what)
    elif starts_at >= ends_at:
        yield _("%(what)s：结束时间要晚于开始时间", what=what)


def _of_seats(instance: Instance) -> Iterator[str]:
    times: dict[int, tuple[datetime, datetime, int]] = {}
    for one in instance.seats:
        yield from _of_time(f"seats {one.id}", one.starts_at, one.ends_at)
        if not 0 <= one.least <= one.wanted <= one.most or one.most < 1:
            counts = f"{one.least} / {one.wanted} / {one.most}"
            yield _("seats %(id)d：人数要从少到多（至少 ≤ 希望 ≤ 最多），现在 %(n)s", id=one.id, n=counts)
        if one.shift < 1:
            yield _("seats %(id)d：班次的编号从 1 起", id=one.id)
        if one.priority not in (1, 2, 3):
            yield _("seats %(id)d：优先级是 1、2 或 3", id=one.id)
        if times.setdefault(one.shift, (one.starts_at, one.ends_at, one.place)) != (
            one.starts_at,
            one.ends_at,
            one.place,
        ):
            yield _("seats %(id)d：同一班次的岗位要在同一时间、同一地点", id=one.id)


def _of_pairs(instance: Instance) -> Iterator[str]:
    people = {one.id for one in instance.people}
    seats = {one.id: one for one in instance.seats}
    for name in ("pins", "before", "refused"):
        for one in getattr(instance, name):
            if one.person not in people:
                yield _("%(name)s：没有编号为 %(id)d 的人", name=name, id=one.person)
            if one.seat not in seats:
                yield _("%(name)s：没有编号为 %(id)d 的岗位", name=name, id=one.seat)
    for preference in instance.preferences:
        if preference.person not in people:
            yield _("%(name)s：没有编号为 %(id)d 的人", name="preferences", id=preference.person)
        if (preference.place is None) == (preference.seat is None) or not 0 <= preference.points <= 10:
            yield _("preferences：写 place 或 seat 中的一个，points 是 0—10")
    for way in instance.travel:
        if way.person not in people or way.minutes < 0:
            yield _("travel：人要在 people 里，分钟不能是负数")
    yield from _of_pins(instance, seats)


def _of_pins(instance: Instance, seats: dict[int, Seat]) -> Iterator[str]:
    for name in ("pins", "before"):
        known = [one for one in getattr(instance, name) if one.seat in seats]
        for (shift, person), times in Counter((seats[one.seat].shift, one.person) for one in known).items():
            if times > 1:
                yield _("%(name)s：%(person)d 在班次 %(shift)d 上不止一次", name=name, person=person, shift=shift)


def _of_numbers(instance: Instance) -> Iterator[str]:
    limits, weights = instance.limits, instance.weights
    if min(limits.rest_minutes, limits.novice_shifts) < 0 or min(limits.day_minutes, limits.days_in_a_row) < 1:
        yield _("limits：每天的分钟数和连续天数至少为 1，其他不能是负数")
    named = (weights.change, weights.load, weights.wanted, weights.preference, weights.travel)
    if min(*weights.unfilled, *named) < 0 or max(*weights.unfilled, *named) > 1_000_000:
        yield _("weights：每一项在 0 和 1000000 之间")
