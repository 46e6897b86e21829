"""What is decided about volunteers and what they answer; two tabs on one list; a reading bar that closes under its roster."""

import re

import pytest
from playwright.sync_api import expect

from app.demo.people import PASSWORD as DEMO_PASSWORD
from tests.app.shifts.tables_brought import a_workbook
from tests.journeys.conftest import DESK, PHONE, Server, free_port

PLACE = "戊时看看书吧"
LIST = [["姓名", "手机号"], ["示例梅一", "13800007701"], ["示例梅二", "1380000"]]


@pytest.fixture(scope="module")
def morning(tmp_path_factory):
    """A demo library shortly before a shift begins at nine, on which the volunteer of the demo serves."""
    server = Server(tmp_path_factory.mktemp("ends") / "data", free_port(), now="2026-11-25T08:50+08:00")
    try:
        server.start()
        yield server
    finally:
        server.kill()


def people(visit, morning, *names):
    """These people of the demo; volunteers have a phone."""
    password = DEMO_PASSWORD
    made = []
    for name in names:
        visitor = visit(PHONE if name == "zhiyuan" else DESK)
        visitor.address = morning.address
        visitor.sign_in(name, password)
        made.append(visitor)
    return made


def test_a_star_is_given_and_an_evaluation_objected_to_and_answered(visit, morning):
    manager, coordinator, volunteer = people(visit, morning, "guanzhang", "linghuce", "zhiyuan")
    page = manager.open("/service/stars")
    star = re.search(r"够得上(本馆.星志愿者)", page.locator("#candidates li", has_text="上官愿").inner_text())[1]
    page.get_by_role("button", name=re.compile("评定.*上官愿")).click()
    expect(page.locator("#toast")).to_be_visible()
    expect(page.locator("tr", has_text="上官愿").first).to_contain_text(star)
    phone = volunteer.open("/service/file")
    expect(phone.locator("dd", has_text=star)).not_to_contain_text("等馆里评定")
    assert volunteer.fits()

    page = manager.open("/service/stars")
    theirs = page.get_by_role("link", name="上官愿").first.get_attribute("href").split("#")[0]
    page = coordinator.open(theirs)
    page.locator("summary", has_text="写一次评价").click()
    page.get_by_label("服务质量").select_option(label="有待改进")
    page.get_by_label("从哪天").fill("2026-11-01")
    page.get_by_label("到哪天").fill("2026-11-24")
    page.get_by_role("button", name="写下").click()
    expect(page.locator(".field-error").first).to_contain_text("写")
    coordinator.errors[:] = [error for error in coordinator.errors if "409" not in error and "422" not in error]
    page.get_by_label("评语").fill("两次没有按时到")
    page.get_by_role("button", name="写下").click()
    expect(page.locator("#evaluations")).to_contain_text("两次没有按时到")

    phone = volunteer.open("/service/file")
    mine = phone.locator("#evaluations li", has_text="两次没有按时到")
    mine.locator("summary").click()
    mine.get_by_label("哪里不同意").fill("那两次是公交改线，提前说过")
    mine.get_by_role("button", name="交给馆领导").click()
    expect(phone.locator("#evaluations li", has_text="两次没有按时到")).to_contain_text("本人的异议")
    page = manager.open("/service/stars")
    page.locator("#objections li", has_text="公交改线").get_by_role("link", name="上官愿").click()
    theirs = page.locator("#evaluations li", has_text="公交改线")
    theirs.get_by_label("答复").fill("查了，确实提前说过")
    theirs.get_by_role("button", name="异议成立，评价不再算数").click()
    expect(page.locator("#evaluations li", has_text="公交改线")).to_contain_text("异议成立，不再算数")
    phone = volunteer.open("/service/file")
    expect(phone.locator("#evaluations li", has_text="公交改线")).to_contain_text("查了，确实提前说过")
    assert volunteer.fits()


def test_two_tabs_on_one_list_never_write_over_each_other(visit, morning):
    (coordinator,) = people(visit, morning, "linghuce")
    page = coordinator.open("/volunteers/import")
    page.get_by_label("名单（.xlsx").set_input_files(
        {"name": "名单.xlsx", "mimeType": "application/octet-stream", "buffer": a_workbook(LIST)}
    )
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="核对内容").click()
    expect(page.locator("#rows .stats-line")).to_contain_text("错误 1")
    other = coordinator.context.new_page()
    other.goto(page.url)
    page.get_by_label("第 3 行 手机号").fill("13800007702")
    page.get_by_role("button", name="改好了，再核对").click()
    expect(page.locator("#rows .stats-line")).to_contain_text("错误 0")
    # The other tab still shows what was: whatever it does is refused in words, and it shows how it stands now.
    other.get_by_label("第 3 行 手机号").fill("13900009999")
    other.get_by_role("button", name="改好了，再核对").click()
    expect(other.locator("main")).to_contain_text("另一个窗口刚改过这份表，刷新看一下再改")
    other.reload()
    expect(other.locator("#rows .stats-line")).to_contain_text("错误 0")
    expect(other.locator("#rows tbody")).to_contain_text("13800007702")
    page.get_by_role("button", name="导入全部 2 行").click()
    expect(page.locator("#result")).to_contain_text("已导入 2 行")
    other.get_by_role("button", name="导入全部 2 行").click()
    expect(other.locator("main")).to_contain_text("这份表已经导入完或者收起了")
    other.reload()
    expect(other.locator("#result")).to_contain_text("已导入 2 行：新增 2 人")
    coordinator.errors[:] = [error for error in coordinator.errors if "409" not in error]


