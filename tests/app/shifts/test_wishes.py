"""Coming every week: a wish that stands, answered by the same rules when a week is published, ended in one press."""

import asyncio
from datetime import date, timedelta

import pytest

from app import clock
from app.actor import system
from app.audit.tables import Deed
from app.notices.tables import Notice
from app.people.actions import places, roles
from app.refusals import Missing, Refused
from app.shifts.actions import planning, publishing, roster, signing, volunteers, wishes
from app.shifts.actions.rules import set_limits
from app.shifts.queries.wishes import own_wishes, unanswered
from app.shifts.rules import Headcount, How, State
from app.shifts.rules.limits import Limits
from app.shifts.rules.wishes import WeeklyTime, weekly_time
from app.shifts.tables import Assignment, AssignmentConfirmation, WeeklyWishAnswer, WeeklyWishEnd
from tests.app.shifts.county import HOUR, NOW, THIS_WEEK, a_county, a_shift, a_volunteer, names
from tests.cast import browser

WEEK = timedelta(days=7)
ONE = Headcount(1, 1, 1)


async def told(person):
    rows = await Notice.select(Notice.message, Notice.params).where(Notice.person == person).order_by(Notice.id)
    return [row["message"] for row in rows if "每周都来" in row["message"]]


async def publish(county, weeks):
    await publishing.publish(county.manager, THIS_WEEK + weeks * WEEK, now=NOW)


