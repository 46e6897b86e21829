"""Days on which the library is closed to readers: who serves then, at each door that asks the one rulebook."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app import clock
from app.gatherings.actions import calendar as working_calendar
from app.gatherings.rules import Kind, Span
from app.gatherings.rules.calendar import Calendar, Day, DayKind
from app.gatherings.steps import arrange
from app.refusals import Refused
from app.shifts.actions import copying, planning, posts, roster, rostering, signing, templates, undoing
from app.shifts.actions.posts import PostFacts
from app.shifts.queries.board import board
from app.shifts.queries.copying import week_copy
from app.shifts.queries.places import post as post_view
from app.shifts.queries.seats import seats_of_shift
from app.shifts.queries.solving import week_instance
from app.shifts.queries.templates import generation_of
from app.shifts.rules import Headcount
from app.shifts.rules.closing import is_whole_day
from app.shifts.rules.drafts import Mode
from app.shifts.rules.generating import Place, Surroundings, generation
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from app.shifts.rules.rostering.search import solve
from app.shifts.rules.templates import TemplatePlan, why_not_template
from app.storage import database
from tests.app.shifts.county import DAY, HOUR, NOW, THIS_WEEK, a_county, a_shift, a_volunteer, names
from tests.app.shifts.test_roster_import import HEADER, brought, looked
from tests.cast import browser
from tests.makers import MONDAY

TAKING_STOCK = replace(PostFacts("导读"), on_closed_days=True)
STOCK = TemplatePlan(1, "盘点", DayKind.CLOSED, 540, 720, [SeatPlan(1, Headcount(1, 2, 2), True)], date(2026, 11, 1))


async def closed_monday(county, day=THIS_WEEK):
    await working_calendar.set_day(county.manager, day, DayKind.CLOSED, "盘点", "馆务会", now=NOW)


async def serve_closed_days(county, site=0):
    await posts.edit_post(county.manager, county.posts[site], TAKING_STOCK)


@pytest.mark.parametrize(
    ("starts", "ends", "whole"),
    [
        (datetime(2026, 11, 22, 16, tzinfo=UTC), datetime(2026, 11, 23, 16, tzinfo=UTC), True),
        (datetime(2026, 11, 22, 16, tzinfo=UTC), datetime(2026, 11, 25, 16, tzinfo=UTC), True),
        (datetime(2026, 11, 26, 6, tzinfo=UTC), datetime(2026, 11, 26, 9, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 16, tzinfo=UTC), datetime(2026, 11, 23, 15, tzinfo=UTC), False),
    ],
)
def test_closed_from_midnight_to_midnight_is_a_closed_day(starts, ends, whole):
    assert is_whole_day(Span(starts, ends)) is whole


def test_a_template_for_closed_days_holds_posts_only_that_are_served_then():
    other = replace(STOCK, seats=[*STOCK.seats, SeatPlan(2, Headcount(1, 1, 1))])
    assert why_not_template(STOCK, [], None) == ()
    assert [one.sentence for one in why_not_template(other, [], None, {1: "盘点", 2: "讲故事"})] == [
        "岗位“讲故事”闭馆日不服务：在岗位里勾上“闭馆日也服务”，或者选别的日子"
    ]
    assert not STOCK.clashes(replace(STOCK, kind=DayKind.WORKDAY))


def test_a_closed_day_gets_what_closed_days_ask_for_and_nothing_of_what_it_would_have_been():
    """A workday's template does not become one for closed days because its post is served then too."""
    own = {THIS_WEEK: Day(THIS_WEEK, DayKind.CLOSED, "盘点"), THIS_WEEK + 3 * DAY: Day(THIS_WEEK, DayKind.CLOSED, "")}
    study = Span(MONDAY + 3 * DAY, MONDAY + 3 * DAY + HOUR)
    around = Surroundings(Calendar(own), [study], {1: Place(1, "示例总馆")}, {1: "盘点"}, [], NOW)
    plans = {1: STOCK, 2: replace(STOCK, name="平日", kind=DayKind.WORKDAY)}
    turns, _ = generation(plans, THIS_WEEK, THIS_WEEK + 3 * DAY, around)
    assert [
        (one.plan.name, f"{one.on:%m-%d}", one.outcome.value, [why.code for why in one.reasons]) for one in turns
    ] == [
        ("盘点", "11-23", "new", []),
        ("平日", "11-23", "refused", ["closed"]),
        ("平日", "11-24", "new", []),
        ("平日", "11-25", "new", []),
        ("盘点", "11-26", "refused", ["closed"]),
        ("平日", "11-26", "refused", ["closed"]),
    ]


