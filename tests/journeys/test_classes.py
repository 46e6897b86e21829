"""Somebody from a village, who has no account, enrols on a phone and sits the exam there."""

import re

from tests.journeys.conftest import DESK, PHONE


def test_a_village_keeper_enrols_by_the_link_on_a_phone(visit, demo):
    office = visit(DESK)
    office.sign_in(demo["manager"], demo["password"])
    page = office.open("/classes/2")
    link = page.locator("a[href*='/enrol/']").first.get_attribute("href")
    address = link[link.index("/enrol/") :]
    # The exam is open from now on, so that it can be sat after enrolling.
    page = office.open("/classes/2/exam")
    page.get_by_label("题数").fill("2")
    page.get_by_label("开始时间").fill("2020-01-01T08:00")
    page.get_by_label("结束时间").fill("2099-01-01T08:00")
    page.get_by_role("button", name="抽卷").click()

    phone = visit(PHONE)
    page = phone.open(address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("姓名", exact=True).fill("示例旅人")
    page.get_by_label("单位", exact=True).fill("示例村农家书屋")
    page.get_by_label("层级", exact=True).select_option("village")
    page.get_by_label("手机号", exact=True).fill("1990000 9999")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="报名").click()
    page.wait_for_url("**/learners/*")
    assert re.fullmatch("[34679ACDEFGHJKMNPQRTVWXY]{6}", page.locator(".receipt-code").inner_text())

    page.get_by_role("button", name="开始作答").click()
    for question in range(2):
        page.locator(".option input, .question input[type=text]").first.wait_for()
        if page.locator(".option input").count():
            page.locator(".option input").first.check()
        else:
            page.locator(".question input[type=text]").first.fill("示例")
        page.get_by_role("button", name="存下").click()
        page.get_by_text(f"已存 {question + 1} 题").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.get_by_text("已存 2 题").is_visible()
    page.get_by_role("button", name="交卷").click()
    page.wait_for_url("**/learners/*")
    assert page.locator("#exam .pill").inner_text().endswith("分")
