"""What the library sets for its rosters: from which day, for whom, and where it is asked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import clock
from app.gatherings import actions as gatherings
from app.gatherings.rules import Span
from app.refusals import Refused
from app.shifts.actions import copying, planning, posts, publishing, roster, signing, standing_in
from app.shifts.actions.posts import PostFacts
from app.shifts.actions.rules import set_limits
from app.shifts.queries.board import board
from app.shifts.queries.limits import limit_book, settings
from app.shifts.queries.people import people_facts
from app.shifts.rules import Headcount, Skill
from app.shifts.rules.ages import Ages, bands_of
from app.shifts.rules.board import Mark
from app.shifts.rules.limits import LIMITS, LimitBook, Limits, why_not_limits
from app.shifts.rules.reasons import OVERRIDABLE, Reason
from app.shifts.rules.rulebook import rulebook
from app.shifts.tables import StandInRequest
from app.training import actions as training
from app.training.rules.qualifications import QualificationPlan
from tests.app.shifts.county import DAY, HOUR, NOW, THIS_WEEK, a_county, a_shift, a_volunteer, fresh, names
from tests.cast import browser
from tests.makers import MONDAY

TODAY = NOW.date()
MONDAY_SPAN = Span(MONDAY, MONDAY + 3 * HOUR)
OURS = replace(LIMITS, source="2026 年 11 月馆务会")


def test_of_a_day_that_holds_which_was_set_for_it_last():
    first, second, third = (Limits(day_minutes=60 * n) for n in (1, 2, 3))
    book = LimitBook([(date(2026, 11, 1), first), (date(2026, 12, 1), second), (date(2026, 12, 1), third)])
    assert book.on(date(2026, 10, 31)) == LIMITS
    assert book.on(date(2026, 11, 30)) is first
    assert book.on(date(2026, 12, 1)) is third


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"rest": timedelta(minutes=721)}, "rest"),
        ({"day_minutes": 0}, "day_hours"),
        ({"days_in_a_row": 0}, "days_in_a_row"),
        ({"novice_shifts": 21}, "novice_shifts"),
        ({"withdraw": 73 * HOUR}, "withdraw_hours"),
        ({"late": 169 * HOUR}, "late_hours"),
        ({"sign_up_ends": 169 * HOUR}, "sign_up_hours"),
        ({"source": " "}, "source"),
        ({"withdraw": 48 * HOUR}, "late_hours"),
    ],
)
def test_what_cannot_be_set_is_told_at_its_field(changed, field):
    (why,) = why_not_limits(replace(OURS, **changed), TODAY, TODAY)
    assert why.code == field
    assert why_not_limits(OURS, TODAY, TODAY) == ()
    assert [one.code for one in why_not_limits(OURS, TODAY - DAY, TODAY)] == ["from_on"]


def test_the_rulebook_lists_twenty_with_for_whom_each_blocks_and_its_source():
    lines = rulebook(replace(LIMITS, novice_shifts=2))
    assert [line.number for line in lines] == list(range(1, 21))
    assert {line.reason for line in lines if line.warns} == OVERRIDABLE
    by = {line.reason: line for line in lines}
    assert by[Reason.NOVICE].value == "服务不满 2 次要有人带"
    assert by[Reason.DAY_LIMIT].value == "每天 8 小时"
    assert by[Reason.FULL].for_oneself == "报不上，可候补"
    assert by[Reason.UNTRAINED].source == "《志愿服务条例》第十六条：需要专门知识、技能的先培训"
    said = "满 10 岁；未满 18 岁要监护人同意；未满 14 岁同班要有成年志愿者；未满 18 岁不排 20:00 以后的班"
    assert by[Reason.AGE].value == said
    assert all(line.source for line in lines)


def test_the_rulebook_says_the_ages_that_the_library_decided():
    decided = Ages(date(2026, 11, 1), 12, 16, 18 * 60, 19 * 60, "馆务会")
    by = {line.reason: line.value for line in rulebook(LIMITS, bands_of(decided))}
    said = "满 12 岁；未满 16 岁要监护人同意；未满 14 岁不排 18:00 以后的班；未满 14 岁同班要有成年志愿者；"
    assert by[Reason.AGE] == f"{said}未满 18 岁不排 19:00 以后的班"
    grown_up = replace(decided, youngest=18)
    assert {line.reason: line.value for line in rulebook(LIMITS, bands_of(grown_up))}[Reason.AGE] == "满 18 岁"


async def test_limits_hold_for_shifts_from_their_day_on_and_earlier_ones_keep_theirs(db):
    county = await a_county()
    await set_limits(county.manager, replace(OURS, day_minutes=120), MONDAY.date() + DAY, now=NOW)
    actor, _volunteer = await a_volunteer(county)
    monday, tuesday = await a_shift(county), await a_shift(county, DAY)
    assert (monday.facts.limits.day_minutes, tuesday.facts.limits.day_minutes) == (480, 120)
    await signing.sign_up(actor, monday.id, now=NOW)
    with pytest.raises(Refused, match="当天共 3 小时，每天最多 2 小时"):
        await signing.sign_up(actor, tuesday.id, now=NOW)
    with pytest.raises(Refused, match="从今天或以后的日子起，已过的班不改"):
        await set_limits(county.manager, OURS, TODAY - DAY, now=NOW)
    assert len(await settings()) == 1


async def _has_served(county, start, actor, volunteer):
    """They came to a shift a week before."""
    seat = await a_shift(county, start - 7 * DAY, site=1, from_monday=MONDAY)
    await roster.assign(county.manager, seat.id, volunteer, now=NOW, override="馆员带着")
    ends = seat.facts.span.ends_at
    gathering = await planning.open_attendance(county.manager, seat.facts.shift, now=ends)
    await gatherings.write_in(county.manager, gathering, actor.person, seat.facts.span.starts_at, ends, "", now=ends)
    await gatherings.close(county.manager, gathering, now=ends)


async def test_a_novice_comes_when_somebody_experienced_is_there_and_is_marked_when_they_leave(db):
    county = await a_county()
    await set_limits(county.manager, replace(OURS, novice_shifts=1), TODAY, now=NOW)
    new, _new_id = await a_volunteer(county, "李小明")
    old, old_id = await a_volunteer(county, "王小红")
    await _has_served(county, 4 * DAY, old, old_id)
    assert (await people_facts(MONDAY_SPAN, [old_id]))[old_id].served == 1
    seat = await a_shift(county)
    with pytest.raises(Refused, match="第一次来要有人带，先排一位有经验的"):
        await signing.sign_up(new, seat.id, now=NOW)
    await roster.assign(county.manager, seat.id, old_id, now=NOW)
    assert (await fresh(seat)).facts.others_served == 1
    await signing.sign_up(new, seat.id, now=NOW)
    shown = await board(county.manager, THIS_WEEK, NOW)
    assert shown.counts[Mark.CONFLICT] == 0
    holder = next(one for one in (await fresh(seat)).holders if one.volunteer == old_id)
    await roster.unassign(county.manager, seat.id, holder.assignment, now=NOW)
    shown = await board(county.manager, THIS_WEEK, NOW)
    assert shown.counts[Mark.CONFLICT] == 1


async def test_a_copy_brings_the_experienced_first_and_the_novice_with_them(db):
    county = await a_county()
    new, new_id = await a_volunteer(county, "李小明")
    old, old_id = await a_volunteer(county, "王小红")
    await _has_served(county, 4 * DAY, old, old_id)
    seat = await a_shift(county, from_monday=MONDAY)
    for one in (new_id, old_id):
        await roster.assign(county.manager, seat.id, one, now=NOW)
    await set_limits(county.manager, replace(OURS, novice_shifts=1), TODAY, now=NOW)
    copy = await copying.copy_week(county.manager, THIS_WEEK + 7 * DAY, now=NOW)
    assert sorted(one.name for made in copy.made for one in made.comes) == ["李小明", "王小红"]
    assert new.person != old.person


async def test_the_limit_of_giving_up_and_what_is_late_are_the_librarys(db):
    county = await a_county()
    await set_limits(county.manager, replace(OURS, withdraw=4 * HOUR, late=48 * HOUR), TODAY, now=NOW)
    actor, _volunteer = await a_volunteer(county)
    seat = await a_shift(county)
    mine = await signing.sign_up(actor, seat.id, now=NOW)
    with pytest.raises(Refused, match="离开始不到 48 小时，写一句原因，协调员马上会知道"):
        await signing.withdraw(actor, mine, "", now=MONDAY - 47 * HOUR)
    with pytest.raises(Refused, match="离开始不到 4 小时，来不了就打电话给协调员"):
        await signing.withdraw(actor, mine, "病了", now=MONDAY - 3 * HOUR)
    await signing.withdraw(actor, mine, "病了", now=MONDAY - 4 * HOUR)
    assert await names(seat) == []


async def test_signing_up_ends_when_the_library_says_unless_the_shift_says_another_time(db):
    county = await a_county()
    await set_limits(county.manager, replace(OURS, sign_up_ends=12 * HOUR), TODAY, now=NOW)
    seat = await a_shift(county)
    assert seat.facts.sign_up_until == MONDAY - 12 * HOUR
    assert (await limit_book()).on(TODAY).source == "2026 年 11 月馆务会"


async def test_nobody_is_told_of_a_seat_that_the_rules_forbid_and_the_page_says_who(db, monkeypatch):
    county = await a_county()
    _actor, volunteer = await a_volunteer(county)
    seat = await a_shift(county, published=False)
    await roster.assign(county.manager, seat.id, volunteer, now=NOW)
    await posts.edit_post(county.manager, county.posts[0], PostFacts("导读", skill=Skill.DIGITAL))
    sentence = "岗位要会“数字辅导”，还没有登记这项技能"
    with pytest.raises(Refused, match=f"李小明（导读）：{sentence}；先撤下或换人，再发布"):
        await publishing.publish(county.manager, THIS_WEEK, now=NOW)
    assert not (await fresh(seat)).facts.published
    monkeypatch.setattr(clock, "now", lambda: NOW)
    shown = (await (await browser(county.manager)).see(f"/shifts/publication?week={THIS_WEEK}")).text
    assert f"李小明（导读）：{sentence}" in shown
    await posts.edit_post(county.manager, county.posts[0], PostFacts("导读"))
    assert await publishing.publish(county.manager, THIS_WEEK, now=NOW) == 1


async def test_two_seats_too_close_with_a_reason_at_the_second_are_published(db):
    county = await a_county()
    _actor, volunteer = await a_volunteer(county)
    first = await a_shift(county, published=False)
    second = await a_shift(county, HOUR, site=1, published=False)
    await roster.assign(county.manager, first.id, volunteer, now=NOW)
    await roster.assign(county.manager, second.id, volunteer, now=NOW, override="两处隔壁")
    assert await publishing.publish(county.manager, THIS_WEEK, now=NOW) == 2


async def test_check_in_does_not_begin_for_somebody_untrained(db):
    county = await a_county()
    _actor, volunteer = await a_volunteer(county)
    seat = await a_shift(county)
    await roster.assign(county.manager, seat.id, volunteer, now=NOW)
    await publishing.publish(county.manager, THIS_WEEK, now=NOW)
    one = await training.add_qualification(county.manager, QualificationPlan("岗前培训"), now=NOW)
    await posts.edit_post(county.manager, county.posts[0], PostFacts("导读", qualification=one))
    with pytest.raises(Refused, match="李小明：还没有通过“岗前培训”，通过后再来；先撤下或换人，再开始签到"):
        await planning.open_attendance(county.manager, seat.facts.shift, now=MONDAY)


async def test_the_line_moves_up_only_whoever_is_trained(db):
    county = await a_county()
    one = await training.add_qualification(county.manager, QualificationPlan("岗前培训"), now=NOW)
    await posts.edit_post(county.manager, county.posts[0], PostFacts("导读", qualification=one))
    people = [await a_volunteer(county, name) for name in ("李小明", "王小红", "陈小芳")]
    for actor, _volunteer in people:
        await training.grant_by_hand(county.manager, one, actor.person, "签到表", from_on=TODAY, now=NOW)
    seat = await a_shift(county, count=Headcount(1, 1, 1))
    (first, _first), (second, _second), (third, _third) = people
    mine = await signing.sign_up(first, seat.id, now=NOW)
    await signing.wait(second, seat.id, agreed=True, now=NOW)
    await signing.wait(third, seat.id, agreed=True, now=NOW)
    await training.revoke_qualification(county.manager, one, second.person, "代考", now=NOW + HOUR)
    await signing.withdraw(first, mine, "", now=NOW + 2 * HOUR)
    assert await names(seat) == ["陈小芳"]


async def test_nobody_untrained_stands_in_and_what_is_late_is_told_at_once(db):
    county = await a_county()
    await set_limits(county.manager, replace(OURS, late=144 * HOUR), TODAY, now=NOW)
    one = await training.add_qualification(county.manager, QualificationPlan("岗前培训"), now=NOW)
    await posts.edit_post(county.manager, county.posts[0], PostFacts("导读", qualification=one))
    (first, _first), (second, _second) = [await a_volunteer(county, name) for name in ("李小明", "王小红")]
    await training.grant_by_hand(county.manager, one, first.person, "签到表", from_on=TODAY, now=NOW)
    seat = await a_shift(county)
    mine = await signing.sign_up(first, seat.id, now=NOW)
    await standing_in.ask_stand_in(first, mine, "要出差", now=NOW + HOUR)
    request = (await fresh(seat)).holders[0].stand_in
    assert request is not None
    assert await StandInRequest.exists().where(StandInRequest.alerted_at == NOW + HOUR)
    with pytest.raises(Refused, match="还没有通过“岗前培训”，通过后再来"):
        await standing_in.stand_in(second, request, now=NOW + HOUR)
    await training.grant_by_hand(county.manager, one, second.person, "签到表", from_on=TODAY, now=NOW)
    await standing_in.stand_in(second, request, now=NOW + HOUR)
    assert await names(seat) == ["王小红"]


async def test_the_pages_of_rules_and_posts(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    county = await a_county()
    office, desk = await browser(county.manager), await browser(county.coordinator)
    shown = (await desk.see("/shifts/rules")).text
    assert shown.count("<tr>") == 21
    assert "数字是软件的默认值，本馆还没有定过。" in shown
    assert "数字由馆领导定。" in shown
    form = {
        "from_on": TODAY.isoformat(),
        "rest": "45",
        "day_hours": "6",
        "days_in_a_row": "5",
        "novice_shifts": "1",
        "withdraw_hours": "2",
        "late_hours": "24",
        "sign_up_hours": "3",
        "source": "馆务会",
    }
    assert (await desk.send("/shifts/rules", form)).status_code == 403
    refused = await office.send("/shifts/rules", {**form, "rest": "900"})
    assert (refused.status_code, "间隔填 0 到 720 分钟" in refused.text) == (409, True)
    assert (await office.send("/shifts/rules", form)).status_code == 303
    shown = (await desk.see("/shifts/rules")).text
    assert "不到 45 分钟" in shown
    assert "开始前 2 小时内不能自己取消，" in shown
    one = await training.add_qualification(county.manager, QualificationPlan("岗前培训"), now=NOW)
    given = {"place": county.places[0], "name": "讲故事", "qualification": one}
    assert (await desk.send("/shifts/posts", given)).status_code == 303
    assert "岗前培训" in (await desk.see("/shifts/posts")).text
