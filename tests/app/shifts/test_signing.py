"""Signing up, standing in line, giving a seat up."""

import asyncio
from contextlib import nullcontext
from datetime import date, timedelta

import pytest

from app.audit.tables import Deed
from app.gatherings import actions as gatherings
from app.gatherings.queries import attendance
from app.gatherings.rules.attendance import Status
from app.notices.tables import Notice
from app.refusals import Missing, Refused
from app.shifts.actions import planning, publishing, roster, signing, volunteers
from app.shifts.queries.mine import my_shifts, open_seats
from app.shifts.rules import Headcount, State
from app.shifts.rules.reasons import Reason
from app.shifts.tables import Assignment, AssignmentEnd, Volunteer, Waiting
from app.storage import database
from tests.app.shifts.county import DAY, HOUR, NOW, THIS_WEEK, a_county, a_shift, a_volunteer, fresh, names
from tests.makers import MONDAY, a_person


def code(refusal) -> str:
    return refusal.value.reasons[0].code


async def test_a_seat_is_given_and_stands_among_ones_own(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county)
    await signing.sign_up(actor, seat.id, now=NOW)
    assert await names(seat) == ["李小明"]
    (mine,) = await my_shifts(actor, NOW)
    assert (mine.place_name, mine.post, mine.span) == ("示例总馆", "导读", seat.facts.span)
    _person, (offered,) = await open_seats(actor, NOW)
    assert offered.mine


async def test_a_refused_signup_leaves_no_deed_and_no_row(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county, published=False)
    before = await Deed.count()
    with pytest.raises(Refused, match="还没有开放报名"):
        await signing.sign_up(actor, seat.id, now=NOW)
    assert (await Deed.count(), await Assignment.count()) == (before, 0)


async def test_a_seat_costs_few_questions_and_coming_too_late_a_single_one(db):
    """A hundred wait for each other: what one of them asks, all the others wait for."""
    county = await a_county()
    (first, _), (late, _) = await a_volunteer(county), await a_volunteer(county, "章后来")
    seat = await a_shift(county, count=Headcount(1, 1, 1))
    asked = []
    for actor in (first, late):
        before = database().query_id
        with nullcontext() if actor is first else pytest.raises(Refused, match="名额已满，可排队候补（前面 0 人）"):
            await signing.sign_up(actor, seat.id, now=NOW)
        asked.append(database().query_id - before)
    # PostgreSQL is asked for its two locks; a SQLite file has one writer anyhow.
    assert asked == [17 if database().dialect == "postgres" else 15, 1]


async def test_who_is_no_volunteer_is_told_where_to_become_one(db):
    county = await a_county()
    seat = await a_shift(county)
    with pytest.raises(Refused, match="找协调员登记"):
        await signing.sign_up(await a_person("路小过"), seat.id, now=NOW)


