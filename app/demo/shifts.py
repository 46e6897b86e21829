"""The rosters of the demo library: six weeks served, this week, and a next one with gaps, a draft and a conflict."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from app.actor import Actor
from app.clock import at_library
from app.demo.inserting import insert_at_once, some_at_once
from app.demo.qualifying import insert_gate
from app.demo.templates import insert_templates
from app.demo.volunteers import insert_volunteers
from app.gatherings.rules import Category, GatheringState, Kind, Span
from app.gatherings.rules.attendance import Record, Source, Status, minutes_present
from app.gatherings.steps import NO_CHECK_OUT
from app.gatherings.tables import Expected, Gathering, GatheringClosing, GatheringOpening, Presence
from app.shifts.rules import How, Skill, State
from app.shifts.rules.board import monday_of
from app.shifts.rules.seating import By, Engagement, PersonFacts, SeatFacts, at, why_not
from app.shifts.tables import (
    Assignment,
    Post,
    Seat,
    Shift,
    ShiftPublication,
    VolunteerStatus,
)

SEED = 20261125
WEEKS_BEFORE = 6
MORNING, AFTERNOON, EVENING = (540, 720), (840, 1020), (1080, 1200)
POSTS = (("导读", Skill.RECEPTION, "", "接待读者，指路，帮忙办证"), ("图书整理", None, "", "归架、整架、修补"))
MAIN_POSTS = (
    ("讲故事", Skill.STORYTELLING, "", "少儿区讲绘本"),
    ("数字辅导", Skill.DIGITAL, "", "教老年读者用手机和自助机"),
    ("搬运", None, "搬书箱，可能扭伤", "流通图书装车卸车"),
)
MANAGER, MANAGER_NAME = "guanzhang", "单知行"


@dataclass
class Planned:
    """A shift with who sits on which post, on its way into the tables."""

    place: int
    span: Span
    seats: list[tuple[int, Skill | None, bool, int, int | None]]
    filled: float
    published: bool
    sitting: list[tuple[int, PersonFacts, How]] = field(default_factory=list)
    gathering: int = 0
    shift: int = 0
    key: int = 0


async def insert_shifts(actor: Actor, people: Mapping[str, int], points: Sequence[int], now: datetime) -> None:
    """Bring in 120 volunteers, the posts of every place, and eight weeks of rosters.

    Args:
        people: ids by sign-in name.
        points: ids of the service points, the main building first.
    """
    chance = Random(SEED)
    volunteers = await insert_volunteers(people, points, now, chance)
    gate, volunteers = await insert_gate(volunteers, now)
    posts = await _insert_posts(points, gate)
    planned = list(_weeks(points, posts, now, chance))
    known = {one.volunteer: one for one in volunteers}
    for number, one in enumerate(planned):
        one.key = -1 - number
        _fill(one, known, now, chance)
    await _insert_rosters(planned, now)
    served = [one for one in planned if one.span.ends_at <= now]
    await _insert_attendance(served, people[MANAGER], chance, forgetful=people["zhiyuan"])
    await _insert_conflict(planned, now)
    await insert_templates(points[:3], posts, at_library(now).date())


async def _insert_posts(points: Sequence[int], gate: int) -> dict[int, list[Post]]:
    rows = [
        Post(
            place=place,
            name=name,
            skill=skill.value if skill else "",
            qualification=gate if skill is Skill.STORYTELLING else None,
            risk=risk,
            duties=duties,
        )
        for number, place in enumerate(points)
        for name, skill, risk, duties in (POSTS + MAIN_POSTS if number == 0 else POSTS)
    ]
    ids = await Post.insert(*rows).returning(Post.id, Post.place, Post.name)
    by_name = {(row["place"], row["name"]): row["id"] for row in ids}
    found: dict[int, list[Post]] = {}
    for row in rows:
        row.id = by_name[row.place, row.name]
        found.setdefault(row.place, []).append(row)
    return found


def _weeks(points: Sequence[int], posts: Mapping[int, list[Post]], now: datetime, chance: Random) -> Iterator[Planned]:
    monday = monday_of(at_library(now).date())
    for week in range(-WEEKS_BEFORE, 2):
        for number, place in enumerate(points):
            # Next week is hardly begun: the main building is open for signing up, two reading bars are a draft.
            if week == 1 and number > 2:
                continue
            for day, part in _times(number):
                start = monday + timedelta(days=7 * week + day)
                filled = 0.4 if week == 1 else 0.85 if week == 0 else 0.95
                yield _planned(place, start, part, posts[place], filled, week < 1 or number == 0, number == 0, chance)


def _times(number: int) -> list[tuple[int, tuple[int, int]]]:
    if number == 0:
        # Monday is closed, Thursday afternoon is for studying.
        days = [(day, part) for day in range(1, 7) for part in (MORNING, AFTERNOON) if (day, part) != (3, AFTERNOON)]
        return [*days, (5, EVENING)]
    return [(day, AFTERNOON if (number + day) % 2 else MORNING) for day in sorted({number % 3, 2 + number % 2, 5, 6})]


def _planned(
    place: int,
    day: date,
    part: tuple[int, int],
    posts: Sequence[Post],
    filled: float,
    published: bool,
    main: bool,
    chance: Random,
) -> Planned:
    chosen = [*posts[:2], *chance.sample(list(posts[2:]), 1)] if main else posts[: 1 + (chance.random() < 0.4)]
    wanted = 2 if main else 1
    seats = [
        (one.id, Skill(one.skill) if one.skill else None, bool(one.risk), wanted, one.qualification) for one in chosen
    ]
    return Planned(place, Span(at(day, part[0]), at(day, part[1])), seats, filled, published)


def _fill(one: Planned, known: dict[int, PersonFacts], now: datetime, chance: Random) -> None:
    """Draw people by the product's own rules until the seats are as full as they are meant to be."""
    on_shift: set[int] = set()
    for post, skill, insured, wanted, gate in one.seats:
        seat = SeatFacts(
            0, 0, one.key, one.place, "", one.span, GatheringState.PLANNED, True, one.span.ends_at, "", wanted + 1,
            skill=skill, insured=insured, qualification=gate,
        )  # fmt: skip
        before = min(now, one.span.starts_at - timedelta(days=3))
        for _chair in range(wanted):
            if chance.random() > one.filled:
                continue
            for person in chance.sample(list(known.values()), 40):
                held = replace(seat, holders=frozenset(on_shift))
                if why_not(person, held, By.COORDINATOR, before):
                    continue
                on_shift.add(person.volunteer)
                how = How.SIGNED_UP if one.published and chance.random() < 0.5 else How.ASSIGNED
                one.sitting.append((post, person, how))
                engaged = [*person.shifts, Engagement(one.key, "", one.span)]
                known[person.volunteer] = replace(person, shifts=engaged)
                break


