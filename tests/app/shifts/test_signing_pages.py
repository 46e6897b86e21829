"""The pages of what volunteers arrange among themselves: forms alone, and nobody else's name."""

from datetime import timedelta

import pytest

from app import clock
from app.shifts.actions import roster, signing, swapping
from app.shifts.rules import Headcount
from app.shifts.tables import Assignment, SeatOffer, StandInRequest, SwapProposal
from tests.app.shifts.county import DAY, HOUR, NOW, a_county, a_shift, a_volunteer, names
from tests.cast import browser
from tests.makers import MONDAY

ONE = Headcount(1, 1, 1)


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


async def first(table):
    return (await table.select(table.id).order_by(table.id).first())["id"]


async def pair(county):
    (one, _), (two, _) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    mine, theirs = await a_shift(county, count=ONE), await a_shift(county, DAY, site=1, count=ONE)
    return one, two, mine, theirs


async def test_an_offer_is_answered_on_the_page_it_links_to(county):
    one, two, seat, _theirs = await pair(county)
    assignment = await signing.sign_up(one, seat.id, now=NOW)
    who = await browser(two)
    row = (await who.see("/shifts")).text
    assert "有空位直接排上我，不用再问" in row
    assert (await who.send(f"/shifts/seats/{seat.id}/waitings")).headers["location"] == "/shifts"
    await signing.withdraw(one, assignment, "", now=NOW)
    page = (await who.see("/shifts/mine")).text
    assert ('id="offers"' in page, "11-18 21:00 前答复" in page) == (True, True)
    assert "有空位留给您：导读" in (await who.see("/")).text
    offer = await first(SeatOffer)
    assert (await who.send(f"/shifts/offers/{offer}/acceptances")).status_code == 303
    assert await names(seat) == ["乙小二"]
    assert (await (await browser(one)).send(f"/shifts/offers/{offer}/refusals")).status_code == 404


async def test_who_ticks_the_box_is_put_on_at_once(county):
    one, two, seat, _theirs = await pair(county)
    assignment = await signing.sign_up(one, seat.id, now=NOW)
    await (await browser(two)).send(f"/shifts/seats/{seat.id}/waitings", {"agreed": "true"})
    await signing.withdraw(one, assignment, "", now=NOW)
    assert await names(seat) == ["乙小二"]


async def test_a_stand_in_is_asked_for_and_found_and_the_board_shows_it(county):
    one, two, seat, _theirs = await pair(county)
    assignment = await signing.sign_up(one, seat.id, now=NOW)
    holder, other = await browser(one), await browser(two)
    await holder.send(f"/shifts/assignments/{assignment}/stand-ins", {"reason": "要出差"})
    assert "在找人顶班" in (await holder.see("/shifts/mine")).text
    boss = await browser(county.coordinator)
    assert "甲小一 （找人顶班）" in (await boss.see("/shifts/board?week=2026-11-23")).text
    assert "找到前仍由本人来" in (await boss.see(f"/shifts/seats/{seat.id}")).text
    listed = (await other.see("/shifts?suits=1")).text
    assert ("我来顶班" in listed, "甲小一" in listed, "要出差" in listed) == (True, False, False)
    await other.send(f"/shifts/stand-ins/{await first(StandInRequest)}/takings")
    assert await names(seat) == ["乙小二"]
    assert (await holder.send(f"/shifts/assignments/{assignment}/stand-in-ends")).status_code == 404


async def test_a_swap_names_times_and_places_and_no_person(county):
    one, two, mine, theirs = await pair(county)
    assignment, other = await signing.sign_up(one, mine.id, now=NOW), await signing.sign_up(two, theirs.id, now=NOW)
    asks, asked = await browser(one), await browser(two)
    address = f"/shifts/assignments/{assignment}/swaps"
    page = (await asks.see(address)).text
    assert ("11-24 09:00—12:00 · 导读" in page, "乙小二" in page) == (True, False)
    assert (await asked.see(address)).status_code == 404
    await asks.send(address, {"other": other})
    swap = await first(SwapProposal)
    shown = (await asked.see("/shifts/mine")).text
    assert ("同意换" in shown, "甲小一" in shown) == (True, False)
    assert (await asks.send(f"/shifts/swaps/{swap}/acceptances")).status_code == 404
    await asked.send(f"/shifts/swaps/{swap}/acceptances")
    assert (await names(mine), await names(theirs)) == (["乙小二"], ["甲小一"])


