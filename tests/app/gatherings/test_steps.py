"""From a plan to minutes that nobody typed."""

from datetime import timedelta

import pytest

from app.actor import Role
from app.gatherings import queries, steps
from app.gatherings.rules import Category, GatheringState, Kind, Span
from app.gatherings.rules.attendance import Record, Source, Status
from app.gatherings.tables import Presence
from app.refusals import Missing, Refused
from app.storage import database
from tests.makers import MONDAY, a_person

STUDY = Span(MONDAY, MONDAY + timedelta(hours=3))


def after(minutes: int):
    return MONDAY + timedelta(minutes=minutes)


async def a_session(*people):
    async with database().atomic():
        study = await steps.arrange(Kind.STUDY, "周四学习", STUDY, category=Category.LAW, venue="报告厅", now=MONDAY)
        await steps.open_list(study, people, MONDAY)
    return study


async def told(manager, study, person, record, now):
    """One record, as an action of a slice above writes it."""
    async with database().atomic():
        return await steps.record(manager, study, person, record, now)


async def test_minutes_follow_from_coming_and_going(db):
    manager, one = await a_person("馆长", Role.MANAGER), await a_person("乐小读", Role.STAFF)
    study = await a_session(one.person)
    came = Record(Status.PRESENT, Source.LIST, after(-5))
    async with database().atomic():
        assert await steps.record(manager, study, one.person, came, after(0)) == 0
        went = Record(Status.PRESENT, Source.LIST, after(-5), after(100))
        assert await steps.record(manager, study, one.person, went, after(100)) == 100
    line = (await queries.attendance(study))[0]
    assert (line.minutes, line.records, line.record) == (100, 2, went)


async def test_closing_makes_absent_who_never_came_and_sends_home_who_never_left(db):
    manager = await a_person("馆长", Role.MANAGER)
    one, two = await a_person("乐小读", Role.STAFF), await a_person("华小卷", Role.STAFF)
    study = await a_session(one.person, two.person)
    async with database().atomic():
        await steps.record(manager, study, one.person, Record(Status.PRESENT, Source.SCAN, after(2)), after(2))
        await steps.close(manager, study, after(200))
    stands = {line.name: (line.record.status, line.minutes) for line in await queries.attendance(study)}
    assert stands == {"乐小读": (Status.PRESENT, 178), "华小卷": (Status.ABSENT, 0)}
    assert (await queries.facts(study)).state is GatheringState.CLOSED


async def test_a_correction_after_the_end_says_why_and_keeps_what_was_there(db):
    manager, one = await a_person("馆长", Role.MANAGER), await a_person("乐小读", Role.STAFF)
    study = await a_session(one.person)
    async with database().atomic():
        await steps.close(manager, study, after(200))
    there = Record(Status.PRESENT, Source.HAND, after(0), after(60))
    with pytest.raises(Refused, match="写明原因"):
        await told(manager, study, one.person, there, after(300))
    because = Record(Status.PRESENT, Source.HAND, after(0), after(60), "签到表上有签名")
    await told(manager, study, one.person, because, after(300))
    assert [entry.record.status for entry in await queries.history(study)] == [Status.ABSENT, Status.PRESENT]


async def test_nobody_is_recorded_who_is_not_on_the_list(db):
    manager, one = await a_person("馆长", Role.MANAGER), await a_person("乐小读", Role.STAFF)
    stranger = await a_person("华小卷", Role.STAFF)
    study = await a_session(one.person)
    with pytest.raises(Missing):
        await told(manager, study, stranger.person, Record(Status.EXCUSED, Source.LIST), after(1))
    async with database().atomic():
        await steps.expect(manager, study, [stranger.person], after(1))
    await told(manager, study, stranger.person, Record(Status.EXCUSED, Source.LIST, note="出差"), after(1))
    assert await Presence.count() == 1


async def test_a_frozen_list_is_not_frozen_again_and_its_time_stays(db):
    one = await a_person("乐小读", Role.STAFF)
    study = await a_session(one.person)
    with pytest.raises(Refused, match="名单已经定了"):
        async with database().atomic():
            await steps.open_list(study, [one.person], after(1))
    with pytest.raises(Refused, match="不能再改"):
        async with database().atomic():
            await steps.rearrange(study, "周四学习", STUDY, place=None)
    assert [e.person for e in await queries.busy(STUDY)] == [one.person]


async def test_the_days_in_which_an_exam_may_be_sat_take_nobodys_time(db):
    one = await a_person("乐小读", Role.STAFF)
    async with database().atomic():
        exam = await steps.arrange(Kind.EXAM, "示例考试", Span(MONDAY, MONDAY + timedelta(days=20)), now=MONDAY)
        await steps.open_list(exam, [one.person], MONDAY)
    assert await queries.busy(STUDY) == []


async def test_whoever_is_expected_again_is_no_longer_excused_and_may_still_come(db):
    manager, one = await a_person("馆长", Role.MANAGER), await a_person("乐小读", Role.STAFF)
    two = await a_person("华小卷", Role.STAFF)
    study = await a_session(one.person, two.person)
    for person in (one.person, two.person):
        await told(manager, study, person, Record(Status.EXCUSED, Source.SYSTEM, note="出差"), after(-9))
    async with database().atomic():
        await steps.expect(manager, study, [one.person, two.person], after(-8))
    await told(manager, study, two.person, Record(Status.PRESENT, Source.LIST, after(0)), after(0))
    async with database().atomic():
        await steps.close(manager, study, after(200))
    stands = {line.name: line.record.status for line in await queries.attendance(study)}
    assert stands == {"乐小读": Status.ABSENT, "华小卷": Status.PRESENT}


async def test_a_called_off_gathering_takes_nobodys_time(db):
    one = await a_person("乐小读", Role.STAFF)
    study = await a_session(one.person)
    async with database().atomic():
        await steps.call_off(study, "报告厅停电", after(1))
    assert await queries.busy(STUDY) == []
    assert (await queries.facts(study)).called_off == "报告厅停电"
