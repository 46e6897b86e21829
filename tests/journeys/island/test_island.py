"""The exam island against a server that misbehaves: what was acknowledged is there, what was typed arrives."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.island.fake import FakeServer, Reply, Sitting

AXE = Path(__file__).parents[2] / "vendor/axe-core@4.14.1/axe.min.js"


def choose(tab: Page, question: int, value: int | str) -> None:
    tab.locator(f"#q-{question} input[value='{value}']").click()


def fill(tab: Page, *texts: str) -> None:
    for at, text in enumerate(texts):
        tab.locator("#q-5 input").nth(at).fill(text)


def state(tab: Page, question: int, expected: str) -> None:
    expect(tab.locator(f"#q-{question}")).to_have_attribute("data-state", expected)


def strip(tab: Page, text: str) -> None:
    expect(tab.locator("#strip-text")).to_contain_text(text)


def failing(status: int, times: int, headers: dict[str, str] | None = None) -> Callable[[], Reply | None]:
    """The first `times` saves get this status; 0 is a connection that breaks."""
    left = iter(range(times))
    return lambda: (status, {"code": "fault"}, headers or {}) if next(left, None) is not None else None


def test_each_kind_of_answer_is_acknowledged(tab: Page, sitting: Sitting) -> None:
    choose(tab, 1, 2)
    choose(tab, 3, 3)
    choose(tab, 3, 0)
    choose(tab, 4, "false")
    fill(tab, "文化", "2018")
    tab.locator("#q-5 input").nth(1).blur()
    for question in (1, 3, 4, 5):
        state(tab, question, "saved")
    values = {question: value for question, (_, value) in sitting.current().items()}
    assert values == {1: 2, 3: [0, 3], 4: False, 5: ["文化", "2018"]}
    expect(tab.locator("[data-cell='1'] .cell-mark")).to_have_text("●")
    expect(tab.locator("#q-1 .state")).to_have_text("● 服务器已存")
    strip(tab, "已保存 14:32:08")


def test_a_text_is_saved_within_a_second_of_the_last_key(tab: Page, sitting: Sitting) -> None:
    tab.locator("#q-5 input").first.press_sequentially("免费开放", delay=20)
    began = time.monotonic()
    state(tab, 5, "saved")
    assert time.monotonic() - began < 1.5
    assert sitting.current()[5] == (1, ["免费开放", ""])


def test_an_answer_is_withdrawn(tab: Page, sitting: Sitting) -> None:
    choose(tab, 2, 1)
    state(tab, 2, "saved")
    tab.locator("#q-2 .clear").click()
    state(tab, 2, "empty")
    assert sitting.current()[2] == (2, None)


def test_three_answers_without_a_network_arrive_when_it_is_back(
    context: BrowserContext, tab: Page, sitting: Sitting
) -> None:
    context.set_offline(True)
    choose(tab, 1, 0)
    choose(tab, 2, 1)
    choose(tab, 4, "true")
    for question in (1, 2, 4):
        state(tab, question, "local")
    strip(tab, "已在本机保存 3 题 · 正在重连")
    expect(tab.locator("#retry")).to_be_visible()
    assert sitting.log == {}
    context.set_offline(False)
    for question in (1, 2, 4):
        state(tab, question, "saved")
    assert {q: value for q, (_, value) in sitting.current().items()} == {1: 0, 2: 1, 4: True}


def test_the_queue_survives_a_reload(tab: Page, sitting: Sitting) -> None:
    sitting.fault = lambda: (503, {}, {})
    choose(tab, 1, 3)
    state(tab, 1, "local")
    tab.reload()
    tab.wait_for_selector("#sitting[data-ready]")
    expect(tab.locator("#q-1 input[value='3']")).to_be_checked()
    state(tab, 1, "local")
    sitting.fault = lambda: None
    tab.locator("#retry").click()
    state(tab, 1, "saved")
    assert sitting.current() == {1: (1, 3)}


def test_a_reload_goes_on_writing_without_a_claim(tab: Page, sitting: Sitting) -> None:
    writer = sitting.writer
    tab.reload()
    tab.wait_for_selector("#sitting[data-ready]")
    choose(tab, 1, 1)
    state(tab, 1, "saved")
    assert sitting.writer == writer


def test_the_last_answer_leaves_with_the_page(tab: Page, server: FakeServer, sitting: Sitting) -> None:
    tab.locator("#q-5 input").first.fill("阅读")
    tab.goto(server.address + "result")
    deadline = time.monotonic() + 5
    while not sitting.log and time.monotonic() < deadline:
        time.sleep(0.05)
    assert sitting.current() == {5: (1, ["阅读", ""])}


def test_a_bad_answer_stands_alone(tab: Page, sitting: Sitting) -> None:
    sitting.poison = {2}
    sitting.fault = failing(503, 1)
    for question in (1, 2):
        choose(tab, question, 0)
    choose(tab, 3, 1)
    choose(tab, 4, "true")
    for question in (1, 3, 4):
        state(tab, question, "saved")
    state(tab, 2, "refused")
    expect(tab.locator("#q-2 .field-error")).to_have_text("这个答案存不下")
    tab.wait_for_timeout(1500)
    seen = len(sitting.batches)
    tab.wait_for_timeout(1500)
    assert len(sitting.batches) == seen
    sitting.poison = set()
    choose(tab, 2, 1)
    state(tab, 2, "saved")
    expect(tab.locator("#q-2 .field-error")).to_be_hidden()


def test_a_lost_acknowledgement_changes_nothing(tab: Page, sitting: Sitting) -> None:
    sitting.losing = True
    choose(tab, 1, 2)
    strip(tab, "网络中断")
    state(tab, 1, "local")
    sitting.losing = False
    state(tab, 1, "saved")
    assert sitting.log == {(1, 1): 2}
    assert len({batch["batch"] for batch in sitting.batches if batch["answers"]}) == 1


def test_a_number_taken_by_another_value_is_passed(tab: Page, sitting: Sitting) -> None:
    sitting.log = {(1, 1): 0, (1, 2): 1}
    choose(tab, 1, 3)
    state(tab, 1, "saved")
    assert sitting.current() == {1: (3, 3)}


def test_a_second_tab_reads_only_until_claimed(
    context: BrowserContext, tab: Page, server: FakeServer, sitting: Sitting
) -> None:
    choose(tab, 1, 2)
    state(tab, 1, "saved")
    second = context.new_page()
    second.goto(server.address)
    second.wait_for_selector("#sitting[data-ready]")
    expect(second.locator("#q-1 input").first).to_be_disabled()
    expect(second.locator("#q-1 input[value='2']")).to_be_checked()
    second.locator("#claim").click()
    expect(second.locator("#q-1 input").first).to_be_enabled()
    choose(second, 1, 0)
    state(second, 1, "saved")
    choose(tab, 2, 1)
    strip(tab, "这里只能看")
    expect(tab.locator("#q-2 input").first).to_be_disabled()
    assert sitting.current() == {1: (2, 0)}
    tab.locator("#claim").click()
    state(tab, 2, "saved")
    expect(tab.locator("#q-1 input[value='0']")).to_be_checked()
    assert sitting.current() == {1: (2, 0), 2: (1, 1)}


def test_a_renewed_token_is_fetched(tab: Page, sitting: Sitting) -> None:
    sitting.csrf = "second"
    choose(tab, 1, 2)
    state(tab, 1, "saved")


def test_signed_out_keeps_the_queue_and_offers_to_sign_in(tab: Page, sitting: Sitting) -> None:
    sitting.fault = failing(401, 2)
    choose(tab, 1, 2)
    strip(tab, "登录已失效 · 已在本机保存 1 题")
    expect(tab.locator("#sign-in")).to_be_visible()
    state(tab, 1, "saved")


def test_a_busy_server_says_when_to_come_back(tab: Page, sitting: Sitting) -> None:
    sitting.fault = failing(503, 1, {"Retry-After": "3"})
    began = time.monotonic()
    choose(tab, 1, 2)
    strip(tab, "服务器忙")
    state(tab, 1, "saved")
    assert time.monotonic() - began > 2.9


def test_handing_in_sends_the_rest_first(tab: Page, sitting: Sitting) -> None:
    choose(tab, 1, 2)
    state(tab, 1, "saved")
    sitting.fault = failing(0, 1)
    choose(tab, 4, "true")
    tab.locator("#q-2 .flag").click()
    tab.locator("#hand-in").click()
    expect(tab.locator("#check-unanswered")).to_have_text("235")
    expect(tab.locator("#check-flagged")).to_have_text("2")
    tab.locator("#confirm-hand-in").click()
    expect(tab.locator("#result")).to_have_text("7F3K-29QD")
    assert {q: value for q, (_, value) in sitting.current().items()} == {1: 2, 4: True}
    assert sitting.hand_ins == 1


def test_what_the_server_misses_is_sent_again(tab: Page, sitting: Sitting) -> None:
    choose(tab, 1, 2)
    state(tab, 1, "saved")
    choose(tab, 2, 0)
    state(tab, 2, "saved")
    del sitting.log[(1, 1)]
    tab.locator("#hand-in").click()
    tab.locator("#confirm-hand-in").click()
    expect(tab.locator("#result")).to_have_text("7F3K-29QD")
    assert sitting.current() == {1: (1, 2), 2: (1, 0)}
    assert sitting.hand_ins == 2


def test_what_only_the_server_holds_is_fetched(tab: Page, sitting: Sitting) -> None:
    sitting.log = {(4, 1): False}
    choose(tab, 1, 2)
    state(tab, 1, "saved")
    tab.locator("#hand-in").click()
    tab.locator("#confirm-hand-in").click()
    expect(tab.locator("#result")).to_have_text("7F3K-29QD")
    assert sitting.current() == {1: (1, 2), 4: (1, False)}


def test_the_queue_is_empty_after_the_receipt(tab: Page, server: FakeServer, sitting: Sitting) -> None:
    choose(tab, 1, 2)
    tab.locator("#q-1 .flag").click()
    tab.locator("#hand-in").click()
    tab.locator("#confirm-hand-in").click()
    expect(tab.locator("#result")).to_be_visible()
    left = """() => new Promise((resolve) => { const asked = indexedDB.open("zhixing-exam", 1);
      asked.onsuccess = () => { const all = asked.result.transaction("items").objectStore("items").getAll();
        all.onsuccess = () => resolve(all.result.length); }; })"""
    assert tab.evaluate(left) == 0


def test_time_runs_out_and_the_result_is_shown(context: BrowserContext, server: FakeServer, sitting: Sitting) -> None:
    sitting.deadline_ms = 2500
    tab = context.new_page()
    tab.goto(server.address)
    tab.wait_for_selector("#sitting[data-ready]")
    choose(tab, 1, 2)
    sitting.fault = lambda: None
    state(tab, 1, "saved")
    sitting.deadline_ms = 0
    expect(tab.locator("#q-1 input").first).to_be_disabled()
    sitting.state = "closed"
    expect(tab.locator("#result")).to_be_attached()
    assert sitting.current() == {1: (1, 2)}


def test_answers_after_the_closing_are_handed_over_for_review(tab: Page, sitting: Sitting) -> None:
    sitting.state = "closed"
    choose(tab, 1, 2)
    expect(tab.locator("#result")).to_be_attached()
    assert [(late["question"], late["value"]) for late in sitting.late] == [(1, 2)]
    assert sitting.late[0]["typed_ms"] > 3_500_000


def test_a_device_that_comes_back_too_late_hands_over_on_the_result_page(
    context: BrowserContext, tab: Page, server: FakeServer, sitting: Sitting
) -> None:
    context.set_offline(True)
    choose(tab, 1, 2)
    state(tab, 1, "local")
    tab.close()
    sitting.state = "closed"
    context.set_offline(False)
    later = context.new_page()
    later.goto(server.address + "result")
    later.wait_for_selector("#sitting[data-ready]", state="attached")
    deadline = time.monotonic() + 5
    while not sitting.late and time.monotonic() < deadline:
        later.wait_for_timeout(50)
    assert [(late["question"], late["value"]) for late in sitting.late] == [(1, 2)]
    later.wait_for_timeout(500)
    later.reload()
    later.wait_for_timeout(500)
    assert len(sitting.late) == 1


def test_more_time_opens_the_paper_again(context: BrowserContext, server: FakeServer, sitting: Sitting) -> None:
    sitting.deadline_ms = 1500
    tab = context.new_page()
    tab.goto(server.address)
    tab.wait_for_selector("#sitting[data-ready]")
    expect(tab.locator("#q-1 input").first).to_be_disabled()
    sitting.deadline_ms = 600_000
    expect(tab.locator("#q-1 input").first).to_be_enabled()
    choose(tab, 1, 2)
    state(tab, 1, "saved")


@pytest.mark.parametrize(
    ("broken", "warned"),
    [
        ("Object.defineProperty(window, 'indexedDB', {value: undefined})", False),
        (
            "Object.defineProperty(window, 'indexedDB', {value: undefined});"
            "Storage.prototype.setItem = () => { throw new Error('denied'); }",
            True,
        ),
    ],
    ids=["localstorage", "memory"],
)
def test_a_poorer_store_still_delivers(
    context: BrowserContext, server: FakeServer, sitting: Sitting, broken: str, warned: bool
) -> None:
    context.add_init_script(broken)
    tab = context.new_page()
    tab.goto(server.address)
    tab.wait_for_selector("#sitting[data-ready]")
    expect(tab.locator("#strip-memory")).to_be_visible(visible=warned)
    sitting.fault = failing(0, 1)
    choose(tab, 1, 2)
    state(tab, 1, "local")
    state(tab, 1, "saved")


def test_flags_stay_on_the_device(tab: Page, sitting: Sitting) -> None:
    tab.locator("#q-2 .flag").click()
    expect(tab.locator("[data-cell='2'] .cell-mark")).to_have_text("○⚑")
    tab.reload()
    expect(tab.locator("#q-2 .state")).to_have_text("○⚑ 未答 · 标记")
    expect(tab.locator("#q-2 .flag")).to_have_attribute("aria-pressed", "true")


def test_answers_can_be_carried_out_by_hand(tab: Page, sitting: Sitting) -> None:
    sitting.fault = lambda: (0, {}, {})
    choose(tab, 1, 2)
    strip(tab, "网络中断")
    tab.evaluate("document.querySelector('#export').click()")
    held = tab.evaluate("JSON.parse(document.querySelector('#export-text').value)")
    assert held["attempt"] == 17
    assert [(a["question"], a["revision"], a["value"], a["unsent"]) for a in held["answers"]] == [(1, 1, 2, True)]


def test_a_phone_shows_one_question_at_a_time(tab: Page) -> None:
    tab.set_viewport_size({"width": 320, "height": 700})
    expect(tab.locator(".question:visible")).to_have_count(1)
    tab.locator("#next").click()
    expect(tab.locator("#q-2")).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_random_faults_lose_nothing(tab: Page, sitting: Sitting, seed: int) -> None:
    """Drops before and after the commit, refusals, busy answers, reloads: the last value of each question stands."""
    dice = random.Random(seed)
    last: dict[int, int] = {}

    def fault() -> Reply | None:
        sitting.losing = dice.random() < 0.25
        return dice.choice([None, None, (0, {}, {}), (503, {}, {}), (500, {}, {}), (401, {}, {})])

    sitting.fault = fault
    for _ in range(25):
        question, value = dice.choice([1, 2]), dice.randrange(4)
        choose(tab, question, value)
        last[question] = value
        if dice.random() < 0.15:
            tab.reload()
            tab.wait_for_selector("#sitting[data-ready]")
        tab.evaluate("document.querySelector('#retry').click()")
        tab.wait_for_timeout(dice.randrange(60))
    sitting.fault, sitting.losing = (lambda: None), False
    everything = ", ".join(f"#q-{question}[data-state=saved]" for question in last)
    deadline = time.monotonic() + 30
    # A request that is still failing when the button is pressed puts the next one off for up to half a minute.
    while tab.locator(everything).count() < len(last) and time.monotonic() < deadline:
        tab.evaluate("document.querySelector('#retry').click()")
        tab.wait_for_timeout(100)
    for question in last:
        state(tab, question, "saved")
    assert {question: value for question, (_, value) in sitting.current().items()} == last


def test_a_copy_of_a_living_tab_finds_no_token(tab: Page, server: FakeServer, sitting: Sitting) -> None:
    """Browsers copy the tab's own storage when they duplicate a tab; `window.open` does the same."""
    with tab.expect_popup() as opened:
        tab.evaluate("window.open(location.href)")
    expect(opened.value.locator("#strip-text")).to_have_text("正在另一处作答，这里只能看")
    expect(opened.value.locator("#q-1 input").first).to_be_disabled()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_sitting_is_accessible(tab: Page, server: FakeServer, sitting: Sitting, theme: str, width: int) -> None:
    sitting.given_out = False
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(server.address + "?" + theme)
    tab.wait_for_selector("#sitting[data-ready]")
    tab.locator("#q-1 input").first.click()
    state(tab, 1, "saved")
    tab.evaluate(AXE.read_text("utf-8"))
    found = tab.evaluate("axe.run().then((report) => report.violations)")
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] == []
    tab.locator("#hand-in").click()
    found = tab.evaluate("axe.run().then((report) => report.violations)")
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] == []