async def test_a_shift_that_is_not_there_is_missing(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    with pytest.raises(Missing):
        await signing.sign_up(actor, 999, now=NOW)


async def test_nobody_takes_overlapping_shifts(db):
    """The defect of tapir: one person could take overlapping shifts."""
    county = await a_county()
    actor, _ = await a_volunteer(county)
    one, two = await a_shift(county), await a_shift(county, HOUR, site=1)
    await signing.sign_up(actor, one.id, now=NOW)
    with pytest.raises(Refused, match="时间重叠") as refusal:
        await signing.sign_up(actor, two.id, now=NOW)
    assert code(refusal) == Reason.OVERLAP
    assert await names(two) == []


async def test_the_line_moves_up_by_itself_in_its_order_and_by_the_rules(db):
    county = await a_county()
    seat = await a_shift(county, count=Headcount(1, 1, 1))
    people = [await a_volunteer(county, name) for name in ("甲小一", "乙小二", "丙小三")]
    await signing.sign_up(people[0][0], seat.id, now=NOW)
    with pytest.raises(Refused, match="可排队候补（前面 0 人）"):
        await signing.sign_up(people[1][0], seat.id, now=NOW)
    for actor, _ in people[1:]:
        await signing.wait(actor, seat.id, agreed=True, now=NOW)
    # The first in line has since taken another shift at that time, so the second moves up and the first keeps the place.
    clash = await a_shift(county, HOUR, site=1)
    await signing.sign_up(people[1][0], clash.id, now=NOW)
    (mine,) = await my_shifts(people[0][0], NOW)
    await signing.withdraw(people[0][0], mine.assignment, "", now=NOW)
    assert await names(seat) == ["丙小三"]
    told = await Notice.select(Notice.person, Notice.message).where(Notice.message.like("您候补到了%"))
    assert [row["person"] for row in told] == [people[2][0].person]
    assert await Waiting.count().where(Waiting.ended_at.is_null()) == 1


async def test_nobody_stands_in_line_twice_or_where_there_is_room(db):
    county = await a_county()
    seat = await a_shift(county, count=Headcount(1, 1, 1))
    (one, _), (two, _) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    with pytest.raises(Refused, match="直接报名"):
        await signing.wait(two, seat.id, agreed=True, now=NOW)
    await signing.sign_up(one, seat.id, now=NOW)
    await signing.wait(two, seat.id, agreed=True, now=NOW)
    with pytest.raises(Refused, match="已经在候补"):
        await signing.wait(two, seat.id, agreed=True, now=NOW)
    for _ in range(2):
        await signing.stop_waiting(two, seat.id, now=NOW)
    assert await Deed.count().where(Deed.verb == "shift.left_line") == 1
    with pytest.raises(Missing):
        await signing.stop_waiting(one, seat.id, now=NOW)


async def test_giving_up_close_to_the_start_needs_a_word_and_tells_the_coordinator(db):
    """Users of other systems ask for it most: coordinators were not told of late cancellations."""
    county = await a_county()
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county)
    assignment = await signing.sign_up(actor, seat.id, now=NOW)
    late = MONDAY - 3 * HOUR
    with pytest.raises(Refused, match="写一句原因"):
        await signing.withdraw(actor, assignment, " ", now=late)
    await signing.withdraw(actor, assignment, "发烧", now=late)
    end = await AssignmentEnd.select(AssignmentEnd.kind, AssignmentEnd.reason).first()
    assert end == {"kind": "withdrew_late", "reason": "发烧"}
    told = await Notice.select(Notice.person).where(Notice.message.like("%临近取消%"))
    assert [row["person"] for row in told] == [county.coordinator.person]


@pytest.mark.parametrize(("minutes", "kind"), [(10, "withdrew"), (11, None)])
async def test_whoever_signs_up_close_to_the_start_may_think_better_of_it_at_once(db, minutes, kind):
    """The toast of the sign-up offers it with one press; after ten minutes they are counted on."""
    county = await a_county()
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county)
    signed_up = MONDAY - 3 * HOUR
    assignment = await signing.sign_up(actor, seat.id, now=signed_up)
    at = signed_up + timedelta(minutes=minutes)
    with nullcontext() if kind else pytest.raises(Refused, match="写一句原因"):
        await signing.withdraw(actor, assignment, "", now=at)
    end = await AssignmentEnd.select(AssignmentEnd.kind).first()
    assert end == ({"kind": kind} if kind else None)
    assert not await Notice.exists().where(Notice.message.like("%临近取消%"))


async def test_nobody_gives_up_what_is_not_theirs_or_has_begun(db):
    county = await a_county()
    (actor, _), (other, _) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    seat = await a_shift(county)
    assignment = await signing.sign_up(actor, seat.id, now=NOW)
    with pytest.raises(Missing):
        await signing.withdraw(other, assignment, "", now=NOW)
    with pytest.raises(Refused, match="已经开始"):
        await signing.withdraw(actor, assignment, "晚了", now=MONDAY)
    await signing.withdraw(actor, assignment, "", now=NOW)
    assert await signing.sign_up(actor, seat.id, now=NOW) != assignment
    with pytest.raises(Refused, match="后来又报上了"):
        await signing.withdraw(actor, assignment, "", now=NOW)


async def test_two_clicks_give_a_seat_up_once(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county)
    assignment = await signing.sign_up(actor, seat.id, now=NOW)
    done = await asyncio.gather(*(signing.withdraw(actor, assignment, "", now=NOW) for _ in range(3)))
    assert done == [seat.id] * 3
    assert await AssignmentEnd.count() == 1
    assert await Deed.count().where(Deed.verb == "shift.withdrew") == 1


