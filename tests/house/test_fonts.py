"""The fonts that PDFs are set in are unchanged, listed and licensed, and do not weigh more than was agreed."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "app/office/fonts"
FONTS = tomllib.loads((FOLDER / "fonts.toml").read_text("utf-8"))["font"]
MOST_BYTES = 8_000_000


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font["folder"])
def test_font_files_are_those_of_the_list(font: dict[str, Any]) -> None:
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (FOLDER / font["folder"]).iterdir()}
    assert there == font["sha256"]
    assert font["licence"] in {"OFL-1.1", "Apache-2.0"}
    assert "LICENSE" in there


def test_nothing_unlisted_is_carried() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {font["folder"] for font in FONTS} | {"fonts.toml"}


def test_all_fonts_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.?tf")) <= MOST_BYTES
