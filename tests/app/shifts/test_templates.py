"""Shift templates: what a kind of day asks for, what generating brings, and that nothing is ever made twice."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import clock
from app.audit.tables import Deed
from app.gatherings.rules import Span
from app.gatherings.rules.calendar import Calendar, Day, DayKind
from app.people.tables import ServicePoint
from app.refusals import Missing, Refused
from app.shifts.actions import planning, publishing, roster, templates
from app.shifts.actions.rules import set_limits
from app.shifts.queries.seats import seats_between, seats_of_shift
from app.shifts.queries.templates import generation_of, template
from app.shifts.rules import Headcount
from app.shifts.rules.generating import Outcome, Place, Standing, Surroundings, generation
from app.shifts.rules.limits import LIMITS
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from app.shifts.rules.templates import TemplatePlan, why_not_range, why_not_template
from app.shifts.tables import Shift, ShiftTemplate
from tests.app.shifts.county import DAY, NOW, THIS_WEEK, a_county, a_shift, a_volunteer, fresh
from tests.cast import browser
from tests.makers import MONDAY

SUNDAY = THIS_WEEK + 6 * DAY
MORNING = TemplatePlan(1, "上午导读", DayKind.WORKDAY, 540, 720, [SeatPlan(1, Headcount(1, 2, 3))], date(2026, 11, 1))


def codes(reasons):
    return [one.code for one in reasons]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": DayKind.CLOSED}, "kind"),
        ({"from_minute": 720, "to_minute": 720}, "window"),
        ({"to_minute": 1441}, "window"),
        ({"seats": []}, "no_seats"),
        ({"seats": [SeatPlan(1, Headcount(2, 1, 3))]}, "headcount"),
        ({"seats": [SeatPlan(1, Headcount(0, 0, 0))]}, "headcount"),
        ({"to_on": date(2026, 10, 31)}, "validity"),
        ({"from_on": date(2027, 1, 1)}, "place_closed"),
    ],
)
def test_a_template_that_cannot_be_says_why(change, code):
    assert codes(why_not_template(replace(MORNING, **change), [], date(2027, 1, 1))) == [code]
    assert why_not_template(MORNING, [], None) == ()


@pytest.mark.parametrize(
    ("change", "clashes"),
    [
        ({"from_minute": 700, "to_minute": 800}, True),
        ({"from_minute": 720, "to_minute": 800}, False),
        ({"kind": DayKind.WEEKEND}, False),
        ({"place": 2}, False),
        ({"seats": [SeatPlan(2, Headcount(1, 1, 1))]}, False),
        ({"weekdays": frozenset({0})}, True),
        ({"to_on": date(2026, 12, 1), "from_on": date(2026, 11, 20)}, True),
        ({"from_on": date(2026, 12, 1)}, True),
    ],
)
def test_two_templates_clash_where_both_could_ask_for_one_post_at_one_time(change, clashes):
    other = replace(MORNING, **change)
    assert (MORNING.clashes(other), other.clashes(MORNING)) == (clashes, clashes)
    assert codes(why_not_template(other, [MORNING], None)) == (["overlap"] if clashes else [])


def test_templates_of_other_weekdays_or_other_months_stand_beside_each_other():
    monday, friday = (replace(MORNING, weekdays=frozenset({day})) for day in (0, 4))
    assert not monday.clashes(friday)
    assert not replace(MORNING, to_on=date(2026, 11, 30)).clashes(replace(MORNING, from_on=date(2026, 12, 1)))


def test_a_range_is_a_quarter_at_most():
    first = date(2026, 9, 1)
    assert why_not_range(first, first + 91 * DAY) == ()
    assert codes(why_not_range(first, first + 92 * DAY)) == ["range"]
    assert codes(why_not_range(first, first - DAY)) == ["range"]


def around(*shifts, own=None, place=None, closed=(), now=NOW):
    places = {1: place or Place(1, "示例总馆")}
    return Surroundings(Calendar(own or {}), closed, places, {1: "导读"}, shifts, now)


def outcomes(plans, first, last, surroundings):
    turns, refused = generation(dict(enumerate(plans, 1)), first, last, surroundings)
    return [(f"{one.on:%m-%d}", one.outcome.value, *codes(one.reasons)) for one in turns], codes(refused)


def test_each_kind_of_day_has_its_own_shifts():
    """中秋节 is 09-25 to 09-27 and 国庆节 10-01 to 10-07 of 2026; 09-20 and 10-10 are worked in exchange."""
    september = date(2026, 9, 1)
    plans = [replace(MORNING, kind=kind, from_on=september) for kind in (DayKind.MAKE_UP, DayKind.HOLIDAY)]
    found, _ = outcomes(plans, date(2026, 9, 19), date(2026, 10, 11), around(now=NOW - 90 * DAY))
    assert [day for day, outcome in found if outcome == "new"] == [
        "09-20",
        *(f"09-{day}" for day in (25, 26, 27)),
        *(f"10-0{day}" for day in range(1, 8)),
        "10-10",
    ]
    weekends = [replace(MORNING, kind=DayKind.WEEKEND, from_on=september)]
    found, _ = outcomes(weekends, date(2026, 9, 19), date(2026, 10, 11), around(now=NOW - 90 * DAY))
    assert [day for day, _outcome in found] == ["09-19", "10-11"]


def test_what_cannot_be_is_named_with_its_reason():
    closed = {THIS_WEEK: Day(THIS_WEEK, DayKind.CLOSED, "盘点")}
    study = Span(MONDAY + 3 * DAY, MONDAY + 3 * DAY + timedelta(hours=1))
    place = Place(1, "示例总馆", THIS_WEEK + 4 * DAY)
    found, _ = outcomes([MORNING], THIS_WEEK, SUNDAY, around(own=closed, closed=[study], place=place))
    assert found == [
        ("11-23", "refused", "closed"),
        ("11-24", "new"),
        ("11-25", "new"),
        ("11-26", "refused", "closed"),
        ("11-27", "refused", "place_closed"),
    ]
    assert outcomes([MORNING], date(2026, 12, 31), date(2027, 1, 1), around()) == ([("12-31", "new")], ["no_notice"])
    other = replace(MORNING, name="另一个", to_minute=600)
    found, _ = outcomes([MORNING, other], THIS_WEEK, THIS_WEEK, around())
    assert found == [("11-23", "refused", "overlap"), ("11-23", "refused", "overlap")]


def standing(**changes):
    given = {"counts": {1: Headcount(1, 2, 3)}, "taken": {}, "made_of": (1, THIS_WEEK), **changes}
    return Standing(9, 1, **{"span": MORNING.span_on(THIS_WEEK), **given})


@pytest.mark.parametrize(
    ("there", "outcome"),
    [
        (standing(), ("same",)),
        (standing(made_of=None), ("same",)),
        (standing(counts={1: Headcount(1, 1, 1)}), ("differs",)),
        (standing(counts={1: Headcount(1, 1, 1)}, published=True), ("differs", "published")),
        (standing(counts={1: Headcount(1, 1, 1)}, begun=True), ("same",)),
        (standing(counts={1: Headcount(1, 4, 4)}, taken={1: 4}), ("differs", "taken")),
        (standing(called_off="不办了"), ("dropped",)),
        (standing(called_off="不办了", made_of=None), ("new",)),
        (standing(made_of=None, counts={1: Headcount(1, 2, 3), 2: Headcount(1, 1, 1)}), ("same",)),
        (standing(made_of=None, counts={2: Headcount(1, 1, 1)}), ("new",)),
        (standing(made_of=None, span=MORNING.span_on(THIS_WEEK + DAY)), ("new",)),
        (standing(made_of=None, span=replace(MORNING, from_minute=600).span_on(THIS_WEEK)), ("refused", "same")),
    ],
)
def test_a_shift_that_is_there_is_never_made_a_second_time(there, outcome):
    found, _ = outcomes([MORNING], THIS_WEEK, THIS_WEEK, around(there))
    assert found == [("11-23", *outcome)]


async def a_template(county, **changes):
    seats = [SeatPlan(county.posts[0], Headcount(1, 2, 3))]
    plan = replace(MORNING, place=county.places[0], seats=seats, **changes)
    return await templates.add_template(county.coordinator, plan, now=NOW), plan


async def test_a_week_is_generated_once_whatever_is_pressed_twice(db):
    county = await a_county()
    template_id, _ = await a_template(county)
    dry = await generation_of(county.coordinator, THIS_WEEK, SUNDAY, NOW)
    assert [len(dry.of(one)) for one in Outcome] == [5, 0, 0, 0, 0]
    done = await asyncio.gather(
        *(templates.generate(actor, THIS_WEEK, SUNDAY, now=NOW) for actor in (county.coordinator, county.manager) * 2),
        return_exceptions=True,
    )
    assert sum(not isinstance(one, Refused) for one in done) == 1
    rows = await Shift.select(Shift.template, Shift.template_day).order_by(Shift.template_day)
    assert rows == [{"template": template_id, "template_day": THIS_WEEK + n * DAY} for n in range(5)]
    again = await generation_of(county.coordinator, THIS_WEEK, SUNDAY, NOW)
    assert [len(again.of(one)) for one in Outcome] == [0, 5, 0, 0, 0]
    assert await Deed.count().where(Deed.verb == "shift.generated") == 1


async def test_sign_up_of_what_is_generated_ends_when_the_library_says(db):
    county = await a_county()
    await a_template(county)
    ours = replace(LIMITS, sign_up_ends=timedelta(hours=12), source="馆务会")
    await set_limits(county.manager, ours, THIS_WEEK + 2 * DAY, now=NOW)
    await templates.generate(county.coordinator, THIS_WEEK, SUNDAY, now=NOW)
    week = Span(MONDAY - timedelta(hours=9), MONDAY + timedelta(days=7))
    before = [one.facts.span.starts_at - one.facts.sign_up_until for one in await seats_between(week)]
    assert before == [timedelta(hours=2)] * 2 + [timedelta(hours=12)] * 3


async def test_editing_a_template_changes_its_drafts_and_never_adds_a_second(db):
    """The defect of tapir: editing the time of a recurring shift made another one."""
    county = await a_county()
    template_id, plan = await a_template(county)
    await templates.generate(county.coordinator, THIS_WEEK, SUNDAY, now=NOW)
    await publishing.publish(county.coordinator, THIS_WEEK, now=NOW)
    await templates.generate(county.coordinator, SUNDAY + DAY, SUNDAY + 3 * DAY, now=NOW)
    later = replace(plan, from_minute=570, seats=[SeatPlan(county.posts[0], Headcount(1, 3, 3))])
    await templates.edit_template(county.coordinator, template_id, later, now=NOW)
    dry = await generation_of(county.coordinator, THIS_WEEK, SUNDAY + 3 * DAY, NOW)
    assert [len(dry.of(one)) for one in Outcome] == [0, 0, 8, 0, 0]
    assert [one.may_change for one in dry.turns] == [False] * 5 + [True] * 3
    assert dry.changeable[0].differences == [
        "时间 11-30 09:00—12:00，模板 09:30—12:00",
        "导读 1/2/3 人，模板 1/3/3 人",
    ]
    with pytest.raises(Refused, match="没有要新排或要改的班"):
        await templates.generate(county.coordinator, THIS_WEEK, SUNDAY + 3 * DAY, now=NOW)
    drafts = {one.standing.shift for one in dry.changeable}
    published = {one.standing.shift for one in dry.turns} - drafts
    await templates.generate(county.coordinator, THIS_WEEK, SUNDAY + 3 * DAY, now=NOW, change=drafts | published)
    assert await Shift.count() == 8
    for shift in drafts | published:
        seat = (await seats_of_shift(shift))[0]
        starts = f"{clock.at_library(seat.facts.span.starts_at):%H:%M}"
        assert (starts, seat.count.wanted) == (("09:30", 3) if shift in drafts else ("09:00", 2))


async def test_a_draft_whose_people_could_not_come_then_stays_as_it_is(db):
    county = await a_county()
    template_id, plan = await a_template(county)
    await templates.generate(county.coordinator, THIS_WEEK, THIS_WEEK, now=NOW)
    shift = (await Shift.select(Shift.id).first())["id"]
    seat = (await seats_of_shift(shift))[0]
    _, volunteer = await a_volunteer(county, "李小明")
    await roster.assign(county.coordinator, seat.id, volunteer, now=NOW)
    beside = await a_shift(county, timedelta(hours=4), site=1, published=False)
    await roster.assign(county.manager, beside.id, volunteer, now=NOW)
    await templates.edit_template(county.coordinator, template_id, replace(plan, to_minute=840), now=NOW)
    dry = await generation_of(county.coordinator, THIS_WEEK, THIS_WEEK, NOW)
    assert [why.sentence[:13] for why in dry.turns[0].reasons] == ["李小明：和“示例书吧 11"]
    with pytest.raises(Refused, match="没有要新排或要改的班"):
        await templates.generate(county.coordinator, THIS_WEEK, THIS_WEEK, now=NOW, change=[shift])
    assert (await fresh(seat)).facts.span == seat.facts.span


async def test_a_shift_that_was_called_off_comes_again_only_when_it_is_asked_for(db):
    county = await a_county()
    template_id, _ = await a_template(county)
    await templates.generate(county.coordinator, THIS_WEEK, THIS_WEEK + DAY, now=NOW)
    gone = (await Shift.select(Shift.id).order_by(Shift.id).first())["id"]
    await planning.call_off(county.coordinator, gone, "那天不需要", now=NOW)
    dry = await generation_of(county.coordinator, THIS_WEEK, THIS_WEEK + DAY, NOW)
    assert [(one.outcome, one.standing.called_off) for one in dry.turns] == [
        (Outcome.DROPPED, "那天不需要"),
        (Outcome.SAME, ""),
    ]
    with pytest.raises(Refused, match="没有要新排或要改的班"):
        await templates.generate(county.coordinator, THIS_WEEK, THIS_WEEK + DAY, now=NOW)
    await templates.generate(county.coordinator, THIS_WEEK, THIS_WEEK + DAY, now=NOW, again=[gone])
    rows = await Shift.select(Shift.template, Shift.template_day).order_by(Shift.id)
    assert rows == [
        {"template": None, "template_day": None},
        {"template": template_id, "template_day": THIS_WEEK + DAY},
        {"template": template_id, "template_day": THIS_WEEK},
    ]


async def test_a_shift_moved_by_hand_to_another_day_is_still_the_one_of_its_day(db):
    county = await a_county()
    await a_template(county)
    await templates.generate(county.coordinator, THIS_WEEK, THIS_WEEK, now=NOW)
    shift = (await Shift.select(Shift.id).first())["id"]
    span = Span(MONDAY + 30 * timedelta(days=1), MONDAY + 30 * timedelta(days=1) + timedelta(hours=3))
    await planning.change(
        county.coordinator,
        shift,
        ShiftPlan(county.places[0], span, [SeatPlan(county.posts[0], Headcount(1, 1, 1))]),
        now=NOW,
    )
    dry = await generation_of(county.coordinator, THIS_WEEK, THIS_WEEK, NOW)
    assert [one.outcome for one in dry.turns] == [Outcome.SAME]


async def test_bad_templates_change_nothing(db):
    county = await a_county()
    template_id, plan = await a_template(county)
    before = await ShiftTemplate.select()
    with pytest.raises(Refused, match="和模板“上午导读”同一岗位时间重叠"):
        await templates.add_template(county.coordinator, replace(plan, name="另一个", from_minute=600), now=NOW)
    wrong = replace(plan, seats=[SeatPlan(county.posts[0], Headcount(2, 1, 1))])
    with pytest.raises(Refused, match="人数要从少到多"):
        await templates.edit_template(county.coordinator, template_id, wrong, now=NOW)
    with pytest.raises(Refused, match="别的协调员"):
        await templates.add_template(county.other, replace(plan, kind=DayKind.WEEKEND), now=NOW)
    foreign = replace(plan, kind=DayKind.WEEKEND, seats=[SeatPlan(county.posts[1], Headcount(1, 1, 1))])
    with pytest.raises(Missing):
        await templates.add_template(county.coordinator, foreign, now=NOW)
    await ServicePoint.update({ServicePoint.closed_on: date(2026, 10, 1)}).where(ServicePoint.id == county.places[0])
    with pytest.raises(Refused, match="起停止服务"):
        await templates.add_template(county.coordinator, replace(plan, kind=DayKind.WEEKEND), now=NOW)
    assert await ShiftTemplate.select() == before


async def test_an_ended_template_makes_nothing_and_its_shifts_stay(db):
    county = await a_county()
    template_id, _ = await a_template(county)
    await templates.generate(county.coordinator, THIS_WEEK, THIS_WEEK, now=NOW)
    await templates.end_template(county.coordinator, template_id, now=NOW)
    assert (await template(county.manager, template_id)).has_ended(NOW.date())
    dry = await generation_of(county.coordinator, THIS_WEEK, SUNDAY, NOW)
    assert [(one.outcome, one.differences) for one in dry.turns] == [
        (Outcome.DIFFERS, ("模板这天已不排这一班，不办就去取消",))
    ]


async def test_a_place_that_closes_later_takes_no_shift_planned_by_hand_either(db):
    county = await a_county()
    await ServicePoint.update({ServicePoint.closed_on: THIS_WEEK + DAY}).where(ServicePoint.id == county.places[0])
    await a_shift(county)
    with pytest.raises(Refused, match="“示例总馆”2026-11-24 起停止服务"):
        await a_shift(county, 2 * timedelta(days=1))


def a_form(county, **changes):
    numbers = {"post": [str(county.posts[0])], "least": ["1"], "wanted": ["2"], "most": ["3"], "priority": ["2"]}
    days = {"kind": "workday", "from_time": "９：００", "to_time": "12:00", "from_on": "2026-11-01", "to_on": ""}
    return {"place": str(county.places[0]), "name": "上午导读", **days, **numbers, **changes}


async def test_pages_write_a_template_down_and_make_a_week_of_it(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    county = await a_county()
    who = await browser(county.coordinator)
    assert "还没有班次模板" in (await who.see("/shifts/templates")).text
    assert (await who.send("/shifts/templates", a_form(county))).headers["location"] == "/shifts/templates"
    assert "导读 1/2/3 人" in (await who.see("/shifts/templates")).text
    address = f"/shifts/templates/generation?from_on={THIS_WEEK}&to_on={SUNDAY}"
    assert "新排这 5 班" in (await who.see(address)).text
    form = {"from_on": str(THIS_WEEK), "to_on": str(SUNDAY)}
    answer = await who.send("/shifts/templates/generations", form)
    assert answer.headers["location"] == f"/shifts/board?week={THIS_WEEK}"
    assert (await who.send("/shifts/templates/generations", form)).status_code == 409
    assert await Shift.count() == 5
    template_id = (await ShiftTemplate.select(ShiftTemplate.id).first())["id"]
    page = (await who.see(f"/shifts/templates/{template_id}/edit")).text
    seen = page.partition('name="seen" value="')[2][:16]
    change = a_form(county, to_time="11:00", seen=seen)
    assert (await who.send(f"/shifts/templates/{template_id}", change)).status_code == 303
    late = await who.send(f"/shifts/templates/{template_id}", {**change, "to_time": "10:00"})
    assert (late.status_code, "别人改过它" in late.text) == (409, True)
    dry = (await who.see(address)).text
    assert dry.count('name="change"') == 5
    assert "时间 11-23 09:00—12:00，模板 09:00—11:00" in dry
    assert "已有不变" not in dry


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"to_time": "08:00"}, "to_time", "结束时间要晚于开始时间"),
        ({"to_time": "晚上"}, "to_time", "时间写成 09:30 这样"),
        ({"most": ["0"]}, "least", "人数要从少到多"),
        ({"kind": "closed"}, "kind", "岗位“导读”闭馆日不服务"),
        ({"to_on": "2026-10-01"}, "to_on", "停用日期不能早于启用日期"),
    ],
)
async def test_a_wrong_template_is_shown_again_with_the_sentence_at_its_field(db, monkeypatch, change, field, sentence):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    county = await a_county()
    who = await browser(county.coordinator)
    answer = await who.send("/shifts/templates", a_form(county, **change))
    assert answer.status_code in {409, 422}
    assert sentence in answer.text.partition(f'id="e-{field}"')[2][:200]
    assert 'value="上午导读"' in answer.text
    assert await ShiftTemplate.count() == 0


async def test_too_many_days_are_refused_with_the_number(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    county = await a_county()
    who = await browser(county.coordinator)
    answer = await who.see("/shifts/templates/generation?from_on=2026-12-01&to_on=2027-03-03")
    assert (answer.status_code, "一次最多排 92 天，现在 93 天" in answer.text) == (409, True)
    answer = await who.see("/shifts/templates/generation?from_on=2026-12-31&to_on=2027-01-31")
    assert (answer.status_code, "2027 年的放假通知还没有录入" in answer.text) == (200, True)
