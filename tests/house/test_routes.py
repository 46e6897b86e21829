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
