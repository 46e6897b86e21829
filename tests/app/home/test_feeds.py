"""Calendars to subscribe to: one's own by a secret address, the library's closures for everybody."""

import re
from datetime import timedelta

import icalendar
import pytest

from app import clock
from app.actor import Role
from app.home.routes import FEEDS
from app.people.tables import Person
from app.study.actions import sessions
from tests.app.study.hall import THURSDAY, a_plan, a_secretary, time
from tests.cast import browser
from tests.makers import a_person, an_open_exam

__all__ = ["time"]


@pytest.fixture
async def member(db, time):
    """A librarian with a session on Thursday and another that was called off, and an exam."""
    secretary = await a_secretary()
    await sessions.arrange(secretary, a_plan(), now=time())
    gone = await sessions.arrange(secretary, a_plan(THURSDAY + timedelta(days=7), topic="取消的一次"), now=time())
    await sessions.call_off(secretary, gone, "防汛", now=time())
    hall = await an_open_exam()
    return await browser(hall.candidates[0])


async def address(who):
    await who.send("/account/calendar")
    return re.search(r'href="(/feeds/[^"]+/mine\.ics)"', (await who.see("/account")).text)[1]


def events(answer):
    assert answer.status_code == 200, answer.text[-1000:]
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


async def test_ones_own_calendar_is_read_without_a_cookie(member):
    found = events(await (await browser()).see(await address(member)))
    assert [(str(one["summary"]), str(one["status"])) for one in found] == [
        ("考试：公共图书馆法小测", "CONFIRMED"),
        ("公共图书馆法第四章", "CONFIRMED"),
        ("取消的一次", "CANCELLED"),
    ]
    session = found[1]
    assert clock.at_library(session["dtstart"].dt).isoformat() == "2026-11-26T14:30:00+08:00"
    assert str(session["location"]) == "三楼报告厅"


async def test_a_renewed_or_ended_address_no_longer_answers(member):
    stranger = await browser()
    old = await address(member)
    new = await address(member)
    assert [(await stranger.see(one)).status_code for one in (old, new)] == [404, 200]
    await member.send("/account/calendar/end")
    assert (await stranger.see(new)).status_code == 404
    assert "生成日历地址" in (await member.see("/account")).text
    for wrong in ("/feeds/x/mine.ics", "/feeds/x.y/mine.ics", old.replace("mine", "yours")):
        assert (await stranger.see(wrong)).status_code == 404


async def test_who_has_left_is_read_no_more(member):
    mine = await address(member)
    await Person.update({Person.left_on: THURSDAY - timedelta(days=30)}).where(Person.id == member.actor.person)
    assert (await (await browser()).see(mine)).status_code == 404


async def test_asking_again_at_once_costs_no_second_making(member):
    stranger, mine = await browser(), await address(member)
    first = (await stranger.see(mine)).content
    assert len([key for key in [(member.actor.person, "library.test")] if FEEDS.get(key) == first]) == 1
    assert (await stranger.see(mine)).content == first


async def test_the_librarys_calendar_says_when_it_is_closed_and_nothing_else(member):
    answer = await (await browser()).see("/feeds/library.ics")
    assert [str(one["summary"]) for one in events(answer)] == ["闭馆（馆内学习）"]
    assert ("公共图书馆法" in answer.text, "报告厅" in answer.text) == (False, False)


async def test_who_arranges_all_sessions_has_their_own_only(db, time):
    secretary = await a_person("外聘秘书", Role.SECRETARY, joined_on=THURSDAY + timedelta(days=30))
    await sessions.arrange(secretary, a_plan(), now=time())
    assert events(await (await browser()).see(await address(await browser(secretary)))) == []
