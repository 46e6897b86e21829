"""A real server with the demo library, and a real browser that complains of every console error."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from app.demo.commands import described
from tests import moving
from tests.machine import chromium, chromium_arguments

# The weeks of the demo library follow the day it is loaded: a Wednesday morning, so that a journey is the same every day.
os.environ.setdefault(moving.NAME, "2026-11-25T10:00+08:00")
moving.move()

PROJECT = Path(__file__).resolve().parents[2]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
BOTH_SIZES = ["phone", "desk"]
"""Names of the two sizes as tests have them, in this order."""
ANSWERS_WITHIN_SECONDS = 120
# A busy machine takes its time; what does not come at all still fails.
expect.set_options(timeout=20_000)


@dataclass
class Server:
    """One `zhixing serve` of its own data folder; it can be killed and started again on the same port.

    `now` is the moment of its first start, where that is not the one of all journeys.
    """

    data: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    now: str = ""

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """What its commands run with."""
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("ZHIXING_") or name.startswith(moving.NAME)
        }
        ours = {
            "ZHIXING_DATA": str(self.data),
            "ZHIXING_PORT": str(self.port),
            f"{moving.NAME}_FILE": str(self.minutes),
        }
        return {**clean, **ours, **({moving.NAME: self.now} if self.now else {})}

    @property
    def minutes(self) -> Path:
        """The file that says how many minutes have passed of which nobody had to wait for one."""
        return self.data.with_suffix(".minutes")

    def let_pass(self, minutes: int) -> None:
        """Nobody waits for them."""
        before = int(self.minutes.read_text(encoding="utf-8")) if self.minutes.exists() else 0
        self.minutes.write_text(str(before + minutes), encoding="utf-8")

    def start(self, *, demo: bool = True) -> None:
        """Start and wait for the first answer; an empty folder gets the demo library first."""
        if demo and not any(self.data.glob("*")):
            shutil.copytree(DEMOS.of(self), self.data, dirs_exist_ok=True)
        command = [sys.executable, "-m", "tests.moving", "serve"]
        self.process = subprocess.Popen(
            command, cwd=PROJECT, env=self.environment(), stdout=subprocess.DEVNULL, start_new_session=os.name != "nt"
        )
        _wait_until(self._answers)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=2):
                return True
        except OSError:
            return False

    def kill(self) -> None:
        """Kill it as a power cut would."""
        if self.process is None:
            return
        if os.name == "nt":
            self.process.kill()
        else:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


@dataclass
class Demos:
    """The demo library as it is loaded at a moment, kept in a folder that the workers of a run share: loading takes long.

    Whoever makes the folder loads it; the others wait until it says that it is whole.
    """

    folder: Path = Path()

    def of(self, server: Server) -> Path:
        """A data folder to be copied."""
        data = self.folder / f"demo-{re.sub(r'[^0-9]', '', server.now)}"
        whole = data.with_suffix(".whole")
        try:
            data.mkdir()
        except FileExistsError:
            _wait_until(whole.exists)
            return data
        command = [sys.executable, "-m", "tests.moving", "demo"]
        environment = {**server.environment(), "ZHIXING_DATA": str(data)}
        subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, check=True)
        whole.touch()
        return data


DEMOS = Demos()


def _wait_until(it_is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while not it_is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {ANSWERS_WITHIN_SECONDS} s")
        time.sleep(0.1)


@pytest.fixture(scope="session", autouse=True)
def _demos(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    own = tmp_path_factory.getbasetemp()
    DEMOS.folder = own if worker_id == "master" else own.parent


@dataclass
class Visitor:
    """A person at a browser; `errors` are what the console complained of, less the network errors of being offline."""

    context: BrowserContext
    page: Page
    address: str
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a page of the product."""
        self.page.goto(self.address + path)
        return self.page

    def fits(self) -> bool:
        """Nothing of the page lies beside it: one scrolls down and never sideways."""
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(wider)) <= 0

    def sign_in(self, name: str, password: str) -> None:
        """Through the sign-in page, as people do."""
        self.open("/sign-in")
        self.page.locator("input[name=account], input[name=sign_in]").first.fill(name)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url(lambda url: "/sign-in" not in url)


def trained(desk: Visitor, name: str) -> None:
    """Whoever keeps qualifications writes down that this person has what is asked before anybody becomes active."""
    page = desk.open("/qualifications")
    page.get_by_role("link", name="志愿者安全须知", exact=True).click()
    page.locator("#grant").get_by_label("人员").select_option(label=name)
    page.locator("#grant").get_by_label("依据").fill("示例安全须知签到表")
    page.locator("#grant").get_by_role("button", name="登记").click()
    expect(page.locator("#toast")).to_contain_text("已登记")


def free_port() -> int:
    """A port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(data: Path) -> Iterator[Server]:
    """A server with the demo library as it comes, in a folder of its own."""
    one = Server(data, free_port())
    try:
        one.start()
        yield one
    finally:
        one.kill()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server with the demo library for all journeys."""
    with served(tmp_path_factory.mktemp("data")) as one:
        yield one


@pytest.fixture(scope="session")
def demo() -> dict[str, str]:
    """The password under `password`, and a sign-in name for each role."""
    told = described()
    names = {str(one["role"]): str(one["sign_in"]) for one in told["sign_ins"]}  # type: ignore[attr-defined]
    return {"password": str(told["password"]), **names}


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One browser for all journeys."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium_arguments())
        yield browser
        browser.close()


@pytest.fixture
def visit(chrome: Browser, server: Server) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors, each with a browser profile of their own; every console error fails the test at its end."""
    visitors: list[Visitor] = []

    def make(size: dict[str, int] = DESK, **options: object) -> Visitor:
        context = chrome.new_context(viewport=size, locale="zh-CN", **options)  # type: ignore[arg-type]
        visitor = Visitor(context, context.new_page(), server.address)
        visitor.page.on("console", lambda message: _complain(visitor, message))
        visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
        visitors.append(visitor)
        return visitor

    yield make
    complaints = [error for visitor in visitors for error in visitor.errors]
    for visitor in visitors:
        visitor.context.close()
    assert complaints == []


def _complain(visitor: Visitor, message: ConsoleMessage) -> None:
    # Chromium itself logs every request that fails while a test has cut the network or killed the server.
    if message.type == "error" and "net::ERR_" not in message.text:
        visitor.errors.append(message.text)
