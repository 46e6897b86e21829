"""The footer's buttons lead back to the page one is on: also after a form came back, and with what was searched for."""

import html
import re

import pytest

from app.actor import Role
from app.demo.presence import notice_demo
from tests.cast import ADDRESS, browser
from tests.makers import a_person

BACK = re.compile(r'name="back" value="([^"]*)"')


def way_back(answer):
    """Where the footer and the help on keys lead; both to one place."""
    (back,) = set(BACK.findall(answer.text))
    return html.unescape(back)


async def in_english_from(web, answer):
    """Press `English` on the page of this answer, and follow."""
    pressed = await web.send("/preferences", {"language": "en", "back": way_back(answer)})
    assert pressed.status_code == 303
    return await web.see(pressed.headers["location"])


@pytest.fixture
async def web(db):
    await notice_demo()
    return await browser(await a_person("管理员", Role.ADMINISTRATOR, Role.EDITOR, Role.AUDITOR))


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=ab",
        "/search?q=%E6%9D%8E%20%26",
        "/people?q=li&role=staff&past=false",
        "/ledger?verb=person.added",
    ],
)
async def test_a_page_is_shown_again_with_its_query(web, address):
    answer = await web.see(address)
    assert way_back(answer) == address
    assert (await in_english_from(web, answer)).status_code == 200


async def test_who_has_to_sign_in_still_goes_where_they_wanted_to(db):
    await a_person("李明", Role.STAFF)
    web = await browser()
    answer = await web.see("/sign-in?next=/exams/3")
    assert way_back(answer) == "/sign-in?next=/exams/3"
    assert 'name="next" value="/exams/3"' in (await in_english_from(web, answer)).text


@pytest.mark.parametrize(
    ("form", "posted", "status", "back"),
    [
        ("/people/new", "/people", 422, "/people/new"),
        ("/people/1/edit", "/people/1", 422, "/people/1/edit"),
        ("/people/1", "/people/1/suspend", 422, "/people/1"),
        ("/places/new?from=home", "/places", 422, "/places/new?from=home"),
        ("/exams/manage/new", "/exams/manage", 422, "/exams/manage/new"),
        ("/demo", "/demo/removals", 409, "/demo"),
    ],
)
async def test_a_form_that_came_back_leads_to_the_page_it_was_on(web, form, posted, status, back):
    answer = await web.send(posted, Referer=ADDRESS + form)
    assert (answer.status_code, way_back(answer)) == (status, back)


async def test_pressed_on_a_form_that_came_back_it_shows_a_page(web):
    answer = await web.send("/people", Referer=f"{ADDRESS}/people/new")
    assert (await in_english_from(web, answer)).status_code == 200


@pytest.mark.parametrize(
    ("posted", "before", "back"),
    [
        # A form that came back twice was on an address that only takes forms.
        ("/people/1/suspend", ADDRESS + "/people/1/suspend", "/people/1"),
        ("/demo/removals", ADDRESS + "/demo/removals", "/demo"),
        ("/people", "", "/"),
        ("/people", "https://elsewhere.test/people/new", "/"),
        ("/people", "//elsewhere.test", "/"),
        ("/people", "http://[", "/"),
        ("/people", ADDRESS, "/"),
        ("/people/1/suspend", "", "/people/1"),
    ],
)
async def test_without_a_page_before_it_leads_to_the_page_above(web, posted, before, back):
    assert way_back(await web.send(posted, Referer=before)) == back


async def test_a_query_too_long_to_carry_is_left_out(web):
    assert way_back(await web.see("/search?q=" + "a" * 600)) == "/search"


async def test_the_navigation_still_knows_where_one_is(web):
    shown = (await web.see("/people?q=li")).text
    assert re.findall(r'<a href="([^"]*)"\s+aria-current="page">', shown) == ["/people"]
