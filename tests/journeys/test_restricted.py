"""A talk is written down, shut to the secretary until they say why, and the person reads who looked; then it is erased."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import BOTH_SIZES, DESK, PHONE

PASTE = """() => {
  const data = new DataTransfer();
  data.setData("text/plain", "12.6\\n29.8\\n17.2\\n");
  const pasted = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(pasted);
}"""
SAID, WHY = "周末排班想和同事换一换", "核对落实情况"


@pytest.mark.parametrize("size", BOTH_SIZES)
def test_a_talk_is_opened_with_a_reason_that_its_person_reads(visit, demo, size):
    shape, partner = (PHONE, "仇小题") if size == "phone" else (DESK, "长孙卷")
    one = visit(shape)
    one.sign_in(demo["staff"], demo["password"])
    page = one.open("/party/me/talks")
    page.get_by_label("和谁谈的").select_option(label=partner)
    page.get_by_label("谈话日期").fill("2026-11-24")
    page.get_by_label("谈话内容摘要").fill(SAID)
    page.get_by_role("button", name="登记").click()
    expect(page.locator("#toast")).to_contain_text("已登记")
    page.get_by_role("link", name=partner).first.click()
    expect(page.locator("#note")).to_contain_text(SAID)
    address = page.url.split("/", 3)[3]

    keeper = visit(shape)
    keeper.sign_in(demo["secretary"], demo["password"])
    shut = keeper.open(f"/{address}")
    expect(shut.locator("#note")).not_to_contain_text(SAID)
    shut.get_by_label("查看原因").fill(WHY)
    shut.get_by_role("button", name="打开").click()
    expect(shut.locator("#note")).to_contain_text(SAID)
    shut.goto(shut.url.split("/party")[0] + "/party/looks")
    expect(shut.locator("#looked").get_by_role("listitem").filter(has_text="乐小读").first).to_contain_text(WHY)

    mine = one.open("/party/me")
    expect(mine.locator("#looks")).to_contain_text(WHY)


def test_what_was_said_is_erased_at_its_person_s_wish(visit, demo):
    one, keeper = visit(DESK), visit(DESK)
    one.sign_in(demo["staff"], demo["password"])
    page = one.open("/party/me/data")
    page.get_by_label("删除哪一部分").select_option(label="谈心谈话写下的内容")
    page.get_by_role("button", name="请求删除").click()
    expect(page.locator("#erasure")).to_contain_text("等书记答复")
    keeper.sign_in(demo["secretary"], demo["password"])
    asked = keeper.open("/party/requests")
    asked.get_by_label("理由").first.fill("本人请求，事情已经办完")
    asked.get_by_role("button", name="删除内容").first.click()
    expect(asked.locator("#toast")).to_contain_text("已删除")
    page = one.open("/party/me/talks")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    expect(page.locator("#note")).to_contain_text("内容按本人请求删除")


def test_dues_are_typed_and_pasted_like_a_spreadsheet(visit, demo):
    keeper = visit(DESK)
    keeper.sign_in(demo["secretary"], demo["password"])
    page = keeper.open("/party/dues")
    first = page.get_by_label("单知行 12 月")
    first.fill("46")
    first.press("Enter")
    page.keyboard.type("38.5")
    expect(page.get_by_label("覃向学 12 月")).to_have_value("38.5")
    page.get_by_label("乐小读 12 月").focus()
    page.evaluate(PASTE)
    expect(page.get_by_label("尉迟阅 12 月")).to_have_value("17.2")
    page.get_by_role("button", name="登记收款").click()
    expect(page.locator("#toast")).to_contain_text("登记了 5 笔")
    expect(page.get_by_role("row", name="乐小读")).to_contain_text("12.60")
