"""From a poster on the wall to the list of those who serve: a phone, a coordinator's desk, and the phone again."""

from datetime import timedelta

from playwright.sync_api import expect

from app import clock
from tests.journeys.conftest import DESK, PHONE, trained
from tests.journeys.test_accessible import AXE

PHONE_NUMBER = "10000007001"
PASSWORD = "jing-ye-si-chuang-qian"


def serious(page):
    """What axe finds on the page that is open."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        (one["id"], one["nodes"][0]["html"]) for one in found["violations"] if one["impact"] in ("serious", "critical")
    ]


def test_an_applicant_comes_in_by_a_poster_and_sets_their_times(visit, demo):
    coordinator, applicant = visit(DESK), visit(PHONE)
    coordinator.sign_in(demo["coordinator"], demo["password"])
    desk = coordinator.open("/shifts/projects")
    desk.get_by_role("link", name="招募海报").first.click()
    expect(desk.locator(".poster .qr svg, .poster-code svg")).to_have_count(1)
    address = desk.locator(".poster-address").inner_text()
    path = address.removeprefix(applicant.address)

    # The camera opens the address; nobody is signed in.
    phone = applicant.open(path)
    expect(phone.locator(".risk-note")).to_contain_text("可能的风险")
    phone.get_by_label("姓名", exact=True).fill("翟小荐")
    phone.get_by_label("手机号").fill(PHONE_NUMBER)
    phone.get_by_label("出生日期").fill("1998-03-04")
    phone.get_by_role("button", name="交报名表").click()
    expect(phone.locator(".error-summary")).to_contain_text("看完承诺书再勾选")
    assert phone.get_by_label("姓名", exact=True).input_value() == "翟小荐"
    # The browser itself says that an answer was 409.
    applicant.errors[:] = [error for error in applicant.errors if "409" not in error]
    for box in ("周六上午", "周六下午", "周日上午"):
        phone.get_by_label(box).check()
    phone.get_by_label("我看过并同意：个人信息处理告知和同意").check()
    phone.get_by_label("我看过并同意：志愿服务承诺书").check()
    assert applicant.fits()
    phone.get_by_role("button", name="交报名表").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("已收到您的报名")
    receipt = phone.locator(".receipt-code").inner_text()
    assert (applicant.fits(), serious(phone)) == (True, [])
    phone.get_by_role("link", name="查状态").click()
    phone.get_by_label("回执号").fill(receipt.lower())
    phone.get_by_role("button", name="查状态").click()
    expect(phone.locator("main dl.facts")).to_contain_text("待审核")

    desk = coordinator.open("/volunteers/review")
    applied = desk.locator("#waiting .applicant", has_text="翟小荐")
    expect(applied).to_contain_text("周六 8:00—18:00")
    applied.get_by_label("选中 翟小荐").check()
    desk.get_by_role("button", name="通过选中的").click()
    expect(desk.locator("#toast")).to_contain_text("通过 1 份")
    training = desk.locator("#training .applicant", has_text="翟小荐")
    expect(training).to_contain_text("还没有设密码")
    training.get_by_label("选中 翟小荐").check()
    desk.get_by_role("button", name="给选中的出激活卡").click()
    expect(desk.locator(".card-sheet .receipt")).to_contain_text("翟小荐")
    code = desk.locator(".receipt-code").inner_text()
    assert (coordinator.fits(), serious(desk)) == (True, [])

    phone = applicant.open(f"/activate?code={code}")
    phone.get_by_role("button", name="继续").click()
    phone.locator("input[name=password]").fill(PASSWORD)
    phone.get_by_role("button", name="设密码并登录").click()
    phone.wait_for_url(lambda url: "/activate" not in url)
    phone = applicant.open("/shifts/me")
    expect(phone.locator("h1 + p")).to_contain_text("待培训")
    assert phone.get_by_label("周六下午").is_checked()

    desk = coordinator.open("/volunteers/review")
    expect(desk.locator("#training .applicant", has_text="翟小荐")).to_contain_text("志愿者安全须知")
    trained(coordinator, "翟小荐")
    desk = coordinator.open("/volunteers/review")
    training = desk.locator("#training .applicant", has_text="翟小荐")
    expect(training).to_contain_text("材料齐了")
    training.get_by_label("选中 翟小荐").check()
    desk.get_by_role("button", name="选中的转为在册").click()
    expect(desk.locator("#toast")).to_contain_text("1 人转为在册")

    saturday = clock.today() + timedelta(days=5 - clock.today().weekday())
    phone = applicant.open("/shifts/me")
    expect(phone.locator("h1 + p")).to_contain_text("在册")
    phone.get_by_label("哪一天").fill(str(saturday))
    phone.get_by_role("button", name="这天来不了").click()
    expect(phone.locator("#days .row-item")).to_contain_text(
        f"{saturday.month}月{saturday.day}日（周六） · 来不了 整天"
    )
    assert applicant.fits()
