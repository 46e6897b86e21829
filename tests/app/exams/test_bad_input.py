"""What a browser must not send: each has its status and its sentence, and nothing in the tables changes."""

from datetime import timedelta

import pytest

from app.actor import Role
from app.exams.tables import Answer, HandIn
from app.people.tables import Session
from app.storage.memory import forget_everything
from app.web import signing
from quizzes.attempts import GRACE
from tests.app.exams.room import DEADLINE, MINUTE, all_rows, begun, is_said_in_chinese, room, time
from tests.cast import browser
from tests.makers import MONDAY, a_person

__all__ = ["begun", "room", "time"]

ANSWERS = "/answers"


async def unchanged(sending, status, code=None):
    """Send it: this status, this code, a Chinese sentence, and the tables as they were."""
    before = await all_rows()
    answer = await sending()
    assert answer.status_code == status, answer.text[:300]
    assert is_said_in_chinese(answer)
    if code is not None:
        assert answer.json()["code"] == code
    assert await all_rows() == before
    return answer


def one(**changes):
    return {"question": 1, "revision": 1, "value": 0, **changes}


def raw_one(question=b"1", revision=b"1", value=b"0"):
    """A save of one answer, byte by byte."""
    numbers = b'"question":' + question + b',"revision":' + revision + b',"value":' + value
    return b'{"batch":"b","writer":"w","answers":[{' + numbers + b"}]}"


MALFORMED = {
    "no JSON": b"answer=1",
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"x"',
    "half of it": b'{"batch": "b", "writer": "w", "answers": [{"quest',
    "not UTF-8": b'{"batch": "\xff\xfe", "writer": "w", "answers": []}',
    "half a character": b'{"batch": "\\ud800", "writer": "w"}',
    "nested without end": raw_one(value=b"[" * 30000 + b"]" * 30000),
    "a number too large to be one": raw_one(value=b"1e999"),
    "a number of five thousand digits": raw_one(revision=b"1" * 5000),
    "not a number": raw_one(value=b"NaN"),
    "a second value behind it": b'{"batch":"b","writer":"w"}{}',
    "an unknown field": {"batch": "b", "writer": "w", "answers": [], "score": 100},
    "an unknown field of an answer": {"batch": "b", "writer": "w", "answers": [one(points=5)]},
    "the attempt in the body": {"batch": "b", "writer": "w", "attempt": 1, "answers": [one()]},
    "no writer": {"batch": "b", "answers": [one()]},
    "no batch": {"writer": "w", "answers": [one()]},
    "a batch that is a number": {"batch": 1, "writer": "w", "answers": []},
    "a writer that is null": {"batch": "b", "writer": None, "answers": []},
    "a long writer": {"batch": "b", "writer": "w" * 65, "answers": []},
    "answers that are an object": {"batch": "b", "writer": "w", "answers": {"1": 0}},
    "an answer that is a list": {"batch": "b", "writer": "w", "answers": [[1, 1, 0]]},
    "a question that is a text": {"batch": "b", "writer": "w", "answers": [one(question="1")]},
    "a question below one": {"batch": "b", "writer": "w", "answers": [one(question=0)]},
    "a question beyond a column": {"batch": "b", "writer": "w", "answers": [one(question=2**31)]},
    "a question beyond a machine": raw_one(question=b"9" * 30),
    "a revision that is a text": {"batch": "b", "writer": "w", "answers": [one(revision="1")]},
    "a revision of half": {"batch": "b", "writer": "w", "answers": [one(revision=1.5)]},
    "a revision of zero": {"batch": "b", "writer": "w", "answers": [one(revision=0)]},
    "a revision below zero": {"batch": "b", "writer": "w", "answers": [one(revision=-1)]},
    "a revision beyond a million": {"batch": "b", "writer": "w", "answers": [one(revision=1_000_001)]},
    "no revision": {"batch": "b", "writer": "w", "answers": [{"question": 1, "value": 0}]},
    "no value": {"batch": "b", "writer": "w", "answers": [{"question": 1, "revision": 1}]},
    "51 answers": {"batch": "b", "writer": "w", "answers": [one(revision=n) for n in range(1, 52)]},
    "a time away below zero": {"batch": "b", "writer": "w", "away_ms": -1},
    "a day and more away": {"batch": "b", "writer": "w", "away_ms": 86_400_001},
    "a time away that is a text": {"batch": "b", "writer": "w", "away_ms": "5"},
    "a browser's clock that is a text": {"batch": "b", "writer": "w", "answers": [one(typed_ms="soon")]},
}  # fmt: skip


