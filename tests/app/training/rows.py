"""Gatherings that are over, for the log and the ledgers."""

from datetime import datetime, timedelta
from typing import Any

from app.actor import Actor, Role
from app.gatherings import steps
from app.gatherings.rules import Category, Kind, Span
from app.gatherings.rules.attendance import Record, Source, Status
from app.gatherings.tables import Evidence
from app.storage import database
from app.training.steps import note_self_study
from tests.makers import MONDAY

THURSDAY = datetime.fromisoformat("2026-11-26T14:00+08:00")
"""The session of this week, at two in the afternoon."""
LATER = datetime.fromisoformat("2026-12-30T18:00+08:00")


async def a_past(
    kind: Kind,
    title: str,
    people: dict[int, Status],
    *,
    at: datetime = THURSDAY,
    minutes: int = 150,
    category: Category | None = Category.POLITICS,
    place: int | None = None,
    source: Source = Source.LIST,
    proven: bool = False,
) -> int:
    """A gathering that is over, with these people and how they stood; who came stayed to the end. Returns its id."""
    keeper = Actor(None, "记录人", frozenset({Role.MANAGER}))
    end = at + timedelta(minutes=minutes)
    async with database().atomic():
        one = await steps.arrange(
            kind, title, Span(at, end), place=place, venue="报告厅", category=category, now=MONDAY
        )
        await steps.open_list(one, list(people), at)
        for person, status in people.items():
            came = status in {Status.PRESENT, Status.LATE, Status.MADE_UP}
            late = timedelta(minutes=30 if status is Status.LATE else 0)
            known = Record(status, source, at + late if came else None, end if came else None)
            await steps.record(keeper, one, person, known, end)
        await steps.close(keeper, one, end)
        if proven:
            await Evidence(
                gathering=one, person=None, title="签到表", reference="档案盒 3", added_by_name="记录人", at=end
            ).save()
    return one


async def practised(person: int, minutes: int = 8, at: datetime = THURSDAY, **more: Any) -> None:
    """A set of practice of so many minutes."""
    await note_self_study(person, "每日一练", at, minutes, "/practice/sets/1", at + timedelta(minutes=minutes), **more)
