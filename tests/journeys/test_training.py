"""A manager follows a number down to its person and its evidence; a member of staff takes their own record along on a phone."""

import re

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.journeys.conftest import BOTH_SIZES, DESK, PHONE


@pytest.mark.parametrize("size", [PHONE, DESK], ids=BOTH_SIZES)
def test_a_manager_follows_a_number_of_the_log_to_its_evidence_and_takes_the_rows_along(visit, demo, size):
    visitor = visit(size)
    visitor.sign_in(demo["manager"], demo["password"])
    page = visitor.open("/log?year=all&proof=with&q=乐小读")
    page.get_by_role("link", name="按人看合计").click()
    number = page.locator("#log tbody tr", has_text="乐小读").locator("td.num a")
    count = int(number.inner_text())
    assert visitor.fits()
    number.click()
    rows = page.locator("#log tbody tr")
    expect(page.locator("#log .stat-figure").first).to_have_text(f"{count} 条")
    row = rows.first
    day, title = row.locator("td.name").first.inner_text(), row.locator("td.wide a").inner_text()
    assert visitor.fits()
    if size == DESK:
        # At a desk what stands behind a row opens beside the list.
        behind = row.locator("td.num a[hx-target='#evidence']")
        proved = int(behind.inner_text().split()[0])
        behind.click()
        expect(page.locator("#evidence.drawer h2")).to_have_text(f"乐小读 · {title}")
        expect(page.locator("#evidence.drawer .row-item")).to_have_count(proved)
        page.locator("#evidence").get_by_role("link", name="加佐证").click()
    else:
        row.locator("td.wide a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("#evidence .row-item").first).to_be_visible()
    assert visitor.fits()

    page.go_back()
    with page.expect_download() as taken:
        page.get_by_role("link", name=f"导出 Excel（现在筛出的 {count} 行）").click()
    cells = CalamineWorkbook.from_path(taken.value.path()).get_sheet_by_index(0).to_python()
    header = next(line for line in cells if "姓名" in line)
    table = [dict(zip(header, line, strict=True)) for line in cells if "乐小读" in line]
    assert len(table) == count
    assert (day, title) in [(str(line["日期"])[:10], line["内容"]) for line in table]


def test_a_manager_goes_from_the_share_of_those_through_to_one_persons_card(visit, demo):
    visitor = visit(DESK)
    visitor.sign_in(demo["manager"], demo["password"])
    page = visitor.open("/log")
    page.get_by_role("link", name="学时汇总").click()
    # Who is in the Party's ledgers is for the secretary to see, and a sentence says so.
    expect(page.locator("#hours")).not_to_contain_text("党员集中学习培训")
    expect(page.locator("#hours")).to_contain_text("在支部书记那里看")
    titled = page.locator(".grid-card", has_text="专业技术人员继续教育")
    expect(titled).to_contain_text("第七条")
    titled.get_by_role("link", name=re.compile("[0-9]+ 人，人均")).click()
    expect(page.locator("#f-ledger")).to_have_value("professional")
    page.locator("#hours").get_by_role("link", name="乐小读").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("乐小读的学习与服务档案")
    expect(page.locator("#card .grid-card")).to_have_count(2)
    with page.expect_download() as taken:
        page.get_by_role("link", name="导出 Excel").click()
    assert taken.value.suggested_filename.endswith("学习与服务档案.xlsx")


def test_a_manager_filters_the_log_and_the_address_holds_the_filter(visit, demo):
    visitor = visit(DESK)
    visitor.sign_in(demo["manager"], demo["password"])
    page = visitor.open("/log")
    page.locator("summary", has_text="更多条件").click()
    page.locator("#f-status").select_option("late")
    page.wait_for_url("**status=late**")
    page.locator("#f-year").select_option("all")
    page.wait_for_url("**year=all**")
    page.reload()
    expect(page.locator("#f-status")).to_have_value("late")
    expect(page.locator("#f-year")).to_have_value("all")


def test_an_end_of_a_membership_is_taken_back_from_the_toast(visit, demo):
    visitor = visit(DESK)
    visitor.sign_in(demo["secretary"], demo["password"])
    page = visitor.open("/memberships")
    expect(page.locator("main")).not_to_contain_text("事业单位工作人员培训")
    row = page.locator(".row-item", has_text="乐小读")
    row.get_by_role("button", name="结束乐小读这一段").click()
    expect(row.get_by_role("button", name="取消结束：乐小读")).to_be_visible()
    page.locator("#toast").get_by_role("button", name="撤销").click()
    expect(row.get_by_role("button", name="结束乐小读这一段")).to_be_visible()


def test_a_member_of_staff_takes_the_record_along_on_a_phone(visit, demo):
    visitor = visit(PHONE)
    visitor.sign_in(demo["staff"], demo["password"])
    page = visitor.open("/record")
    expect(page.locator("#card .grid-card").first).to_contain_text("应学 90 学时")
    with page.expect_download() as taken:
        page.get_by_role("link", name="带走一份（Excel）").click()
    assert taken.value.suggested_filename.startswith("乐小读")


SHOWN = "rows => rows.filter(row => row.offsetParent !== null).length"


def test_a_printed_record_holds_every_row_of_the_year_and_says_on_every_page_whose_it_is(visit, demo):
    visitor = visit(DESK)
    visitor.sign_in(demo["staff"], demo["password"])
    page = visitor.open("/record")
    rows = page.locator("#study tbody tr")
    assert rows.count() > 10
    assert rows.evaluate_all(SHOWN) == 10
    page.emulate_media(media="print")
    assert rows.evaluate_all(SHOWN) == rows.count()
    expect(page.locator("#study thead .running-head")).to_be_visible()


def test_long_lists_are_short_on_a_phone(visit, demo):
    visitor = visit(PHONE)
    visitor.sign_in(demo["manager"], demo["password"])
    page = visitor.open("/log")
    assert page.locator("#log tbody tr").count() == 50
    assert page.evaluate("document.documentElement.scrollHeight") < 5_000
