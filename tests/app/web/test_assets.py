"""Static files: only those of the folder, named by their content, compressed once."""

import gzip
import hashlib

import pytest

from app.settings import PROJECT
from app.web import assets
from tests.app.web.site import Visitor


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("theme.js", "text/javascript; charset=utf-8"),
        ("zhixing.css", "text/css; charset=utf-8"),
        ("icons.svg", "image/svg+xml; charset=utf-8"),
        ("vendor/htmx.org@2.0.11/htmx.min.js", "text/javascript; charset=utf-8"),
    ],
)
async def test_a_file_is_sent_as_it_is(visitor, name, kind):
    answer = await visitor.get(f"/static/{name}", Accept_Encoding="identity")
    assert answer.content == (PROJECT / "static" / name).read_bytes()
    assert answer.headers["content-type"] == kind
    assert "content-encoding" not in answer.headers


async def test_a_text_is_sent_compressed(visitor):
    answer = await visitor.get("/static/zhixing.css", Accept_Encoding="gzip, br")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.content == (PROJECT / "static/zhixing.css").read_bytes()
    assert int(answer.headers["content-length"]) == len(assets.asset("zhixing.css").packed) < len(answer.content) / 2


async def test_a_browser_that_has_it_is_told_so(visitor):
    first = await visitor.get("/static/theme.js")
    again = await visitor.get("/static/theme.js", If_None_Match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert (await visitor.get("/static/theme.js", If_None_Match='"another"')).status_code == 200


def test_the_address_changes_with_the_content():
    version = hashlib.sha256((PROJECT / "static/theme.js").read_bytes()).hexdigest()[:12]
    assert assets.address("theme.js") == f"/static/theme.js?v={version}"
    assert gzip.decompress(assets.asset("theme.js").packed) == assets.asset("theme.js").body


def test_a_template_that_names_no_file_fails_loudly():
    with pytest.raises(FileNotFoundError, match=r"static/none\.css"):
        assets.address("none.css")


OUTSIDE = [
    "../pyproject.toml", "..%2fpyproject.toml", "%2e%2e/pyproject.toml", "....//pyproject.toml", "vendor/../../pyproject.toml",
    "vendor/%2e%2e/%2e%2e/pyproject.toml", "%2fetc/passwd", "//etc/passwd", "/etc/passwd", "..%5cpyproject.toml", "theme.js%00",
    "theme.js%00.css", "./theme.js", "vendor", "vendor/", "", ".", "a" * 5000, "a/" * 500, "theme.js/",
    "THEME.JS", "%ff", "theme.js ",
]  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
async def test_nothing_else_is_ever_sent(name):
    async with Visitor("staff").client as client:
        answer = await client.get(f"http://library.test/static/{name}")
    assert answer.status_code == 404 or answer.content == (PROJECT / "static/theme.js").read_bytes()
    assert b"[project]" not in answer.content
    assert b"root:" not in answer.content


@pytest.mark.parametrize(
    "name", ["../pyproject.toml", "/etc/passwd", "theme.js\x00", "a" * 5000, "", ".", "vendor", "/theme.js"]
)
def test_a_name_outside_the_folder_is_no_file(name):
    assert assets.asset(name) is None
