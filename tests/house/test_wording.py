"""Nothing of ours claims that a paper is recognised, certified or guaranteed by anybody but the library that issues it.

Source: the wording guard of the volunteers' specification: a library's record is no document of the state and is not linked
to the national platform, so no page, message or paper may sound as if it were.
"""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
CLAIMS = (
    "国家认可",
    "官方认证",
    "官方认可",
    "政府认可",
    "政府认证",
    "国标认证",
    "权威认证",
    "已认证",
    "国家认证",
    "全国通用",
    "全国有效",
)
IN_ENGLISH = (
    "officially recognised",
    "officially certified",
    "state-recognised",
    "nationally recognised",
    "certified by the state",
)
PLACES = [
    *sorted((ROOT / "templates").rglob("*.html")),
    *sorted((ROOT / "templates").rglob("*.typ")),
    *sorted((ROOT / "app").rglob("*.py")),
    ROOT / "app/locale/en/LC_MESSAGES/messages.po",
]


@pytest.mark.parametrize("claim", [*CLAIMS, *IN_ENGLISH])
def test_no_page_and_no_message_claims_what_the_library_cannot(claim):
    assert [str(path.relative_to(ROOT)) for path in PLACES if claim in path.read_text("utf-8").lower()] == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates/documents").glob("*.docx")), ids=lambda path: path.name)
def test_no_word_document_claims_it_either(path):
    with ZipFile(path) as parts:
        text = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    plain = re.sub(r"<[^>]+>", "", text)
    assert [claim for claim in CLAIMS if claim in plain] == []
