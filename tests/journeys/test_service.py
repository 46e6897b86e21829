"""A service whole: the tablet of a reading bar, a volunteer's phone, the coordinator who closes and approves; and no network."""

import re

import pytest
from playwright.sync_api import expect

from app.demo.people import PASSWORD as DEMO_PASSWORD
from tests.journeys.conftest import DESK, PHONE, Server, free_port

TABLET = {"width": 1024, "height": 768}
PLACE = "戊时看看书吧"


@pytest.fixture(scope="module")
def morning(tmp_path_factory):
    """A demo library shortly before a shift begins at nine, on which the volunteer of the demo serves."""
    server = Server(tmp_path_factory.mktemp("service") / "data", free_port(), now="2026-11-25T08:50+08:00")
    try:
        server.start()
        yield server
    finally:
        server.kill()


def people(visit, morning):
    """The coordinator of the place at a desk, the volunteer with a phone, and the tablet at which nobody is signed in."""
    made = []
    for size, sign_in in ((DESK, "linghuce"), (PHONE, "zhiyuan"), (TABLET, None)):
        visitor = visit(size)
        visitor.address = morning.address
        if sign_in:
            visitor.sign_in(sign_in, DEMO_PASSWORD)
        made.append(visitor)
    return made


def scanned(tablet) -> str:
    """Where the code leads that the tablet shows now."""
    address = tablet.page.locator(".qr").get_attribute("data-address")
    return re.sub(r"^http://[^/]+", "", address)


def test_a_volunteer_scans_and_serves_and_the_coordinator_approves(visit, morning):
    coordinator, volunteer, tablet = people(visit, morning)
    page = coordinator.open("/places")
    page.get_by_role("link", name=PLACE).first.click()
    page.get_by_role("link", name="志愿者签到码").click()
    page.get_by_role("button", name="生成屏幕地址").click()
    tablet.page.goto(page.get_by_label("屏幕地址").input_value())
    expect(tablet.page.get_by_role("heading", name=PLACE)).to_be_visible()
    assert tablet.page.get_by_text("上官愿").count() == 0
    assert tablet.fits()

    # Scanning opens the page; the one tap that is left checks in.
    phone = volunteer.open(scanned(tablet))
    assert volunteer.fits()
    photographed = scanned(tablet)
    phone.get_by_role("button", name="上官愿 签到").click()
    expect(phone.locator("#toast")).to_contain_text("已签到")
    assert volunteer.fits()

    # The check-out that was forgotten the last time is asked after at once.
    expect(phone.get_by_role("heading", name="上次几点走的？")).to_be_visible()
    phone.get_by_role("button", name="就是这个时间").click()
    expect(phone.locator("#toast")).to_contain_text("协调员确认以后生效")

    morning.let_pass(3)
    with phone.expect_response(lambda answer: answer.status == 409):
        phone.goto(morning.address + photographed)
    expect(phone.locator("main")).to_contain_text("这个码已经过期，扫屏幕上现在的码")
    volunteer.errors[:] = [error for error in volunteer.errors if "409" not in error]

    morning.let_pass(195)
    tablet.page.reload()
    phone = volunteer.open(scanned(tablet))
    phone.get_by_role("button", name="上官愿 签退").click()
    expect(phone.locator("#toast")).to_contain_text("已签退")

    page = coordinator.open("/gatherings")
    listed = page.locator("li.row-item", has_text=PLACE).filter(has_text="11月25日")
    listed.get_by_role("link", name="志愿服务").click()
    expect(page.locator("main")).to_contain_text(PLACE)
    page.get_by_role("button", name="结束签到").click()
    expect(page.locator("#toast")).to_contain_text("已结束")
    page = coordinator.open("/service/pending")
    row = (
        page.locator("li.row-item", has_text=PLACE).filter(has_text="上官愿 180 分钟（扫码）").filter(has_text="11-25")
    )
    row.get_by_role("button", name="核定 1 人，共 3 小时").click()
    expect(page.locator("#toast")).to_contain_text("已核定 1 人")

    mine = volunteer.open("/service/mine").locator("#records li", has_text="2026-11-25")
    expect(mine).to_contain_text("核定 3 小时（180 分钟）")
    expect(mine).to_contain_text("扫码")
    assert volunteer.fits()


def test_without_a_network_the_time_is_kept_and_waits_for_the_coordinator(visit, morning):
    """On the next morning, when the volunteer serves elsewhere; whoever signed in the day before would be signed out."""
    passed = int(morning.minutes.read_text(encoding="utf-8")) if morning.minutes.exists() else 0
    morning.let_pass(24 * 60 - passed)
    coordinator, volunteer, _tablet = people(visit, morning)
    phone = volunteer.open("/shifts/mine")
    where = phone.locator("main > ul.rows > li", has_text="11月26日").locator("p").first.inner_text().split(" · ")[0]
    place = coordinator.open("/places").get_by_role("link", name=where).first.get_attribute("href").rsplit("/", 1)[1]
    phone = volunteer.open(f"/in/site/{place}")
    volunteer.context.set_offline(True)
    phone.get_by_label("这一班的四位口令").fill("0000")
    phone.get_by_role("button", name="上官愿 签到").click()
    expect(phone.locator("#kept")).to_contain_text("时间已记在这部手机里")
    # The page would send it at once; it is closed before the network is back.
    phone.goto("about:blank")
    volunteer.context.set_offline(False)
    # A phone that somebody else uses meanwhile sends nothing in their name.
    volunteer.context.clear_cookies()
    volunteer.sign_in("guanyuan", DEMO_PASSWORD)
    phone = volunteer.open(f"/in/site/{place}")
    phone.wait_for_load_state("networkidle")
    assert phone.evaluate("JSON.parse(localStorage.getItem('zhixing-checkin')).length") == 1
    volunteer.context.clear_cookies()
    volunteer.sign_in("zhiyuan", DEMO_PASSWORD)
    phone.goto(f"{morning.address}/in/site/{place}")
    phone.wait_for_url("**/shifts/mine")
    expect(phone.locator("#toast")).to_contain_text("等协调员确认")
    page = coordinator.open("/service/asked")
    expect(page.locator("#claims li", has_text="上官愿").filter(has_text="手机记下")).to_be_visible()
