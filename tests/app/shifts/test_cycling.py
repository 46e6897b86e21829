"""做二休一 on the board: each day with its reason before anything is written, one deed, and one step that takes it back."""

from datetime import date, timedelta

import pytest

from app import clock
from app.audit.tables import Deed
from app.gatherings.actions import calendar as working_calendar
from app.gatherings.rules.calendar import DayKind
from app.people.actions import places
from app.refusals import Refused
from app.shifts.actions import publishing, roster, undoing
from app.shifts.actions.cycling import apply_cycle
from app.shifts.queries.cycling import cycle_view
from app.shifts.rules import Headcount
from app.shifts.rules.cycling import Cycle, Part, why_not_cycle
from app.shifts.tables import Assignment, RosterStep
from tests.app.shifts.county import DAY, HOUR, NOW, THIS_WEEK, a_county, a_shift, a_volunteer, fresh, names
from tests.cast import browser

WEEK = timedelta(days=7)
ONE = Headcount(1, 1, 1)


def a_cycle(**changes):
    given = {"volunteer": 1, "post": 1, "on": 2, "off": 1, "first": THIS_WEEK, "last": THIS_WEEK + 8 * DAY}
    return Cycle(**{**given, **changes})


def test_two_days_on_and_one_off():
    assert [one.isoformat()[5:] for one in a_cycle().days()] == ["11-23", "11-24", "11-26", "11-27", "11-29", "11-30"]
    assert [one.day for one in a_cycle(on=1, off=3).days()] == [23, 27, 1]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"on": 0}, ["on"]),
        ({"on": 15, "off": 0}, ["on", "off"]),
        ({"last": THIS_WEEK - DAY}, ["to_on"]),
        ({"last": THIS_WEEK + 91 * DAY}, []),
        ({"last": THIS_WEEK + 92 * DAY}, ["to_on"]),
    ],
)
def test_a_cycle_that_cannot_be_says_why_at_its_field(changes, codes):
    assert [one.code for one in why_not_cycle(a_cycle(**changes))] == codes


async def nine_days(county, **more):
    return [await a_shift(county, n * DAY, count=ONE, published=False, **more) for n in range(9)]


async def test_every_day_is_judged_with_those_before_it_and_says_why(db):
    county = await a_county()
    (_, volunteer), (_, other) = await a_volunteer(county, most_minutes=540), await a_volunteer(county, "乙小二")
    seats = await nine_days(county)
    await roster.assign(county.manager, seats[1].id, other, now=NOW)
    await working_calendar.set_day(county.manager, date(2026, 11, 27), DayKind.CLOSED, "盘点", "示例", now=NOW)
    cycle = a_cycle(volunteer=volunteer, post=county.posts[0], last=THIS_WEEK + 9 * DAY)
    view = await cycle_view(county.coordinator, cycle, NOW)
    assert [(f"{one.on:%m-%d}", one.free, [why.code for why in one.said]) for one in view.turns] == [
        ("11-23", True, []),
        ("11-24", False, ["full"]),
        ("11-26", True, []),
        ("11-27", False, ["closed"]),
        ("11-29", True, []),
        ("11-30", True, []),
        ("12-02", False, ["no_shift"]),
    ]


async def test_it_is_one_deed_of_drafts_and_one_step_back_from_either_week(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county)
    seats = await nine_days(county)
    cycle = a_cycle(volunteer=volunteer, post=county.posts[0])
    chosen = {one.id: one.revision for one in [seats[0], seats[1], seats[3], seats[8]]}
    before = await Deed.count()
    turns = await apply_cycle(county.coordinator, cycle, chosen, now=NOW)
    assert (len(turns), await Deed.count()) == (3, before + 1), "the ninth day is one of rest"
    assert [await names(one) for one in seats[:4]] == [["李小明"], ["李小明"], [], ["李小明"]]
    assert await Assignment.count().where(Assignment.told_at.is_not_null()) == 0
    step = await undoing.undo(county.coordinator, THIS_WEEK, now=NOW)
    assert (step.what.value, [await names(one) for one in seats[:4]]) == ("cycled", [[], [], [], []])
    await undoing.redo(county.coordinator, THIS_WEEK, now=NOW)
    assert [await names(one) for one in seats[:4]] == [["李小明"], ["李小明"], [], ["李小明"]]