@pytest.mark.parametrize(("button", "ended"), [("refusals", "declined"), ("withdrawals", "withdrawn")])
async def test_a_swap_is_declined_or_taken_back(county, button, ended):
    one, two, mine, theirs = await pair(county)
    assignment, other = await signing.sign_up(one, mine.id, now=NOW), await signing.sign_up(two, theirs.id, now=NOW)
    await swapping.propose_swap(one, assignment, other, now=NOW)
    who = await browser(two if button == "refusals" else one)
    assert (await who.send(f"/shifts/swaps/{await first(SwapProposal)}/{button}")).status_code == 303
    assert (await SwapProposal.select(SwapProposal.ended_as).first())["ended_as"] == ended


async def test_weeks_are_shown_before_and_after(county):
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county, count=ONE)
    await a_shift(county, timedelta(days=7), count=ONE)
    who = await browser(actor)
    assert f"/shifts/seats/{seat.id}/weeks" in (await who.see("/shifts")).text
    page = (await who.see(f"/shifts/seats/{seat.id}/weeks")).text
    assert (page.count("可以报"), page.count("还没发布")) == (2, 7)
    answer = await who.send(f"/shifts/seats/{seat.id}/weeks", {"weeks": "4"})
    assert answer.headers["location"] == f"/shifts/seats/{seat.id}/weeks?weeks=4"
    assert (await who.see(answer.headers["location"])).text.count("已报名") == 2
    assert (await who.send(f"/shifts/seats/{seat.id}/weeks", {"weeks": "9"})).status_code == 422
    draft = await a_shift(county, DAY, published=False)
    assert (await who.see(f"/shifts/seats/{draft.id}/weeks")).status_code == 404


async def test_the_calendar_counts_by_day_and_keeps_the_filters(county):
    actor, _ = await a_volunteer(county, sites=frozenset({county.places[0]}))
    await a_shift(county)
    await a_shift(county, HOUR, site=1)
    who = await browser(actor)
    page = (await who.see("/shifts?view=calendar")).text
    assert "适合 1/2" in page
    assert page.count("<tr>") == 1 + 4
    assert (
        'href="/shifts?day=2026-11-23&amp;suits=1&amp;place='
        in (await who.see(f"/shifts?view=calendar&suits=1&place={county.places[0]}")).text
    )
    day = (await who.see("/shifts?day=2026-11-23")).text
    assert (day.count("of-a-day"), "回日历" in day) == (1, True)
    assert "没有合适的班次" in (await who.see("/shifts?day=2026-11-24")).text
    assert (await who.see("/shifts?day=never&view=else")).status_code == 200


async def test_a_yes_is_said_on_the_page_and_the_coordinator_sees_who_has_not(county, monkeypatch):
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county)
    assignment = await signing.sign_up(actor, seat.id, now=NOW)
    near = MONDAY - 2 * DAY
    monkeypatch.setattr(clock, "now", lambda: near)
    who, boss = await browser(actor), await browser(county.coordinator)
    assert "确认能来" in (await who.see("/shifts/mine")).text
    page = (await boss.see("/shifts/at-risk")).text
    assert ("李小明" in page, "还没确认能来" in page, "第一次来" in page) == (True, True, True)
    assert "1 人能不能来还说不定" in (await boss.see("/")).text
    assert "李小明" not in (await (await browser(county.other)).see("/shifts/at-risk")).text
    assert (await who.see("/shifts/at-risk")).status_code == 403
    await who.send(f"/shifts/assignments/{assignment}/confirmations")
    assert "已确认能来" in (await who.see("/shifts/mine")).text
    assert "还没确认能来" not in (await boss.see("/shifts/at-risk")).text


async def test_whoever_cannot_give_up_by_themselves_any_more_is_told_whom_to_ring_up(county, monkeypatch):
    from app.people.tables import Person

    await Person.update({Person.phone: "10000000009"}).where(Person.id == county.coordinator.person)
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county)
    assignment = await signing.sign_up(actor, seat.id, now=NOW)
    monkeypatch.setattr(clock, "now", lambda: MONDAY - timedelta(minutes=59))
    answer = await (await browser(actor)).send(f"/shifts/assignments/{assignment}/withdrawals", {"reason": "发烧"})
    assert answer.status_code == 409
    assert "离开始不到 1 小时，来不了就打电话给协调员（王小芳 10000000009）" in answer.text
    await roster.unassign(county.coordinator, seat.id, assignment, now=MONDAY - timedelta(minutes=59))
    assert await Assignment.count().where(Assignment.ended_at.is_null()) == 0
