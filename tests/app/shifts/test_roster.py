"""What a coordinator does: the same rules as signing up, and a written reason where one may go over them."""

from datetime import timedelta

import pytest

from app.audit.tables import Deed
from app.gatherings import queries as gatherings
from app.gatherings.rules import GatheringState, Span
from app.gatherings.tables import CalendarDay
from app.notices.tables import Notice
from app.refusals import Missing, Refused
from app.shifts.actions import copying, planning, posts, publishing, roster, signing
from app.shifts.actions.posts import PostFacts
from app.shifts.queries.board import board, candidates
from app.shifts.queries.copying import week_copy
from app.shifts.queries.seats import seats_of_shift
from app.shifts.rules import Headcount
from app.shifts.rules.board import Mark
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from app.shifts.rules.reasons import Reason
from app.shifts.tables import Shift, VolunteerStatus
from tests.app.shifts.county import (
    DAY,
    HOUR,
    LAST_WEEK,
    NOW,
    THIS_WEEK,
    a_county,
    a_shift,
    a_volunteer,
    fresh,
    names,
)
from tests.makers import MONDAY

WEEK = timedelta(days=7)


async def test_double_booking_by_a_coordinator_is_refused_and_needs_a_written_reason(db):
    """The defect of engelsystem #441: the coordinator's path skipped the collision check."""
    county = await a_county()
    _, volunteer = await a_volunteer(county)
    one, two = await a_shift(county), await a_shift(county, HOUR, site=1)
    await roster.assign(county.manager, one.id, volunteer, now=NOW)
    with pytest.raises(Refused, match="时间重叠") as refusal:
        await roster.assign(county.manager, two.id, volunteer, now=NOW)
    assert [why.code for why in refusal.value.reasons] == [Reason.OVERLAP, "why"]
    assert await names(two) == []
    await roster.assign(county.manager, two.id, volunteer, now=NOW, override="两处同一栋楼")
    assert await names(two) == ["李小明"]
    deed = (
        await Deed.select(Deed.details).where(Deed.verb == "shift.assigned").order_by(Deed.id, ascending=False).first()
    )
    assert "两处同一栋楼" in deed["details"]


async def test_no_reason_is_enough_for_what_blocks(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county, ready=False)
    seat = await a_shift(county)
    with pytest.raises(Refused, match="还没有审核通过"):
        await roster.assign(county.manager, seat.id, volunteer, now=NOW, override="领导说的")


async def test_a_coordinator_changes_only_their_own_places(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county)
    seat = await a_shift(county)
    with pytest.raises(Refused, match="别的协调员"):
        await roster.assign(county.other, seat.id, volunteer, now=NOW)
    assignment = await roster.assign(county.coordinator, seat.id, volunteer, now=NOW)
    with pytest.raises(Refused, match="别的协调员"):
        await roster.unassign(county.other, seat.id, assignment, now=NOW)
    span = Span(MONDAY + DAY, MONDAY + DAY + HOUR)
    plan = ShiftPlan(county.places[0], span, [SeatPlan(county.posts[0], Headcount(1, 1, 1))])
    with pytest.raises(Refused, match="别的协调员"):
        await planning.plan(county.other, plan, now=NOW)


async def test_nobody_writes_over_what_they_have_not_seen(db):
    county = await a_county()
    (_, one), (_, two) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    seat = await a_shift(county)
    await roster.assign(county.coordinator, seat.id, one, now=NOW, revision=seat.revision)
    with pytest.raises(Refused, match="此格刚被王小芳改成“甲小一”，看一下再保存"):
        await roster.assign(county.manager, seat.id, two, now=NOW, revision=seat.revision)
    await roster.assign(county.manager, seat.id, two, now=NOW, revision=(await fresh(seat)).revision)


async def test_a_draft_is_told_to_nobody_before_it_is_published_and_then_only_what_changed(db):
    county = await a_county()
    (a, one), (b, two) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    told = Notice.select(Notice.person, Notice.message).where(Notice.message.like("%班%")).order_by(Notice.id)
    seat = await a_shift(county, published=False)
    assignment = await roster.assign(county.manager, seat.id, one, now=NOW)
    assert await told == []
    assert await publishing.publish(county.coordinator, THIS_WEEK, now=NOW) == 1
    assert [row["person"] for row in await told] == [a.person]
    with pytest.raises(Refused, match="没有要发布的改动"):
        await publishing.publish(county.coordinator, THIS_WEEK, now=NOW)
    await signing.sign_up(b, seat.id, now=NOW)
    await roster.unassign(county.coordinator, seat.id, assignment, now=NOW)
    await publishing.publish(county.coordinator, THIS_WEEK, now=NOW)
    # The one who signed up knows; only the one who was taken off is told.
    assert [(row["person"], row["message"][:2]) for row in await told][1:] == [(a.person, "您 ")]
    plan = ShiftPlan(county.places[0], Span(MONDAY + HOUR, MONDAY + 4 * HOUR), [SeatPlan(seat.post, seat.count)])
    await planning.change(county.coordinator, seat.facts.shift, plan, now=NOW)
    await publishing.publish(county.coordinator, THIS_WEEK, now=NOW)
    assert [row["person"] for row in await told][2:] == [b.person]
    assert two != one


