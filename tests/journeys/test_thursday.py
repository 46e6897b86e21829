"""A Thursday whole: the code scanned on a phone, a quiz before and one after, a discussion, and hours in two ledgers."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.demo.people import PASSWORD as DEMO_PASSWORD
from tests.journeys.conftest import DESK, PHONE, Server, free_port


@pytest.fixture(scope="module")
def thursday(tmp_path_factory):
    """A demo library shortly before its session begins at half past two."""
    server = Server(tmp_path_factory.mktemp("thursday") / "data", free_port(), now="2026-11-26T14:00+08:00")
    try:
        server.start()
        yield server
    finally:
        server.kill()


@pytest.fixture
def people(visit, thursday):
    """The secretary at a desk and a member of staff with a phone, signed in there."""
    both = []
    for size, sign_in in ((DESK, "shuji"), (PHONE, "guanyuan")):
        visitor = visit(size)
        visitor.address = thursday.address
        visitor.sign_in(sign_in, DEMO_PASSWORD)
        both.append(visitor)
    return both


def choose(page: Page, label: str, name: str) -> None:
    """The option of a person, behind whose name stands what they are."""
    field = page.get_by_label(label, exact=True)
    field.select_option(field.locator("option", has_text=name).first.get_attribute("value"))


def take_quiz(phone: Page, name: str) -> None:
    """Answer whatever comes, right or wrong."""
    phone.get_by_role("link", name=f"去答{name}").click()
    phone.get_by_role("button", name="开始小测").click()
    for number in range(1, 6):
        expect(phone.locator("#question-title")).to_contain_text(f"第 {number} 题，共 5 题")
        # One tap answers where one choice is asked for.
        by_tap = phone.locator("label.option input[type=radio]").count() > 0
        for blank in phone.locator(".blanks input").all():
            blank.fill("不记得")
        if phone.locator("label.option").count():
            phone.locator("label.option").first.click()
        if not by_tap:
            phone.get_by_role("button", name="提交答案").click()
        expect(phone.locator("#verdict")).to_be_visible()
        phone.get_by_role("link", name="下一题" if number < 5 else "看这一组的结果").click()
    phone.wait_for_url("**/practice/sets/*")


def scan(phone: Page, page: Page, act: str) -> None:
    """What a phone does with the code that is on the screen now."""
    page.reload()
    phone.goto(page.locator(".qr").get_attribute("data-address"))
    phone.get_by_role("button", name=f"乐小读 {act}").click()
    expect(phone.locator("#toast")).to_contain_text(f"已{act}")


def hours_of_the_year(phone: Page) -> dict[str, float]:
    """What the card says of each ledger."""
    cards = phone.locator("#card article")
    return {card.locator("h3").inner_text(): float(card.locator(".stat-figure").inner_text()) for card in cards.all()}


def shared_hours(phone: Page) -> dict[str, float]:
    """Which two ledgers overlap, and by how much, as the card says it."""
    said = phone.locator("#card p.notice-item").all_inner_texts()
    found = [re.search(r"(\S+、\S+)：两本台账都算了这 ([\d.]+) 学时，不能相加", text) for text in said]
    return {one[1]: float(one[2]) for one in found if one}


def test_a_thursday_whole(thursday, people):
    secretary, reader = people
    phone = reader.open("/record")
    before, shared_before = hours_of_the_year(phone), shared_hours(phone)

    page = secretary.open("/study/sessions/1")
    page.get_by_label("什么时候答").select_option(label="课后小测")
    page.get_by_role("button", name="抽一份小测").click()
    expect(page.locator("#toast")).to_contain_text("小测已抽好")
    phone = reader.open("/study/sessions/1")
    take_quiz(phone, "课前小测")

    page.get_by_role("button", name="开始签到").click()
    expect(page.locator("#toast")).to_contain_text("开始签到")
    page.get_by_role("link", name="投屏签到码").click()
    code = page.url
    thursday.let_pass(20)
    scan(phone, page, "签到")
    assert reader.fits()

    thursday.let_pass(60)
    page = secretary.open("/study/sessions/1/discussion")
    page.get_by_label("讨论题目").fill("假如我是读者，我需要什么样的服务")
    page.get_by_role("button", name="开始讨论").click()
    choose(page, "发言人", "乐小读")
    page.get_by_label("要点").fill("自习区晚上关得早，下班的人来不及。")
    page.get_by_role("button", name="记为发言").click()
    page.get_by_label("要点").fill("周五试开到晚上九点。")
    page.get_by_role("button", name="记为结论").click()
    page.get_by_label("落实什么").fill("周五自习区开到晚上九点")
    choose(page, "负责人", "乐小读")
    page.get_by_label("期限").fill("2026-12-11")
    page.get_by_role("button", name="定下并通知").click()
    expect(page.locator("#actions")).to_contain_text("周五自习区开到晚上九点")
    expect(reader.open("/").locator("main")).to_contain_text("周五自习区开到晚上九点")

    phone = reader.open("/study/sessions/1")
    expect(phone.locator("#discussion")).to_contain_text("自习区晚上关得早")
    take_quiz(phone, "课后小测")

    thursday.let_pass(102)
    page.goto(code)
    scan(phone, page, "签退")
    page = secretary.open("/study/sessions/1")
    expect(page.locator("#quiz")).to_contain_text("课后小测：1 人答过")
    page.get_by_role("button", name="结束学习").click()
    expect(page.get_by_text("已结束", exact=True)).to_be_visible()
    page.get_by_role("link", name="实到 1 人").click()
    expect(page.locator("#people tr", has_text="乐小读")).to_contain_text("150")

    phone = reader.open("/record")
    after, shared = hours_of_the_year(phone), shared_hours(phone)
    more = {ledger: after[ledger] - before[ledger] for ledger in after if after[ledger] > before[ledger]}
    # A hundred and fifty minutes by the clock, in every ledger that takes them.
    assert len(more) >= 2, (before, after)
    assert set(more.values()) == {2.5}, more
    grown = {pair: shared[pair] - shared_before.get(pair, 0) for pair in shared}
    assert 2.5 in grown.values(), (shared_before, shared)
    assert reader.fits()
