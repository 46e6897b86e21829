"""axe-core on every page of every role, light and dark, on a phone and at a desk: nothing serious."""

from pathlib import Path

import pytest

from tests.journeys.conftest import DESK, PHONE

AXE = next((Path(__file__).resolve().parents[1] / "vendor").glob("axe-core@*/axe.min.js")).read_text(encoding="utf-8")
PAGES = {
    None: ["/sign-in", "/activate", "/nothing-here"],
    "staff": [
        "/",
        "/exams",
        "/exams/2",
        "/account",
        "/notices",
        "/places",
        "/search?q=tsg",
        "/laws/public-library-law/2018-10-26",
    ],
    "editor": [
        "/",
        "/exams/manage",
        "/exams/manage/new",
        "/exams/manage/2",
        "/exams/manage/1/late",
        "/bank",
        "/bank/1",
        "/bank/new",
    ],
    "manager": ["/", "/exams/manage/1", "/exams/manage/1/marks", "/people", "/people/1", "/places", "/places/1"],
    "administrator": ["/", "/people", "/people/1", "/people/new", "/places/new", "/installation", "/demo"],
    "auditor": ["/", "/ledger"],
    "volunteer": ["/", "/account"],
}
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
    (found) => [found.impact, found.id, found.nodes.length, found.nodes[0].html.slice(0, 200), found.nodes[0].failureSummary]
)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("role", PAGES, ids=str)
def test_nothing_serious(visit, demo, role, size, theme):
    visitor = visit(size)
    visitor.context.add_cookies([{"name": "theme", "value": theme, "url": visitor.address}])
    if role:
        visitor.sign_in(demo[role], demo["password"])
    serious = []
    for path in PAGES[role]:
        page = visitor.open(path)
        page.evaluate(AXE)
        serious += [(path, *found) for found in page.evaluate(RUN) if found[0] in ("serious", "critical")]
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{path} is {wider} px wider than the screen"
    # A page that is not there logs a 404 of its own; anything else in the console fails the test.
    visitor.errors[:] = [error for error in visitor.errors if "404" not in error]
    assert serious == []
