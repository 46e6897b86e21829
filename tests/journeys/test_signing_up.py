"""What volunteers arrange among themselves, on a phone: the line and its offer, a stand-in, every week, the calendar."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app import clock
from tests.journeys.conftest import DESK, PHONE, Server, served

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Where no other journey has given the volunteer a day full of shifts."""
    with served(tmp_path_factory.mktemp("data")) as one:
        yield one


def planned(coordinator, day, from_time, to_time):
    """A published shift for one person; returns the page of the board, with the seat's panel open."""
    page = coordinator.open(f"/shifts/new?day={day}")
    page.locator("main ul.rows a").first.click()
    page.get_by_label("开始时间").fill(from_time)
    page.get_by_label("结束时间").fill(to_time)
    for label in ("希望", "最多"):
        page.get_by_label(label).first.fill("1")
    page.get_by_role("button", name="存为草稿").click()
    page.locator("#board a.seat", has_text=from_time).first.click()
    page.locator("#candidates button", has_text="排上").first.click()
    expect(page.locator("#panel .notice-item.is-ok")).to_contain_text("已安排")
    # The panel is of the page it was opened on; publishing is another one.
    week = page.url
    page.locator("#board").get_by_role("link", name="班的改动").click()
    page.get_by_role("button", name="发布并通知").click()
    expect(page.locator("#toast")).to_contain_text("已发布")
    page.goto(week)
    page.locator("#board a.seat", has_text=from_time).first.click()
    return page


def offered(volunteer, day, times):
    """The row of a shift in the list of its day."""
    page = volunteer.open(f"/shifts?day={day}")
    row = page.locator("li.row-item", has_text=f"{times} · 导读").first
    expect(row).to_be_visible()
    return page, row


def test_somebody_in_line_is_asked_and_says_yes_on_a_phone(visit, demo):
    coordinator, volunteer = visit(DESK), visit(PHONE)
    coordinator.sign_in(demo["coordinator"], demo["password"])
    volunteer.sign_in(demo["volunteer"], demo["password"])
    day = clock.today() + 4 * DAY
    board = planned(coordinator, day, "06:10", "07:10")

    page, row = offered(volunteer, day, "06:10—07:10")
    assert volunteer.fits()
    row.get_by_role("button", name="排队候补").click()
    expect(page.locator("#toast")).to_contain_text("先留给您")

    board.locator("#panel").get_by_role("button", name="撤下").first.click()
    expect(board.locator("#panel .notice-item.is-ok")).to_contain_text("已撤下")
    expect(board.locator("#panel")).to_contain_text("1 个空位留给候补的人")

    home = volunteer.open("/")
    home.get_by_role("link", name="有空位留给您").click()
    kept = home.locator("#offers li", has_text="06:10")
    expect(kept).to_contain_text("前答复")
    assert volunteer.fits()
    yes = kept.get_by_role("button", name="我来")
    assert yes.bounding_box()["height"] >= 44
    yes.click()
    expect(home.locator("#toast")).to_contain_text("排上了")
    mine = home.locator("main > ul.rows > li", has_text="06:10—07:10")
    expect(mine).to_have_count(1)

    # Something comes up: a stand-in is looked for, and found unnecessary after all.
    mine.locator("summary").click()
    mine.get_by_role("button", name="找人顶班").click()
    expect(home.locator("#toast")).to_contain_text("找到前这一班还是您的")
    assert volunteer.fits()
    home.locator("#toast button[type=submit]").click()
    expect(home.locator("#toast")).to_contain_text("这一班您来")
    board.reload()
    expect(board.locator("#board a.seat", has_text="06:10").first).to_contain_text("上官愿")


def test_the_calendar_leads_to_a_day_and_every_week_says_what_is_possible(visit, demo):
    volunteer = visit(PHONE)
    volunteer.sign_in(demo["volunteer"], demo["password"])
    page = volunteer.open("/shifts?suits=1")
    page.get_by_role("link", name="日历").click()
    expect(page.locator("table.three-weeks")).to_be_visible()
    assert volunteer.fits()
    page.locator("a.month-day.is-fitting").last.click()
    expect(page.get_by_label("只看适合我的")).to_be_checked()
    # Other journeys share this library: a seat that nobody has taken for this volunteer yet.
    free = page.locator("li.row-item", has=page.get_by_role("button", name="报名"))
    free.get_by_role("link", name="每周都来").first.click()
    expect(page.locator("main ul.rows > li")).to_have_count(9)
    assert volunteer.fits()
    page.get_by_role("button", name="能报的都报上").click()
    expect(page.locator("#toast")).to_contain_text("报上")
    expect(page.locator("main ul.rows > li", has_text="已报名").first).to_be_visible()
