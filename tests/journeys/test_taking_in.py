"""A list of volunteers comes in: three cells are mended in place, and the whole is taken back again."""

from playwright.sync_api import expect

from tests.app.shifts.tables_brought import a_workbook
from tests.journeys.conftest import DESK

ROWS = [
    ["示例县志愿者登记表"],
    ["姓名", "联系电话", "出生年月", "特长", "可去地点"],
    ["示例梅一", "13800007701", "", "摄影", ""],
    ["示例梅二", "1380000", "", "", ""],
    ["示例梅三", "13800007703", "11/12", "", ""],
    ["示例梅四", "13800007704", "", "开飞机", ""],
    ["合计", "4 人"],
]


def test_a_list_with_three_errors_is_mended_in_place_taken_in_and_taken_back(visit, demo):
    visitor = visit(DESK)
    visitor.sign_in(demo["coordinator"], demo["password"])
    page = visitor.open("/volunteers")
    page.get_by_role("link", name="导入名单").click()
    page.get_by_label("名单（.xlsx").set_input_files(
        {"name": "名单.xlsx", "mimeType": "application/octet-stream", "buffer": a_workbook(ROWS, {"A1:E1": ROWS[0][0]})}
    )
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_label("手机号")).to_have_value("1")
    page.get_by_role("button", name="核对内容").click()
    expect(page.locator("#rows .stats-line")).to_contain_text("新增 1 · 更新 0 · 重复 0 · 错误 3")
    page.get_by_role("link", name="仅看错误").click()
    expect(page.locator("#rows tbody tr")).to_have_count(3)
    page.get_by_label("第 4 行 手机号").fill("13800007702")
    page.get_by_label("第 5 行 出生日期").fill("2001-11-12")
    page.get_by_label("第 6 行 技能").fill("急救")
    page.get_by_role("button", name="改好了，再核对").click()
    page.get_by_role("link", name="全部").click()
    expect(page.locator("#rows .stats-line")).to_contain_text("新增 4 · 更新 0 · 重复 0 · 错误 0")
    page.get_by_role("button", name="导入全部 4 行").click()
    expect(page.locator("#result")).to_contain_text("已导入 4 行：新增 4 人，更新 0 人。")
    page.get_by_role("link", name="看待审核的人").click()
    expect(page.get_by_role("link", name="示例梅二")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="撤销本次导入").click()
    expect(page.locator("#result")).to_contain_text("撤销")
    visitor.open("/volunteers?status=applied")
    expect(page.get_by_role("link", name="示例梅二")).to_have_count(0)
