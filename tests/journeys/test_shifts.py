"""Volunteers sign up, serve and see their hours; coordinators fill an empty week from the one before."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app import clock
from app.demo.people import PASSWORD as DEMO_PASSWORD
from app.shifts.rules.board import monday_of
from tests.journeys.conftest import BOTH_SIZES, DESK, PHONE, Server, Visitor, free_port, served

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Where no other journey has given the volunteer a day full of shifts."""
    with served(tmp_path_factory.mktemp("data")) as one:
        yield one


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


def test_an_empty_week_of_ten_places_is_filled_and_published_with_forty_keys(chrome, tmp_path_factory, record_property):
    """S9: about sixty seats, from an empty week to the notices, and no hand on the mouse."""
    server = Server(tmp_path_factory.mktemp("ten"), free_port())
    try:
        server.start()
        context = chrome.new_context(viewport=DESK, locale="zh-CN")
        visitor = Visitor(context, context.new_page(), server.address)
        visitor.sign_in("guanzhang", DEMO_PASSWORD)
        monday = monday_of(clock.today()) + timedelta(days=14)
        page = ten_places_last_week(visitor, monday - timedelta(days=7))
        page = visitor.open(f"/shifts/board?week={monday}")
        assert page.locator("#board td a[id^=seat-]").count() == 0
        began, keys = time.monotonic(), 0

        def press(*names):
            nonlocal keys
            for name in names:
                page.keyboard.press(name)
                keys += 1

        press("c")
        page.wait_for_selector("main button[type=submit]:focus")
        press("Enter")
        page.wait_for_url("**/shifts/board?*")
        seats = page.locator("#board td a[id^=seat-]")
        places = page.locator("#board tbody", has=page.locator("td a[id^=seat-]"))
        assert (seats.count() >= 60, places.count()) == (True, 10)
        gaps = page.locator("#board a.seat.is-gap")
        before = gaps.count()
        while gaps.count() and keys <= 32:
            press("n", "Enter")
            page.wait_for_selector("#find-q:focus")
            press("Enter")
            page.wait_for_selector("#panel [role=status] .notice-item")
            press("Escape")
            page.wait_for_selector("#board a.seat:focus")
        # Where nobody fits, the seat says so and stays a gap; each of the others took four keys.
        assert gaps.count() < before
        press("p")
        page.wait_for_selector("main button[type=submit]:focus")
        press("Enter")
        expect(page.locator("#toast")).to_contain_text("已发布")
        seconds = time.monotonic() - began
        record_property("keys", keys)
        print(f"{seats.count()} seats of 10 places, {before} gaps, {gaps.count()} left: {keys} keys, {seconds:.0f} s")
        assert keys <= 40
        context.close()
    finally:
        server.kill()


def ten_places_last_week(visitor, monday):
    """The demo library has nine places, of which three are planned for next week; the others are copied, one is added."""
    page = visitor.open("/places/new")
    page.locator("#f-name").fill("庚申看看书吧")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(lambda url: not url.endswith("/places/new"))
    page = visitor.open("/shifts/posts/new")
    page.get_by_label("服务点").select_option(label="庚申看看书吧")
    page.get_by_label("岗位名称").fill("导读")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/shifts/posts")
    page = visitor.open(f"/shifts/new?day={monday + timedelta(days=5)}")
    page.locator("main ul.rows a", has_text="庚申看看书吧").click()
    page.get_by_role("button", name="存为草稿").click()
    page.wait_for_url("**/shifts/board?*")
    page = visitor.open(f"/shifts/copy?week={monday}")
    page.get_by_role("button", name="复制这").click()
    page.wait_for_url("**/shifts/board?*")
    return page


def test_people_are_copied_moved_and_taken_back_by_keyboard(visit, demo):
    visitor = visit(DESK)
    visitor.sign_in("guanzhang", demo["password"])
    monday = monday_of(clock.today()) + timedelta(days=7)
    page = visitor.open(f"/shifts/board?week={monday}")
    told = page.locator("#panel [role=status]")
    source = page.locator("#board a.seat.is-full").first
    target = page.locator("#board a.seat.is-gap").last
    names = source.locator("[data-who]").all_inner_texts()
    name = "#" + target.get_attribute("id")
    assert (len(names) > 0, page.locator(f"{name} [data-who]").count()) == (True, 0)
    source.focus()
    page.keyboard.press("Control+c")
    expect(page.locator("#board-said")).to_contain_text("已复制 1 格")
    target.focus()
    page.keyboard.press("Control+v")
    expect(told).to_contain_text("已粘贴")
    expect(page.locator(f"{name} [data-who]").first).to_be_visible()
    came = page.locator(f"{name} [data-who]").all_inner_texts()
    assert set(came) <= set(names)
    # The seat keeps the focus, so that the next key goes on from here.
    assert page.evaluate("'#' + document.activeElement.id") == name
    page.keyboard.press("Control+z")
    expect(told).to_contain_text("已撤销：粘贴")
    expect(page.locator(f"{name} [data-who]")).to_have_count(0)
    page.keyboard.press("Control+y")
    expect(told).to_contain_text("已重做：粘贴")
    expect(page.locator(f"{name} [data-who]")).to_have_count(len(came))
    page.keyboard.press("Shift+ArrowUp")
    expect(page.locator("#board td.is-picked").first).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.locator(f"{name} [data-who]")).to_have_count(0)
    # A range is cleared at once, and comes back at once.
    source.focus()
    page.keyboard.press("Shift+ArrowRight")
    picked = page.locator("#board td.is-picked [data-who]")
    before = picked.count()
    assert before > len(names)
    page.keyboard.press("Delete")
    expect(told).to_contain_text(f"已撤下 {before} 人次")
    expect(picked).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(told).to_contain_text("已撤销：清空")
    expect(picked).to_have_count(before)
    page.get_by_role("button", name="撤销").click()
    expect(told).to_contain_text("没有能撤销的改动")
    assert [error for error in visitor.errors if "409" not in error] == []
    visitor.errors.clear()


def test_the_second_coordinator_sees_the_first_ones_change_and_writes_over_nothing(visit, demo):
    """S9: within five seconds; whoever has not seen it yet is told who changed the seat to what."""
    first, second = visit(DESK), visit(DESK)
    first.sign_in("guanzhang", demo["password"])
    second.sign_in(demo["coordinator"], demo["password"])
    monday = monday_of(clock.today()) + timedelta(days=7)
    one, two = (who.open(f"/shifts/board?week={monday}") for who in (first, second))
    own = two.locator("#board tbody", has=two.locator(".pill", has_text="可改"))
    seat = own.locator("a.seat.is-gap").first
    name = "#" + seat.get_attribute("id")
    two.route("**/shifts/board?*known=*", lambda route: route.abort())
    one.locator(name).click()
    one.locator("#candidates button", has_text="排上").first.click()
    expect(one.locator("#panel .notice-item.is-ok")).to_contain_text("已安排")
    two.locator(name).focus()
    two.keyboard.press("Delete")
    expect(two.locator("#panel .notice-item.is-bad")).to_contain_text("此格刚被单知行改成")
    expect(one.locator(f"{name} [data-who]")).to_have_count(1)
    two.unroute("**/shifts/board?*known=*")
    expect(two.locator(f"{name} [data-who]")).to_have_count(1, timeout=6_000)
    one.keyboard.press("Escape")
    one.keyboard.press("Control+z")
    expect(one.locator("#panel [role=status]")).to_contain_text("已撤销：排上")
    expect(two.locator(f"{name} [data-who]")).to_have_count(0, timeout=6_000)
    second.errors.clear()


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
