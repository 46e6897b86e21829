"""A member of staff does today's ten, meets yesterday's mistakes again, and clears an older one, on a phone and at a desk."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app import clock
from quizzes.questions import FillInBlanks, MultipleResponse, SingleChoice, TrueFalse, correct_answer, decode_item
from tests.journeys.conftest import BOTH_SIZES, DESK, PHONE


@pytest.fixture
def wrong_yesterday(server):
    """The questions that a person answered wrong the last time they practised, as the database holds them."""

    def find(sign_in: str) -> tuple[str, set[int]]:
        with closing(sqlite3.connect(server.data / "zhixing.db", timeout=30)) as rows:
            (person,) = rows.execute("SELECT id FROM person WHERE sign_in_name = ?", (sign_in,)).fetchone()
            (day,) = rows.execute("SELECT max(day) FROM practice_answer WHERE person = ?", (person,)).fetchone()
            wrong = "SELECT question FROM practice_answer WHERE person = ? AND day = ? AND is_right = 0"
            return str(day)[:10], {question for (question,) in rows.execute(wrong, (person, day))}

    return find


@pytest.fixture
def number_of(server):
    """The number in the bank of the question on the page."""

    def find(page: Page) -> int:
        version = page.locator("form[data-answering] input[name=version]").get_attribute("value")
        with closing(sqlite3.connect(server.data / "zhixing.db", timeout=30)) as rows:
            (number,) = rows.execute("SELECT question FROM question_version WHERE id = ?", (version,)).fetchone()
        return int(number)

    return find


@pytest.fixture
def question(server):
    """The question on the page, with its key, as the database holds it."""

    def find(page: Page):
        version = page.locator("form[data-answering] input[name=version]").get_attribute("value")
        with closing(sqlite3.connect(server.data / "zhixing.db", timeout=30)) as rows:
            (body,) = rows.execute("SELECT body FROM question_version WHERE id = ?", (version,)).fetchone()
        return decode_item(body).question

    return find


def right_values(question) -> list[str]:
    """The values of the right options."""
    match question:
        case SingleChoice(key=key):
            return [str(key)]
        case MultipleResponse(keys=keys):
            return [str(key) for key in keys]
        case TrueFalse(key=key):
            return ["true" if key else "false"]
    raise TypeError(question)


def answer(page: Page, question, *, is_right: bool) -> None:
    """Answer as one does on a phone: a tap where a tap is enough, else the button below."""
    if isinstance(question, FillInBlanks):
        texts = correct_answer(question) if is_right else ["不记得"] * len(question.blanks)
        for number, text in enumerate(texts):
            page.locator(".blanks input").nth(number).fill(str(text))
        page.get_by_role("button", name="提交答案").click()
    elif isinstance(question, MultipleResponse):
        for value in right_values(question)[: None if is_right else 1]:
            page.locator(f"label.option:has(input[value='{value}'])").click()
        page.get_by_role("button", name="提交答案").click()
    else:
        (right,) = right_values(question)
        sign = f"input[value='{right}']"
        wanted = f"label.option:has({sign})" if is_right else f"label.option:not(:has({sign}))"
        page.locator(wanted).first.click()
    expect(page.locator("#verdict")).to_be_focused()


@pytest.mark.parametrize(
    ("size", "other_size", "who"), [(PHONE, DESK, "guanyuan"), (DESK, PHONE, "huaxiaojuan")], ids=BOTH_SIZES
)
def test_todays_ten_with_yesterdays_mistakes(visit, demo, question, number_of, wrong_yesterday, size, other_size, who):
    day, wrong = wrong_yesterday(who)
    assert (day, len(wrong) >= 2) == (str(clock.today() - timedelta(days=1)), True)
    visitor = visit(size)
    visitor.sign_in(who, demo["password"])
    page = visitor.open("/practice/mistakes")
    due = [text.rstrip("…") for text in page.locator(".row-item.is-new a").all_inner_texts()]
    assert len(due) >= 3
    cleared_before = int(page.get_by_role("link", name="已消灭").inner_text().split()[-1])

    page.get_by_role("link", name="练习").first.click()
    page.get_by_role("button", name="开始今天的十题").click()
    page.wait_for_url("**/practice/sets/*")
    stem = page.locator(".question-stem").inner_text()
    assert any(stem.startswith(one.split("____")[0][:15]) for one in due)

    tapped = page.locator("label.option").first.bounding_box() if page.locator("label.option").count() else None
    assert tapped is None or tapped["height"] >= 48

    fates, asked = [], set()
    for number in range(1, 11):
        expect(page.locator("#question-title")).to_contain_text(f"第 {number} 题，共 10 题")
        asked.add(number_of(page))
        answer(page, question(page), is_right=number != 10)
        expect(page.locator(".law-quote a")).to_be_visible()
        fates.append(page.locator("#question").inner_text())
        if number == 4:
            # Another device goes on exactly here.
            other = visit(other_size)
            other.sign_in(who, demo["password"])
            there = other.open("/practice")
            there.get_by_role("button", name="接着做").click()
            expect(there.locator("#question-title")).to_contain_text("第 5 题，共 10 题")
        page.get_by_role("link", name="下一题" if number < 10 else "看这一组的结果").click()
    assert wrong <= asked
    assert any("移出错题本；在“已消灭”里还找得到" in fate for fate in fates)
    assert "明天再考" in fates[-1]
    expect(page.locator("#question-title")).to_have_text("答对 9 / 10 题")

    page = visitor.open("/practice/mistakes")
    expect(page.locator("#mistakes")).to_contain_text("明天再考")
    cleared = page.get_by_role("link", name="已消灭")
    assert int(cleared.inner_text().split()[-1]) > cleared_before
    cleared.click()
    expect(page.locator("#mistakes .pill.is-ok").first).to_be_visible()
    page.locator("#mistakes a").first.click()
    expect(page.locator(".law-quote")).to_be_visible()


def test_by_keyboard_alone(visit, demo, question):
    visitor = visit(DESK)
    visitor.sign_in(demo["secretary"], demo["password"])
    page = visitor.open("/practice/topics")
    page.get_by_role("button", name="开始练").press("Enter")
    page.wait_for_url("**/practice/sets/*")
    for _number in range(3):
        asked = question(page)
        if isinstance(asked, FillInBlanks):
            page.locator(".blanks input").first.fill("不记得")
        else:
            page.keyboard.press("b")
            expect(page.locator("label.option input").nth(1)).to_be_checked()
            expect(page.locator("#verdict")).to_have_count(0)
        page.keyboard.press("Enter")
        expect(page.locator("#verdict")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#verdict")).to_have_count(0)
    expect(page.locator("#question-title")).to_contain_text("第 4 题")


def test_without_scripts_and_with_a_mistake_taken_out_and_back(visit, demo, question):
    visitor = visit(PHONE, java_script_enabled=False)
    visitor.sign_in(demo["invigilator"], demo["password"])
    page = visitor.open("/practice")
    page.get_by_role("button", name="开始今天的十题").click()
    asked = question(page)
    if isinstance(asked, FillInBlanks):
        for box in page.locator(".blanks input").all():
            box.fill("不记得")
    elif isinstance(asked, MultipleResponse):
        page.locator(f"label.option input[value='{asked.keys[0]}']").check()
    else:
        (right,) = right_values(asked)
        page.locator(f"label.option input:not([value='{right}'])").first.check()
    page.get_by_role("button", name="提交答案").click()
    expect(page.locator("#verdict")).to_be_visible()
    page.get_by_role("button", name="没看清").click()
    expect(page.get_by_role("button", name="没看清")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="移出错题本").click()
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".toast-bar")).to_contain_text("已放回错题本")
