"""Secret addresses of service points: a calendar and a screen, without signing in, until they are ended."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.people.rules.names import given_name
from app.refusals import Refused
from app.shifts.actions import consents, planning, roster
from app.shifts.actions import place_keys as actions
from app.shifts.queries.place_keys import place_events, today_at
from app.shifts.routes.place_keys import FEEDS
from app.shifts.rules.consents import Display, shown_as
from app.shifts.rules.place_keys import PlaceKeyKind
from app.shifts.tables import PlaceKey
from app.storage import database
from tests.app.shifts.county import DAY, HOUR, NOW, a_county, a_shift, a_volunteer
from tests.cast import browser
from tests.makers import MONDAY


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


@pytest.mark.parametrize(("name", "given"), [("李小明", "小明"), ("令狐册", "册"), ("张三", "三"), ("Ann", "Ann")])
def test_a_given_name_leaves_the_surname_out(name, given):
    assert given_name(name) == given


async def test_a_coordinator_gives_their_place_an_address_replaces_it_and_ends_it(county):
    who = await browser(county.coordinator)
    page = (await who.see("/shifts/addresses")).text
    assert ("示例总馆" in page, "示例书吧" in page) == (True, False)
    form = {"place": str(county.places[0]), "kind": "calendar"}
    assert (await who.send("/shifts/addresses", form)).status_code == 303
    path = await address(who, "/feeds/")
    visitor = await browser()
    assert (await visitor.see(path)).headers["content-type"].startswith("text/calendar")
    await who.send("/shifts/addresses", form)
    assert (await visitor.see(path)).status_code == 404
    path = await address(who, "/feeds/")
    assert (await who.send("/shifts/addresses/ends", form)).status_code == 303
    assert ((await visitor.see(path)).status_code, await PlaceKey.count()) == (404, 2)
    assert (await visitor.see(path[:-20] + "x/place.ics")).status_code == 404
    with pytest.raises(Refused, match="由别的协调员排班"):
        await actions.renew_place_key(county.coordinator, county.places[1], PlaceKeyKind.SCREEN, now=NOW)


async def address(who, start):
    found = re.search(rf'href="({start}[^"]+)"', (await who.see("/shifts/addresses")).text)
    return found[1]


async def test_the_calendar_of_a_place_holds_what_is_published_with_the_names_that_people_agreed_to(county):
    actor, volunteer = await a_volunteer(county, "李小明")
    _other, second = await a_volunteer(county, "王小芳")
    seat = await a_shift(county)
    for one in (volunteer, second):
        await roster.assign(county.manager, seat.id, one, now=NOW)
    await consents.set_display(actor, Display.GIVEN_NAME, "", now=NOW)
    gone = await a_shift(county, DAY)
    await planning.call_off(county.manager, gone.facts.shift, "停电", now=NOW)
    await a_shift(county, site=1)
    await a_shift(county, 2 * DAY, published=False)
    events = await place_events(county.places[0], "http://x", NOW)
    assert [(one.title, one.note, one.called_off, one.where) for one in events] == [
        ("志愿者 2 人：导读", "小明、志愿者", False, "示例总馆"),
        ("志愿者 0 人：导读", "", True, "示例总馆"),
    ]


async def test_the_screen_shows_today_without_a_name_that_nobody_agreed_to(county, monkeypatch):
    _actor, volunteer = await a_volunteer(county, "李小明")
    _other, second = await a_volunteer(county, "王小芳")
    seat = await a_shift(county)
    for one in (volunteer, second):
        await roster.assign(county.manager, seat.id, one, now=NOW)
    await a_shift(county, DAY)
    await actions.renew_place_key(county.manager, county.places[0], PlaceKeyKind.SCREEN, now=NOW)
    path = await address(await browser(county.manager), "/kiosk/")
    monkeypatch.setattr(clock, "now", lambda: MONDAY + HOUR)
    visitor = await browser()
    answer = await visitor.see(path)
    assert answer.status_code == 200
    text = re.sub(r"\s+", " ", answer.text)
    assert ("志愿者 2 人" in text, "正在服务" in text, "李小明" in text, "小明" in text) == (True, True, False, False)
    assert 'hx-trigger="every 60s"' in text
    part = await visitor.part(path)
    assert part.text.strip().startswith('<div id="today"')
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(days=3))
    assert "今天没有志愿服务班次" in (await visitor.see(path)).text


async def test_the_screen_calls_people_as_they_agreed_until_they_take_it_back(county):
    compound, _first = await a_volunteer(county, "令狐册")
    other, _second = await a_volunteer(county, "王小芳")
    seat = await a_shift(county)
    for one in (_first, _second):
        await roster.assign(county.manager, seat.id, one, now=NOW)
    await consents.set_display(compound, Display.GIVEN_NAME, "", now=NOW)
    await consents.set_display(other, Display.ALIAS, "书虫", now=NOW)
    assert [one.posts for one in await today_at(county.places[0], MONDAY.date())] == [[("导读", ["册", "书虫"])]]
    await consents.set_display(compound, Display.NONE, "", now=NOW)
    assert [one.posts for one in await today_at(county.places[0], MONDAY.date())] == [[("导读", ["志愿者", "书虫"])]]


@pytest.mark.parametrize(
    ("name", "choice", "shown"),
    [
        ("令狐册", Display.GIVEN_NAME, "册"),
        ("李小明", Display.GIVEN_NAME, "小明"),
        ("李", Display.GIVEN_NAME, ""),
        ("李小明", Display.ALIAS, "书虫"),
        ("李小明", Display.NONE, ""),
    ],
)
def test_what_a_public_screen_may_say_of_somebody(name, choice, shown):
    assert shown_as(name, choice, "书虫") == shown


async def test_a_calendar_that_was_made_is_kept_for_a_while(county):
    await actions.renew_place_key(county.manager, county.places[0], PlaceKeyKind.CALENDAR, now=NOW)
    path = await address(await browser(county.manager), "/feeds/")
    visitor = await browser()
    first = (await visitor.see(path)).content
    await a_shift(county)
    assert (await visitor.see(path)).content == first
    FEEDS.forget_all()
    assert b"SUMMARY" in (await visitor.see(path)).content
    assert await today_at(county.places[0], (MONDAY + DAY).date()) == []


async def test_a_screen_with_three_shifts_asks_as_often_as_with_one(county):
    asked = []
    for hours in (0, 3, 6):
        await a_shift(county, hours * HOUR)
        before = database().query_id
        await today_at(county.places[0], MONDAY.date())
        asked.append(database().query_id - before)
    assert asked == asked[:1] * 3
