"""What static/app.js and static/theme.js give to every page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.island.fake import FakeServer, Sitting

PAGE = """<!doctype html><html lang="zh-CN" data-bs-theme="light" data-theme="auto" data-keys="on"><head><meta charset="utf-8">
<meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false}'>
<title>页</title><link rel="icon" href="/static/icon.svg"><link rel="stylesheet" href="/static/zhixing.css">
<script src="/static/theme.js"></script><script src="/static/vendor/htmx.org@2.0.11/htmx.min.js" defer></script>
<script src="/static/app.js" defer></script></head><body>
<a href="#there" data-key="g h">首页</a><p id="there">到了</p><button type="button" data-opens="#keys">键盘用法</button>
<input id="search" type="search" data-key="/">
<details class="menu"><summary>菜单</summary><ul><li><a href="/">首页</a></li></ul></details>
<form method="post" action="/form"><input id="secret" name="secret" type="password" value="x">
<button type="button" id="eye" data-reveal="#secret" data-say-show="显示" data-say-hide="隐藏">显示</button>
<button id="send" name="deed" value="save">保存</button></form>
<div id="toast" class="toast-bar" data-seconds="1"><span>已删除</span>
<button type="button" data-dismiss="#toast">关闭</button></div>
<form id="people"><input type="checkbox" name="people" checked><input type="checkbox" name="people">
<button type="button" data-ticks-all="people">全选</button></form>
<section id="seats" hx-get="/result" hx-select="#result" hx-trigger="every 1s" hx-swap="innerHTML"><input id="minutes"></section>
<dialog id="keys"><button type="button" data-dismiss="#keys">关闭</button></dialog></body></html>"""


@pytest.fixture
def plain(context: BrowserContext, server: FakeServer, sitting: Sitting) -> Iterator[Page]:
    sitting.html = PAGE
    plain = context.new_page()
    errors: list[str] = []
    plain.on("pageerror", lambda error: errors.append(str(error)))
    plain.goto(server.address + "page")
    yield plain
    assert errors == []


def test_keys_open_the_help_the_search_and_places(plain: Page) -> None:
    plain.keyboard.press("?")
    expect(plain.locator("#keys")).to_be_visible()
    plain.keyboard.press("Escape")
    expect(plain.locator("#keys")).to_be_hidden()
    plain.keyboard.press("g")
    plain.keyboard.press("h")
    assert plain.url.endswith("#there")
    plain.keyboard.press("/")
    expect(plain.locator("#search")).to_be_focused()
    plain.keyboard.type("?gh")
    expect(plain.locator("#keys")).to_be_hidden()
    expect(plain.locator("#search")).to_have_value("?gh")


def test_keys_can_be_turned_off(plain: Page) -> None:
    plain.evaluate("document.documentElement.dataset.keys = 'off'")
    plain.keyboard.press("?")
    plain.keyboard.press("/")
    expect(plain.locator("#keys")).to_be_hidden()
    expect(plain.locator("#search")).not_to_be_focused()


def test_two_presses_are_one_effect(plain: Page, sitting: Sitting) -> None:
    plain.locator("#send").evaluate("button => { button.click(); button.click(); }")
    expect(plain).to_have_title("done")
    assert sitting.posted == ["secret=x&deed=save"]


def test_a_password_is_shown_and_hidden(plain: Page) -> None:
    plain.locator("#eye").click()
    expect(plain.locator("#secret")).to_have_attribute("type", "text")
    expect(plain.locator("#eye")).to_have_text("隐藏")
    plain.locator("#eye").click()
    expect(plain.locator("#secret")).to_have_attribute("type", "password")


def test_all_are_ticked_or_none(plain: Page) -> None:
    boxes = plain.locator("#people input")
    plain.locator("[data-ticks-all]").click()
    assert [boxes.nth(at).is_checked() for at in (0, 1)] == [True, True]
    plain.locator("[data-ticks-all]").click()
    assert [boxes.nth(at).is_checked() for at in (0, 1)] == [False, False]


def test_a_refreshing_part_waits_for_the_person_typing_in_it(plain: Page, sitting: Sitting) -> None:
    sitting.receipt = "7F3K-29QD"
    plain.locator("#minutes").fill("5")
    plain.wait_for_timeout(2200)
    expect(plain.locator("#minutes")).to_have_value("5")
    plain.locator("#search").focus()
    expect(plain.locator("#seats #result")).to_have_text("7F3K-29QD")


def test_a_toast_stays_while_it_is_focused(plain: Page) -> None:
    plain.locator("#toast button").focus()
    plain.wait_for_timeout(1500)
    expect(plain.locator("#toast")).to_be_visible()
    plain.locator("#search").focus()
    expect(plain.locator("#toast")).to_have_count(0)


def test_a_menu_closes_by_escape_and_gives_the_focus_back(plain: Page) -> None:
    plain.locator("summary").click()
    plain.locator(".menu a").focus()
    plain.keyboard.press("Escape")
    expect(plain.locator(".menu a")).to_be_hidden()
    expect(plain.locator("summary")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_the_theme_follows_the_system(browser: Browser, server: FakeServer, sitting: Sitting, scripts: bool) -> None:
    sitting.html = PAGE
    context = browser.new_context(color_scheme="dark", java_script_enabled=scripts)
    tab = context.new_page()
    tab.goto(server.address + "page")
    expect(tab.locator("body")).to_have_css("background-color", "rgb(19, 25, 26)")
    if scripts:
        tab.emulate_media(color_scheme="light")
        expect(tab.locator("html")).to_have_attribute("data-bs-theme", "light")
    context.close()