async def test_a_cycle_over_several_weeks_is_a_step_of_each(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county)
    seats = await nine_days(county)
    cycle = a_cycle(volunteer=volunteer, post=county.posts[0])
    chosen = {one.id: one.revision for one in (seats[0], seats[7], seats[6])}
    await apply_cycle(county.coordinator, cycle, chosen, now=NOW)
    row = await RosterStep.select().first()
    assert (row["week"], row["last_week"]) == (THIS_WEEK, THIS_WEEK + WEEK)
    with pytest.raises(Refused, match="没有能撤销的改动"):
        await undoing.undo(county.coordinator, THIS_WEEK + 2 * WEEK, now=NOW)
    await undoing.undo(county.coordinator, THIS_WEEK + WEEK, now=NOW)
    assert [await names(one) for one in (seats[0], seats[7])] == [[], []]
    with pytest.raises(Refused, match="没有能撤销的改动"):
        await undoing.undo(county.coordinator, THIS_WEEK, now=NOW)


async def test_what_may_be_gone_over_asks_for_a_reason_which_is_kept(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county, most_minutes=360, wanted_minutes=120)
    seats = await nine_days(county)
    cycle = a_cycle(volunteer=volunteer, post=county.posts[0], last=THIS_WEEK + 3 * DAY)
    chosen = {one.id: one.revision for one in (seats[0], seats[1], seats[3])}
    with pytest.raises(Refused, match="11-26 09:00—12:00：这一周共 9 小时，本人最多 6 小时"):
        await apply_cycle(county.coordinator, cycle, chosen, now=NOW)
    assert [await names(one) for one in seats[:4]] == [[], [], [], []]
    await apply_cycle(county.coordinator, cycle, chosen, now=NOW, override="本人电话里答应")
    rows = await Assignment.select(Assignment.seat, Assignment.reason).order_by(Assignment.id)
    assert [row["reason"] for row in rows] == ["", "", "本人电话里答应"]
    line = await Deed.select().where(Deed.verb == "shift.cycled").first()
    assert str([seats[3].id]) in line["details"].replace("\\u", "")


async def test_what_is_not_chosen_stands_in_nobodys_way(db):
    """Nine hours would be too many; without the day in the middle there are six, and no reason is asked for."""
    county = await a_county()
    _, volunteer = await a_volunteer(county, most_minutes=360, wanted_minutes=120)
    seats = await nine_days(county)
    cycle = a_cycle(volunteer=volunteer, post=county.posts[0], last=THIS_WEEK + 3 * DAY)
    chosen = {one.id: one.revision for one in (seats[0], seats[3])}
    assert len(await apply_cycle(county.coordinator, cycle, chosen, now=NOW)) == 2


async def test_a_seat_that_was_changed_meanwhile_and_a_place_of_others_refuse_the_whole(db):
    county = await a_county()
    (_, volunteer), (_, other) = await a_volunteer(county), await a_volunteer(county, "乙小二")
    seats = [await a_shift(county, n * DAY, published=False) for n in range(2)]
    cycle = a_cycle(volunteer=volunteer, post=county.posts[0])
    chosen = {one.id: one.revision for one in seats}
    with pytest.raises(Refused, match="这里由别的协调员排班"):
        await apply_cycle(county.other, cycle, chosen, now=NOW)
    await roster.assign(county.manager, seats[1].id, other, now=NOW)
    with pytest.raises(Refused, match="此格刚被单知行改成“乙小二”"):
        await apply_cycle(county.coordinator, cycle, chosen, now=NOW)
    assert await names(seats[0]) == []
    with pytest.raises(Refused, match="没有选中能排的班"):
        await apply_cycle(county.coordinator, cycle, {}, now=NOW)


async def test_only_the_part_of_the_day_that_is_asked_for(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county)
    morning = await a_shift(county, published=False)
    afternoon = await a_shift(county, 5 * HOUR, published=False)
    cycle = a_cycle(volunteer=volunteer, post=county.posts[0], last=THIS_WEEK, part=Part.AFTERNOON)
    view = await cycle_view(county.coordinator, cycle, NOW)
    assert [one.seat.id for one in view.turns] == [afternoon.id]
    every = await cycle_view(county.coordinator, a_cycle(volunteer=volunteer, post=county.posts[0]), NOW)
    assert [one.seat.id for one in every.turns if one.seat] == [morning.id, afternoon.id]


