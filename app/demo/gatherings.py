"""Two gatherings of the demo library: a fire drill last week, with what was corrected, and one that people are coming to now."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from app.actor import Actor, Role
from app.clock import at_library
from app.demo.people import CAST
from app.gatherings import steps
from app.gatherings.rules import Category, Kind, Span
from app.gatherings.rules.attendance import Record, Source, Status, status_on_arrival
from app.gatherings.tables import Evidence

SEED = 20310
STAFF = tuple(player.sign_in for player in CAST if Role.VOLUNTEER not in player.roles)
EXCUSED, FORGOTTEN, STAYED_AWAY = 3, 4, 5
"""Places on the list: on leave, not recorded and corrected afterwards, absent."""


async def insert_gatherings(actor: Actor, people: Mapping[str, int], points: Sequence[int], now: datetime) -> None:
    """Make both, with every record as an action of the product would write it.

    Args:
        people: ids by sign-in name.
        points: ids of the service points, the main building first.
    """
    persons = [people[sign_in] for sign_in in STAFF]
    await _drill(actor, persons, points[0], now)
    await _running(actor, persons, points[0], now)


async def _drill(actor: Actor, persons: Sequence[int], place: int, now: datetime) -> None:
    begin = at_library(now - timedelta(days=6)).replace(hour=9, minute=0, second=0, microsecond=0).astimezone(UTC)
    span = Span(begin, begin + timedelta(minutes=90))
    drill = await _opened(persons, "消防疏散演练", span, place)
    chance = Random(SEED)
    for number, person in enumerate(persons):
        if number == EXCUSED:
            await steps.record(actor, drill, person, Record(Status.EXCUSED, Source.LIST, note="外出参加培训"), begin)
        elif number not in (FORGOTTEN, STAYED_AWAY):
            came = begin + timedelta(minutes=chance.choice((-12, -8, -5, -3, 0, 2, 14)))
            went = span.ends_at + timedelta(minutes=chance.choice((-1, 0, 2)))
            record = Record(status_on_arrival(span, came), chance.choice((Source.SCAN, Source.LIST)), came, went)
            await steps.record(actor, drill, person, record, went)
    await steps.close(actor, drill, span.ends_at + timedelta(minutes=10))
    because = Record(Status.PRESENT, Source.HAND, begin, span.ends_at, "签到表上有签名，点名时漏了")
    await steps.record(actor, drill, persons[FORGOTTEN], because, span.ends_at + timedelta(days=1))
    await Evidence(
        gathering=drill,
        title="签到表",
        reference="安全档案盒 2，第 14 页",
        added_by_name=actor.name,
        at=span.ends_at + timedelta(hours=1),
    ).save()


async def _running(actor: Actor, persons: Sequence[int], place: int, now: datetime) -> None:
    begin = (now - timedelta(minutes=20)).replace(second=0, microsecond=0)
    span = Span(begin, begin + timedelta(hours=2))
    running = await _opened(persons, "应急广播使用培训", span, place)
    for number, person in enumerate(persons[2:10]):
        came = begin + timedelta(minutes=(-6, -5, -4, -2, -1, 0, 3, 12)[number])
        source = Source.SCAN if number % 2 else Source.LIST
        await steps.record(actor, running, person, Record(status_on_arrival(span, came), source, came), came)


async def _opened(persons: Sequence[int], title: str, span: Span, place: int) -> int:
    before = span.starts_at - timedelta(minutes=30)
    made = await steps.arrange(
        Kind.STUDY, title, span, place=place, venue="三楼会议室", category=Category.SAFETY, now=before
    )
    await steps.open_list(made, persons, before)
    return made