async def test_a_closed_day_is_planned_and_signed_up_for_where_the_post_is_served_then(db):
    county = await a_county()
    await closed_monday(county)
    actor, _ = await a_volunteer(county)
    with pytest.raises(Refused, match="11-23 闭馆（盘点），换一天，或者只排闭馆日也服务的岗位"):
        await a_shift(county)
    await serve_closed_days(county)
    assert (await post_view(county.manager, county.posts[0])).on_closed_days is True
    seat = await a_shift(county)
    await signing.sign_up(actor, seat.id, now=NOW)
    _, other = await a_volunteer(county, "乙小二")
    await roster.assign(county.coordinator, seat.id, other, now=NOW)
    assert await names(seat) == ["李小明", "乙小二"]


async def test_a_post_that_is_served_no_longer_then_is_a_conflict_on_the_board(db):
    county = await a_county()
    await closed_monday(county)
    await serve_closed_days(county)
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county)
    await signing.sign_up(actor, seat.id, now=NOW)
    assert await marks(county) == []
    await posts.edit_post(county.manager, county.posts[0], PostFacts("导读"))
    assert await marks(county) == ["闭馆：盘点，换一个时间"]
    _, other = await a_volunteer(county, "乙小二")
    with pytest.raises(Refused, match="闭馆：盘点"):
        await roster.assign(county.coordinator, seat.id, other, now=NOW)


async def marks(county):
    shown = await board(county.coordinator, THIS_WEEK, NOW)
    cells = [cell for one in shown.places for row in one.rows for day in row.cells for cell in day]
    return [why.sentence for cell in cells for reasons in cell.why.values() for why in reasons]


async def test_the_closed_study_of_a_thursday_stays_closed_for_everybody(db):
    county = await a_county()
    await serve_closed_days(county)
    await closed_monday(county, THIS_WEEK + 3 * DAY)
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county, 3 * DAY)
    async with database().atomic():
        span = Span(MONDAY + 3 * DAY + HOUR, MONDAY + 3 * DAY + 2 * HOUR)
        await arrange(Kind.STUDY, "周四学习", span, library_closed=True, now=NOW)
    with pytest.raises(Refused, match="闭馆：闭馆学习"):
        await signing.sign_up(actor, seat.id, now=NOW)
    with pytest.raises(Refused, match="这段时间闭馆学习"):
        await a_shift(county, 3 * DAY + 2 * HOUR - timedelta(minutes=30), site=0)


async def test_a_copied_week_reaches_a_closed_day_where_the_post_is_served_then(db):
    county = await a_county()
    _, volunteer = await a_volunteer(county)
    seats = [await a_shift(county, site=site) for site in (0, 1)]
    await roster.assign(county.manager, seats[0].id, volunteer, now=NOW)
    await closed_monday(county, THIS_WEEK + 7 * DAY)
    await serve_closed_days(county)
    copy = await week_copy(county.manager, THIS_WEEK + 7 * DAY, NOW)
    assert [(one.place_name, one.is_made, [why.code for why in one.reasons]) for one in copy.shifts] == [
        ("示例总馆", True, []),
        ("示例书吧", False, ["closed"]),
    ]
    done = await copying.copy_week(county.manager, THIS_WEEK + 7 * DAY, now=NOW)
    assert done.coming == 1
    assert (await undoing.undo(county.manager, THIS_WEEK + 7 * DAY, now=NOW)).what.value == "copied_week"


