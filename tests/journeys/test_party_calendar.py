"""The demo's year: one red and three yellow, each explained by its panel and repaired from there, at a desk and on a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, Server, served

OPEN = ".duty-cell.is-bad, .duty-cell.is-warn"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A branch that no other journey has met or paid in: its year is the one the demo comes with."""
    with served(tmp_path_factory.mktemp("data")) as one:
        yield one


def opened(page: Page, name: str, words: str, quote: str) -> None:
    """The panel of the open cell of this duty: its state in words, and the text it rests on."""
    page.locator("section.duty").filter(has_text=name).locator(OPEN).locator("a").first.click()
    panel = page.locator("#cell")
    expect(panel).to_contain_text(words)
    expect(panel).to_contain_text(quote)


def explain_the_missing_meeting(page: Page) -> None:
    quote = "党支部委员会会议一般每月召开1次，根据需要可以随时召开"
    opened(page, "支部委员会会议", "逾期（待说明）", quote)
    expect(page.locator("#cell").get_by_role("link", name="补记录")).to_have_attribute(
        "href", "/party/meetings/new?kind=branch_committee"
    )
    page.locator("#cell summary", has_text="说明原因").click()
    page.locator("#cell").get_by_role("button", name="记下说明").click()
    expect(page.locator("#cell .error-summary")).to_contain_text("写一句原因")
    page.locator("#f-text").fill("书记和一名委员下乡送书，当月没有凑齐半数，次月第一周补开")
    page.locator("#cell").get_by_role("button", name="记下说明").click()
    expect(page.locator("#cell")).to_contain_text("说明过")
    expect(page.locator("#cell")).to_contain_text("当月没有凑齐半数")


def sign_the_minutes(page: Page) -> None:
    opened(page, "主题党日", "书记签字", "党支部每月相对固定1天开展主题党日")
    page.locator("#cell li a").first.click()
    page.get_by_role("button", name="书记签字").click()
    expect(page.locator("main")).to_contain_text("签字时的内容校验码")


def take_the_dues(page: Page) -> None:
    opened(page, "党费", "收到 9 / 10 人", "党员应当增强党员意识，主动按月交纳党费。")
    page.locator("#cell").get_by_role("link", name="去登记党费").click()
    owed = page.get_by_label(re.compile("未交$"))
    expect(owed).to_have_count(1)
    owed.fill("45")
    page.get_by_role("button", name="登记收款").click()
    expect(page.get_by_label(re.compile("未交$"))).to_have_count(0)


def write_the_contact(page: Page) -> None:
    opened(page, "流动党员的联系", "70 天没有联系记录", "应当保持经常联系")
    page.locator("#cell").get_by_role("link", name="补记录").click()
    expect(page.get_by_label("哪一项")).to_have_value("flowing_contact")
    page.get_by_label("名称或内容").fill("电话联系，转达支部学习安排")
    page.get_by_role("button", name="记下", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text("选那一天是流动党员的人")
    page.get_by_label("联系了谁").select_option(index=1)
    page.get_by_role("button", name="记下", exact=True).click()
    expect(page.locator("#cell")).to_contain_text("完整")
    expect(page.locator("#cell")).to_contain_text("电话联系，转达支部学习安排")


def test_one_red_and_three_yellow_are_explained_and_repaired(visit, demo):
    desk = visit(DESK)
    desk.sign_in(demo["secretary"], demo["password"])
    home = desk.open("/")
    expect(home.locator("#duties")).to_contain_text("本月党建")
    page = desk.open("/party")
    expect(page.locator(".duty-cell.is-bad")).to_have_count(1)
    expect(page.locator(".duty-cell.is-warn")).to_have_count(3)
    for repair in (explain_the_missing_meeting, sign_the_minutes, take_the_dues, write_the_contact):
        desk.open("/party")
        repair(page)
    desk.open("/party")
    expect(page.locator(OPEN)).to_have_count(0)
    expect(page.locator(".duty-cell.is-info")).to_have_count(1)
    assert desk.fits()
    # The browser logs the two answers that refused what was left out.
    refused = [error for error in desk.errors if "409" in error]
    assert len(refused) == 2
    desk.errors[:] = [error for error in desk.errors if "409" not in error]


def test_on_a_phone_each_duty_is_a_list_and_nothing_scrolls_sideways(visit, demo):
    phone = visit(PHONE)
    phone.sign_in(demo["secretary"], demo["password"])
    page = phone.open("/party")
    assert phone.fits()
    page.locator("section.duty").filter(has_text="任期和换届").locator("a").click()
    expect(page.locator("#cell")).to_contain_text("其他基层单位党支部委员会一般每届任期3年")
    assert phone.fits()
    phone.open("/party/rules")
    assert phone.fits()


def test_without_a_script_a_cell_is_a_page(visit, demo):
    plain = visit(DESK, java_script_enabled=False)
    plain.sign_in(demo["secretary"], demo["password"])
    page = plain.open("/party")
    page.locator("section.duty").filter(has_text="组织生活会").locator("a").click()
    expect(page.locator("#cell")).to_contain_text("党支部每年至少召开1次组织生活会，一般安排在第四季度")
    expect(page.locator("#duties")).to_contain_text("支部党员大会")
