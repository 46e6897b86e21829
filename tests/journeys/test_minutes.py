"""Minutes: planned, opened, called, written, voted on, signed, corrected and taken along, at a desk and on a phone."""

from io import BytesIO

import docx
import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import BOTH_SIZES, DESK, PHONE

SIZES = {"phone": PHONE, "desk": DESK}


def plan(page, title):
    page.get_by_role("link", name="安排或补记会议").click()
    page.get_by_label("支部党员大会").check()
    page.get_by_label("会议名称").fill(title)
    page.get_by_label("日期", exact=True).fill("2026-11-23")
    page.get_by_label("地点").fill("三楼党员活动室")
    page.get_by_label("主持人").fill("覃向学")
    page.get_by_label("记录人").fill("曾小编")
    page.get_by_label("议程").fill("通报学习情况\n讨论读者服务岗方案")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("h1")).to_have_text(title)


def hold(page):
    page.get_by_role("button", name="开始签到").click()
    expect(page.locator("#toast")).to_contain_text("应到 10 人")
    page.get_by_role("link", name="按签到表记出勤").click()
    expect(page.get_by_label("怎样")).to_have_count(10)
    for answer in page.get_by_label("怎样").all():
        answer.select_option("present")
    page.get_by_label("怎样：单知行").select_option("late")
    page.locator("summary", has_text="迟到、补课的时间：单知行").click()
    page.get_by_label("几点到（补课从几点）：单知行").fill("14:45")
    page.get_by_label("怎样：乐小读").select_option("excused")
    page.get_by_role("button", name="记下").click()
    expect(page.locator(".error-summary")).to_contain_text("请假和免的，写明原因")
    expect(page.get_by_label("怎样：乐小读")).to_have_value("excused")
    page.get_by_label("原因：乐小读").fill("公务")
    page.get_by_role("button", name="记下").click()
    expect(page.locator("main")).to_contain_text("应到 10 人，实到 9 人")
    page.get_by_role("button", name="结束会议").click()
    expect(page.locator("#toast")).to_contain_text("会议已结束")


def write(page):
    page.get_by_role("link", name="写会议记录").click()
    page.get_by_label("发言摘要（第 1 项）").fill("覃向学：三季度学了十次\n任小借：建议多留讨论时间")
    page.get_by_label("发言摘要（第 2 项）").fill("单知行：同意先试一个月")
    page.get_by_label("决议、议定事项").fill("方案试行一个月后再议。")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#minutes")).to_contain_text("建议多留讨论时间")


def vote(page):
    page.locator("#votes summary", has_text="记一项表决").click()
    form = page.locator("#votes form")
    form.get_by_label("表决事项").fill("读者服务岗方案")
    expect(form.get_by_label("应到会有表决权", exact=True)).to_have_value("9")
    form.get_by_label("赞成").fill("4")
    form.get_by_label("反对").fill("4")
    form.get_by_role("button", name="记下表决").click()
    sentence = "赞成 4 票，没有超过应到会有表决权 9 人的半数，按《中国共产党支部工作条例（试行）》第十一条不能记为通过"
    expect(page.locator(".error-summary")).to_contain_text(sentence)
    expect(form.get_by_label("赞成")).to_have_value("4")
    form.get_by_label("赞成").fill("7")
    form.get_by_label("反对").fill("1")
    form.get_by_role("button", name="记下表决").click()
    expect(page.locator("#votes")).to_contain_text("赞成 7、反对 1、弃权 0")


def give(page):
    page.locator("#tasks summary", has_text="加一项").click()
    form = page.locator("#tasks form")
    form.get_by_label("要办的事").fill("排出读者服务岗值班表")
    form.get_by_label("责任人").select_option(label="任小借")
    form.get_by_label("期限").fill("2026-12-04")
    form.get_by_role("button", name="记下").click()
    expect(page.locator("#tasks")).to_contain_text("任小借 · 2026-12-04 前")


def sign_and_correct(page):
    page.get_by_role("button", name="书记签字").click()
    expect(page.locator("#signing")).to_contain_text("覃向学 2026年11月25日")
    expect(page.get_by_role("link", name="写会议记录")).to_have_count(0)
    page.locator("#corrections summary").click()
    form = page.locator("#corrections form")
    form.get_by_label("更正哪一处").select_option(label="决议、议定事项")
    form.get_by_label("改成什么").fill("方案试行两个月后再议。")
    form.get_by_label("更正的原因").fill("记录时听错")
    form.get_by_role("button", name="记下更正").click()
    expect(page.locator("#corrections article")).to_contain_text("原文：方案试行一个月后再议。")
    expect(page.locator("#corrections article")).to_contain_text("更正为：方案试行两个月后再议。")
    expect(page.locator("#minutes")).to_contain_text("方案试行一个月后再议。")
    page.get_by_role("link", name="更正票数").click()
    page.get_by_label("赞成").fill("4")
    page.get_by_label("反对").fill("4")
    page.get_by_label("更正的原因").fill("点票时抄错")
    page.get_by_role("button", name="记下更正").click()
    expect(page.locator(".error-summary")).to_contain_text("不能记为通过")
    page.get_by_label("赞成").fill("6")
    page.get_by_label("反对").fill("2")
    page.get_by_role("button", name="记下更正").click()
    expect(page.locator("#votes")).to_contain_text("签字后更正为")


