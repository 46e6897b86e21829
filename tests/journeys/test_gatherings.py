"""A code on the screen is scanned on a phone; a slip is taken back; it is ended and corrected."""

from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE

RUNNING = "/gatherings/2"


def test_scanned_on_a_phone_kept_at_a_desk(visit, demo):
    keeper, phone = visit(DESK), visit(PHONE)
    keeper.sign_in(demo["secretary"], demo["password"])
    phone.sign_in(demo["staff"], demo["password"])

    screen = keeper.open(f"{RUNNING}/code")
    expect(screen.locator(".qr svg")).to_be_visible()
    page = phone.page
    page.goto(screen.locator(".qr").get_attribute("data-address"))
    button = page.get_by_role("button", name="乐小读 签到")
    assert button.bounding_box()["height"] >= 44
    button.click()
    expect(page.locator("#toast")).to_contain_text("已签到")
    expect(page.locator("#people tbody tr")).to_have_count(1)
    expect(page.locator("#people")).to_contain_text("扫码 · 乐小读")

    listed = keeper.open(RUNNING)
    row = listed.locator("#people tr", has_text="乐小读")
    row.get_by_role("button", name="签退").click()
    expect(row.get_by_role("button", name="签退")).to_have_count(0)
    row.get_by_role("button", name="撤回").click()
    expect(row.get_by_role("button", name="签退")).to_have_count(1)
    expect(row.locator("summary")).to_contain_text("3 条记录")


def test_ticked_on_a_phone_ended_and_corrected(visit, demo):
    keeper = visit(PHONE)
    keeper.sign_in(demo["manager"], demo["password"])
    page = keeper.open(RUNNING)
    before = int(page.locator("#numbers .stat-figure").nth(5 - 1).inner_text())
    row = page.locator("#people tr", has_text="欧阳读")
    button = row.get_by_role("button", name="签到")
    assert button.bounding_box()["height"] >= 48
    button.click()
    expect(row.get_by_role("button", name="签退")).to_be_visible()
    expect(page.locator("#numbers .stat-figure").nth(4)).to_have_text(str(before - 1))

    page.get_by_role("button", name="结束签到").click()
    expect(page.locator("h1 + p")).to_contain_text("已结束")
    row = page.locator("#people tr", has_text="长孙卷")
    expect(row).to_contain_text("缺席")
    row.get_by_role("link", name="更正").click()
    page.get_by_label("请假").check()
    page.get_by_label("说明（为什么更正）").fill("事先请过假，假条在办公室")
    page.get_by_role("button", name="记下更正").click()
    expect(page.locator("#people tr", has_text="长孙卷")).to_contain_text("请假")