async def test_a_later_week_brings_the_seat_when_it_is_published(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    first = await a_shift(county, count=ONE)
    later = await a_shift(county, WEEK, count=ONE, published=False)
    assert len(await wishes.wish_weekly(actor, first.id, now=NOW)) == 1
    assert [await names(seat) for seat in (first, later)] == [["李小明"], []]
    await publish(county, 1)
    assert await names(later) == ["李小明"]
    row = await Assignment.select().where(Assignment.seat == later.id).first()
    assert (row["how"], row["told_at"], await AssignmentConfirmation.count()) == (How.WEEKLY.value, NOW, 0)
    assert len(await told(actor.person)) == 2
    own = (await own_wishes(actor))[0]
    assert (own.when, own.from_on, own.reason, own.place_name) == (WeeklyTime(0, 540, 720), THIS_WEEK, "", "示例总馆")


async def test_only_the_same_post_at_the_same_time_is_meant(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    first = await a_shift(county, count=ONE)
    await wishes.wish_weekly(actor, first.id, now=NOW)
    others = [
        await a_shift(county, WEEK, length=2 * HOUR, count=ONE),
        await a_shift(county, WEEK + 4 * HOUR, count=ONE),
        await a_shift(county, WEEK + timedelta(days=1), count=ONE),
        await a_shift(county, WEEK, site=1, count=ONE),
    ]
    assert [await names(seat) for seat in others] == [[], [], [], []]
    assert weekly_time(others[1].facts.span) == WeeklyTime(0, 780, 960)


async def test_whoever_is_seated_keeps_the_seat_and_the_wish_is_told_why(db):
    county = await a_county()
    (actor, _), (_, other) = await a_volunteer(county), await a_volunteer(county, "乙小二")
    first = await a_shift(county, count=ONE)
    await wishes.wish_weekly(actor, first.id, now=NOW)
    later = await a_shift(county, WEEK, count=ONE, published=False)
    await roster.assign(county.manager, later.id, other, now=NOW)
    await publish(county, 1)
    assert await names(later) == ["乙小二"]
    assert len(await told(actor.person)) == 2
    assert (await own_wishes(actor))[0].reason == "名额已满，可排队候补（前面 0 人）"
    before = await Deed.count()
    with pytest.raises(Refused, match="没有要发布的改动"):
        await publish(county, 1)
    assert (await Deed.count(), len(await told(actor.person))) == (before, 2)


async def test_the_wish_that_came_first_gets_the_last_seat(db):
    county = await a_county()
    people = [await a_volunteer(county, name) for name in ("李小明", "乙小二")]
    first = await a_shift(county)
    for actor, _ in people:
        await wishes.wish_weekly(actor, first.id, now=NOW)
    later = await a_shift(county, WEEK, count=ONE)
    assert (await names(first), await names(later)) == (["李小明", "乙小二"], ["李小明"])
    assert [(await own_wishes(actor))[0].reason != "" for actor, _ in people] == [False, True]


async def test_a_wish_is_ended_in_one_press_and_seats_it_brought_stay(db):
    county = await a_county()
    (actor, _), (stranger, _) = await a_volunteer(county), await a_volunteer(county, "乙小二")
    first = await a_shift(county, count=ONE)
    await wishes.wish_weekly(actor, first.id, now=NOW)
    wish = (await own_wishes(actor))[0].id
    with pytest.raises(Missing):
        await wishes.stop_weekly(stranger, wish, now=NOW)
    await wishes.stop_weekly(actor, wish, now=NOW)
    before = await Deed.count()
    await wishes.stop_weekly(actor, wish, now=NOW)
    assert (await Deed.count(), await own_wishes(actor), await names(first)) == (before, [], ["李小明"])
    later = await a_shift(county, WEEK, count=ONE)
    assert (await names(later), await WeeklyWishAnswer.count()) == ([], 1)
    assert (await WeeklyWishEnd.select().first())["kind"] == "withdrew"


async def test_a_week_that_was_given_up_is_not_given_again(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    first = await a_shift(county, count=ONE)
    taken = await wishes.wish_weekly(actor, first.id, now=NOW)
    await signing.withdraw(actor, taken[0], "有事", now=NOW)
    off = await a_shift(county, WEEK, published=False)
    await planning.call_off(county.manager, off.facts.shift, "停电", now=NOW)
    draft = await a_shift(county, 2 * WEEK, published=False)
    assert ([await names(seat) for seat in (first, off, draft)], await unanswered(NOW)) == ([[], [], []], [])


async def test_a_second_press_is_no_second_wish(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    first = await a_shift(county, count=ONE)
    await wishes.wish_weekly(actor, first.id, now=NOW)
    before = await Deed.count()
    assert await wishes.wish_weekly(actor, first.id, now=NOW) == []
    assert (len(await own_wishes(actor)), await Deed.count()) == (1, before)


async def test_what_would_come_back_every_week_is_refused_and_a_full_first_week_is_not(db):
    county = await a_county()
    (actor, _), (other, _) = await a_volunteer(county), await a_volunteer(county, "乙小二")
    elsewhere, _ = await a_volunteer(county, "丙小三", sites=frozenset({county.places[1]}))
    first = await a_shift(county, count=ONE)
    draft = await a_shift(county, WEEK, count=ONE, published=False)
    await signing.sign_up(other, first.id, now=NOW)
    with pytest.raises(Refused, match="没有选“示例总馆”"):
        await wishes.wish_weekly(elsewhere, first.id, now=NOW)
    with pytest.raises(Missing):
        await wishes.wish_weekly(actor, draft.id, now=NOW)
    assert await wishes.wish_weekly(actor, first.id, now=NOW) == []
    await publish(county, 1)
    assert await names(draft) == ["李小明"]


async def test_whoever_leaves_wishes_nothing_any_more(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    first = await a_shift(county, count=ONE)
    await wishes.wish_weekly(actor, first.id, now=NOW)
    await volunteers.set_state(county.manager, volunteer, State.LEFT, "搬走了", now=NOW)
    later = await a_shift(county, WEEK, count=ONE)
    assert (await own_wishes(actor), await names(later)) == ([], [])
    assert (await WeeklyWishEnd.select().first())["kind"] == "left"


async def test_where_regulars_are_let_in_first_the_answer_waits(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    first = await a_shift(county, count=ONE)
    await wishes.wish_weekly(actor, first.id, now=NOW)
    limits = Limits(regular_shifts=3, head_start=24 * HOUR, source="馆务会")
    await set_limits(county.manager, limits, date(2026, 11, 18), now=NOW)
    later = await a_shift(county, WEEK, count=ONE)
    before = await Deed.count()
    assert await wishes.answer_held_back(system("shifts"), now=NOW + HOUR) == 0
    assert (await names(later), await Deed.count(), len(await told(actor.person))) == ([], before, 1)
    assert await wishes.answer_held_back(system("shifts"), now=NOW + 25 * HOUR) == 1
    assert (await names(later), len(await told(actor.person))) == (["李小明"], 2)
    assert await wishes.answer_held_back(system("shifts"), now=NOW + 26 * HOUR) == 0


async def test_a_publication_and_those_who_sign_up_at_once_never_seat_too_many(db):
    """The wish and the crowd want the same last seat: whoever gets it, there is one, and the wish has one answer."""
    county = await a_county()
    actor, _ = await a_volunteer(county)
    first = await a_shift(county, count=ONE)
    await wishes.wish_weekly(actor, first.id, now=NOW)
    others = [(await a_volunteer(county, f"志愿者{number}"))[0] for number in range(6)]
    later = await a_shift(county, WEEK, count=ONE, published=False)

    async def signs_up(other):
        for _attempt in range(3):
            try:
                await signing.sign_up(other, later.id, now=NOW)
            except Refused:
                await asyncio.sleep(0)

    await asyncio.gather(publish(county, 1), *(signs_up(other) for other in others))
    assert len(await names(later)) == 1
    assert await WeeklyWishAnswer.count().where(WeeklyWishAnswer.seat == later.id) == 1


async def test_the_page_takes_the_wish_and_my_shifts_ends_it(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    county = await a_county()
    actor, _ = await a_volunteer(county)
    first = await a_shift(county, count=ONE)
    who = await browser(actor)
    assert "以后每周都来" in (await who.see(f"/shifts/seats/{first.id}/weeks")).text
    assert (await who.send(f"/shifts/seats/{first.id}/wishes")).status_code == 303
    page = (await who.see("/shifts/mine")).text
    assert "每周一 9:00—12:00" in page
    assert "11-23 09:00—12:00 排上了" in page
    wish = (await own_wishes(actor))[0].id
    assert f'action="/shifts/wishes/{wish}/endings"' in (await who.see(f"/shifts/seats/{first.id}/weeks")).text
    assert (await who.send(f"/shifts/wishes/{wish}/endings")).status_code == 303
    assert 'id="wishes"' not in (await who.see("/shifts/mine")).text


async def news(person):
    rows = await Notice.select(Notice.message).where(Notice.person == person).order_by(Notice.id)
    return [row["message"][:10] for row in rows]


async def test_a_wish_waits_while_its_volunteer_is_paused_and_they_are_told_once(db):
    county = await a_county()
    actor, volunteer = await a_volunteer(county)
    first = await a_shift(county, count=ONE)
    await wishes.wish_weekly(actor, first.id, now=NOW)
    before = await news(actor.person)
    await volunteers.set_state(county.manager, volunteer, State.PAUSED, "外出三周", now=NOW)
    later = [await a_shift(county, n * WEEK, count=ONE) for n in (1, 2)]
    assert (await news(actor.person))[len(before) :] == ["您的志愿者身份改为“", "您“每周都来”先停下"]
    assert ([await names(seat) for seat in later], await WeeklyWishAnswer.count()) == ([[], []], 1)
    assert [(one.held, one.left_again) for one in await own_wishes(actor)] == [(True, True)]
    page = (await (await browser(actor)).see("/shifts/mine")).text
    assert ("恢复后接着排" in page, "11-23 09:00—12:00 排上过，后来让出了" in page) == (True, True)


async def test_whoever_serves_again_gets_the_answers_that_waited(db):
    county = await a_county()
    (actor, volunteer), (_, other) = await a_volunteer(county), await a_volunteer(county, "乙小二")
    await wishes.wish_weekly(actor, (await a_shift(county, count=ONE)).id, now=NOW)
    await volunteers.set_state(county.manager, volunteer, State.PAUSED, "外出三周", now=NOW)
    taken, free = [await a_shift(county, n * WEEK, count=ONE) for n in (1, 2)]
    await roster.assign(county.manager, taken.id, other, now=NOW)
    before = await news(actor.person)
    await volunteers.set_state(county.manager, volunteer, State.ACTIVE, "", now=NOW)
    assert (await names(taken), await names(free)) == (["乙小二"], ["李小明"])
    assert (await news(actor.person))[len(before) :] == [
        "您的志愿者身份改为“",
        "按您“每周都来”排上",
        "您“每周都来”的 %",
        "按您“每周都来”排上",
    ]
    assert [(one.held, one.reason, one.left_again) for one in await own_wishes(actor)] == [(False, "", False)]
    assert await unanswered(NOW) == []


async def test_a_wish_of_a_locked_account_is_answered_once_the_person_is_let_back_in(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    await wishes.wish_weekly(actor, (await a_shift(county, count=ONE)).id, now=NOW)
    await roles.suspend(county.manager, actor.person, "账号被盗", now=NOW)
    later = await a_shift(county, WEEK, count=ONE)
    assert (await wishes.answer_held_back(system("shifts"), now=NOW), await names(later)) == (0, [])
    await roles.restore(county.manager, actor.person, now=NOW + HOUR)
    deeds = await Deed.count()
    assert await wishes.answer_held_back(system("shifts"), now=NOW + HOUR) == 1
    assert await wishes.answer_held_back(system("shifts"), now=NOW + 2 * HOUR) == 0
    assert (await names(later), await Deed.count()) == (["李小明"], deeds + 2)


async def test_a_child_whose_wish_came_first_comes_where_the_adult_of_a_later_wish_does(db):
    county = await a_county()
    child, young = await a_volunteer(county, "王小芳", born_on=date(2013, 5, 1))
    guardian = ("王大", "13800000009", "母亲", "档案盒 2", NOW.date())
    await volunteers.record_consent(county.manager, young, *guardian, now=NOW)
    adult, _ = await a_volunteer(county)
    first = await a_shift(county)
    with pytest.raises(Refused, match="同一班要有成年志愿者一起"):
        await wishes.wish_weekly(child, first.id, now=NOW)
    taken = await signing.sign_up(adult, first.id, now=NOW)
    await wishes.wish_weekly(child, first.id, now=NOW)
    await wishes.wish_weekly(adult, first.id, now=NOW)
    later = await a_shift(county, WEEK)
    assert await names(later) == ["李小明", "王小芳"]
    await wishes.stop_weekly(adult, (await own_wishes(adult))[0].id, now=NOW)
    alone = await a_shift(county, 2 * WEEK)
    assert (await names(alone), taken > 0) == ([], True)
    assert [one.reason for one in await own_wishes(child)] == ["未满 14 岁，同一班要有成年志愿者一起"]
    assert await unanswered(NOW) == []


async def test_a_place_that_closes_between_looking_and_pressing_gives_no_seat_there(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    county = await a_county()
    actor, _ = await a_volunteer(county)
    first = await a_shift(county, count=ONE)
    later = await a_shift(county, WEEK, count=ONE)
    who = await browser(actor)
    assert "以后每周都来" in (await who.see(f"/shifts/seats/{first.id}/weeks")).text
    await places.close_point(county.manager, county.places[0], THIS_WEEK + WEEK, now=NOW)
    assert (await who.send(f"/shifts/seats/{first.id}/wishes")).status_code == 303
    assert (await names(first), await names(later)) == (["李小明"], [])
    assert (await own_wishes(actor))[0].reason == "“示例总馆”2026-11-30 起停止服务，换一个服务点"


async def test_no_wish_is_taken_where_nobody_is_served_any_more(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    county = await a_county()
    actor, _ = await a_volunteer(county)
    first = await a_shift(county, count=ONE)
    last = await a_shift(county, WEEK, count=ONE)
    await signing.sign_up(actor, last.id, now=NOW)
    who = await browser(actor)
    await places.close_point(county.manager, county.places[0], THIS_WEEK + WEEK, now=NOW)
    with pytest.raises(Refused, match="2026-11-30 起停止服务，换一个服务点"):
        await wishes.wish_weekly(actor, last.id, now=NOW)
    page = (await who.see(f"/shifts/seats/{last.id}/weeks")).text
    assert (f"/shifts/seats/{last.id}/wishes" in page, page.count("不再服务"), page.count("还没发布")) == (False, 8, 0)
    page = (await who.see(f"/shifts/seats/{first.id}/weeks")).text
    assert (f"/shifts/seats/{first.id}/wishes" in page, page.count("不再服务")) == (True, 7)


async def test_what_a_wish_had_brought_before_the_pause_is_asked_for_again_after_it(db):
    county = await a_county()
    (actor, volunteer), (_, other) = await a_volunteer(county), await a_volunteer(county, "乙小二")
    seats = [await a_shift(county, n * WEEK, count=ONE) for n in range(3)]
    await wishes.wish_weekly(actor, seats[0].id, now=NOW)
    own = await Assignment.select(Assignment.id).where(Assignment.seat == seats[2].id).first()
    await signing.withdraw(actor, own["id"], "有事", now=NOW)
    for _time in range(2):
        await volunteers.set_state(county.manager, volunteer, State.PAUSED, "外出三周", now=NOW)
        assert [await names(one) for one in seats] == [[], [], []]
        await volunteers.set_state(county.manager, volunteer, State.ACTIVE, "", now=NOW)
        assert [await names(one) for one in seats] == [["李小明"], ["李小明"], []], (
            "what they gave up themselves stays so"
        )
    assert [one.left_again for one in await own_wishes(actor)] == [True]
    await volunteers.set_state(county.manager, volunteer, State.PAUSED, "外出三周", now=NOW)
    await roster.assign(county.manager, seats[0].id, other, now=NOW)
    await volunteers.set_state(county.manager, volunteer, State.ACTIVE, "", now=NOW)
    assert [await names(one) for one in seats] == [["乙小二"], ["李小明"], []]
    again = (
        await Assignment.select(Assignment.id)
        .where(Assignment.seat == seats[1].id, Assignment.ended_at.is_null())
        .first()
    )
    await signing.withdraw(actor, again["id"], "有事", now=NOW)
    await volunteers.set_state(county.manager, volunteer, State.PAUSED, "外出三周", now=NOW)
    await volunteers.set_state(county.manager, volunteer, State.ACTIVE, "", now=NOW)
    assert [await names(one) for one in seats] == [["乙小二"], [], []]