def taken_along(page):
    with page.expect_download() as waiting:
        page.get_by_role("link", name="会议记录（Word）").click()
    with open(waiting.value.path(), "rb") as file:
        return [one.text for one in docx.Document(BytesIO(file.read())).paragraphs]


def refusals_aside(visitor):
    """Chromium logs each refusal; they are what is looked for here."""
    visitor.errors[:] = [error for error in visitor.errors if "409" not in error]


@pytest.mark.parametrize("size", BOTH_SIZES)
def test_from_the_plan_to_the_paper(visit, demo, size):
    secretary = visit(SIZES[size], accept_downloads=True)
    secretary.sign_in(demo["secretary"], demo["password"])
    page = secretary.open("/party/meetings")
    plan(page, f"专题党员大会（{size}）")
    for step in (hold, write, vote, give, sign_and_correct):
        step(page)
        assert secretary.fits(), step.__name__
    lines = taken_along(page)
    assert lines[:2] == ["示例县图书馆党支部", "支部党员大会会议记录"]
    said = (
        "读者服务岗方案：党员大会决议，举手；应到会有表决权 9 人，实到 8 人，赞成 7 票，反对 1 票，弃权 0 票；通过。",
        "任小借：建议多留讨论时间",
        "请假缺席：乐小读（请假，公务）",
    )
    assert [one for one in said if one not in lines] == []
    assert [
        one
        for one in lines
        if one.startswith("决议、议定事项：原文“方案试行一个月后再议。”，更正为“方案试行两个月后再议。”")
    ]
    assert [
        one
        for one in lines
        if one.startswith("表决：读者服务岗方案：原文") and "更正为“" in one and "赞成 6、反对 2" in one
    ]
    secretary.open("/party/papers")
    expect(page.locator("#minutes")).to_contain_text(f"专题党员大会（{size}）")
    refusals_aside(secretary)


def test_two_tabs_keep_what_was_typed(visit, demo):
    secretary = visit(DESK)
    secretary.sign_in(demo["secretary"], demo["password"])
    page = secretary.open("/party/meetings")
    plan(page, "两个窗口的党员大会")
    hold(page)
    address = page.url.split("#")[0] + "/minutes"
    other = secretary.context.new_page()
    for tab, said in ((page, "先存的备注"), (other, "后存的备注")):
        tab.goto(address)
        tab.get_by_label("备注").fill(said)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#minutes")).to_contain_text("先存的备注")
    other.get_by_role("button", name="保存").click()
    expect(other.locator(".error-summary")).to_contain_text("别人改过它")
    expect(other.get_by_label("备注")).to_have_value("后存的备注")
    other.get_by_role("button", name="保存").click()
    expect(other.locator("#minutes")).to_contain_text("后存的备注")
    refusals_aside(secretary)


def test_what_is_typed_is_there_without_the_button(visit, demo):
    secretary = visit(DESK)
    secretary.sign_in(demo["secretary"], demo["password"])
    page = secretary.open("/party/meetings")
    plan(page, "自动存草稿的党员大会")
    hold(page)
    address = page.url.split("#")[0] + "/minutes"
    page.goto(address)
    page.get_by_label("备注").fill("没点保存的备注")
    with page.expect_response("**/drafts"):
        page.get_by_label("备注").blur()
    expect(page.locator("#drafts")).to_contain_text("由覃向学保存")
    other = secretary.context.new_page()
    other.goto(address)
    expect(other.get_by_label("备注")).to_have_value("没点保存的备注")
    other.get_by_label("列席人员").fill("上级党组织 王某")
    # What stood there when it was opened reads the same: the answer says that it is saved.
    with other.expect_response("**/drafts"):
        other.get_by_label("列席人员").blur()
    page.get_by_label("备注").fill("旧窗口里接着写")
    page.get_by_label("备注").blur()
    expect(page.locator("#drafts")).to_contain_text("这份记录在别处又存过，自动保存停了")
    expect(page.get_by_label("备注")).to_have_value("旧窗口里接着写")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".error-summary")).to_contain_text("别人改过它")
    refusals_aside(secretary)


def test_whoever_has_something_to_do_finds_it(visit, demo):
    owner = visit(PHONE)
    owner.sign_in("zengxiaobian", demo["password"])
    page = owner.open("/party/me")
    expect(page.locator("main")).to_contain_text("汇总党员参加志愿服务的时长")
    page.get_by_role("link", name="写进展或办结").click()
    page.get_by_label("记什么").select_option("done")
    page.get_by_label("说明").fill("已经汇总，交给组织委员")
    page.get_by_role("button", name="记下").click()
    expect(page.locator("h1 + p")).to_contain_text("已办结")
    assert owner.fits()