async def test_whoever_gets_a_cycle_is_told_with_the_publication(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county)
    seat = await a_shift(county, published=False)
    cycle = a_cycle(volunteer=volunteer, post=county.posts[0])
    await apply_cycle(county.coordinator, cycle, {seat.id: seat.revision}, now=NOW)
    await publishing.publish(county.manager, THIS_WEEK, now=NOW)
    assert [one.told for one in (await fresh(seat)).holders] == [True]


async def test_the_page_shows_each_day_and_puts_the_ticked_ones_on_the_board(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    county = await a_county()
    await a_volunteer(county)
    seat = await a_shift(county, published=False)
    who = await browser(county.coordinator)
    asked = {"who": "李小明", "post": str(county.posts[0]), "on": "2", "off": "1", "part": "all"}
    asked |= {"from_on": "2026-11-23", "to_on": "2026-11-26"}
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    page = (await who.see(f"/shifts/cycle?{query}")).text
    assert f'name="seat" value="{seat.id}:{seat.revision}" checked' in page
    assert page.count("这天没有这个岗位的班") == 2
    nobody = await who.see(f"/shifts/cycle?{query.replace('李小明', '无名氏')}")
    assert (nobody.status_code, "没有叫“无名氏”的志愿者" in nobody.text) == (200, True)
    wrong = await who.see(f"/shifts/cycle?{query.replace('on=2&', 'on=99&')}")
    assert (wrong.status_code, "天数填 1 到 14" in wrong.text) == (200, True)
    none = await who.send("/shifts/cycles", asked)
    assert (none.status_code, "没有选中能排的班" in none.text) == (409, True)
    done = await who.send("/shifts/cycles", {**asked, "seat": f"{seat.id}:{seat.revision}"})
    assert (done.status_code, done.headers["location"]) == (303, "/shifts/board?week=2026-11-23")
    assert (await who.send("/shifts/board/undos", {"week": "2026-11-23"})).status_code == 303
    assert await names(seat) == []


async def test_a_cycle_goes_on_over_the_end_of_a_month_and_days_off_are_counted_like_others(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county)
    start = date(2026, 11, 29)
    for n in range(7):
        await a_shift(county, (start - THIS_WEEK) + n * DAY, count=ONE, published=False)
    for day, kind in ((30, DayKind.HOLIDAY), (2, DayKind.CLOSED)):
        on = date(2026, 11 if day == 30 else 12, day)
        await working_calendar.set_day(county.manager, on, kind, "示例通知", "示例", now=NOW)
    cycle = a_cycle(volunteer=volunteer, post=county.posts[0], first=start, last=start + 6 * DAY)
    view = await cycle_view(county.coordinator, cycle, NOW)
    assert [(f"{one.on:%m-%d}", one.free, [why.code for why in one.said]) for one in view.turns] == [
        ("11-29", True, []),
        ("11-30", True, []),
        ("12-02", False, ["closed"]),
        ("12-03", True, []),
        ("12-05", True, []),
    ]
    chosen = {one.seat.id: one.seat.revision for one in view.turns if one.free}
    assert len(await apply_cycle(county.coordinator, cycle, chosen, now=NOW)) == 4
    await undoing.undo(county.coordinator, date(2026, 11, 30), now=NOW)
    assert await Assignment.count().where(Assignment.ended_at.is_null()) == 0


async def test_a_place_that_closes_between_looking_and_pressing_refuses_the_whole(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county)
    seats = await nine_days(county)
    cycle = a_cycle(volunteer=volunteer, post=county.posts[0])
    chosen = {one.id: one.revision for one in (seats[0], seats[7])}
    await places.close_point(county.manager, county.places[0], THIS_WEEK + WEEK, now=NOW)
    with pytest.raises(Refused, match="2026-11-30 起停止服务"):
        await apply_cycle(county.coordinator, cycle, chosen, now=NOW, override="就要排")
    assert await Assignment.count() == 0