def test_a_page_that_saves_nothing_learns_within_a_quarter_of_a_minute_that_the_exam_was_closed(
    tab: Page, sitting: Sitting
) -> None:
    tab.locator("#q-5 input").first.fill("写到一半")
    state(tab, 5, "saved")
    sitting.state = "closed"
    strip_text = tab.locator("#strip-text")
    expect(strip_text).to_have_text("考试已经结束，收到的答案都在", timeout=20_000)
    expect(tab.locator("#q-1 input").first).to_be_disabled()
    tab.wait_for_url("**/result")
    assert sitting.current() == {5: (1, ["写到一半", ""])}


def test_a_text_being_typed_when_the_exam_is_closed_is_handed_over(tab: Page, sitting: Sitting) -> None:
    choose(tab, 1, 0)
    state(tab, 1, "saved")
    sitting.state = "closed"
    tab.evaluate("""() => {
        const blank = document.querySelector("#q-5 input");
        blank.value = "图书";
        blank.dispatchEvent(new InputEvent("input", { bubbles: true }));
        document.querySelector("#q-2 input[value='1']").click();
    }""")
    tab.wait_for_url("**/result")
    assert {answer["question"]: answer["value"] for answer in sitting.late} == {2: 1, 5: ["图书", ""]}


def test_the_last_look_counts_what_is_open_and_says_that_there_is_no_network(
    context: BrowserContext, tab: Page, sitting: Sitting
) -> None:
    choose(tab, 1, 0)
    state(tab, 1, "saved")
    context.set_offline(True)
    tab.locator("#hand-in").click()
    expect(tab.locator("#check-empty")).to_have_text("还有 4 题没答")
    expect(tab.locator("#check-said")).to_have_text("现在没有网，连上后自动交卷")
    tab.locator("#confirm-hand-in").click()
    context.set_offline(False)
    tab.wait_for_url("**/result")
    assert sitting.receipt
