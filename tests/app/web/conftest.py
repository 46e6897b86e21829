"""The secret of these tests, and nothing remembered from the test before."""

import pytest

from app.web import signing
from tests.app.web import site
from tests.app.web.site import Visitor


@pytest.fixture(autouse=True)
def _afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "_secret", site.SECRET.encode())
    site.WRITTEN.clear()
    site.SEEN_FROM.clear()


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


@pytest.fixture
def staff() -> Visitor:
    return Visitor("staff")