async def test_an_existing_roster_of_a_closed_day_comes_in_where_the_post_is_served_then(db):
    county = await a_county()
    await a_volunteer(county, "张小三")
    await closed_monday(county)
    rows = [["2026-11-23", "09:00-12:00", place, "导读", "张小三"] for place in ("示例总馆", "示例书吧")]
    made = await brought(county.manager, HEADER, rows[1])
    assert await looked(county.manager, made) == [
        (2, "wrong", ["11-23 闭馆（盘点），换一天，或者只排闭馆日也服务的岗位"])
    ]
    await serve_closed_days(county)
    made = await brought(county.manager, HEADER, rows[0])
    assert await rostering.take_in(county.manager, made, now=NOW, revision=1) == 1


async def test_the_solver_fills_a_closed_day_where_the_post_is_served_then(db):
    county = await a_county()
    await serve_closed_days(county, 0)
    await serve_closed_days(county, 1)
    await closed_monday(county)
    _, volunteer = await a_volunteer(county)
    one, other = [await a_shift(county, site * 4 * HOUR, site=site, count=Headcount(1, 1, 1)) for site in (0, 1)]
    await posts.edit_post(county.manager, county.posts[1], PostFacts("导读"))
    asked = await week_instance(THIS_WEEK, NOW, Mode.PLAN)
    assert [(seat.id, seat.on_closed_days) for seat in asked.seats] == [(one.id, True), (other.id, False)]
    assert [len(asked.closures), asked.refused] == [1, ()]
    result = solve(asked, seconds=10)
    assert [(each.seat, each.person) for each in result.assignments] == [(one.id, volunteer)]
    assert [(each.seat, each.reasons) for each in result.unfilled] == [(other.id, {"closed": 1})]


async def test_a_template_for_closed_days_is_made_from_its_form_and_generated(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    county = await a_county()
    await serve_closed_days(county)
    await closed_monday(county)
    plan = replace(STOCK, place=county.places[0], seats=[SeatPlan(county.posts[0], Headcount(1, 2, 2))])
    await templates.add_template(county.coordinator, plan, now=NOW)
    done = await templates.generate(county.coordinator, THIS_WEEK, THIS_WEEK + 6 * DAY, now=NOW)
    assert [(one.outcome.value, one.on) for one in done.turns] == [("new", THIS_WEEK)]
    again = await generation_of(county.coordinator, THIS_WEEK, THIS_WEEK + 6 * DAY, NOW)
    assert [one.outcome.value for one in again.turns] == ["same"]
    who = await browser(county.coordinator)
    assert (
        '<option value="closed">闭馆日</option>'
        in (await who.see(f"/shifts/templates/new?place={county.places[0]}")).text
    )


async def test_the_post_says_whether_it_is_served_on_closed_days(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    county = await a_county()
    who = await browser(county.coordinator)
    form = {"place": str(county.places[0]), "name": "整架", "min_age": "0", "on_closed_days": "1"}
    assert (await who.send("/shifts/posts", form)).status_code == 303
    page = (await who.see("/shifts/posts")).text
    assert (page.count("<td>也服务</td>"), page.count("<td>不服务</td>")) == (1, 2)


async def test_a_mixed_shift_on_a_closed_day_is_refused_as_a_whole(db):
    county = await a_county()
    await closed_monday(county)
    serving = await posts.add_post(county.manager, county.places[0], PostFacts("整架", on_closed_days=True))
    span = Span(MONDAY, MONDAY + 3 * HOUR)
    seats = [SeatPlan(one, Headcount(1, 1, 1)) for one in (county.posts[0], serving)]
    with pytest.raises(Refused, match="只排闭馆日也服务的岗位"):
        await planning.plan(county.manager, ShiftPlan(county.places[0], span, seats), now=NOW)
    shift = await planning.plan(county.manager, ShiftPlan(county.places[0], span, seats[1:]), now=NOW)
    assert [one.facts.on_closed_days for one in await seats_of_shift(shift)] == [True]
