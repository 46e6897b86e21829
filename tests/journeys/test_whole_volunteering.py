"""One record from the poster on the wall to the paper that a stranger checks, with a training gate on the way.

A phone of 390 px, a coordinator's desk, the tablet of the place, the manager's desk and a stranger's phone; hours of it are
let pass, so that nobody waits.
"""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from app.demo.people import PASSWORD as DEMO_PASSWORD
from quizzes.questions import decode_item
from tests.journeys.conftest import DESK, PHONE, Server, free_port, trained
from tests.journeys.test_practice import answer

TABLET = {"width": 1024, "height": 768}
NAME, PASSWORD = "荆小全", "jing-ye-si-chuang-qian"
PLACE, OTHER_PLACE, POST, GATE = "甲字看看书吧", "乙页看看书吧", "图书整理", "岗前培训"
DAY, BEGINS, ENDS = "2026-11-25", "14:30", "16:00"


@pytest.fixture(scope="module")
def morning(tmp_path_factory):
    """A demo library of its own, early on the morning of the shift."""
    server = Server(tmp_path_factory.mktemp("whole") / "data", free_port(), now=f"{DAY}T07:30+08:00")
    try:
        server.start()
        yield server
    finally:
        server.kill()


def refused(applicant, offered):
    """The shift is on the list of its day, among those that cannot be signed up for yet."""
    applicant.open(f"/shifts?day={DAY}").get_by_text("您现在不能报，看为什么").first.click()
    expect(offered.get_by_role("button", name="报名")).to_be_disabled()


def scanned(tablet):
    """Where the code leads that the tablet shows now."""
    tablet.page.reload()
    return re.sub(r"^http://[^/]+", "", tablet.page.locator(".qr").get_attribute("data-address"))


def quiz_taken(page, server, wrong):
    """Every question of the quiz answered, the first so many wrong."""
    for number in range(20):
        version = page.locator("form[data-answering] input[name=version]").get_attribute("value")
        with closing(sqlite3.connect(server.data / "zhixing.db", timeout=30)) as rows:
            (body,) = rows.execute("SELECT body FROM question_version WHERE id = ?", (version,)).fetchone()
        answer(page, decode_item(body).question, is_right=number >= wrong)
        last = page.get_by_role("link", name="看这一组的结果")
        if last.count():
            last.click()
            return
        page.get_by_role("link", name="下一题").click()
    raise AssertionError("a quiz of more than twenty questions")


