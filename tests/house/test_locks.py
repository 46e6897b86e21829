"""The locks hold versions and hashes and name no place to fetch them from; nothing names a place of one machine."""

import re

import pytest

from tests.house.reading import PROJECT, here, own_files

RUNTIME, DEVELOPMENT = (PROJECT / name for name in ("requirements.lock", "requirements-dev.lock"))
ADDRESSES = ("://", "--index-url", "--extra-index-url", "--find-links", "--trusted-host", "file:", " @ ")
# Put together here, or this file would be the first to be found.
SLASH = "/"
PLACES = re.compile(rf"(?<![\w.*]){SLASH}(?:work|root|tmp){SLASH}(?=\w)|(?<![\w.]){SLASH}home{SLASH}\w+{SLASH}")
HOSTS = re.compile(
    r"py" r"pi\.(?:org|tuna)|python" r"hosted\.|registry\.npm" r"|mirrors\.(?:aliyun|tuna|ustc)|py" r"pi\.python"
)
VENDORED = ("static/vendor/", "tests/vendor/")


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT], ids=here)
def test_a_lock_names_no_address(lock):
    text = lock.read_text(encoding="utf-8")
    assert [address for address in ADDRESSES if address in text] == []


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT], ids=here)
def test_every_requirement_is_pinned_and_hashed(lock):
    loose = [name for name, (version, hashes) in requirements(lock).items() if not version or not hashes]
    assert loose == []


def test_developers_have_exactly_what_users_have_and_more():
    users, developers = requirements(RUNTIME), requirements(DEVELOPMENT)
    assert {name: developers.get(name) for name in users} == users


def test_no_file_names_a_place_of_one_machine_or_a_package_host():
    named = [
        f"{here(path, text.count(chr(10), 0, match.start()) + 1)} {match.group()}"
        for path in own_files()
        # What others made is carried as they made it.
        if not here(path).startswith(VENDORED) and (text := text_of(path))
        for pattern in (PLACES, HOSTS)
        for match in pattern.finditer(text)
    ]
    assert named == []


def text_of(path):
    """What a file says; nothing for pictures and fonts, which are not UTF-8."""
    return path.read_bytes().decode("utf-8", errors="ignore") if b"\0" not in path.read_bytes()[:4096] else ""


def requirements(lock):
    """Version and hashes by `name; marker`."""
    found = {}
    for block in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip()):
        first, *rest = block.replace("\\\n", "\n").splitlines()
        name, _, pinned = first.partition("==")
        version, _, marker = pinned.partition(";")
        hashes = frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", "\n".join(rest)))
        found[f"{name.strip()};{marker.strip()}"] = (version.strip(), hashes)
    return found