async def test_a_paused_volunteer_gives_up_what_is_to_come_and_signs_up_for_nothing(db):
    county = await a_county()
    (one, volunteer), (two, _) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    seat = await a_shift(county, count=Headcount(1, 1, 1))
    await signing.sign_up(one, seat.id, now=NOW)
    await signing.wait(two, seat.id, agreed=True, now=NOW)
    assert await volunteers.set_state(county.manager, volunteer, State.PAUSED, "养伤", now=NOW) == 1
    assert await names(seat) == ["乙小二"]
    with pytest.raises(Refused, match="已暂停"):
        await signing.sign_up(one, (await a_shift(county, DAY)).id, now=NOW)


async def test_a_minor_signs_up_once_a_guardian_has_agreed(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county, born_on=date(2010, 5, 1))
    seat = await a_shift(county)
    with pytest.raises(Refused, match="先登记监护人同意"):
        await signing.sign_up(actor, seat.id, now=NOW)
    await volunteers.record_consent(
        county.manager, volunteer, "李大明", "10000000001", "父亲", "档案盒 2", NOW.date(), now=NOW
    )
    await signing.sign_up(actor, seat.id, now=NOW)
    assert await names(seat) == ["李小明"]


async def test_a_call_off_is_told_with_its_reason(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county)
    await signing.sign_up(actor, seat.id, now=NOW)
    with pytest.raises(Refused, match="写上取消的原因"):
        await planning.call_off(county.coordinator, seat.facts.shift, " ", now=NOW)
    await planning.call_off(county.coordinator, seat.facts.shift, "停电", now=NOW)
    notice = await Notice.select(Notice.person, Notice.params).where(Notice.message.like("%的班取消了%")).first()
    assert notice["person"] == actor.person
    assert "停电" in notice["params"]
    with pytest.raises(Refused, match="已经取消"):
        await signing.sign_up((await a_volunteer(county, "乙小二"))[0], seat.id, now=NOW)
    assert (await fresh(seat)).called_off == "停电"


async def test_a_place_that_is_not_there_is_nobodys_wish(db):
    county = await a_county()
    with pytest.raises(Missing):
        await a_volunteer(county, sites=frozenset({-1}))
    assert await Volunteer.count() == 0


async def test_whoever_is_let_off_after_the_list_was_frozen_is_excused_and_not_absent(db):
    county = await a_county()
    seat = await a_shift(county, count=Headcount(0, 2, 2))
    (one, _), (two, _) = await a_volunteer(county), await a_volunteer(county, "乙小二")
    for volunteer in (one, two):
        assignment = await signing.sign_up(volunteer, seat.id, now=NOW)
    begins = (await fresh(seat)).facts.span.starts_at
    gathering = await planning.open_attendance(county.manager, seat.facts.shift, now=begins - HOUR)
    await signing.withdraw(two, assignment, "生病", now=begins - HOUR)
    stands = {line.name: line.record and (line.record.status, line.record.note) for line in await attendance(gathering)}
    assert stands == {one.name: None, "乙小二": (Status.EXCUSED, "生病")}


async def test_a_shift_that_nobody_was_told_of_does_not_begin(db):
    county = await a_county()
    seat = await a_shift(county, published=False)
    with pytest.raises(Refused, match="还没有发布"):
        await planning.open_attendance(county.manager, seat.facts.shift, now=seat.facts.span.starts_at - HOUR)


async def test_whoever_takes_a_seat_again_after_being_let_off_is_expected_again(db):
    county = await a_county()
    seat = await a_shift(county, count=Headcount(0, 2, 2))
    (one, _), (two, volunteer) = await a_volunteer(county), await a_volunteer(county, "乙小二")
    for actor in (one, two):
        assignment = await signing.sign_up(actor, seat.id, now=NOW)
    begins = seat.facts.span.starts_at
    gathering = await planning.open_attendance(county.manager, seat.facts.shift, now=begins - HOUR)
    await signing.withdraw(two, assignment, "生病", now=begins - HOUR)
    await roster.assign(county.manager, seat.id, volunteer, now=begins - HOUR, override="好了")
    await publishing.publish(county.manager, THIS_WEEK, now=begins - HOUR)
    (mine,) = await my_shifts(two, begins - HOUR)
    assert (mine.opened, mine.record) == (True, None)
    await gatherings.close(county.manager, gathering, now=seat.facts.span.ends_at)
    assert {line.name: line.record.status for line in await attendance(gathering)} == {
        one.name: Status.ABSENT,
        "乙小二": Status.ABSENT,
    }