async def _insert_rosters(planned: Sequence[Planned], now: datetime) -> None:
    for some in some_at_once(planned):
        rows = await Gathering.insert(*(_gathering(one, now) for one in some)).returning(Gathering.id)
        for one, row in zip(some, rows, strict=True):
            one.gathering = row["id"]
        shifts = await Shift.insert(
            *(Shift(gathering=one.gathering, sign_up_until=one.span.starts_at - timedelta(hours=2)) for one in some)
        ).returning(Shift.id, Shift.gathering)
        by_gathering = {row["gathering"]: row["id"] for row in shifts}
        for one in some:
            one.shift = by_gathering[one.gathering]
    published = [_publication(one, now) for one in planned if one.published]
    await insert_at_once(ShiftPublication, published)
    await insert_at_once(
        Seat,
        [
            Seat(shift=one.shift, post=post, least=1, wanted=wanted, most=wanted + 1, priority=2)
            for one in planned
            for post, _skill, _insured, wanted, _gate in one.seats
        ],
    )
    rows = await Seat.select(Seat.id, Seat.shift, Seat.post)
    seats = {(row["shift"], row["post"]): row["id"] for row in rows}
    sitting = [_assignment(one, seats, *who, now) for one in planned for who in one.sitting]
    await insert_at_once(Assignment, sitting)


def _gathering(one: Planned, now: datetime) -> Gathering:
    return Gathering(
        kind=Kind.SHIFT.value,
        title="志愿服务",
        starts_at=one.span.starts_at,
        ends_at=one.span.ends_at,
        place=one.place,
        category=Category.SERVICE.value,
        made_at=min(now, one.span.starts_at - timedelta(days=7)),
    )