async def test_a_change_of_time_carries_nobody_to_where_they_cannot_be(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    seat, later = await a_shift(county), await a_shift(county, 5 * HOUR, site=1)
    await signing.sign_up(actor, seat.id, now=NOW)
    await signing.sign_up(actor, later.id, now=NOW)
    plan = ShiftPlan(county.places[0], Span(MONDAY + 4 * HOUR, MONDAY + 7 * HOUR), [SeatPlan(seat.post, seat.count)])
    with pytest.raises(Refused, match="李小明 到时来不了：和“示例书吧"):
        await planning.change(county.coordinator, seat.facts.shift, plan, now=NOW)
    assert (await fresh(seat)).facts.span == seat.facts.span


@pytest.mark.parametrize(
    ("start", "count", "sentence"),
    [
        (-6 * DAY, Headcount(1, 1, 1), "已经过了"),
        (timedelta(0), Headcount(2, 1, 1), "人数要从少到多"),
        (timedelta(0), Headcount(0, 0, 0), "最多人数至少为 1"),
        (DAY, Headcount(1, 1, 1), "闭馆（盘点）"),
        (40 * DAY, Headcount(1, 1, 1), "2027 年的放假通知还没有录入"),
    ],
)
async def test_a_shift_that_cannot_be_is_refused_with_the_repair(db, start, count, sentence):
    county = await a_county()
    await CalendarDay(day=(MONDAY + DAY).date(), kind="closed", name="盘点", at=NOW).save()
    span = Span(MONDAY + start, MONDAY + start + 3 * HOUR)
    with pytest.raises(Refused, match=sentence):
        await planning.plan(
            county.manager, ShiftPlan(county.places[0], span, [SeatPlan(county.posts[0], count)]), now=NOW
        )
    assert await Shift.count() == 0


async def test_no_shift_is_planned_twice_or_with_another_places_post(db):
    """The defect of tapir: editing a recurring shift made a second one."""
    county = await a_county()
    seat = await a_shift(county)
    with pytest.raises(Refused, match="已经排了这个岗位"):
        await a_shift(county)
    wrong = ShiftPlan(
        county.places[0], Span(MONDAY + DAY, MONDAY + DAY + HOUR), [SeatPlan(county.posts[1], seat.count)]
    )
    with pytest.raises(Missing):
        await planning.plan(county.manager, wrong, now=NOW)
    same = ShiftPlan(county.places[0], seat.facts.span, [SeatPlan(seat.post, Headcount(1, 3, 3))], "带伞")
    await planning.change(county.coordinator, seat.facts.shift, same, now=NOW)
    assert (await Shift.count(), (await fresh(seat)).count.most) == (1, 3)


async def test_last_week_is_copied_once_with_whom_it_can_and_says_who_not_and_why(db):
    county = await a_county()
    (_, one), (b, two), (c, three) = [await a_volunteer(county, name) for name in ("甲小一", "乙小二", "丙小三")]
    early = NOW - WEEK
    monday = MONDAY - WEEK
    plan = ShiftPlan(county.places[0], Span(monday, monday + 3 * HOUR), [SeatPlan(county.posts[0], Headcount(1, 3, 3))])
    shift = await planning.plan(county.manager, plan, now=early)
    await publishing.publish(county.manager, LAST_WEEK, now=early)
    (seat,) = await seats_of_shift(shift)
    for volunteer in (one, two, three):
        await roster.assign(county.manager, seat.id, volunteer, now=early)
    await VolunteerStatus(volunteer=two, status="paused", by_name="单知行", at=NOW).save()
    clash = await a_shift(county, HOUR, site=1)
    await signing.sign_up(c, clash.id, now=NOW)
    dry = await week_copy(county.coordinator, THIS_WEEK, NOW)
    assert await Shift.count() == 2
    done = await copying.copy_week(county.coordinator, THIS_WEEK, now=NOW)
    assert (done, len(done.made), done.coming) == (dry, 1, 1)
    stayed = [(sitting.name, [why.code for why in sitting.reasons]) for _, sitting in done.staying]
    assert stayed == [("乙小二", [Reason.PAUSED]), ("丙小三", [Reason.OVERLAP])]
    with pytest.raises(Refused, match="没有还没复制过来的班"):
        await copying.copy_week(county.coordinator, THIS_WEEK, now=NOW)
    with pytest.raises(Refused, match="没有还没复制过来的班"):
        await copying.copy_week(county.other, THIS_WEEK, now=NOW)
    assert await Shift.count() == 3
    assert b.id


async def test_a_copied_week_has_no_post_that_was_closed_meanwhile(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county, "甲小一")
    other = await posts.add_post(county.manager, county.places[0], PostFacts("讲故事"))
    count, next_week = Headcount(1, 1, 1), THIS_WEEK + WEEK
    both = [SeatPlan(one, count) for one in (county.posts[0], other)]
    await planning.plan(county.manager, ShiftPlan(county.places[0], Span(MONDAY, MONDAY + 3 * HOUR), both), now=NOW)
    alone = await a_shift(county, DAY, count=count)
    await roster.assign(county.manager, alone.id, volunteer, now=NOW)
    await posts.close_post(county.manager, county.posts[0], now=NOW)
    dry = await week_copy(county.manager, next_week, NOW)
    assert [[seat.post for seat in one.seats] for one in dry.made] == [[other]]
    assert [[why.sentence for why in one.reasons] for one in dry.refused] == [["岗位已停用"]]
    assert await copying.copy_week(county.manager, next_week, now=NOW) == dry
    await posts.close_post(county.manager, other, now=NOW)
    with pytest.raises(Refused, match="没有还没复制过来的班"):
        await copying.copy_week(county.manager, next_week + WEEK, now=NOW)


async def test_the_board_marks_gaps_conflicts_and_full_seats(db):
    county = await a_county()
    (_, one), (_, two) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    full, gap = await a_shift(county, count=Headcount(1, 1, 1)), await a_shift(county, DAY, site=1)
    conflict = await a_shift(county, 2 * DAY)
    await roster.assign(county.manager, full.id, one, now=NOW)
    await roster.assign(county.manager, conflict.id, two, now=NOW)
    await VolunteerStatus(volunteer=two, status="paused", by_name="单知行", at=NOW).save()
    shown = await board(county.coordinator, THIS_WEEK, NOW)
    marks = {
        (place.name, day): seats[0].mark
        for place in shown.places
        for row in place.rows
        for day, seats in enumerate(row.cells)
        if seats
    }
    assert marks == {("示例总馆", 0): Mark.FULL, ("示例书吧", 1): Mark.GAP, ("示例总馆", 2): Mark.CONFLICT}
    assert [(place.name, place.own) for place in shown.places] == [("示例总馆", True), ("示例书吧", False)]
    assert gap.id


async def test_candidates_are_ranked_and_everybody_else_has_a_reason(db):
    county = await a_county()
    for name, hours in (("甲小一", 3), ("乙小二", 0)):
        _, volunteer = await a_volunteer(county, name)
        if hours:
            await roster.assign(county.manager, (await a_shift(county, DAY)).id, volunteer, now=NOW)
    await a_volunteer(county, "丙小三", sites=frozenset({county.places[1]}))
    _, busy = await a_volunteer(county, "丁小四")
    await roster.assign(county.manager, (await a_shift(county, HOUR, site=1)).id, busy, now=NOW)
    listed = await candidates(county.manager, await a_shift(county), NOW)
    assert [(one.person.name, one.fits, one.overridable) for one in listed] == [
        ("乙小二", True, False),
        ("甲小一", True, False),
        ("丁小四", False, True),
        ("丙小三", False, False),
    ]
    assert all(one.reasons for one in listed if not one.fits)


async def test_check_in_opens_with_those_on_the_roster_and_later_ones_are_added(db):
    county = await a_county()
    (a, one), (b, two) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    seat = await a_shift(county)
    await roster.assign(county.coordinator, seat.id, one, now=NOW)
    with pytest.raises(Refused, match="到当天再开始签到"):
        await planning.open_attendance(county.coordinator, seat.facts.shift, now=NOW)
    soon = MONDAY - HOUR
    gathering = await planning.open_attendance(county.coordinator, seat.facts.shift, now=soon)
    assert await planning.open_attendance(county.coordinator, seat.facts.shift, now=soon) == gathering
    assert (await gatherings.facts(gathering)).state is GatheringState.OPEN
    await roster.assign(county.coordinator, seat.id, two, now=soon)
    assert await gatherings.expected_persons(gathering) == {a.person, b.person}


async def test_check_in_does_not_open_over_somebody_who_was_paused_after_signing_up(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_shift(county)
    await signing.sign_up(actor, seat.id, now=NOW)
    await VolunteerStatus(volunteer=volunteer, status="paused", by_name="单知行", at=NOW).save()
    with pytest.raises(Refused, match=r"李小明：.*先撤下或换人"):
        await planning.open_attendance(county.coordinator, seat.facts.shift, now=MONDAY)
    assert (await gatherings.facts(seat.facts.gathering)).state is GatheringState.PLANNED


async def test_a_locked_seat_takes_nobody_until_it_is_unlocked(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_shift(county)
    await roster.lock_seat(county.coordinator, seat.id, True, now=NOW)
    with pytest.raises(Refused, match="已锁定"):
        await roster.assign(county.coordinator, seat.id, volunteer, now=NOW, override="急")
    await roster.lock_seat(county.coordinator, seat.id, False, now=NOW)
    await signing.sign_up(actor, seat.id, now=NOW)
