"""What this machine has for the tests: a browser, a PostgreSQL server."""

import asyncio
import os
import shutil
import sys
from pathlib import Path

import asyncpg

POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"
COMMANDS = (
    # Chromium without windows: the same pages with a fifth less work.
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def chromium() -> str | None:
    """Path of a Chromium: the one `ZHIXING_CHROMIUM` names, else the machine's, else Playwright's own; None if none."""
    if named := os.environ.get("ZHIXING_CHROMIUM"):
        return named
    found = next(filter(None, map(shutil.which, COMMANDS)), None)
    return found or next(filter(os.path.exists, PLACES), None) or _playwrights_own()


def chromium_arguments() -> list[str]:
    """Chromium refuses to run as root inside its sandbox, and containers have a small /dev/shm."""
    return ["--no-sandbox", "--disable-dev-shm-usage"] if sys.platform == "linux" else []


def postgres() -> str | None:
    """Address of the PostgreSQL server for tests; None when nothing lets `postgres` in there without a password."""
    try:
        asyncio.run(_knock())
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return None
    return POSTGRES


async def _knock() -> None:
    connection = await asyncpg.connect(POSTGRES, timeout=5)
    await connection.close()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def examples(many: int) -> int:
    """So many examples of a property over rows, and a third of them on PostgreSQL, where SQLite has tried all before."""
    return many // 3 if os.environ.get("ZHIXING_TEST_DATABASE") == "postgres" else many