def _publication(one: Planned, now: datetime) -> ShiftPublication:
    told = min(now, one.span.starts_at - timedelta(days=6))
    span = one.span
    return ShiftPublication(
        shift=one.shift, starts_at=span.starts_at, ends_at=span.ends_at, place=one.place, by_name=MANAGER_NAME, at=told
    )


def _assignment(
    one: Planned, seats: Mapping[tuple[int, int], int], post: int, person: PersonFacts, how: How, now: datetime
) -> Assignment:
    when = min(now, one.span.starts_at - timedelta(days=5))
    return Assignment(
        shift=one.shift,
        seat=seats[one.shift, post],
        volunteer=person.volunteer,
        how=how.value,
        by=person.person if how is How.SIGNED_UP else None,
        by_name=person.name if how is How.SIGNED_UP else MANAGER_NAME,
        at=when,
        told_at=when if one.published else None,
    )


async def _insert_attendance(planned: Sequence[Planned], keeper: int, chance: Random, *, forgetful: int) -> None:
    served = [one for one in planned if one.sitting]
    minutes = timedelta(minutes=1)
    opened = [GatheringOpening(gathering=one.gathering, at=one.span.starts_at - 20 * minutes) for one in served]
    closed = [GatheringClosing(gathering=one.gathering, at=one.span.ends_at + 15 * minutes) for one in served]
    expected = [
        Expected(gathering=one.gathering, person=person.person, at=one.span.starts_at - 20 * minutes)
        for one in served
        for _post, person, _how in one.sitting
    ]
    presences = [_presence(one, person, keeper, chance) for one in served for _post, person, _how in one.sitting]
    _forget(presences, served, forgetful)
    await insert_at_once(GatheringOpening, opened)
    await insert_at_once(Expected, expected)
    await insert_at_once(Presence, presences)
    await insert_at_once(GatheringClosing, closed)


def _presence(one: Planned, person: PersonFacts, keeper: int, chance: Random) -> Presence:
    minute, drawn = timedelta(minutes=1), chance.random()
    came = one.span.starts_at + chance.randint(-15, 8) * minute
    went = one.span.ends_at + chance.randint(-20, 10) * minute
    source = Source.SCAN if chance.random() < 0.6 else Source.LIST
    if drawn < 0.04:
        record = Record(Status.ABSENT, Source.SYSTEM)
    elif drawn < 0.08:
        record = Record(Status.EXCUSED, Source.LIST, note="家里有事")
    elif drawn < 0.15:
        record = Record(Status.LATE, source, one.span.starts_at + chance.randint(11, 40) * minute, went)
    else:
        record = Record(Status.PRESENT, source, came, went)
    return Presence(
        gathering=one.gathering,
        person=person.person,
        status=record.status.value,
        came_at=record.came_at,
        went_at=record.went_at,
        minutes=minutes_present(one.span, record),
        source=record.source.value,
        note=record.note,
        recorded_by=keeper,
        recorded_by_name=MANAGER_NAME,
        at=one.span.ends_at + 10 * minute,
    )


def _forget(presences: Sequence[Presence], served: Sequence[Planned], forgetful: int) -> None:
    """The last time this person came they forgot to check out."""
    spans = {one.gathering: one.span for one in served}
    came = [one for one in presences if one.person == forgetful and one.came_at is not None]
    if came:
        last = max(came, key=lambda one: spans[one.gathering].starts_at)
        span = spans[last.gathering]
        last.went_at, last.note, last.source = max(span.ends_at, last.came_at), NO_CHECK_OUT, Source.SCAN.value
        known = Record(Status(last.status), Source.SCAN, last.came_at, last.went_at)
        last.minutes = minutes_present(span, known)


async def _insert_conflict(planned: Sequence[Planned], now: datetime) -> None:
    """Somebody with a seat to come was paused by a line in the table: the board has one conflict to show."""
    ahead = [one for one in planned if one.span.starts_at > now]
    held = [person.volunteer for one in ahead for _post, person, _how in one.sitting]
    volunteer = next((one for one in reversed(held) if held.count(one) == 1), None)
    if volunteer is not None:
        await VolunteerStatus(
            volunteer=volunteer, status=State.PAUSED.value, reason="报名之后摔伤，歇两周", by_name=MANAGER_NAME, at=now
        ).save()
