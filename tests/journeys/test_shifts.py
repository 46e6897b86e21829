"""A volunteer signs up on a phone and gives it up again; a coordinator fills an empty week from last week by keyboard."""

from datetime import timedelta

from app import clock
from app.shifts.rules.board import monday_of
from tests.journeys.conftest import DESK, PHONE


def test_a_volunteer_signs_up_on_a_phone_and_may_change_their_mind(visit, demo):
    visitor = visit(PHONE)
    visitor.sign_in(demo["volunteer"], demo["password"])
    page = visitor.open("/shifts?suits=1")
    before = len(visitor.open("/shifts/mine").locator("main > ul.rows > li").all())
    page = visitor.open("/shifts?suits=1")
    page.locator("form[action$='/signups'] button:enabled").first.click()
    page.wait_for_url("**/shifts/mine")
    assert "报名成功" in page.locator("#toast").inner_text()
    assert len(page.locator("main > ul.rows > li").all()) == before + 1
    page.locator("#toast button[type=submit]").click()
    page.wait_for_load_state()
    assert len(visitor.open("/shifts/mine").locator("main > ul.rows > li").all()) == before
    # Whatever cannot be signed up for says why, in words, beside the button.
    page = visitor.open("/shifts")
    assert page.evaluate("document.documentElement.scrollHeight") < 4_000
    for button in page.locator("form[action$='/signups'] button:disabled").all():
        assert page.locator("#" + button.get_attribute("aria-describedby")).text_content().strip()


def test_a_coordinator_fills_an_empty_week_from_last_week_by_keyboard(visit, demo):
    visitor = visit(DESK)
    visitor.sign_in(demo["coordinator"], demo["password"])
    monday = monday_of(clock.today()) + timedelta(days=14)
    page = visitor.open(f"/shifts/board?week={monday}")
    assert page.locator("#board td a[id^=seat-]").count() == 0
    page.keyboard.press("c")
    page.wait_for_url("**/shifts/copy?*")
    page.wait_for_selector("main button[type=submit]:focus")
    page.keyboard.press("Enter")
    page.wait_for_url("**/shifts/board?*")
    seats = page.locator("#board td a[id^=seat-]")
    assert seats.count() > 5
    gap = page.locator("#board td a.is-gap").first
    gap.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#find-q:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .notice-item.is-ok")
    page.keyboard.press("Escape")
    page.wait_for_selector("#board a.seat:focus")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.classList.contains('seat')")
    page.goto(f"{visitor.address}/shifts/publication?week={monday}")
    page.wait_for_selector("main button[type=submit]:focus")
    page.keyboard.press("Enter")
    page.wait_for_url("**/shifts/board?*")
    assert "已发布" in page.locator("#toast").inner_text()
