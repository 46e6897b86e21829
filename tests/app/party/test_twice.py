"""Forms that are sent twice or from two windows: one row, and no line written over that nobody touched."""

from datetime import date, timedelta

import pytest
from lxml import html

from app import clock
from app.gatherings.rules.attendance import Status
from app.party.actions import duties, meetings, reflections
from app.party.actions.tasks import agree_task
from app.party.queries.meeting import meeting
from app.party.queries.meetings import people_of
from app.party.rules.done import DoneKind
from app.party.rules.meetings import MeetingKind
from app.party.rules.reflections import Answers
from app.party.rules.tasks import TaskKind
from app.refusals import Refused, found
from tests.app.party.gatherings import a_held_meeting, a_plan, an_open_meeting
from tests.app.party.rows import TODAY, a_branch, secretary
from tests.cast import browser
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


async def test_a_roll_that_was_open_in_another_window_writes_what_was_touched_there(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    actor = secretary(await a_branch())
    made = await an_open_meeting(actor)
    who, address = await browser(actor), f"/party/meetings/{made}/roll"
    opened = html.document_fromstring((await who.see(address)).text)
    form = dict(next(one for one in opened.forms if one.action == address).form_values())
    one, other = [each.person for each in await people_of(found(await meeting(actor, made)))][3:5]
    assert (await who.send(address, {f"status_{one}": "excused", f"note_{one}": "病假"})).status_code == 303
    assert (await who.send(address, {**form, f"status_{other}": "absent"})).status_code == 303
    standing = {each.person: each.status for each in await people_of(found(await meeting(actor, made)))}
    assert (standing[one], standing[other]) == (Status.EXCUSED, Status.ABSENT)
