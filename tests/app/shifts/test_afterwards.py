"""A shift that is over is written down from its paper sheet: planned afterwards, filled, its times copied in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app import clock
from app.gatherings import queries as gatherings
from app.gatherings.rules import GatheringState, Span
from app.home.queries.shifts import shift_tasks
from app.notices.tables import Notice
from app.refusals import Refused
from app.shifts.actions import planning, roster, signing
from app.shifts.queries.seats import seats_of_shift
from app.shifts.queries.unrecorded import unrecorded
from app.shifts.rules import Headcount
from app.shifts.rules.planning import LONGEST_AGO, SeatPlan, ShiftPlan, why_not_take_off
from app.shifts.tables import Shift, VolunteerStatus
from tests.app.shifts.county import HOUR, NOW, a_county, a_shift, a_volunteer, fresh, names
from tests.cast import browser
from tests.makers import MONDAY

SPAN = Span(MONDAY, MONDAY + 3 * HOUR)
AFTER = MONDAY + 5 * HOUR


def written(county, span=SPAN, **changes):
    """That shift as it is written down afterwards."""
    seats = [SeatPlan(county.posts[0], Headcount(1, 1, 3))]
    return ShiftPlan(county.places[0], span, seats, **{"afterwards": True, **changes})


@pytest.mark.parametrize(
    ("changes", "now", "sentence"),
    [
        ({"afterwards": False}, AFTER, "照签到表补记就勾上“补记”"),
        ({}, NOW, "这个时间还没到，去掉“补记”再存"),
        ({}, AFTER + timedelta(days=32), "只能补记最近 31 天的班"),
    ],
)
async def test_a_shift_in_the_past_is_one_that_somebody_means(db, changes, now, sentence):
    county = await a_county()
    with pytest.raises(Refused, match=sentence):
        await planning.plan(county.coordinator, written(county, **changes), now=now)
    assert await Shift.count() == 0


async def test_a_shift_that_is_over_and_not_recorded_stands_on_the_first_screen(db):
    """Until it is: the oldest first, for whoever arranges shifts there, and only where somebody served."""
    county = await a_county()
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county)
    assert await shift_tasks(county.coordinator, AFTER) == await shift_tasks(county.coordinator, NOW - HOUR)
    await signing.sign_up(actor, seat.id, now=NOW)
    task = next(one for one in await shift_tasks(county.coordinator, AFTER) if "没有记出勤" in one.name)
    assert (task.name, task.address) == ("1 班已过，没有记出勤", f"/shifts/{seat.facts.shift}")
    assert not any("没有记出勤" in one.name for one in await shift_tasks(county.coordinator, SPAN.ends_at - HOUR))
    assert await unrecorded(county.coordinator, AFTER + LONGEST_AGO) == []
    elsewhere = replace(county.coordinator, sites=frozenset())
    assert await unrecorded(elsewhere, AFTER) == []


async def test_who_was_put_there_afterwards_is_taken_off_again_and_nobody_is_told(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county)
    told = await Notice.count()
    (seat,) = await seats_of_shift(await planning.plan(county.coordinator, written(county), now=AFTER))
    assignment = await roster.assign(county.coordinator, seat.id, volunteer, now=AFTER)
    assert await names(seat) == ["李小明"]
    await roster.unassign(county.coordinator, seat.id, assignment, now=AFTER)
    assert await names(seat) == []
    assert await Notice.count() == told


async def test_who_knew_of_the_shift_does_not_vanish_from_it(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county)
    assignment = await signing.sign_up(actor, seat.id, now=NOW)
    with pytest.raises(Refused, match="没来的人在签到页记缺席"):
        await roster.unassign(county.coordinator, seat.id, assignment, now=AFTER)
    assert await names(seat) == ["李小明"]


async def test_who_was_paused_after_serving_has_served(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    seat = await a_shift(county)
    await signing.sign_up(actor, seat.id, now=NOW)
    await VolunteerStatus(volunteer=volunteer, status="paused", by_name="单知行", at=AFTER).save()
    gathering = await planning.open_attendance(county.coordinator, seat.facts.shift, now=AFTER)
    assert await gatherings.expected_persons(gathering) == {actor.person}


async def test_who_may_not_serve_is_taken_off_a_shift_that_has_begun_so_that_check_in_can(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    other, _ = await a_volunteer(county, "王小来")
    seat = await a_shift(county)
    assignment = await signing.sign_up(actor, seat.id, now=NOW)
    await signing.sign_up(other, seat.id, now=NOW)
    await VolunteerStatus(volunteer=volunteer, status="paused", by_name="单知行", at=NOW).save()
    begun = MONDAY + timedelta(minutes=5)
    with pytest.raises(Refused, match="先撤下或换人"):
        await planning.open_attendance(county.coordinator, seat.facts.shift, now=begun)
    await roster.unassign(county.coordinator, seat.id, assignment, now=begun)
    gathering = await planning.open_attendance(county.coordinator, seat.facts.shift, now=begun)
    assert await gatherings.expected_persons(gathering) == {other.person}


def test_nobody_is_taken_off_a_frozen_list_of_what_has_begun():
    frozen = why_not_take_off(GatheringState.OPEN, SPAN, told=False, in_conflict=True, now=MONDAY)
    assert [one.code for one in frozen] == ["begun"]


async def test_a_paper_sheet_becomes_hours(db, monkeypatch):
    """Yesterday's shift stands nowhere; the coordinator has the sheet with a signature and two times."""
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    keeper, reader = await browser(county.coordinator), await browser(actor)
    form = {
        "place": county.places[0], "post": county.posts[0], "day": "2026-11-23", "from_time": "09:00", "to_time": "12:00",
        "least": "1", "wanted": "1", "most": "2",
    }  # fmt: skip
    refused = await keeper.send("/shifts", form)
    assert refused.status_code == 409
    assert "照签到表补记就勾上“补记”" in refused.text
    answer = await keeper.send("/shifts", {**form, "afterwards": "1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/shifts/1")
    page = (await keeper.see("/shifts/1")).text
    assert "已过，没有记出勤" in page
    assert "点上面的岗位排上来过的人" in page
    (seat,) = await seats_of_shift(1)
    seating = {"revision": seat.revision, "volunteer": volunteer}
    assert (await keeper.send(f"/shifts/seats/{seat.id}/assignments", seating)).status_code == 303
    gathering = (await keeper.send("/shifts/1/openings")).headers["location"]
    sheet = {
        "status": "came",
        "came_at": "2026-11-23T09:05",
        "went_at": "2026-11-23T11:35",
        "note": "纸质签到表第 3 页",
    }
    assert (await keeper.send(f"{gathering}/people/{actor.person}", sheet)).status_code == 303
    assert (await keeper.send(f"{gathering}/closings")).status_code == 303
    assert (await fresh(seat)).facts.published
    mine = (await reader.see("/shifts/mine")).text
    assert "共 1 次，2.5 小时" in mine
    assert "事后补录" in mine
