"""An applicant's case: received, talked, refused too early, chosen, put right, voted on, entered into the roll, printed."""

from io import BytesIO

import docx
import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import BOTH_SIZES, DESK, PHONE

SIZES = {"phone": PHONE, "desk": DESK}
WHOM = {"phone": "欧阳读", "desk": "宓小页"}


def refusals_aside(visitor):
    """Chromium logs each refusal; they are what is looked for here."""
    visitor.errors[:] = [error for error in visitor.errors if "409" not in error]


def receive(page, name):
    page.get_by_role("link", name="收到申请书").click()
    page.get_by_label("申请人").select_option(label=name)
    page.get_by_label("出生日期").fill("2009-06-01")
    page.get_by_label("收到申请书的日期").fill("2026-11-02")
    page.get_by_role("button", name="记下").click()
    expect(page.locator(".error-summary")).to_contain_text("2027-06-01 才满十八岁，不能早于这天收申请书")
    page.get_by_label("出生日期").fill("1999-06-01")
    page.get_by_role("button", name="记下").click()
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator("#due")).to_contain_text("2026-12-02 派人谈话")


def talk(page):
    page.locator("#next a", has_text="派人谈话").click()
    page.get_by_label("日期").fill("2026-11-01")
    page.get_by_role("button", name="记下").click()
    expect(page.locator(".error-summary")).to_contain_text("“派人谈话”2026-11-01 早于“收到入党申请书”2026-11-02")
    expect(page.locator(".error-summary")).to_contain_text("第七条")
    page.get_by_label("日期").fill("2026-11-10")
    page.get_by_role("button", name="记下").click()
    expect(page.locator("#timeline")).to_contain_text("2026-11-10")


def put_right(page):
    page.locator("#timeline").get_by_role("link", name="2026-11-10").click()
    page.get_by_label("日期").fill("2026-11-11")
    page.get_by_label("更正的原因").fill("日期抄错")
    page.get_by_role("button", name="保存更正").click()
    page.locator("#timeline summary", has_text="更正和撤下过的（1）").click()
    expect(page.locator("#timeline")).to_contain_text("2026-11-10 → 2026-11-11")


@pytest.mark.parametrize("size", BOTH_SIZES)
def test_an_application_is_received_and_followed(visit, demo, size):
    secretary = visit(SIZES[size])
    secretary.sign_in(demo["secretary"], demo["password"])
    page = secretary.open("/party/applicants")
    for step in (lambda page: receive(page, WHOM[size]), talk, put_right):
        step(page)
        assert secretary.fits()
    refusals_aside(secretary)


def test_a_prospect_is_admitted_and_entered_into_the_roll(visit, demo):
    """2026 art. 20: 赞成人数超过应到会有表决权的党员人数的半数，才能通过接收预备党员的决议."""
    secretary = visit(DESK, accept_downloads=True)
    secretary.sign_in(demo["secretary"], demo["password"])
    page = secretary.open("/party/applicants")
    page.get_by_role("link", name="华小卷").click()
    page.locator("#next a", has_text="支部党员大会通过接收预备党员").click()
    expect(page.get_by_label("应到会有表决权的党员人数")).to_have_value("9")
    page.get_by_label("实到有表决权的党员人数").fill("8")
    page.get_by_label("赞成票").fill("4")
    page.get_by_role("button", name="记下").click()
    expect(page.locator(".error-summary")).to_contain_text("应到 9，至少 5 票，赞成 4")
    page.get_by_label("赞成票").fill("8")
    page.get_by_role("button", name="记下").click()
    for act in ("上报审批材料", "党委派人谈话", "党委批准为预备党员"):
        page.locator("#next a", has_text=act).click()
        page.get_by_role("button", name="记下").click()
    page.get_by_role("button", name="按个案写进名册").click()
    expect(page.locator("#toast")).to_contain_text("党员名册已按个案写好")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="时间线（docx）").click()
    with open(waiting.value.path(), "rb") as file:
        rows = [[cell.text for cell in row.cells] for row in docx.Document(BytesIO(file.read())).tables[0].rows]
    assert [row[3] for row in rows if row[1] == "支部党员大会通过接收预备党员"] == ["2026年 第十九条"]
    secretary.open("/party/branch")
    expect(page.locator("#members")).to_contain_text("华小卷")
    refusals_aside(secretary)


def test_reviews_open_with_a_reason_and_the_person_reads_who_looked(visit, demo):
    secretary, applicant = visit(DESK), visit(PHONE)
    secretary.sign_in(demo["secretary"], demo["password"])
    page = secretary.open("/party/applicants/2")
    expect(page.locator("#reviews")).not_to_contain_text("按时参加学习")
    page.locator("#reviews").get_by_label("写明查看原因").fill("讨论转正以前核对")
    page.get_by_role("button", name="打开考察").click()
    expect(page.locator("#reviews")).to_contain_text("按时参加学习")
    applicant.sign_in("renxiaojie", demo["password"])
    mine = applicant.open("/party/me")
    expect(mine.locator("#looks")).to_contain_text("讨论转正以前核对")
    applicant.open("/party/applicants/mine")
    expect(mine.locator("main")).to_contain_text("我的入党历程：预备党员")
    assert applicant.fits()
