"""Taking back what one did on the board: fifty steps, judged anew, and never over what somebody else has done since."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.gatherings.rules import GatheringState
from app.notices.tables import Notice
from app.refusals import Refused
from app.shifts.actions import copying, publishing, roster, signing
from app.shifts.actions.pasting import Onto, paste
from app.shifts.actions.undoing import redo, undo
from app.shifts.queries.publication import of_week, pending_of
from app.shifts.queries.seats import seats_between
from app.shifts.rules import Headcount
from app.shifts.rules.undoing import KEPT, Changed, Did, SeatNow, SeatStep, Step, next_redo, next_undo, why_not_step
from app.shifts.tables import RosterStep, RosterStepSeat
from tests.app.shifts.county import DAY, LAST_WEEK, NOW, THIS_WEEK, a_county, a_shift, a_volunteer, fresh, names

STEP = Step(1, THIS_WEEK, Did.ASSIGNED, False)


def test_which_step_comes_next():
    done, gone = replace(STEP, id=2), replace(STEP, id=3, undone=True)
    later = replace(STEP, id=4, undone=True)
    assert (next_undo([STEP, done, gone, later]), next_redo([STEP, done, gone, later])) == (done, gone)
    assert (next_undo([gone]), next_redo([gone])) == (None, gone)
    # Whatever is done after taking back ends what could be done again.
    new = replace(STEP, id=5)
    assert (next_undo([done, gone, later, new]), next_redo([done, gone, later, new])) == (new, None)


def test_a_step_is_bound_to_the_seat_as_it_left_it():
    step = replace(STEP, seats=[SeatStep(7, 3, 4, Changed())])
    now = SeatNow("示例总馆 导读", 4, ["李小明"], "王小芳")
    assert why_not_step(step, {7: now}, back=True) == ()
    assert why_not_step(step, {7: replace(now, revision=3)}, back=False) == ()
    reasons = why_not_step(step, {7: replace(now, revision=5)}, back=True)
    assert [one.sentence for one in reasons] == ["示例总馆 导读 后来被王小芳改成“李小明”，这一步不能再撤销或重做"]


async def test_steps_are_taken_back_one_by_one_and_done_again(db):
    county = await a_county()
    (_, one), (_, two) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    seat, other = await a_shift(county), await a_shift(county, DAY)
    actor = county.coordinator
    first = await roster.assign(actor, seat.id, one, now=NOW)
    await roster.assign(actor, seat.id, two, now=NOW)
    await roster.unassign(actor, seat.id, first, now=NOW)
    view = await fresh(seat)
    await paste(actor, THIS_WEEK, [Onto(other.id, other.revision, seat.id, view.revision)], now=NOW, cut=True)
    await roster.lock_seat(actor, other.id, True, now=NOW)
    states = []
    for _step in range(5):
        states.append((await undo(actor, THIS_WEEK, now=NOW)).what)
        states.append((await names(seat), await names(other)))
    assert states == [
        Did.LOCKED,
        ([], ["乙小二"]),
        Did.MOVED,
        (["乙小二"], []),
        Did.UNASSIGNED,
        (["乙小二", "甲小一"], []),
        Did.ASSIGNED,
        (["甲小一"], []),
        Did.ASSIGNED,
        ([], []),
    ]
    with pytest.raises(Refused, match="没有能撤销的改动"):
        await undo(actor, THIS_WEEK, now=NOW)
    for _step in range(5):
        await redo(actor, THIS_WEEK, now=NOW)
    assert (await names(seat), await names(other), (await fresh(other)).facts.locked) == ([], ["乙小二"], True)
    with pytest.raises(Refused, match="没有能重做的改动"):
        await redo(actor, THIS_WEEK, now=NOW)
    await undo(actor, THIS_WEEK, now=NOW)
    await undo(actor, THIS_WEEK, now=NOW)
    assert (await names(seat), await names(other)) == (["乙小二"], [])


async def test_nobody_takes_back_over_what_somebody_else_has_done_since(db):
    county = await a_county()
    (_, one), (_, two) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    seat = await a_shift(county)
    await roster.assign(county.coordinator, seat.id, one, now=NOW)
    await roster.assign(county.manager, seat.id, two, now=NOW)
    with pytest.raises(Refused, match="示例总馆 11-23 09:00—12:00 导读 后来被单知行改成“甲小一、乙小二”"):
        await undo(county.coordinator, THIS_WEEK, now=NOW)
    # The other one may, and then the first step is as good as new.
    await undo(county.manager, THIS_WEEK, now=NOW)
    assert await names(seat) == ["甲小一"]


async def test_what_comes_back_is_judged_anew(db):
    county = await a_county()
    (_, one), (helper, _two) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    seat = await a_shift(county, count=Headcount(1, 1, 1))
    first = await roster.assign(county.coordinator, seat.id, one, now=NOW)
    await signing.wait(helper, seat.id, agreed=True, now=NOW)
    await roster.unassign(county.coordinator, seat.id, first, now=NOW)
    assert await names(seat) == ["乙小二"]
    with pytest.raises(Refused, match="示例总馆 11-23 09:00—12:00 导读 的甲小一，名额已满"):
        await undo(county.coordinator, THIS_WEEK, now=NOW)
    assert await names(seat) == ["乙小二"]


async def waiting(county):
    return await pending_of(county.manager, await seats_between(of_week(THIS_WEEK)), THIS_WEEK, NOW)


async def test_what_people_were_told_of_waits_for_the_next_publication(db):
    county = await a_county()
    helper, one = await a_volunteer(county)
    seat = await a_shift(county)
    told = Notice.select(Notice.message).where((Notice.person == helper.person) & Notice.message.like("%班%"))
    await roster.assign(county.coordinator, seat.id, one, now=NOW)
    await publishing.publish(county.coordinator, THIS_WEEK, now=NOW)
    await undo(county.coordinator, THIS_WEEK, now=NOW)
    assert [len(each.removed) for each in await waiting(county)] == [1]
    # Doing it again before anybody was told leaves nothing to tell.
    await redo(county.coordinator, THIS_WEEK, now=NOW)
    assert await waiting(county) == []
    await undo(county.coordinator, THIS_WEEK, now=NOW)
    await publishing.publish(county.coordinator, THIS_WEEK, now=NOW)
    assert [row["message"][:2] for row in await told.order_by(Notice.id)][-2:] == ["给您", "您 "]


async def test_a_copied_week_is_taken_back_whole_and_can_be_copied_again(db):
    county = await a_county()
    _, one = await a_volunteer(county)
    seat = await a_shift(county, timedelta(days=-4))
    await roster.assign(county.coordinator, seat.id, one, now=NOW)
    assert seat.facts.day - timedelta(days=seat.facts.day.weekday()) == LAST_WEEK
    await copying.copy_week(county.coordinator, THIS_WEEK, now=NOW)
    made = (await seats_between(of_week(THIS_WEEK)))[0]
    await roster.clear(county.coordinator, made.id, now=NOW)
    await undo(county.coordinator, THIS_WEEK, now=NOW)
    await undo(county.coordinator, THIS_WEEK, now=NOW)
    states = [one.facts.state for one in await seats_between(of_week(THIS_WEEK))]
    assert states == [GatheringState.CALLED_OFF]
    with pytest.raises(Refused, match="再点一次“复制上周”"):
        await redo(county.coordinator, THIS_WEEK, now=NOW)
    assert (await copying.copy_week(county.coordinator, THIS_WEEK, now=NOW)).coming == 1
    await publishing.publish(county.coordinator, THIS_WEEK, now=NOW)
    with pytest.raises(Refused, match="已经发布，不能连同复制一起撤销"):
        await undo(county.coordinator, THIS_WEEK, now=NOW)


async def test_the_last_fifty_steps_of_a_person_and_a_week_are_kept(db):
    county = await a_county()
    seat, before = await a_shift(county), await a_shift(county, timedelta(days=-4))
    await roster.lock_seat(county.coordinator, before.id, True, now=NOW)
    for number in range(KEPT + 3):
        await roster.lock_seat(county.coordinator, seat.id, number % 2 == 0, now=NOW)
    weeks = await RosterStep.select(RosterStep.week)
    assert sorted(row["week"] for row in weeks) == [LAST_WEEK] + [THIS_WEEK] * KEPT
    assert await RosterStepSeat.count() == KEPT + 1
    for _step in range(KEPT):
        await undo(county.coordinator, THIS_WEEK, now=NOW)
    with pytest.raises(Refused, match="没有能撤销的改动"):
        await undo(county.coordinator, THIS_WEEK, now=NOW)
    assert (await fresh(seat)).facts.locked is True


async def test_a_range_is_cleared_whole_or_not_at_all_and_comes_back_in_one_step(db):
    county = await a_county()
    (_, one), (_, two) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    seats = [await a_shift(county), await a_shift(county, DAY)]
    for seat, who in zip(seats, (one, two), strict=True):
        await roster.assign(county.coordinator, seat.id, who, now=NOW)
    stale = {seat.id: seat.revision for seat in seats}
    with pytest.raises(Refused, match="此格刚被王小芳改成“甲小一”"):
        await roster.clear_range(county.coordinator, stale, now=NOW)
    seen = {seat.id: (await fresh(seat)).revision for seat in seats}
    with pytest.raises(Refused, match="此格刚被王小芳改成“乙小二”"):
        await roster.clear_range(county.coordinator, {**seen, seats[1].id: 0}, now=NOW)
    assert [await names(seat) for seat in seats] == [["甲小一"], ["乙小二"]]
    assert await roster.clear_range(county.coordinator, seen, now=NOW) == 2
    assert [await names(seat) for seat in seats] == [[], []]
    await undo(county.coordinator, THIS_WEEK, now=NOW)
    assert [await names(seat) for seat in seats] == [["甲小一"], ["乙小二"]]
