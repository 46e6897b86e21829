"""Volunteers sign up, serve and see their hours; coordinators fill an empty week from the one before."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app import clock
from app.shifts.rules.board import monday_of
from tests.journeys.conftest import BOTH_SIZES, DESK, PHONE

DAY = timedelta(days=1)


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


@pytest.mark.parametrize(
    ("size", "from_time", "to_time"), [(PHONE, "06:00", "07:00"), (DESK, "07:30", "08:30")], ids=BOTH_SIZES
)
def test_a_volunteer_signs_up_is_checked_in_and_out_and_sees_the_hours(visit, demo, size, from_time, to_time):
    """A journey takes seconds: the shift is brought forward to yesterday, and the times stand on paper.

    No day-time of the test matters: before eight and half past nobody of the demo library serves or studies.
    """
    yesterday, tomorrow = clock.today() - DAY, clock.today() + DAY
    coordinator, volunteer = visit(size), visit(size)
    coordinator.sign_in(demo["coordinator"], demo["password"])
    volunteer.sign_in(demo["volunteer"], demo["password"])

    page = coordinator.open(f"/shifts/new?day={tomorrow}")
    page.locator("main ul.rows a").first.click()
    page.get_by_label("开始时间").fill(from_time)
    page.get_by_label("结束时间").fill(to_time)
    page.get_by_role("button", name="存为草稿").click()
    page.locator("#board").get_by_role("link", name="班的改动").click()
    page.get_by_role("button", name="发布并通知").click()
    expect(page.locator("#toast")).to_contain_text("已发布")

    mine = volunteer.open("/shifts/mine")
    before = mine.locator("#served .stats-line").inner_text()
    mine.get_by_role("link", name="可报名的班次").first.click()
    day = mine.locator("details", has=mine.locator("summary", has_text=f"{tomorrow.month}月{tomorrow.day}日"))
    if day.get_attribute("open") is None:
        day.locator("summary").click()
    offered = day.locator("li.row-item", has_text=f"{from_time}—{to_time} · 导读")
    offered.get_by_role("button", name="报名").click()
    expect(mine.locator("#toast")).to_contain_text("报名成功")
    assert volunteer.fits()

    page.reload()
    page.locator("#board a.seat", has_text=from_time).filter(has_text="上官愿").click()
    page.get_by_role("link", name="看这一班").click()
    page.get_by_role("link", name="改时间人数").click()
    page.get_by_label("日期").fill(str(yesterday))
    page.get_by_label("补记").check()
    page.get_by_role("button", name="存为草稿").click()
    expect(page.locator("h1 + p + p")).to_contain_text("已过，没有记出勤")
    assert coordinator.fits()
    page.get_by_role("button", name="照签到表补记").click()
    page.locator("#people tr", has_text="上官愿").get_by_role("link", name="请假或补录").click()
    page.get_by_label("到了").check()
    page.locator("#f-came_at").fill(f"{yesterday}T{from_time}")
    page.locator("#f-went_at").fill(f"{yesterday}T{from_time[:3]}{int(from_time[3:]) + 24}")
    page.get_by_label("说明").fill("纸质签到表第 3 页")
    page.get_by_role("button", name="记下", exact=True).click()
    expect(page.locator("#people tr", has_text="上官愿")).to_contain_text("事后补录")
    page.get_by_role("button", name="结束签到").click()
    expect(page.locator("h1 + p")).to_contain_text("已结束")
    assert coordinator.fits()

    mine = volunteer.open("/shifts/mine")
    served = mine.locator("#served tbody tr", has_text=f"{from_time}—")
    expect(served).to_contain_text("0.4")
    expect(served).to_contain_text("事后补录")
    expect(mine.locator("#served .stats-line")).not_to_have_text(before)
    record = volunteer.open(f"/record?year={yesterday.year}")
    # The journey of the other size leaves such a row too.
    row = record.locator("#shift tbody tr", has_text=str(yesterday)).filter(has_text="纸质签到表第 3 页").first
    expect(row.locator("td.num")).to_have_text("24", use_inner_text=True)
    assert volunteer.fits()


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


def test_a_coordinator_fills_an_empty_week_from_last_week_by_taps(visit, demo):
    visitor = visit(PHONE, has_touch=True)
    visitor.sign_in("linghuce", demo["password"])
    page = visitor.open("/shifts/board")
    page.get_by_role("link", name="下一周").tap()
    page.wait_for_url("**week=*")
    own = page.locator("#board tbody", has=page.locator(".pill", has_text="可改"))
    expect(own.first).to_be_visible()
    assert own.locator("a[id^=seat-]").count() == 0
    assert visitor.fits()
    page.get_by_role("link", name="复制上周").first.tap()
    page.get_by_role("button", name="复制这").tap()
    expect(page.locator("#toast")).to_contain_text("发布后通知")
    assert own.locator("a[id^=seat-]").count() > 5
    assert visitor.fits()

    full = own.locator("a.seat.is-full").first
    assert full.bounding_box()["height"] >= 44
    name = full.get_attribute("id")
    full.tap()
    page.locator("#panel").get_by_role("button", name="撤下").first.tap()
    expect(page.locator("#panel .notice-item.is-ok")).to_contain_text("已撤下")
    expect(page.locator(f"#{name}.is-gap")).to_have_count(1)
    page.locator("#candidates button", has_text="排上").first.tap()
    expect(page.locator("#panel .notice-item.is-ok")).to_contain_text("已安排")
    expect(page.locator(f"#{name}.is-full")).to_have_count(1)
    expect(page.locator("#panel .notice-item.is-ok")).to_be_in_viewport()
    page.get_by_role("link", name="回班表").tap()
    expect(page.locator(f"#{name}")).to_be_in_viewport()
    expect(page.locator(f"#{name}")).to_be_focused()
    expect(page.locator("#panel")).to_be_empty()

    page.locator("#board").get_by_role("link", name="班的改动").tap()
    page.get_by_role("button", name="发布并通知").tap()
    expect(page.locator("#toast")).to_contain_text("已发布")
