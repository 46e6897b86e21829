"""A browser and a fake server for the exam island."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import machine
from tests.journeys.island.fake import FakeServer, Sitting


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = machine.chromium()
    if path is None:
        pytest.skip("no Chromium on this machine; ZHIXING_CHROMIUM names one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=machine.chromium_arguments())
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server() -> Iterator[FakeServer]:
    server = FakeServer()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def sitting(server: FakeServer) -> Sitting:
    server.sitting = Sitting()
    return server.sitting


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext, server: FakeServer, sitting: Sitting) -> Iterator[Page]:
    """The sitting, opened by its writer; an error in a script fails the test."""
    tab = context.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
    tab.goto(server.address)
    tab.wait_for_selector("#sitting[data-ready]")
    yield tab
    assert errors == []
