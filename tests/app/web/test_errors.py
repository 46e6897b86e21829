"""Saying no: the status, the sentence, and never the cause."""

import logging

import pytest

from app import clock
from app.web import errors
from tests.app.web import site
from tests.app.web.site import BODY_LIMIT, CAUSE, in_english

JSON = {"Accept": "application/json"}
MISSING = "没有这一页，或者它不归您看"


@pytest.mark.parametrize("path", ["/raises/missing", "/nowhere", "/nowhere/二/%00", "/static/none.css"])
async def test_what_is_not_there_has_a_page_of_its_own(visitor, path):
    answer = await visitor.get(path)
    assert answer.status_code == 404
    assert f'<p data-code="missing">{MISSING}</p>' in answer.text
    assert "<title>没有这一页 · 知行</title>" in answer.text


async def test_a_refusal_gives_every_reason_escaped(visitor):
    answer = await visitor.get("/raises/refused")
    assert answer.status_code == 409
    assert '<p data-code="full">名额已满</p>' in answer.text
    assert '<p data-code="begun">活动已经&lt;开始&gt;了</p>' in answer.text


async def test_htmx_puts_the_refusal_where_notices_stand(visitor):
    answer = await visitor.get("/raises/refused", HX_Request="true")
    assert (answer.headers["hx-retarget"], answer.headers["hx-reswap"]) == ("#notice", "outerHTML")
    assert answer.text.strip().startswith('<div id="notice"')
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/raises/missing", 404, "missing"),
        ("/raises/refused", 409, "full"),
        ("/nowhere", 404, "missing"),
        ("/unmarked", 403, "not_allowed"),
    ],
)
async def test_a_program_is_answered_in_json(staff, path, status, code):
    answer = await staff.get(path, **JSON)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"code", "said"}
    assert answer.json()["code"] == code


async def test_all_reasons_are_in_the_json(visitor):
    assert (await visitor.get("/raises/refused", **JSON)).json()["said"] == "名额已满 活动已经<开始>了"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "POST"])
async def test_a_wrong_method(staff, method):
    answer = await staff.client.request(method, "/page")
    assert answer.status_code == 405
    assert "这个地址不能这样用" in answer.text


async def test_a_malformed_form_without_a_page_of_its_own(staff):
    answer = await staff.post("/notes", text="长" * 21, odd="x", _token=staff.token())
    assert answer.status_code == 422
    assert "留言最多 20 个字，现在 21 个字" in answer.text
    assert "不认识的一项“odd”" in answer.text


async def test_a_body_that_is_too_large(staff):
    answer = await staff.post("/notes", text="x" * BODY_LIMIT, _token=staff.token())
    assert answer.status_code == 413
    assert "送来的内容太大了" in answer.text


async def test_an_accident_has_a_number_that_leads_to_its_cause(visitor, caplog):
    with caplog.at_level(logging.ERROR, "zhixing"):
        answer = await visitor.get("/raises/anything")
    (record,) = [record for record in caplog.records if record.name == "zhixing"]
    number = record.getMessage().split()[1]
    assert record.getMessage() == f"incident {number} GET /raises/anything"
    assert CAUSE in caplog.text
    assert answer.status_code == 500
    assert f"已记录编号 {number}，可发给管理员" in answer.text
    assert CAUSE not in answer.text
    assert "RuntimeError" not in answer.text
    assert "Traceback" not in answer.text


async def test_an_accident_says_no_more_to_a_program(visitor):
    answer = await visitor.get("/raises/anything", **JSON)
    assert answer.status_code == 500
    assert answer.json()["code"] == "incident"
    assert CAUSE not in answer.text


async def test_two_accidents_have_two_numbers(visitor, caplog):
    for _ in range(2):
        await visitor.get("/raises/anything")
    numbers = {record.getMessage().split()[1] for record in caplog.records if record.name == "zhixing"}
    assert len(numbers) == 2


async def test_a_line_of_the_log_stays_one_line(visitor, caplog):
    await visitor.get("/raises/a%0Aincident FAKED GET %2F")
    (record,) = [record for record in caplog.records if record.name == "zhixing"]
    assert "\n" not in record.getMessage()


@in_english
@pytest.mark.parametrize("path", ["/raises/missing", "/raises/refused", "/raises/anything", "/nowhere", "/unmarked"])
async def test_an_english_reader_reads_english(staff, path):
    said = (await staff.get(path, Accept="application/json", Cookie="zhixing=staff; language=en")).json()["said"]
    assert said.replace("<开始>", "").isascii() or path == "/raises/refused"


@pytest.mark.parametrize(("path", "code"), [("/raises/full", "unavailable"), ("/raises/away", "file_away")])
async def test_a_database_that_is_away_is_no_incident(visitor, path, code):
    shown, told = await visitor.get(path), await visitor.get(path, **JSON)
    assert (shown.status_code, told.status_code) == (503, 503)
    assert (shown.headers["retry-after"], told.headers["retry-after"]) == ("5", "5")
    assert f'data-code="{code}"' in shown.text
    assert told.json()["code"] == code
    assert "这次没有存上" in told.json()["said"]
    assert CAUSE not in shown.text + told.text


async def test_the_log_says_once_in_ten_seconds_that_the_database_is_away(visitor, caplog, monkeypatch):
    monkeypatch.setattr(errors, "_UNAVAILABLE", errors._Line())
    now = 100.0
    monkeypatch.setattr(clock, "monotonic", lambda: now)
    for _ in range(5):
        await visitor.get("/raises/full")
    now += 10.0
    await visitor.get("/raises/full")
    lines = [record.getMessage() for record in caplog.records if record.name == "zhixing"]
    assert lines == [
        f"database unavailable (1 requests since the last line): {CAUSE}",
        f"database unavailable (5 requests since the last line): {CAUSE}",
    ]


async def test_a_visitor_who_leaves_in_the_middle_of_sending_is_no_incident(caplog):
    messages = iter([{"type": "http.request", "body": b"text=h", "more_body": True}, {"type": "http.disconnect"}])
    sent = []

    async def receive():
        return next(messages)

    async def send(message):
        sent.append(message)

    headers = {
        b"host": b"library.test",
        b"content-type": b"application/x-www-form-urlencoded",
        b"content-length": b"99",
    }
    scope = {"type": "http", "method": "POST", "path": "/notes", "raw_path": b"/notes", "query_string": b""}
    scope |= {"headers": list(headers.items()), "client": ("192.0.2.7", 50000), "server": ("library.test", 80)}
    scope |= {"scheme": "http", "http_version": "1.1", "asgi": {"version": "3.0"}, "root_path": "", "extensions": {}}
    await site.app(scope, receive, send)
    assert sent[0]["status"] == 400
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
