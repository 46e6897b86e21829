"""Who writes down what of whom, and what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.actor import Actor, Role
from app.audit.tables import Deed
from app.gatherings import actions, queries
from app.gatherings.queries.keeping import could_come, mine_today, recent, roll, to_close
from app.gatherings.rules import GatheringState, Kind
from app.gatherings.rules.attendance import Record, Source, Status
from app.gatherings.rules.codes import code_now
from app.gatherings.rules.tallies import tally
from app.gatherings.tables import Presence
from app.people.actions import places
from app.people.rules.places import LibraryFacts, PointFacts
from app.refusals import Missing, Refused
from tests.makers import MONDAY, a_gathering, a_person


def after(minutes: int):
    return MONDAY + timedelta(minutes=minutes)


@pytest.fixture
async def manager(db) -> Actor:
    return await a_person("馆长", Role.MANAGER)


@pytest.fixture
async def staff(db) -> Actor:
    return await a_person("乐小读", Role.STAFF)


async def standing(gathering: int, who: Actor) -> Record | None:
    return await queries.standing_record(gathering, who.person)


async def test_the_code_on_the_screen_lets_in_and_out(staff):
    study = await a_gathering(staff)
    await actions.check_in(staff, code_now(study, after(-5)), now=after(-5))
    await actions.check_out(staff, code_now(study, after(100)), now=after(100))
    assert await standing(study, staff) == Record(Status.PRESENT, Source.SCAN, after(-5), after(100))
    assert [line.minutes for line in await queries.attendance(study)] == [100]
    assert [row["verb"] for row in await Deed.select(Deed.verb)] == ["presence.checked_in", "presence.checked_out"]


async def test_a_photographed_code_is_dead_after_two_slots(staff):
    study = await a_gathering(staff)
    code = code_now(study, after(0))
    with pytest.raises(Refused, match="这个码已经过期，扫屏幕上现在的码"):
        await actions.check_in(staff, code, now=after(2))
    await actions.check_in(staff, code, now=after(1) + timedelta(seconds=59))


async def test_a_code_of_the_future_proves_nothing(staff):
    study = await a_gathering(staff)
    with pytest.raises(Refused, match="过期"):
        await actions.check_in(staff, code_now(study, after(1)), now=after(0))


async def test_nobody_goes_before_they_came(staff):
    study = await a_gathering(staff)
    with pytest.raises(Refused, match="还没有签到，先签到"):
        await actions.check_out(staff, code_now(study, after(1)), now=after(1))
    assert (await Presence.count(), await Deed.count()) == (0, 0)


async def test_who_is_not_on_the_list_does_not_get_in(staff):
    study = await a_gathering(await a_person("华小卷", Role.STAFF))
    with pytest.raises(Refused, match="不在这次的名单上"):
        await actions.check_in(staff, code_now(study, after(1)), now=after(1))


async def test_a_late_one_is_late_and_a_second_tick_says_so(manager, staff):
    study = await a_gathering(staff)
    await actions.tick_in(manager, study, staff.person, now=after(11))
    with pytest.raises(Refused, match="已经签到了"):
        await actions.tick_in(manager, study, staff.person, now=after(12))
    assert await standing(study, staff) == Record(Status.LATE, Source.LIST, after(11))


async def test_a_slip_is_taken_back_and_stays_readable(manager, staff):
    study = await a_gathering(staff)
    await actions.tick_in(manager, study, staff.person, now=after(0))
    await actions.tick_out(manager, study, staff.person, now=after(1))
    await actions.take_back(manager, study, staff.person, now=after(2))
    assert await standing(study, staff) == Record(Status.PRESENT, Source.LIST, after(0), None, "撤回误点")
    await actions.tick_out(manager, study, staff.person, now=after(120))
    assert [entry.minutes for entry in await queries.history(study)] == [0, 1, 0, 120]


async def test_a_first_tick_taken_back_leaves_somebody_who_may_come_again(manager, staff):
    study = await a_gathering(staff)
    await actions.tick_in(manager, study, staff.person, now=after(0))
    await actions.take_back(manager, study, staff.person, now=after(0))
    with pytest.raises(Refused, match="没有可以撤回"):
        await actions.take_back(manager, study, staff.person, now=after(1))
    await actions.tick_in(manager, study, staff.person, now=after(5))
    assert (await standing(study, staff)).status is Status.PRESENT


async def test_whoever_is_exempt_lowers_no_rate_and_has_no_hours(manager, staff):
    """出席 ÷ (应到 − 免): of two expected one came and one does not have to."""
    old = await a_person("老同志", Role.STAFF)
    study = await a_gathering(staff, old)
    await actions.tick_in(manager, study, staff.person, now=after(0))
    await actions.exempt(manager, study, old.person, "年老体弱", now=after(1))
    known = await standing(study, old)
    assert (known.status, known.came_at, known.note) == (Status.EXEMPT, None, "年老体弱")
    numbers = tally([(await standing(study, one)).status for one in (staff, old)])
    assert (numbers.expected, numbers.came, numbers.exempt, numbers.waiting, numbers.rate) == (2, 1, 1, 0, 100)
    assert tally([Status.EXEMPT]).rate is None


async def test_what_is_written_in_by_hand_takes_both_times(manager, staff):
    study = await a_gathering(staff)
    with pytest.raises(Refused, match="写上签到和签退时间"):
        await actions.write_in(manager, study, staff.person, after(0), None, "", now=after(60))
    assert await actions.write_in(manager, study, staff.person, after(15), after(45), "", now=after(60)) == 30
    assert (await standing(study, staff)).status is Status.LATE


async def test_what_was_made_up_counts_by_its_own_times(manager, staff):
    study = await a_gathering(staff)
    await actions.excuse(manager, study, staff.person, "出差", now=after(0))
    await actions.make_up(manager, study, staff.person, after(600), after(660), "看了录像", now=after(700))
    line = (await queries.attendance(study))[0]
    assert (line.record.status, line.minutes, line.records) == (Status.MADE_UP, 60, 2)


async def test_nobody_writes_down_their_own(manager):
    study = await a_gathering(manager)
    with pytest.raises(Refused, match="自己的出勤由别人来记"):
        await actions.excuse(manager, study, manager.person, "出差", now=after(0))
    await actions.close(manager, study, now=after(130))
    there = Record(Status.PRESENT, Source.HAND, after(0), after(60), "我在")
    with pytest.raises(Refused, match="自己的出勤由别人来记"):
        await actions.correct(manager, study, manager.person, there, now=after(140))
    assert (await standing(study, manager)).status is Status.ABSENT


async def test_a_correction_says_why(manager, staff):
    study = await a_gathering(staff)
    await actions.close(manager, study, now=after(130))
    there = Record(Status.PRESENT, Source.HAND, after(0), after(60))
    with pytest.raises(Refused, match="更正要写明原因"):
        await actions.correct(manager, study, staff.person, there, now=after(140))
    assert await actions.correct(manager, study, staff.person, replace(there, note="签到表有名"), now=after(140)) == 60


async def test_nothing_is_ended_before_it_began(manager, staff):
    study = await a_gathering(staff)
    with pytest.raises(Refused, match="还没到开始时间"):
        await actions.close(manager, study, now=after(-1))
    await actions.close(manager, study, now=after(1))
    assert (await queries.facts(study)).state is GatheringState.CLOSED


async def test_somebody_who_came_along_is_added_and_marked(manager, staff):
    study = await a_gathering(staff)
    guest, gone = await a_person("华小卷", Role.STAFF), await a_person("离小馆", Role.STAFF, left_on=MONDAY.date())
    volunteer = await a_person("志小愿", Role.VOLUNTEER)
    assert {name for _, name, _ in await could_come(await queries.facts(study))} == {"华小卷", "馆长"}
    for stranger in (gone, volunteer):
        with pytest.raises(Missing):
            await actions.expect(manager, study, stranger.person, now=after(5))
    await actions.expect(manager, study, guest.person, now=after(5))
    with pytest.raises(Refused, match="已经在名单上了"):
        await actions.expect(manager, study, guest.person, now=after(6))
    assert {line.name: line.added for line in await roll(manager, await queries.facts(study))} == {
        "乐小读": False,
        "华小卷": True,
    }


async def test_who_is_added_after_the_end_was_absent_until_it_is_corrected(manager, staff):
    study = await a_gathering(staff)
    await actions.close(manager, study, now=after(130))
    guest = await a_person("华小卷", Role.STAFF)
    await actions.expect(manager, study, guest.person, now=after(140))
    assert (await standing(study, guest)).status is Status.ABSENT


async def test_a_list_that_is_not_frozen_takes_nobody(manager, staff):
    study = await a_gathering()
    with pytest.raises(Refused, match="名单还没有定"):
        await actions.expect(manager, study, staff.person, now=after(0))


async def a_place(manager: Actor, name: str) -> int:
    return int((await places.add_point(manager, PointFacts(name=name, kind="reading_bar"))).id)


async def test_whose_list_it_is(manager, staff):
    """Managers keep all, secretaries study, coordinators the shifts of their own places, others nothing."""
    await places.add_library(manager, LibraryFacts(name="示例县图书馆", kind="own"))
    here, there = await a_place(manager, "城南书吧"), await a_place(manager, "城北书吧")
    secretary = await a_person("书小记", Role.SECRETARY)
    coordinator = replace(await a_person("点小协", Role.COORDINATOR), sites=frozenset({here}))
    both = replace(await a_person("兼小任", Role.COORDINATOR, Role.SECRETARY), sites=frozenset({there}))
    made = {
        "study": await a_gathering(staff),
        "exam": await a_gathering(staff, kind=Kind.EXAM),
        "here": await a_gathering(staff, kind=Kind.SHIFT, place=here),
        "there": await a_gathering(staff, kind=Kind.SHIFT, place=there),
    }
    expected = {
        manager: {"study", "exam", "here", "there"},
        secretary: {"study"},
        coordinator: {"here"},
        both: {"study", "there"},
        staff: set(),
    }
    for actor, kept in expected.items():
        assert {name for name, number in made.items() if await queries.kept(actor, number)} == kept
        assert {one.id for one in await to_close(actor, after(130))} == {made[name] for name in kept}
        assert {one.id for one in await recent(actor, after(130))} == {made[name] for name in kept}
    for name in ("study", "exam", "there"):
        with pytest.raises(Missing):
            await actions.tick_in(coordinator, made[name], staff.person, now=after(1))


async def test_today_i_am_expected_here(manager, staff):
    study = await a_gathering(staff)
    await a_gathering(staff, starts_at=MONDAY + timedelta(days=1))
    await a_gathering(manager)
    assert [(one.gathering.id, one.record) for one in await mine_today(staff, after(-30))] == [(study, None)]
    await actions.tick_in(manager, study, staff.person, now=after(0))
    assert [one.record.came_at for one in await mine_today(staff, after(30))] == [after(0)]
    await actions.close(manager, study, now=after(130))
    assert await mine_today(staff, after(130)) == []


async def test_evidence_stays_with_what_it_proves(manager, staff):
    study = await a_gathering(staff)
    await actions.add_evidence(manager, study, "签到表", "档案盒 3", None, now=after(130))
    with pytest.raises(Missing):
        await actions.add_evidence(manager, study, "照片", "盒 4", manager.person, now=after(130))
    with pytest.raises(Missing):
        await actions.add_evidence(staff, study, "照片", "盒 4", None, now=after(130))
