"""One request from outside: whose it is, in which language, and the headers that every answer bears."""

import dataclasses
import re

import pytest

from app import settings
from app.actor import Role
from app.main import app
from app.web import visit
from app.web.visit import HEADERS, VisitMiddleware, begun_cookie
from tests.app.web import site
from tests.app.web.site import SEEN_FROM, Visitor, in_english
from tests.cast import browser
from tests.makers import a_person


@pytest.fixture
def told(monkeypatch):
    """The installation's settings, changed for one test."""

    def change(**changes):
        changed = dataclasses.replace(settings.current(), **changes)
        monkeypatch.setattr(visit, "current", lambda: changed)

    return change


def cookies_set(answer):
    return [value for name, value in answer.headers.multi_items() if name == "set-cookie"]


ANSWERS = [
    "/page",
    "/nowhere",
    "/unmarked",
    "/staff",
    "/raises/anything",
    "/raises/refused",
    "/static/theme.js",
    "/static/none.js",
]


@pytest.mark.parametrize("path", ANSWERS)
async def test_every_answer_bears_the_headers(visitor, path):
    answer = await visitor.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name.decode()] == value.decode()
    assert re.fullmatch("[0-9a-f]{8,32}", answer.headers["x-request-id"])
    assert len(answer.headers.get_list("cache-control")) == 1
    assert "strict-transport-security" not in answer.headers


async def test_scripts_and_styles_come_from_here_alone(visitor):
    policy = (await visitor.get("/page")).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "base-uri 'self'" in policy


async def test_what_is_personal_is_not_kept_and_what_is_not_is(visitor):
    assert (await visitor.get("/page")).headers["cache-control"] == "no-store"
    assert "immutable" in (await visitor.get("/static/theme.js")).headers["cache-control"]


async def test_nobody_else_may_read_our_answers(visitor):
    answer = await visitor.get("/page", Origin="http://evil.test")
    assert not [name for name in answer.headers if name.startswith("access-control-")]


async def test_every_request_has_its_own_number(visitor):
    assert (await visitor.get("/page")).headers["x-request-id"] != (await visitor.get("/page")).headers["x-request-id"]


async def test_over_https_the_cookie_is_guarded(told):
    told(https=True)
    answer = await Visitor().get("/page")
    (cookie,) = cookies_set(answer)
    assert cookie.startswith("__Host-zhixing=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax; Secure")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


async def test_over_https_a_cookie_without_the_prefix_is_nobodys(told):
    told(https=True)
    assert (await Visitor("staff").get("/staff")).status_code == 303
    assert (await Visitor(cookies={"__Host-zhixing": "staff"}).get("/staff")).status_code == 200


async def test_over_http_the_cookie_is_kept_from_scripts(visitor):
    (cookie,) = cookies_set(await visitor.get("/page"))
    assert cookie.startswith("zhixing=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax")


async def test_a_cookie_that_the_browser_chose_is_never_adopted():
    answer = await Visitor("chosen-by-somebody").get("/staff")
    assert answer.status_code == 303
    assert cookies_set(answer) == []


@pytest.mark.parametrize(
    "header", ["zhixing=staff", "a=b; zhixing=staff; c=d", 'zhixing="staff"', " zhixing = staff ;"]
)
async def test_the_cookie_is_found_among_others(header):
    assert (await Visitor().get("/staff", Cookie=header)).status_code == 200


@pytest.mark.parametrize(
    "header",
    ["", ";", "=staff", "zhixing", "zhixing=", "xzhixing=staff", "zhixing=staff=x", "\xff\xfe=\xff", "Zhixing=staff"],
)
async def test_a_broken_cookie_is_a_visitors(header):
    answer = await Visitor().get("/staff", Cookie=header.encode("latin-1"))
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("peer", "proxies", "forwarded", "address"),
    [
        ("192.0.2.7", set(), "203.0.113.9", "192.0.2.7"),
        ("192.0.2.7", {"192.0.2.8"}, "203.0.113.9", "192.0.2.7"),
        ("192.0.2.7", {"192.0.2.7"}, "203.0.113.9", "203.0.113.9"),
        ("192.0.2.7", {"192.0.2.7"}, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        ("192.0.2.7", {"192.0.2.7"}, None, "192.0.2.7"),
        ("192.0.2.7", {"192.0.2.7"}, "x" * 200, "x" * 45),
    ],
)
async def test_only_a_known_proxy_is_believed(told, peer, proxies, forwarded, address):
    told(proxies=frozenset(proxies))
    headers = {"X_Forwarded_For": forwarded} if forwarded else {}
    await Visitor("staff", peer=peer).get("/page", **headers)
    assert [address] == SEEN_FROM


async def test_preferences_are_what_the_browser_remembers():
    shown = (await Visitor(cookies={"theme": "dark", "size": "elder", "keys": "off"}).get("/page")).text
    assert 'data-theme="dark"' in shown
    assert 'data-size="elder"' in shown
    assert 'data-keys="off"' in shown


@pytest.mark.parametrize("name", ["language", "theme", "size", "keys"])
async def test_an_unknown_preference_is_the_default(name):
    shown = (await Visitor(cookies={name: '"><script>alert(1)</script>'}).get("/page")).text
    assert "<script>alert(1)" not in shown
    assert 'lang="zh-CN"' in shown
    assert 'data-theme="auto"' in shown


@in_english
async def test_the_language_is_for_one_request():
    english = (await Visitor(cookies={"language": "en"}).get("/page")).text
    chinese = (await Visitor().get("/page")).text
    assert '<html lang="en"' in english
    assert "还没有通知" not in english
    assert '<html lang="zh-CN"' in chinese
    assert "还没有通知" in chinese


async def test_the_writers_token_reaches_one_page_and_is_taken_back():
    assert begun_cookie(7, "abc") == "begun=abc; Path=/exams/attempts/7; HttpOnly; SameSite=Lax; Max-Age=60"
    assert begun_cookie(7, "") == "begun=; Path=/exams/attempts/7; HttpOnly; SameSite=Lax; Max-Age=0"


async def test_what_is_not_http_passes_untouched():
    seen = []

    async def inner(scope, receive, send):
        seen.append(scope)

    await VisitMiddleware(inner, site.find_actor)({"type": "lifespan"}, None, None)
    assert seen == [{"type": "lifespan"}]


async def test_a_database_that_is_away_says_come_again_and_not_sign_in(db, monkeypatch):
    async def away(cookie: str, address: str) -> None:
        raise ConnectionError("the server is gone")

    visitor = await browser(await a_person("馆员", Role.STAFF))
    monkeypatch.setattr(app, "find_actor", away)
    page = await visitor.see("/")
    assert page.status_code == 503
    assert "过几秒再试" in page.text
    saved = await visitor.post_json("/exams/attempts/1/answers", {})
    assert (saved.status_code, saved.json()["code"]) == (503, "unavailable")
