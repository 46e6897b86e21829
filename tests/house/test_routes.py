"""No route without a mark; nothing on a page aims at what is not there."""

import re

from app.actor import May
from tests.house.reading import PROJECT, here

PAGES = sorted((PROJECT / "templates").rglob("*.html"))
TARGET = re.compile(r"""hx-(?:target|select)=["']#([\w-]+)["']""")
ELEMENT = re.compile(r"""\bid=["']([\w-]+)["']""")


def test_every_route_bears_a_mark():
    from app.main import site

    marks = {
        f"{sorted(handler.http_methods)} {route.path}": handler.opt.get("may")
        for route in site.routes
        for handler in getattr(
            route, "route_handlers", [route.route_handler] if hasattr(route, "route_handler") else []
        )
        if getattr(handler, "http_methods", None) != {"OPTIONS"}
    }
    assert marks
    assert {place: mark for place, mark in marks.items() if not isinstance(mark, May)} == {}


def test_every_target_exists():
    texts = {here(path): path.read_text(encoding="utf-8") for path in PAGES}
    there = {name for text in texts.values() for name in ELEMENT.findall(text)}
    missing = {page: lost for page, text in texts.items() if (lost := set(TARGET.findall(text)) - there)}
    assert missing == {}


def test_every_page_is_looked_at_by_axe():
    """Each HTML page of the product stands among those of the accessibility journey, or among its exceptions with a reason."""
    from app.main import site
    from tests.journeys.test_accessible import NOT_PAGES, PAGES

    addresses = {re.sub(r"\{\w+\}", "1", address.partition("?")[0]) for pages in PAGES.values() for address in pages}
    routes = {route.path for route in site.routes if "GET" in getattr(route, "methods", ())}
    missing = [
        path
        for path in sorted(routes - set(NOT_PAGES))
        if not any(re.fullmatch(_as_pattern(path), address) for address in addresses)
    ]
    assert missing == []
    assert sorted(set(NOT_PAGES) - routes) == []


def _as_pattern(path: str) -> str:
    return re.sub(r"\{\w+:(\w+)\}", lambda found: r"\d+" if found[1] == "int" else "[^/]+", path)