def as_body(given, desk):
    """The body with the right writer in it, so that only what is wrong with it is wrong."""
    if isinstance(given, bytes):
        return given.replace(b'"w"', f'"{desk.writer}"'.encode())
    return {**given, "writer": desk.writer} if given.get("writer") == "w" else given


@pytest.mark.parametrize("what", MALFORMED)
async def test_a_malformed_save(begun, what):
    body = as_body(MALFORMED[what], begun.desk)
    await unchanged(lambda: begun.desk.who.post_json(begun.desk.address + ANSWERS, body), 422, "malformed")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", {}, {"writer": "w"}, {"writer": "w", "count": "0", "fingerprint": "811c9dc5"},
        {"writer": "w", "count": -1, "fingerprint": "811c9dc5"}, {"writer": "w", "count": 0, "fingerprint": "811c9dc5" * 2},
        {"writer": "w", "count": 0, "fingerprint": "811c9dc5", "answers": []},
        {"writer": "w", "count": 10**30, "fingerprint": "0"},
    ],
)  # fmt: skip
async def test_a_malformed_hand_in(begun, body):
    sent = as_body(body, begun.desk)
    await unchanged(lambda: begun.desk.who.post_json(f"{begun.desk.address}/hand-in", sent), 422, "malformed")


@pytest.mark.parametrize("body", [b"", b"null", {"writer": 1}, {"writer": "w", "force": True}, {"writer": "w" * 65}])
async def test_a_malformed_claim(begun, body):
    await unchanged(lambda: begun.desk.who.post_json(f"{begun.desk.address}/claim", body), 422, "malformed")


@pytest.mark.parametrize("action", ["answers", "hand-in", "claim"])
async def test_a_body_too_large_for_any_answer(begun, action):
    body = b'{"writer": "' + b"w" * 65 * 1024 + b'"}'
    await unchanged(lambda: begun.desk.who.post_json(f"{begun.desk.address}/{action}", body), 413, "too_large")


async def test_fifty_answers_are_not_too_many(begun):
    answer = await begun.desk.save(*((begun.single, n, 0) for n in range(1, 51)))
    assert len(answer.json()["acks"]) == 50