def test_an_absence_is_explained_kept_and_appealed(visit, morning):
    manager, coordinator, volunteer = people(visit, morning, "guanzhang", "linghuce", "zhiyuan")
    morning.let_pass(30)
    listed = volunteer.open("/shifts/mine").locator("main > ul.rows > li", has_text="11月25日").filter(has_text=PLACE)
    expect(listed).to_have_count(1)
    shift = morning_shift(coordinator)
    page = coordinator.open(shift)
    page.get_by_role("button", name="开始签到").click()
    page.wait_for_url("**/gatherings/*")
    morning.let_pass(240)
    page.reload()
    page.get_by_role("button", name="结束签到").click()
    expect(page.locator("#toast")).to_contain_text("已结束")

    phone = volunteer.open("/service/mine")
    absence = phone.locator("#absences li", has_text=PLACE).filter(has_text="11-25")
    absence.get_by_label("没有来的原因").fill("路上车坏了")
    absence.get_by_role("button", name="交给协调员").click()
    expect(phone.locator("#absences li", has_text="路上车坏了")).to_contain_text("等待答复")
    assert volunteer.fits()
    page = coordinator.open("/service/asked")
    asked = page.locator("#absences li", has_text="路上车坏了")
    asked.get_by_role("button", name="维持缺席").click()
    expect(page.locator("#absences")).to_contain_text("维持缺席要写明理由，本人会看到")
    coordinator.errors[:] = [error for error in coordinator.errors if "409" not in error]
    asked.get_by_label("理由").fill("没有提前说")
    asked.get_by_role("button", name="维持缺席").click()
    expect(page.locator("#toast")).to_contain_text("已决定")
    phone = volunteer.open("/service/mine")
    absence = phone.locator("#absences li", has_text="路上车坏了")
    expect(absence).to_contain_text("维持缺席：没有提前说")
    absence.get_by_label("为什么不同意").fill("八点半打过电话")
    absence.get_by_role("button", name="申诉").click()
    expect(phone.locator("#toast")).to_contain_text("已交给馆领导")
    assert coordinator.open("/service/asked").locator("#absences li", has_text="八点半打过电话").count() == 0
    page = manager.open("/service/asked")
    page.locator("#absences li", has_text="八点半打过电话").get_by_role("button", name="采纳，改记请假").click()
    expect(page.locator("#toast")).to_contain_text("已决定")
    phone = volunteer.open("/service/mine")
    expect(phone.locator("#absences li", has_text="八点半打过电话")).to_contain_text("请假")
    assert phone.locator("#absences li", has_text="八点半打过电话").get_by_role("button").count() == 0


def morning_shift(coordinator) -> str:
    """The address of the shift of this morning at the place, as the coordinator finds it on the board."""
    board = coordinator.open("/shifts/board?week=2026-11-23")
    seats = [one.get_attribute("href") for one in board.locator("a.seat", has_text="上官愿").all()]
    for seat in seats:
        page = coordinator.open(seat)
        said = page.locator("main").inner_text()
        if PLACE in said and "11月25日" in said and "09:00—12:00" in said:
            return str(page.get_by_role("link", name="看这一班").get_attribute("href"))
    raise AssertionError(seats)


def test_a_reading_bar_closes_under_its_roster(visit, morning):
    manager, coordinator, volunteer = people(visit, morning, "guanzhang", "linghuce", "zhiyuan")
    coming = volunteer.open("/shifts/mine").locator("main > ul.rows > li", has_text="11月26日").first
    place = coming.locator("p").first.inner_text().split(" · ")[0]
    page = manager.open("/places")
    page.get_by_role("link", name=place).first.click()
    at = page.url
    page.get_by_label("从哪一天起关闭").fill("2026-11-26")
    page.get_by_role("button", name="关闭").last.click()
    expect(page.locator("#toast")).to_contain_text("要到班表里逐班取消")
    # Nobody has lost a seat by it; whoever wants one there is told why not.
    expect(volunteer.open("/shifts/mine").locator("main > ul.rows > li", has_text="11月26日").first).to_contain_text(
        place
    )
    page = coordinator.open("/notices")
    told = page.locator("li, article", has_text="起停止服务").first
    expect(told).to_contain_text("逐班取消并写明原因")
    manager.page.goto(at)
    manager.page.get_by_role("button", name="取消关闭").click()
    expect(manager.page.get_by_label("从哪一天起关闭")).to_be_visible()
