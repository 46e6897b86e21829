"""What the branch learns: a reflection stays its writer's until shared, a pledge is reviewed, a winter is planned and counted."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import BOTH_SIZES, DESK, PHONE

WRITER, SECRETARY, OTHER = "guanyuan", "shuji", "chuti"


def test_a_reflection_is_the_writers_until_they_share_it_and_gone_when_they_erase_it(visit, demo):
    writer, secretary = visit(PHONE), visit(DESK)
    writer.sign_in(WRITER, demo["password"])
    secretary.sign_in(SECRETARY, demo["password"])
    page = writer.open("/party/reflections")
    page.locator("summary", has_text="写一份").click()
    page.get_by_label("入党为什么？").fill("想把一间阅览室的灯一直开着")
    page.get_by_role("button", name="存下（只有我看得到）").click()
    expect(page.get_by_role("button", name="给支部看")).to_be_disabled()
    expect(page).to_have_url(re.compile(r"/party/reflections/\d+$"))
    address = page.url.removeprefix(writer.address)
    assert secretary.page.request.get(f"{secretary.address}{address}").status == 404
    page.get_by_label("在党干什么？").fill("办好每一场读书会")
    page.get_by_label("为党留什么？").fill("一份谁都看得懂的书目")
    page.get_by_role("button", name="存下（只有我看得到）").click()
    expect(page.get_by_role("button", name="给支部看")).to_be_enabled()
    assert writer.fits()
    page.get_by_role("button", name="给支部看").click()
    expect(page.get_by_text("支部的党员都看得到", exact=True)).to_be_visible()
    expect(secretary.open(address).get_by_text("想把一间阅览室的灯一直开着")).to_be_visible()
    page.locator("summary", has_text="删掉").click()
    page.get_by_role("button", name="抹掉内容").click()
    expect(page.get_by_text("已删掉").first).to_be_visible()
    assert secretary.page.request.get(f"{secretary.address}{address}").status == 404


@pytest.mark.parametrize("size", BOTH_SIZES)
def test_a_pledge_hangs_on_the_board_and_others_say_what_came_of_it(visit, demo, size):
    member, secretary = visit(PHONE if size == "phone" else DESK), visit(DESK)
    member.sign_in(OTHER, demo["password"])
    secretary.sign_in(SECRETARY, demo["password"])
    said = f"每周送书上门一次（{size}）"
    page = member.open("/party/pledges")
    page.locator("summary", has_text="写一条承诺").click()
    page.get_by_label("承诺的内容").fill(f"{said}，下雨也去")
    page.get_by_label("公示的一句话").fill(said)
    page.get_by_label("评议日期").last.fill("2026-12-30")
    page.get_by_role("button", name="上板").click()
    expect(page.get_by_text(said, exact=True)).to_be_visible()
    assert member.fits()
    board = secretary.open("/party/pledges")
    card = board.locator(".grid-card", has_text=said)
    card.locator("summary", has_text="记评议").click()
    card.get_by_label("评议结果").select_option("partly")
    card.get_by_label("由谁评议").fill("支部党员大会")
    card.get_by_role("button", name="记下评议").click()
    expect(board.locator(".error-summary")).to_contain_text("写一句差在哪里")
    secretary.errors[:] = [error for error in secretary.errors if "409" not in error]
    card = board.locator(".grid-card", has_text=said)
    card.get_by_label("说明").fill("少去了两次")
    card.get_by_role("button", name="记下评议").click()
    expect(board.locator(".grid-card", has_text=said)).to_contain_text("部分兑现")
    expect(member.open("/party/pledges").locator(".grid-card", has_text=said)).to_contain_text("少去了两次")


@pytest.mark.parametrize("size", BOTH_SIZES)
def test_a_winter_crosses_the_year_and_counts_each_day_in_its_own(visit, demo, size):
    secretary = visit(PHONE if size == "phone" else DESK)
    secretary.sign_in(SECRETARY, demo["password"])
    page = secretary.open("/party/winter")
    page.get_by_role("link", name="2025—2026年冬训").click()
    expect(page.locator("#tally thead")).to_contain_text("2025年小时")
    expect(page.locator("#tally thead")).to_contain_text("2026年小时")
    expect(page.locator("#sessions li")).to_have_count(3)
    page.locator("summary", has_text="改计划").click()
    page.get_by_label("依据").fill("")
    page.get_by_role("button", name="存下").click()
    expect(page.locator(".error-summary")).to_contain_text("写明这次依据哪份通知")
    secretary.errors[:] = [error for error in secretary.errors if "409" not in error]
    page.get_by_label("依据").fill("示例县党员冬训通知（改）")
    page.get_by_role("button", name="存下").click()
    expect(page.locator("main dl.facts").first).to_contain_text("示例县党员冬训通知（改）")
    assert secretary.fits()
    with page.expect_download() as file:
        secretary.open("/party/hours").get_by_role("link", name="导出 Excel（R-14）").click()
    assert file.value.suggested_filename.endswith("党员学时登记汇总.xlsx")