WRONG_VALUES = [
    ("single", 4), ("single", -1), ("single", "0"), ("single", [0]), ("single", True), ("single", 0.0), ("single", 10**30),
    ("multiple", 0), ("multiple", [0, 5]), ("multiple", [0, 0]), ("multiple", ["0"]), ("multiple", [[0]]),
    ("multiple", {"0": 1}), ("multiple", [True]),
    ("truth", 1), ("truth", "true"), ("truth", []), ("blanks", "免费"), ("blanks", ["免费"]),
    ("blanks", ["a", "b", "c"]), ("blanks", [1, 2]),
    ("blanks", ["长" * 501, ""]), ("blanks", ["a\x00", ""]), ("blanks", {"0": "a"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), WRONG_VALUES)
async def test_a_value_that_does_not_fit_its_question(begun, kind, value):
    before = await all_rows()
    answer = (await begun.desk.save((getattr(begun, kind), 1, value))).json()
    (refused,) = answer["refused"]
    assert (answer["acks"], refused["question"], refused["revision"]) == ([], getattr(begun, kind), 1)
    assert "没有保存" in refused["said"]
    assert await all_rows() == before


async def test_a_question_that_is_not_on_the_paper(begun):
    before = await all_rows()
    (refused,) = (await begun.desk.save((424242, 1, 0))).json()["refused"]
    assert (refused["code"], refused["said"]) == ("not_on_paper", "这道题不在您的试卷上，没有保存")
    assert await all_rows() == before


async def test_a_number_taken_by_another_answer_is_not_overwritten(begun):
    await begun.desk.save((begun.single, 1, 2))
    answers = await Answer.select()
    (refused,) = (await begun.desk.save((begun.single, 1, 3))).json()["refused"]
    assert refused["code"] == "superseded"
    assert await Answer.select() == answers


@pytest.mark.parametrize(("address", "body"), [("answers", "batch"), ("hand-in", "hand"), ("claim", "claim")])
async def test_anothers_attempt_is_not_there(begun, address, body):
    stranger = await browser(await a_person("路人", Role.STAFF))
    sent = {
        "batch": begun.desk.batch((begun.single, 1, 0)),
        "hand": {"writer": begun.desk.writer, "count": 0, "fingerprint": "811c9dc5"},
        "claim": {"writer": begun.desk.writer},
    }[body]
    await unchanged(lambda: stranger.post_json(f"{begun.desk.address}/{address}", sent), 404, "missing")


@pytest.mark.parametrize("action", ["check", "questions/{question}"])
async def test_anothers_forms_are_not_there(begun, action):
    stranger = await browser(await a_person("路人", Role.STAFF))
    path = f"{begun.desk.address}/{action.format(question=begun.single)}"
    await unchanged(lambda: stranger.send(path, {"answer": "0"} if "questions" in action else {}), 404)
    for page in (begun.desk.address, f"{begun.desk.address}/check", f"/exams/{begun.hall.exam}"):
        await unchanged(lambda page=page: stranger.see(page), 404)


async def test_an_exam_one_is_not_enrolled_in_cannot_be_begun(begun):
    stranger = await browser(await a_person("路人", Role.STAFF))
    await unchanged(lambda: stranger.send(f"/exams/{begun.hall.exam}/attempts"), 404)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"fingerprint": "00000000"}, "all"),
        ({"count": 2}, "unsaved"),
        ({"count": 0}, "all"),
        ({"fingerprint": ""}, "all"),
    ],
)
async def test_a_hand_in_that_does_not_match(begun, changes, missing):
    await begun.desk.save((begun.single, 1, 0))
    answer = await unchanged(lambda: begun.desk.hand_in({begun.single: 1}, **changes), 409, "mismatch")
    everything = {line.id for line in begun.hall.paper.lines}
    assert set(answer.json()["missing"]) == (everything if missing == "all" else everything - {begun.single})


async def test_a_hand_in_from_a_tab_that_may_not_write(begun):
    await unchanged(lambda: begun.desk.hand_in({}, writer="another-tab"), 409, "not_writer")


@pytest.mark.parametrize("writer", ["-", ""])
async def test_a_browser_that_calls_itself_by_the_mark_of_a_paper_that_is_in(begun, writer):
    await begun.desk.hand_in({})
    await unchanged(lambda: begun.desk.save(writer=writer), 409, "handed_in")
    answer = await begun.desk.save((begun.single, 1, 0), writer=writer)
    assert (answer.status_code, answer.json()["code"]) == (409, "handed_in")
    assert await Answer.count() == 0


async def test_a_page_without_scripts_left_open_saves_nothing_after_the_hand_in(begun):
    await begun.desk.hand_in({})
    answer = await begun.desk.who.send(f"{begun.desk.address}/questions/{begun.single}", {"answer": "0"})
    assert answer.status_code == 409
    assert await Answer.count() == 0


async def test_after_the_hand_in_nothing_is_taken_any_more(begun):
    await begun.desk.hand_in({})
    rows = await Answer.select(), await HandIn.select()
    answer = await begun.desk.save((begun.single, 1, 0))
    assert (answer.status_code, answer.json()["code"]) == (409, "handed_in")
    assert (await Answer.select(), await HandIn.select()) == rows
    await unchanged(lambda: begun.desk.claim(), 409, "handed_in")


async def test_after_the_deadline_there_is_no_claim_and_no_hand_in(begun, time):
    time.now = DEADLINE
    await unchanged(begun.desk.claim, 409, "closed")
    await unchanged(lambda: begun.desk.hand_in({}), 409, "closed")
    time.now = DEADLINE + GRACE + MINUTE
    answers = await Answer.select()
    refused = await begun.desk.save((begun.single, 1, 0))
    assert (refused.status_code, await Answer.select()) == (409, answers)
    question = f"{begun.desk.address}/questions/{begun.single}"
    assert (await begun.desk.who.send(question, {"answer": "0"})).status_code == 409
    assert await Answer.select() == answers