def test_from_the_poster_to_the_paper(visit, morning):
    desk, applicant, tablet, manager, stranger = (visit(size) for size in (DESK, PHONE, TABLET, DESK, PHONE))
    for one in (desk, applicant, tablet, manager, stranger):
        one.address = morning.address
    desk.sign_in("paiban", DEMO_PASSWORD)

    # A post that asks for training, a shift of it this morning, and the poster.
    page = desk.open("/shifts/posts")
    row = page.locator("tbody tr", has_text=PLACE).filter(has_text=POST)
    row.get_by_role("link", name=POST).click()
    page.get_by_label("要有哪项资格").select_option(label=GATE)
    page.get_by_role("button", name="保存").click()
    expect(row).to_contain_text(GATE)
    page.goto(f"{desk.address}/shifts/new?day={DAY}")
    page.locator("main ul.rows a", has_text=PLACE).click()
    page.get_by_label("开始时间").fill(BEGINS)
    page.get_by_label("结束时间").fill(ENDS)
    for label in ("希望", "最多"):
        page.get_by_role("group", name=POST).get_by_label(label).fill("1")
    page.get_by_role("button", name="存为草稿").click()
    page.locator("#board").get_by_role("link", name="班的改动").click()
    page.get_by_role("button", name="发布并通知").click()
    expect(page.locator("#toast")).to_contain_text("已发布")
    page = desk.open("/shifts/projects")
    page.get_by_role("link", name="招募海报").first.click()
    poster = page.locator(".poster-address").inner_text().removeprefix(desk.address)

    # A stranger applies on a phone.
    phone = applicant.open(poster)
    phone.get_by_label("姓名", exact=True).fill(NAME)
    phone.get_by_label("手机号").fill("10000007101")
    phone.get_by_label("出生日期").fill("1998-03-04")
    phone.get_by_label("我看过并同意：个人信息处理告知和同意").check()
    phone.get_by_label("我看过并同意：志愿服务承诺书").check()
    phone.get_by_role("button", name="交报名表").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("已收到您的报名")
    assert applicant.fits()

    # The coordinator accepts and hands out a card; the card makes an account.
    page = desk.open("/volunteers/review")
    page.locator("#waiting .applicant", has_text=NAME).get_by_label(f"选中 {NAME}").check()
    page.get_by_role("button", name="通过选中的").click()
    expect(page.locator("#toast")).to_contain_text("通过 1 份")
    page.locator("#training .applicant", has_text=NAME).get_by_label(f"选中 {NAME}").check()
    page.get_by_role("button", name="给选中的出激活卡").click()
    card = page.locator(".receipt-code").inner_text()
    phone = applicant.open(f"/activate?code={card}")
    phone.get_by_role("button", name="继续").click()
    phone.locator("input[name=password]").fill(PASSWORD)
    phone.get_by_role("button", name="设密码并登录").click()
    phone.wait_for_url(lambda url: "/activate" not in url)
    trained(desk, NAME)
    page = desk.open("/volunteers/review")
    page.locator("#training .applicant", has_text=NAME).get_by_label(f"选中 {NAME}").check()
    page.get_by_role("button", name="选中的转为在册").click()
    expect(page.locator("#toast")).to_contain_text("1 人转为在册")

    # Without the training the post is refused, with the reason; the quiz is failed, waited for, and passed.
    offered = phone.locator("li.row-item", has_text=f"{BEGINS}—{ENDS} · {POST}").filter(has_text=PLACE)
    refused(applicant, offered)
    expect(offered).to_contain_text(GATE)
    offered.get_by_role("link", name="怎样取得、去测验").click()
    phone.get_by_role("button", name="开始测验").click()
    quiz_taken(phone, morning, wrong=20)
    refused(applicant, offered)
    offered.get_by_role("link", name="怎样取得、去测验").click()
    expect(phone.locator("main")).to_contain_text("没有通过")
    expect(phone.get_by_role("button", name="开始测验")).to_be_disabled()
    morning.let_pass(61)
    phone.reload()
    phone.get_by_role("button", name="开始测验").click()
    quiz_taken(phone, morning, wrong=0)
    applicant.open(f"/shifts?day={DAY}")
    offered.get_by_role("button", name="报名").click()
    expect(phone.locator("#toast")).to_contain_text("报名成功")
    assert applicant.fits()

    # The tablet shows a code; too early it is refused, and so is that of another place.
    page = desk.open("/places")
    page.get_by_role("link", name=PLACE).first.click()
    page.get_by_role("link", name="志愿者签到码").click()
    page.get_by_role("button", name="生成屏幕地址").click()
    tablet.page.goto(page.get_by_label("屏幕地址").input_value())
    phone = applicant.open(scanned(tablet))
    expect(phone.locator("main")).to_contain_text("14:10 起可以签到")
    morning.let_pass(350)
    page = desk.open("/places")
    page.get_by_role("link", name=OTHER_PLACE).first.click()
    page.get_by_role("link", name="志愿者签到码").click()
    phone = applicant.open(re.sub(r"^http://[^/]+", "", page.locator(".qr").get_attribute("data-address")))
    expect(phone.locator("main")).to_contain_text(f"您这一班在“{PLACE}”")
    phone = applicant.open(scanned(tablet))
    phone.get_by_role("button", name=f"{NAME} 签到").click()
    expect(phone.locator("#toast")).to_contain_text("已签到")
    morning.let_pass(100)
    phone = applicant.open(scanned(tablet))
    phone.get_by_role("button", name=f"{NAME} 签退").click()
    expect(phone.locator("#toast")).to_contain_text("已签退")
    assert (applicant.fits(), tablet.page.get_by_text(NAME).count()) == (True, 0)

    # The list is closed, the service approved within its days.
    page = desk.open("/gatherings")
    listed = page.locator("li.row-item", has_text=PLACE).filter(has_text=BEGINS)
    listed.get_by_role("link", name="志愿服务").click()
    page.get_by_role("button", name="结束签到").click()
    expect(page.locator("#toast")).to_contain_text("已结束")
    page = desk.open("/service/pending")
    waiting = page.locator("li.row-item", has_text=NAME)
    expect(waiting).to_contain_text("最后一天 12-09")
    waiting.get_by_role("button", name="核定 1 人").click()
    expect(page.locator("#toast")).to_contain_text("已核定 1 人")

    # The volunteer asks, the manager issues, a stranger checks.
    phone = applicant.open("/service/file")
    phone.get_by_text("申请一张（免费）").click()
    phone.get_by_role("button", name="申请", exact=True).click()
    expect(phone.locator("#papers")).to_contain_text("正在等出具")
    assert applicant.fits()
    manager.sign_in("guanzhang", DEMO_PASSWORD)
    page = manager.open("/service/papers")
    page.locator("#waiting .row-item", has_text=NAME).get_by_role("link", name="看了再出具").click()
    page.get_by_role("button", name="出具", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("志愿服务记录")
    paper = page.url
    phone = applicant.open("/service/file")
    phone.locator("#papers a", has_text="志记").first.click()
    with phone.expect_download() as taken:
        phone.get_by_role("link", name="下载 PDF").click()
    assert re.fullmatch(rf"志愿服务记录（本馆出具）志记〔2026〕\d+号 {NAME}\.pdf", taken.value.suggested_filename)
    assert taken.value.path().read_bytes().startswith(b"%PDF-")
    code = page.get_by_role("link", name="看查验页").get_attribute("href").rsplit("/", 1)[1]
    there = stranger.open(f"/certificates/{code}")
    expect(there.get_by_role("status")).to_contain_text("有效")
    expect(there.locator("main dl.facts")).to_contain_text("荆**")
    expect(there.locator("main dl.facts")).to_contain_text("1 小时 30 分钟（1 次）")
    assert (NAME in there.content(), stranger.fits()) == (False, True)

    # Revoked, the same page says so.
    page.goto(paper)
    page.get_by_text("撤销这一张").click()
    page.get_by_label("撤销原因（会印在纸上，本人会看到）").fill("日期写错了")
    page.get_by_role("button", name="确定撤销").click()
    expect(page.get_by_text("不再有效：日期写错了")).to_be_visible()
    there.reload()
    expect(there.get_by_role("status")).to_contain_text("已撤销")
    assert "日期写错了" not in there.content()
