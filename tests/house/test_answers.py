"""Whatever the house answers is shown: a status that htmx is not told of leaves the page as if nothing had been pressed."""

import html
import json
import re

import pytest

from app.web.errors import SENTENCES
from tests.house.reading import PROJECT, python_files

LAYOUT = (PROJECT / "templates/layout.html").read_text(encoding="utf-8")
CONFIG = json.loads(html.unescape(re.search(r'name="htmx-config"\s+content=\'([^\']+)\'', LAYOUT)[1]))
# Refusals with a page of their own, and whatever status a page of ours is given in the code.
GIVEN = {
    int(status) for path in python_files("app") for status in re.findall(r"status=(\d{3})", path.read_text("utf-8"))
}
SAID = sorted(SENTENCES.keys() | GIVEN | {403, 404, 409, 422, 500})


def handling(status):
    """What htmx does with the status: the first entry whose pattern is found in it."""
    return next(entry for entry in CONFIG["responseHandling"] if re.search(entry["code"], str(status)))


@pytest.mark.parametrize("status", SAID)
def test_every_answer_with_a_sentence_is_put_on_the_page(status):
    assert handling(status)["swap"]


@pytest.mark.parametrize("status", [status for status in SAID if status not in (200, 409, 422)])
def test_trouble_is_told_apart_from_a_form_that_came_back(status):
    assert handling(status).get("error")
