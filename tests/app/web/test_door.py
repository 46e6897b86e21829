"""The door: no mark, no entry; and what changes something came from a page of ours."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web import signing
from app.web.door import own_path
from tests.app.web.site import ADDRESS, BODY_LIMIT, SEEN_FROM, WRITTEN, Visitor

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("who", ["", "staff", "auditor"])
async def test_a_route_without_a_mark_lets_nobody_in(who):
    answer = await Visitor(who).get("/unmarked")
    assert answer.status_code == 403
    assert "nobody may read" not in answer.text


async def test_whoever_has_the_mark_comes_in(staff):
    assert (await staff.get("/staff")).status_code == 200
    assert (await Visitor("auditor").get("/staff")).status_code == 403


async def test_a_cookie_that_is_nobodys_is_a_visitors():
    assert (await Visitor("invented").get("/staff")).status_code == 303


async def test_a_visitor_is_sent_to_sign_in_and_back(visitor):
    answer = await visitor.get("/staff?a=1&b=//二")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/sign-in?next=/staff%3Fa%3D1%26b%3D//%25E4%25BA%258C",
    )


async def test_a_part_is_told_to_go_and_sign_in(visitor):
    answer = await visitor.get("/staff", HX_Request="true")
    assert (answer.status_code, answer.headers["hx-redirect"], answer.text) == (401, "/sign-in?next=/staff", "")


async def test_a_program_is_told_in_json(visitor):
    answer = await visitor.get("/staff", Accept="application/json")
    assert answer.status_code == 401
    assert answer.json() == {"code": "signed_out", "said": "登录已过期，登录后接着做；已写的内容还在"}


async def test_sending_a_form_signed_out_changes_nothing(visitor):
    answer = await visitor.post("/staff/notes", text="x", _token=signing.form_token("staff"))
    assert answer.status_code == 401
    assert "登录已过期" in answer.text
    assert WRITTEN == []


async def test_what_was_written_is_given_back_when_it_is_not_taken(visitor, staff):
    written = {"text": "甲：<写了很久>", "password": "不给人看的密码", "chosen": "one"}
    for who in (visitor, staff):
        answer = await who.post("/staff/notes", _token="0" * 48, **written)
        assert ("甲：&lt;写了很久&gt;" in answer.text, "刚才写的没有存" in answer.text) == (True, True)
        assert ("不给人看" in answer.text, ">one<" in answer.text) == (False, False)
    elsewhere = await staff.post("/staff/notes", headers={"Sec-Fetch-Site": "cross-site"}, **written)
    assert (elsewhere.status_code, "写了很久" in elsewhere.text) == (403, False)
    assert WRITTEN == []


async def test_a_part_that_is_saved_signed_out_leaves_the_page_and_says_so(visitor):
    answer = await visitor.post("/staff/notes", headers={"HX-Request": "true"}, text="甲：写了很久")
    assert (answer.status_code, answer.headers["hx-retarget"]) == (401, "#notice")
    assert "hx-redirect" not in answer.headers
    assert "登录已过期" in answer.text


async def test_the_token_is_taken_from_the_field_or_the_header(staff):
    assert (await staff.post("/staff/notes", text="field", _token=staff.token())).status_code == 200
    header = {"X-CSRF-Token": staff.token()}
    assert (await staff.post("/staff/notes", headers=header, text="header")).status_code == 200
    assert WRITTEN == ["field", "header"]


def bad_tokens():
    return {
        "none": {},
        "empty": {"_token": ""},
        "another person's": {"_token": signing.form_token("auditor")},
        "a visitor's": {"_token": signing.form_token("")},
        "invented": {"_token": "0" * 48},
        "not ascii": {"_token": "令" * 48},
        "cut": {"_token": signing.form_token("staff")[:-1]},
        "a signed toast": {"_token": signing.signed("toast", "staff")},
        "twice, the first one wrong": {"_token": ["0" * 48, signing.form_token("staff")]},
    }


@pytest.mark.parametrize(
    "which",
    [
        "none",
        "empty",
        "another person's",
        "a visitor's",
        "invented",
        "not ascii",
        "cut",
        "a signed toast",
        "twice, the first one wrong",
    ],
)
async def test_a_forged_token_changes_nothing(staff, which):
    answer = await staff.post("/staff/notes", text="x", **bad_tokens()[which])
    assert answer.status_code == 403
    assert "刷新后再做一次" in answer.text
    assert WRITTEN == []


@pytest.mark.parametrize("token", ["", "0" * 48, "\xff\xfe", "' OR 1=1"])
async def test_a_bad_header_is_not_made_good_by_the_field(staff, token):
    body = f"text=x&_token={staff.token()}"
    answer = await staff.post_body("/staff/notes", body, {**FORM, "X-CSRF-Token": token.encode("latin-1")})
    assert answer.status_code == 403
    assert WRITTEN == []


async def test_json_needs_the_header(staff):
    answer = await staff.post_body(
        "/staff/notes", f'{{"_token": "{staff.token()}"}}', {"content-type": "application/json"}
    )
    assert answer.status_code == 403
    assert answer.json()["code"] == "forged"


ELSEWHERE = {
    "another site": {"Origin": "http://evil.test"},
    "a look-alike": {"Origin": "http://library.test.evil.test"},
    "another scheme": {"Origin": "https://library.test"},
    "no scheme": {"Origin": "//library.test"},
    "another port": {"Origin": "http://library.test:8080"},
    "a user before the host": {"Origin": "http://library.test@evil.test"},
    "an opaque origin": {"Origin": "null"},
    "no address at all": {"Origin": "http://[::1"},
    "an empty origin": {"Origin": ""},
    "cross-site": {"Sec-Fetch-Site": "cross-site"},
    "same-site": {"Sec-Fetch-Site": "same-site"},
    "an unknown word": {"Sec-Fetch-Site": "trust-me"},
    "ours by origin, not by fetch": {"Origin": ADDRESS, "Sec-Fetch-Site": "cross-site"},
}


@pytest.mark.parametrize("headers", ELSEWHERE.values(), ids=list(ELSEWHERE))
async def test_another_site_is_refused_with_a_good_token(staff, headers):
    answer = await staff.post("/staff/notes", headers=headers, text="x", _token=staff.token())
    assert answer.status_code == 403
    assert WRITTEN == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": ADDRESS}, {"Sec-Fetch-Site": "same-origin", "Origin": ADDRESS}, {"Sec-Fetch-Site": "none"}],
)
async def test_our_own_page_is_believed(staff, headers):
    assert (await staff.post("/staff/notes", headers=headers, text="x", _token=staff.token())).status_code == 200
    assert WRITTEN == ["x"]


async def test_another_sites_body_is_not_even_read(staff):
    async def body():
        yield b"text="
        raise AssertionError("the body was read")

    answer = await staff.post_body("/staff/notes", body(), {**FORM, "Origin": "http://evil.test"})
    assert answer.status_code == 403


async def test_a_visitors_body_is_not_read_for_a_route_that_is_not_theirs(visitor):
    async def body():
        yield b"text="
        raise AssertionError("the body was read")

    assert (await visitor.post_body("/staff/notes", body(), FORM)).status_code == 401


@pytest.mark.parametrize("override", [{"X-HTTP-Method-Override": "POST"}, {"X-Method-Override": "POST"}])
async def test_a_get_cannot_pass_for_a_post(staff, override):
    answer = await staff.client.get(f"/staff/notes?text=x&_method=POST&_token={staff.token()}", headers=override)
    assert answer.status_code == 405
    assert WRITTEN == []


async def test_a_large_body_stops_before_the_form_is_read(staff):
    answer = await staff.post("/staff/notes", text="长" * BODY_LIMIT, _token=staff.token())
    assert answer.status_code == 413
    assert "太大" in answer.text
    assert WRITTEN == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"--\r\n"),
        ("multipart/form-data; boundary=a", b"no part at all"),
        ("multipart/form-data; boundary=a", b"--a\r\nContent-Disposition: form-data\r\n\r\nx\r\n--a--\r\n"),
        ("multipart/form-data; boundary=a", b"--a\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nx"),
        ("multipart/form-data; boundary=\xff".encode("latin-1"), b"--\xff\r\n"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"text=\xff\xfe&_token=\xff"),
        ("application/x-www-form-urlencoded", b"%ZZ=%&&&=&;=%00"),
        ("", b"text=x"),
    ],
)  # fmt: skip
async def test_a_broken_body_is_refused_with_a_sentence(staff, kind, body):
    answer = await staff.post_body("/staff/notes", body, {"content-type": kind})
    assert answer.status_code in {400, 403}
    assert WRITTEN == []
    assert answer.headers["content-type"].startswith("text/html")
    assert 'id="notice"' in answer.text


@pytest.mark.parametrize("row", ["2147483648", "-2147483648", "9" * 30, "9" * 5000])
async def test_an_id_that_no_table_holds_is_not_found(visitor, row):
    assert (await visitor.get(f"/rows/{row}")).status_code == 404


async def test_an_id_that_a_table_may_hold_is_looked_for(visitor):
    assert (await visitor.get("/rows/2147483647")).text == "2147483647"


async def test_an_address_with_nul_is_refused(visitor):
    answer = await visitor.get("/page?q=a%00b")
    assert answer.status_code == 400
    assert "读不懂" in answer.text


OUTSIDE = [
    "", None, "evil.test", "http://evil.test", "https:evil.test", "//evil.test", "///evil.test", "/\\evil.test", "\\/evil.test",
    "/a\\b", "javascript:alert(1)", "data:text/html,x", " /a", "\t/a", "/\t/evil.test", "/a\r\nSet-Cookie: x=1", "/\n/evil.test",
    "/a\x00", "?a=1", "#a", "mailto:a@b", "\u2028/a",
]  # fmt: skip


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_is_no_path_of_ours_leads_home(text):
    assert own_path(text) == "/"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/", "/"),
        ("/exams/3?a=1&b=%E4%BA%8C#q-4", "/exams/3?a=1&b=%E4%BA%8C#q-4"),
        ("/搜索?q=张 三", "/%E6%90%9C%E7%B4%A2?q=%E5%BC%A0%20%E4%B8%89"),
        ("/a//b", "/a//b"),
        ('/a"><script>', "/a%22%3E%3Cscript%3E"),
    ],
)
def test_a_path_of_ours_is_kept_as_a_header_may_hold_it(text, path):
    assert own_path(text) == path


@given(st.text(max_size=60))
def test_no_text_leads_to_another_site(text):
    path = own_path(text)
    assert path.startswith("/")
    assert path.isascii()
    assert path.isprintable()
    assert (urlsplit(path).scheme, urlsplit(path).netloc) == ("", "")
    assert not path.startswith(("//", "/\\"))


async def test_finding_the_actor_is_told_where_the_request_came_from(staff):
    await staff.get("/page")
    assert SEEN_FROM == ["192.0.2.7"]
