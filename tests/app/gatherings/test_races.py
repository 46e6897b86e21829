"""Many at once on one list: one row each, whoever is faster."""

import asyncio
from datetime import timedelta

from app.actor import Role
from app.gatherings import actions, queries
from app.gatherings.rules import GatheringState
from app.gatherings.rules.attendance import Status
from app.gatherings.rules.codes import code_now
from app.gatherings.tables import Expected, Presence
from app.refusals import Refused
from tests.makers import MONDAY, a_gathering, a_person

SOON = MONDAY + timedelta(minutes=1)


async def all_at_once(*doing):
    results = await asyncio.gather(*doing, return_exceptions=True)
    assert [one for one in results if isinstance(one, BaseException) and not isinstance(one, Refused)] == []
    return [one for one in results if not isinstance(one, Refused)]


async def test_twenty_taps_of_one_person_are_one_row(db):
    one = await a_person("乐小读", Role.STAFF)
    study = await a_gathering(one)
    done = await all_at_once(*(actions.check_in(one, code_now(study, SOON), now=SOON) for _ in range(20)))
    assert (len(done), await Presence.count()) == (1, 1)


async def test_a_tick_and_a_scan_at_once_are_one_row(db):
    manager, one = await a_person("馆长", Role.MANAGER), await a_person("乐小读", Role.STAFF)
    study = await a_gathering(one)
    await all_at_once(
        actions.check_in(one, code_now(study, SOON), now=SOON),
        actions.tick_in(manager, study, one.person, now=SOON),
    )
    assert await Presence.count() == 1


async def test_whoever_comes_as_it_is_ended_is_there_or_absent_and_nothing_between(db):
    manager = await a_person("馆长", Role.MANAGER)
    people = [await a_person(f"馆员{number}", Role.STAFF) for number in range(8)]
    study = await a_gathering(*people)
    await all_at_once(
        *(actions.tick_in(manager, study, one.person, now=SOON) for one in people),
        actions.close(manager, study, now=SOON),
        actions.close(manager, study, now=SOON),
    )
    lines = await queries.attendance(study)
    assert (await queries.facts(study)).state is GatheringState.CLOSED
    for line in lines:
        assert line.record.status is Status.ABSENT or line.record.went_at == SOON


async def test_two_add_the_same_person(db):
    manager, one, guest = [await a_person(name, Role.MANAGER) for name in ("馆长", "乐小读", "华小卷")]
    study = await a_gathering(one)
    done = await all_at_once(*(actions.expect(manager, study, guest.person, now=SOON) for _ in range(5)))
    assert len(done) >= 1
    assert await Expected.count() == 2
