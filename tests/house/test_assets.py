"""The budgets and promises of what every page loads."""

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.exams.paperwork import SAYINGS

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
SCRIPTS = sorted(STATIC.glob("*.js"))
OURS = [*SCRIPTS, *STATIC.glob("*.css"), *STATIC.glob("*.svg")]
ISLAND = ["exam-queue.js", "exam-face.js", "exam.js"]
FIRST_LOAD = [
    "vendor/@tabler-core@1.6.1/tabler.min.css",
    "vendor/htmx.org@2.0.11/htmx.min.js",
    "zhixing.css",
    "app.js",
    "theme.js",
    "icons.svg",
    "icon.svg",
]
NEWER_THAN_ES2017 = {
    "optional chaining": r"\?\.[A-Za-z_(\[]",
    "nullish coalescing": r"\?\?",
    "object spread": r"\{\s*\.\.\.|,\s*\.\.\.\w+\s*\}",
    "catch without a name": r"catch\s*\{",
    "private field": r"this\.#",
    "later method": r"\.(?:finally|flat|flatMap|replaceAll|at|matchAll)\(|Promise\.(?:any|allSettled)|globalThis|structuredClone",
}
NOT_ON_PLAIN_HTTP = r"randomUUID|crypto\.subtle|serviceWorker|showSaveFilePicker"
NOT_IN_WECHAT = r"blob:|createObjectURL|\balert\(|\bconfirm\(|\bprompt\(|window\.open\("
COLOUR = re.compile(r"--zx-([\w-]+): (#[0-9a-f]{6});")
INK_ON_GROUND = [
    *((ink, ground) for ink in ("ink", "ink-2", "accent", "bad") for ground in ("paper", "sheet", "sheet-2")),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("paper", "ink"),
    *((ink, "tint") for ink in ("ink", "ink-2", "accent", "accent-strong")),
    *((f"{name}", f"{name}-tint") for name in ("ok", "warn", "bad")),
    *(("ink", f"{name}-tint") for name in ("ok", "warn", "bad")),
]


def packed(*names: str) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 9, mtime=0)) for name in names)


def themes() -> dict[str, dict[str, str]]:
    css = (STATIC / "zhixing.css").read_text("utf-8")
    blocks = re.findall(r"color-scheme: (?:light|dark);(.*?)\}", css, re.S)
    light, dark, system = (dict(COLOUR.findall(block)) for block in blocks[:3])
    return {"light": light, "dark": {**light, **dark}, "system": {**light, **system}}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_island_is_at_most_ten_kilobytes() -> None:
    assert packed(*ISLAND) <= 10 * 1024


def test_the_first_load_leaves_room_for_the_page() -> None:
    """120 KB compressed on a phone, of which 8 KB are the page's own."""
    assert packed(*FIRST_LOAD) <= 112 * 1024


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_nothing_of_ours_asks_another_host(path: Path) -> None:
    addresses = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"')]*", path.read_text("utf-8"))
    assert [address for address in addresses if address != "http://www.w3.org/2000/svg"] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_run_in_old_engines_on_plain_http(path: Path) -> None:
    code = re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.M)
    patterns = {**NEWER_THAN_ES2017, "needs HTTPS": NOT_ON_PLAIN_HTTP, "refused in WeChat": NOT_IN_WECHAT}
    assert {name: re.findall(pattern, code) for name, pattern in patterns.items() if re.search(pattern, code)} == {}


@pytest.mark.parametrize("name", ISLAND)
def test_the_island_never_asks_the_device_what_time_it_is(name: str) -> None:
    assert re.findall(r"Date\.now|new Date\(\)", (STATIC / name).read_text("utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_hold_no_words_for_people(path: Path) -> None:
    """Both languages are the server's: a script finds its words in the page."""
    code = re.sub(r"//.*$", "", path.read_text("utf-8"), flags=re.M)
    assert re.findall(r"[\u4e00-\u9fff]+", code) == []


def test_every_saying_of_the_island_is_in_its_contract_and_on_the_page() -> None:
    contract = (ROOT / "docs/exam-island.md").read_text("utf-8")
    listed = contract.partition("Sayings: ")[2].partition("Example:")[0]
    assert set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b|\bflagged\b", listed)) == set(SAYINGS)
    code = "".join((STATIC / name).read_text("utf-8") for name in ISLAND)
    said = set(re.findall(r"\bsay\(\"(\w+?)\"", code))
    assert said >= {"flagged", "minutes_left", "hand_in_waits"}
    assert {name for name in said if not name.endswith("_") and name not in contract} == set()


def test_the_sitting_page_keeps_the_contract_of_the_island() -> None:
    """Every element that the scripts look for is in the contract and on the page."""
    code = "".join((STATIC / name).read_text("utf-8") for name in ISLAND)
    wanted = set(re.findall(r"\(\"#([a-z-]+)\"", code)) | set(re.findall(r"^    \"#([a-z-]+)\":", code, re.M))
    assert {"sitting", "strip", "hand-in"} <= wanted
    for page in ("docs/exam-island.md", "templates/exams/sitting.html"):
        assert wanted - set(re.findall(r"\bid=\"([a-z-]+)\"", (ROOT / page).read_text("utf-8"))) == set(), page


def test_the_sprite_holds_every_icon_that_is_used() -> None:
    sprite = ElementTree.parse(STATIC / "icons.svg").getroot()
    drawn = {str(symbol.get("id")).removeprefix("i-") for symbol in sprite}
    sources = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "app").rglob("*.py")]
    text = "".join(path.read_text("utf-8") for path in sources)
    used = {
        *re.findall(r"\bicon\(\s*[\"']([a-z0-9-]+)[\"']", text),
        *re.findall(r"Destination\(.*?\), \"([a-z0-9-]+)\"", text),
    }
    assert {"home", "flag"} <= used
    assert used - drawn == set()


@pytest.mark.parametrize("theme", ["light", "dark", "system"])
@pytest.mark.parametrize(("ink", "ground"), INK_ON_GROUND)
def test_text_stands_out_from_its_ground(theme: str, ink: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    colours = themes()[theme]
    darker, lighter = sorted([luminance(colours[ink]), luminance(colours[ground])])
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_the_dark_theme_is_the_same_by_choice_and_by_system() -> None:
    assert themes()["dark"] == themes()["system"]
