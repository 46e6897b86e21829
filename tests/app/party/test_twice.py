"""A form that is sent twice, by the back button or a second press, writes one row; what was taken back may be written again."""

from datetime import date, timedelta

import pytest

from app.party.actions import duties, meetings, reflections
from app.party.actions.tasks import agree_task
from app.party.rules.done import DoneKind
from app.party.rules.meetings import MeetingKind
from app.party.rules.reflections import Answers
from app.party.rules.tasks import TaskKind
from app.refusals import Refused
from tests.app.party.gatherings import a_held_meeting, a_plan
from tests.app.party.rows import TODAY, a_branch, secretary
from tests.makers import MONDAY

AGAIN = "这一条刚才已经记下，没有再记一遍"
LATER = MONDAY + timedelta(minutes=11)


async def test_a_yearly_record_is_written_once_and_again_after_it_was_taken_back(db):
    actor = secretary(await a_branch())
    given = duties.DoneFacts(DoneKind.TRAINING, date(2026, 6, 3), "全县支部书记轮训", "", None)
    first = await duties.write_done(actor, given, now=MONDAY, today=TODAY)
    with pytest.raises(Refused, match=AGAIN):
        await duties.write_done(actor, given, now=MONDAY, today=TODAY)
    await duties.withdraw_done(actor, first, "收错了", now=MONDAY)
    second = await duties.write_done(actor, given, now=MONDAY, today=TODAY)
    # Much later the same words are meant.
    assert await duties.write_done(actor, given, now=LATER, today=TODAY) > second > first


async def test_a_meeting_is_planned_once_and_again_when_it_was_called_off(db):
    actor = secretary(await a_branch())
    first = await meetings.plan_meeting(actor, a_plan(), now=MONDAY)
    with pytest.raises(Refused, match=AGAIN):
        await meetings.plan_meeting(actor, a_plan(), now=MONDAY)
    await meetings.plan_meeting(actor, a_plan(MeetingKind.THEMED_DAY, MeetingKind.GENERAL), now=MONDAY)
    await meetings.call_off(actor, first, "防汛值守", now=MONDAY)
    assert await meetings.plan_meeting(actor, a_plan(), now=MONDAY) > first


async def test_a_task_and_a_reflection_are_written_once(db):
    actor = secretary(await a_branch())
    made = await a_held_meeting(actor)
    due = date(2026, 12, 20)
    await agree_task(actor, made, TaskKind.RESOLUTION, "整理书库", actor.person, due, now=MONDAY)
    with pytest.raises(Refused, match=AGAIN):
        await agree_task(actor, made, TaskKind.RESOLUTION, "整理书库", actor.person, due, now=MONDAY)
    answers = Answers("为人民服务", "", "")
    await reflections.begin_reflection(actor, TODAY, answers, None, now=MONDAY)
    with pytest.raises(Refused, match=AGAIN):
        await reflections.begin_reflection(actor, TODAY, answers, None, now=MONDAY)
