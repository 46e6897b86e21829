"""A member of staff sits the demo exam on a phone, loses the network for three answers, and reads the result."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE


def answered(page: Page) -> int:
    """How many questions the answer card shows as kept by the server."""
    return page.locator(".cell[data-state=saved]").count()


def begin(visitor, demo) -> Page:
    """From the home page to the paper, as the tasks there lead."""
    page = visitor.page
    page.locator(".task a", has_text="考试：").first.click()
    page.get_by_role("button", name="开始作答").click()
    page.wait_for_url("**/exams/attempts/*")
    expect(page.locator("#sitting.has-js")).to_be_visible()
    return page


def answer(page: Page, number: int) -> None:
    """Tick the first option of the question shown, then go on."""
    box = page.locator(".question").nth(number)
    box.locator("label.option").first.click()


def test_offline_for_three_answers_and_a_result(visit, demo):
    visitor = visit(PHONE)
    visitor.sign_in(demo["staff"], demo["password"])
    page = begin(visitor, demo)
    for number in range(3):
        answer(page, number)
        page.locator("#next").click()
    expect(page.locator(".cell[data-state=saved]")).to_have_count(3)

    visitor.context.set_offline(True)
    for number in range(3, 6):
        answer(page, number)
        page.locator("#next").click()
    expect(page.locator(".cell[data-state=local]")).to_have_count(3)
    expect(page.locator("#strip-text")).to_contain_text("网络中断")

    visitor.context.set_offline(False)
    expect(page.locator(".cell[data-state=saved]")).to_have_count(6, timeout=15_000)

    page.locator("#hand-in").click()
    expect(page.locator("#check-unanswered li")).to_have_count(44)
    page.locator("#confirm-hand-in").click()
    expect(page.locator(".receipt-code")).to_be_visible(timeout=15_000)
    expect(page.locator(".receipt")).to_contain_text("6 题 / 50 题")
    expect(page.locator(".law-quote").first).to_be_visible()
    assert page.locator(".verdict").count() == 50


def test_a_second_tab_is_read_only_until_it_claims(visit, demo):
    visitor = visit(DESK)
    visitor.sign_in(demo["coordinator"], demo["password"])
    first = begin(visitor, demo)
    answer(first, 0)
    expect(first.locator(".cell[data-state=saved]")).to_have_count(1)

    second = visitor.context.new_page()
    second.goto(first.url)
    expect(second.locator("#claim")).to_be_visible()
    expect(second.locator(".question input").first).to_be_disabled()
    second.locator("#claim").click()
    expect(second.locator(".question input").first).to_be_enabled()
    expect(second.locator(".cell[data-state=saved]")).to_have_count(1)
    answer(second, 1)
    expect(second.locator(".cell[data-state=saved]")).to_have_count(2)

    answer(first, 2)
    expect(first.locator("#claim")).to_be_visible()
    # The browser notes the refusal that this was about; nothing else may stand there.
    assert [error for error in visitor.errors if "409 (Conflict)" not in error] == []
    visitor.errors.clear()


def test_a_restart_of_the_server_in_the_middle_changes_nothing(visit, demo, server):
    visitor = visit(DESK)
    visitor.sign_in(demo["secretary"], demo["password"])
    page = begin(visitor, demo)
    answer(page, 0)
    expect(page.locator(".cell[data-state=saved]")).to_have_count(1)
    server.kill()
    answer(page, 1)
    expect(page.locator(".cell[data-state=local]")).to_have_count(1)
    server.start()
    # The sender may have been faster than we are, and then the button is gone again: no reason to fail.
    page.locator("#retry").dispatch_event("click")
    expect(page.locator(".cell[data-state=saved]")).to_have_count(2, timeout=20_000)
    page.reload()
    expect(page.locator(".cell[data-state=saved]")).to_have_count(2)
    answer(page, 2)
    expect(page.locator(".cell[data-state=saved]")).to_have_count(3)


def test_without_scripts_the_exam_can_be_sat(visit, demo):
    visitor = visit(PHONE, java_script_enabled=False)
    visitor.sign_in(demo["manager"], demo["password"])
    page = visitor.page
    page.goto(visitor.address + "/exams")
    page.get_by_role("link", name="去考试").first.click()
    page.get_by_role("button", name="开始作答").click()
    box = page.locator(".question").first
    box.locator("input").nth(1).check()
    box.get_by_role("button", name="保存这一题").click()
    assert page.locator(".question").first.locator("input").nth(1).is_checked()
    page.locator("a", has_text="交卷").click()
    page.get_by_role("button", name="确认交卷").click()
    expect(page.locator(".receipt")).to_contain_text("1 题 / 50 题")


def test_a_manager_reads_the_marks_and_takes_them_along(visit, demo):
    visitor = visit(DESK)
    visitor.sign_in(demo["manager"], demo["password"])
    page = visitor.open("/exams/manage")
    page.get_by_role("link", name="成绩册").last.click()
    expect(page.locator("#marks tbody tr").first).to_be_visible()
    everybody = page.locator("#marks tbody tr").count()
    page.locator("#f-below").fill("70")
    page.locator("#f-below").press("Enter")
    page.wait_for_url("**below=70**")
    assert 0 < page.locator("#marks tbody tr").count() < everybody
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
