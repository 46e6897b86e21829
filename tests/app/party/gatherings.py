"""Meetings for the tests, held by the secretary of a branch."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from app.actor import Actor
from app.clock import LIBRARY_ZONE
from app.gatherings.rules import Span
from app.gatherings.rules.attendance import Status
from app.party.actions import meetings as actions
from app.party.actions.minutes import save_minutes, sign_minutes
from app.party.queries.meeting import meeting
from app.party.queries.meetings import people_of
from app.party.queries.minutes import record_of
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import Block, Written
from app.party.rules.planning import MeetingPlan
from app.party.rules.roll import Answer
from app.refusals import found
from tests.makers import MONDAY

FRIDAY = date(2026, 11, 20)
"""The Friday before the Monday of the tests."""


def a_span(on: date = FRIDAY) -> Span:
    """Half past two to four on this day."""
    return Span(datetime.combine(on, time(14, 30), LIBRARY_ZONE), datetime.combine(on, time(16), LIBRARY_ZONE))


def a_plan(*kinds: MeetingKind, on: date = FRIDAY, **changes: Any) -> MeetingPlan:
    """A general meeting on that Friday with two items, or one of these kinds."""
    values: dict[str, Any] = {
        "kinds": frozenset(kinds or {MeetingKind.GENERAL}),
        "title": "四季度支部党员大会",
        "span": a_span(on),
        "venue": "三楼党员活动室",
        "chair": "甲党员",
        "recorder": "乙党员",
        "agenda": ("学习二十届四中全会精神", "讨论支部工作计划"),
    }
    return MeetingPlan(**{**values, **changes})


async def an_open_meeting(
    secretary: Actor, plan: MeetingPlan | None = None, answers: Mapping[int, tuple[Status, str]] | None = None
) -> int:
    """A meeting that was held, its list frozen and everybody present but those of `answers`."""
    made = await actions.plan_meeting(secretary, plan or a_plan(), now=MONDAY)
    await actions.open_meeting(secretary, made, now=MONDAY)
    people = await people_of(found(await meeting(secretary, made)))
    roll = {one.person: Answer(Status.PRESENT) for one in people if one.status is None}
    away = {person: Answer(*answer) for person, answer in (answers or {}).items()}
    await actions.call_roll(secretary, made, {**roll, **away}, now=MONDAY)
    return made


async def a_held_meeting(
    secretary: Actor, plan: MeetingPlan | None = None, answers: Mapping[int, tuple[Status, str]] | None = None
) -> int:
    """The same, ended."""
    made = await an_open_meeting(secretary, plan, answers)
    await actions.close_meeting(secretary, made, now=MONDAY)
    return made


async def written_for(secretary: Actor, made: int, **fields: Any) -> Written:
    """Minutes in which somebody spoke on every item."""
    one = found(await meeting(secretary, made))
    record = await record_of(one, await people_of(one))
    blocks = tuple(Block(each.item, each.title, "甲党员：同意") for each in record.written.blocks)
    return Written(blocks=blocks, **fields)


async def a_signed_meeting(secretary: Actor, plan: MeetingPlan | None = None, **fields: Any) -> int:
    """The same, written and signed."""
    made = await a_held_meeting(secretary, plan)
    await save_minutes(secretary, made, await written_for(secretary, made, **fields), now=MONDAY)
    await sign_minutes(secretary, made, now=MONDAY + timedelta(minutes=5))
    return made
