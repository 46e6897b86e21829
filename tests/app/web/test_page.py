"""Whole or part, and what every page carries from one request to the next."""

import gzip
from datetime import UTC, datetime

import pytest

from app.actor import May
from app.locale import speaking
from app.refusals import WhyNot
from app.web import signing
from app.web.page import Destination, clock_time, day_and_time, field_time, icon, place_of, points, said, short_time
from tests.app.web.site import Visitor, in_english


def is_whole(answer):
    return answer.text.lstrip().startswith("<!doctype html>") and '<section id="notices">' in answer.text


def is_part(answer):
    return answer.text.lstrip().startswith('<section id="notices">') and "<html" not in answer.text


async def test_htmx_is_given_only_the_part(visitor):
    assert is_part(await visitor.get("/page", HX_Request="true"))


@pytest.mark.parametrize(
    "headers",
    [{}, {"HX_Request": "true", "HX_Boosted": "true"}, {"HX_Request": "true", "HX_History_Restore_Request": "true"}],
)
async def test_a_visit_a_boosted_link_and_a_restored_page_are_whole(visitor, headers):
    assert is_whole(await visitor.get("/page", **headers))


async def test_what_decides_the_answer_is_told_to_caches(visitor):
    answer = await visitor.get("/page")
    assert answer.headers["vary"] == "HX-Request, Accept-Encoding, Cookie"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


async def test_a_page_is_compressed_for_whoever_takes_it(visitor):
    packed = await visitor.get("/page", Accept_Encoding="gzip")
    plain = await visitor.get("/page", Accept_Encoding="identity")
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    # The client has unpacked it; the two differ by their form tokens alone.
    assert len(packed.text) == len(plain.text)
    assert len(gzip.compress(plain.content, 1)) < len(plain.content)


async def test_a_visitor_without_a_cookie_gets_one_that_fits_the_form(visitor):
    client = visitor.client
    shown = await client.get("/page")
    token = shown.text.split('name="_token" value="')[1].split('"')[0]
    assert signing.is_form_token(token, client.cookies["zhixing"])
    assert (await client.post("/notes", data={"text": "x", "_token": token})).status_code == 303


async def test_all_forms_of_one_page_belong_to_one_cookie(visitor):
    answer = await visitor.get("/page")
    tokens = {piece.split('"')[0] for piece in answer.text.split('name="_token" value="')[1:]}
    cookies = [value for name, value in answer.headers.multi_items() if name == "set-cookie"]
    assert tokens
    assert len(cookies) == 1
    value = cookies[0].split("=", 1)[1].split(";")[0]
    assert all(signing.is_form_token(token, value) for token in tokens)


async def send_note(client, **headers):
    token = signing.form_token(client.cookies["zhixing"])
    return await client.post("/notes", data={"text": "<b>谢谢</b>", "_token": token}, headers=headers)


async def test_a_toast_is_shown_once_with_its_undo(staff):
    client = staff.client
    sent = await send_note(client)
    assert (sent.status_code, sent.headers["location"], sent.text) == (303, "/page", "")
    first, second = (await client.get("/page")).text, (await client.get("/page")).text
    assert "留下了：&lt;b&gt;谢谢&lt;/b&gt;" in first
    assert 'action="/notes/undo"' in first
    assert 'id="toast"' not in second
    assert "toast" not in client.cookies


async def test_a_part_leaves_the_toast_to_the_page(staff):
    client = staff.client
    await send_note(client)
    assert is_part(await client.get("/page", headers={"HX-Request": "true"}))
    assert "谢谢" in (await client.get("/page")).text


async def test_htmx_goes_where_a_form_leads(staff):
    sent = await send_note(staff.client, **{"HX-Request": "true"})
    assert (sent.status_code, sent.headers["hx-redirect"], sent.text) == (200, "/page", "")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "%7B%22said%22%3A%22hacked%22%2C%22undo%22%3A%22%2Fx%22%7D",
        "0" * 32 + ".%7B%22said%22%3A%22hacked%22%7D",
        "\xff" * 32 + ".x",
    ],
)
async def test_a_toast_that_is_not_ours_is_not_shown(value):
    answer = await Visitor().get("/page", Cookie=f"toast={value}".encode("latin-1"))
    assert answer.status_code == 200
    assert "hacked" not in answer.text
    assert 'id="toast"' not in answer.text


async def test_a_signature_for_another_purpose_makes_no_toast():
    stolen = signing.signed("form", "%7B%22said%22%3A%22hacked%22%2C%22undo%22%3Anull%7D")
    assert "hacked" not in (await Visitor(cookies={"toast": stolen}).get("/page")).text


MOMENT = datetime(2025, 12, 31, 16, 5, 9, tzinfo=UTC)


def test_moments_are_shown_on_the_librarys_clock():
    assert day_and_time(MOMENT) == "2026年1月1日（周四）00:05"
    assert (short_time(MOMENT), clock_time(MOMENT), field_time(MOMENT), field_time(None)) == (
        "01-01 00:05", "00:05:09", "2026-01-01T00:05", "",
    )  # fmt: skip


@in_english
def test_a_moment_in_english():
    with speaking("en"):
        assert day_and_time(MOMENT) == "Thu 01 Jan 2026, 00:05"


@pytest.mark.parametrize(
    ("hundredths", "shown"),
    [(0, "0"), (100, "1"), (8650, "86.5"), (133, "1.33"), (5, "0.05"), (-50, "-0.5"), (10000, "100")],
)
def test_points_have_no_idle_zeros(hundredths, shown):
    assert points(hundredths) == shown


def test_reasons_are_one_line():
    assert said((WhyNot("a", "名额已满。"), WhyNot("b", "活动已结束。"))) == "名额已满。 活动已结束。"


def test_an_icon_says_what_it_is_or_nothing():
    assert 'aria-hidden="true"' in icon("home")
    assert 'href="/static/icons.svg?v=' in icon("home")
    assert 'role="img" aria-label="&lt;b&gt;"' in icon("home", "<b>")


@pytest.mark.parametrize(
    ("path", "under"),
    [("/", "/"), ("/exams", "/exams"), ("/exams/3", "/exams"), ("/exams/manage/3", "/exams/manage"), ("/examsx", "")],
)
def test_a_page_lies_under_the_nearest_entry_of_the_navigation(path, under):
    entries = [Destination(address, "", "", May.ANYONE) for address in ("/", "/exams", "/exams/manage")]
    assert place_of(path, entries) == under
