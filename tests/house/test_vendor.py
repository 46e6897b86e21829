"""What we carry of others' work is unchanged, listed and licensed."""

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MANIFESTS = [ROOT / "static/vendor/vendor.toml", ROOT / "tests/vendor/vendor.toml"]
LICENCES = {"0BSD", "MIT", "MPL-2.0", "Apache-2.0", "OFL-1.1"}
PACKAGES = [
    pytest.param(manifest.parent / package["folder"], package, id=package["folder"])
    for manifest in MANIFESTS
    for package in tomllib.loads(manifest.read_text("utf-8"))["package"]
]


@pytest.mark.parametrize(("folder", "package"), PACKAGES)
def test_vendored_files_are_those_of_the_list(folder: Path, package: dict[str, Any]) -> None:
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*")}
    assert there == package["sha256"]


@pytest.mark.parametrize(("folder", "package"), PACKAGES)
def test_each_package_says_whose_it_is(folder: Path, package: dict[str, Any]) -> None:
    assert folder.name == f"{package['name'].replace('/', '-')}@{package['version']}"
    assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package["integrity"])
    assert package["licence"] in LICENCES
    assert "LICENSE" in package["sha256"]


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.parent.parent.name)
def test_nothing_unlisted_is_carried(manifest: Path) -> None:
    listed = {package["folder"] for package in tomllib.loads(manifest.read_text("utf-8"))["package"]}
    assert {path.name for path in manifest.parent.iterdir()} == listed | {"vendor.toml"}


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.parent.parent.name)
def test_the_list_holds_no_address(manifest: Path) -> None:
    assert "://" not in manifest.read_text("utf-8")


def test_vendored_styles_ask_nothing_of_other_hosts() -> None:
    """The content security policy allows our own files and data: images only."""
    for path in (ROOT / "static/vendor").rglob("*.css"):
        css = path.read_text("utf-8")
        targets = re.findall(r"url\(\s*[\"']?([^\"')]*)", css) + re.findall(r"@import\s*[\"']([^\"']*)", css)
        assert [target for target in targets if not target.startswith("data:image/")] == []