NO_SCRIPT = [
    ("single", {"answer": "9"}, 409), ("single", {"answer": "x"}, 409),
    ("single", {"answer": "9" * 5000}, 409), ("multiple", {"answer": ["9" * 5000, "0"]}, 409),
    ("truth", {"answer": "maybe"}, 409),
    ("multiple", {"answer": ["0", "0"]}, 409), ("blanks", {"answer": ["只有一个"]}, 409),
    ("blanks", {"answer": ["长" * 501, "x"]}, 409), ("single", {"answer": "0", "points": "5"}, 422),
    ("single", {"answer": "0", "writer": "x"}, 422), ("blanks", {"answer": ["a\x00", "b"]}, 422),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "form", "status"), NO_SCRIPT)
async def test_a_form_without_scripts_that_does_not_fit(begun, kind, form, status):
    path = f"{begun.desk.address}/questions/{getattr(begun, kind)}"
    await unchanged(lambda: begun.desk.who.send(path, form), status)


@pytest.mark.parametrize("question", ["424242", "99999999999999999999", "0", "-1"])
async def test_a_form_for_a_question_that_is_not_on_the_paper(begun, question):
    await unchanged(lambda: begun.desk.who.send(f"{begun.desk.address}/questions/{question}", {"answer": "0"}), 404)


@pytest.mark.parametrize(
    "values",
    [
        {"expires_at": MONDAY - MINUTE},
        {"seen_at": MONDAY - timedelta(hours=9)},
        {"ended_at": MONDAY},
        {"token_hash": "0" * 64},
    ],
    ids=["expired", "idle", "ended", "forged"],
)
async def test_a_session_that_is_over(begun, values):
    await Session.update(values).where(Session.person == begun.desk.who.actor.person)
    forget_everything()
    await unchanged(lambda: begun.desk.save((begun.single, 1, 0)), 401, "signed_out")
    await unchanged(lambda: begun.desk.hand_in({}), 401, "signed_out")
    await unchanged(begun.desk.claim, 401, "signed_out")
    await unchanged(lambda: begun.desk.who.send(f"{begun.desk.address}/check"), 401)
    page = await begun.desk.who.see(begun.desk.address)
    assert (page.status_code, page.headers["location"]) == (303, f"/sign-in?next={begun.desk.address}")


@pytest.mark.parametrize("token", ["", "0" * 48, "another", "visitor"])
async def test_a_forged_token(begun, token):
    another = await browser(await a_person("路人", Role.STAFF))
    forged = {"another": another.token(), "visitor": signing.form_token("")}.get(token, token)
    sent = {"X-CSRF-Token": forged, "Accept": "application/json"}
    body = begun.desk.batch((begun.single, 1, 0))
    client = begun.desk.who.client
    await unchanged(lambda: client.post(begun.desk.address + ANSWERS, json=body, headers=sent), 403, "forged")
    await unchanged(lambda: client.post(f"/exams/{begun.hall.exam}/attempts", data={"_token": forged}), 403)


async def test_a_save_from_another_site(begun):
    body = begun.desk.batch((begun.single, 1, 0))
    sending = begun.desk.who.post_json
    await unchanged(lambda: sending(begun.desk.address + ANSWERS, body, Origin="http://evil.test"), 403, "forged")
    await unchanged(
        lambda: sending(begun.desk.address + ANSWERS, body, **{"Sec-Fetch-Site": "cross-site"}), 403, "forged"
    )


@pytest.mark.parametrize("cookie", ["wrong", "", "0" * 32, "-"])
async def test_a_writers_cookie_that_is_not_ours_writes_nothing(begun, cookie):
    page = await begun.desk.who.see(begun.desk.address, Cookie=f"zhixing={begun.desk.who.cookie}; begun={cookie}")
    assert 'data-readonly="true"' in page.text
    assert begun.desk.writer not in page.text
