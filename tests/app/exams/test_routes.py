"""A candidate's whole way over HTTP: the door, the paper, the saves, the receipt, the result."""

import html
import random
import re
from datetime import timedelta

import pytest

from app.actor import Role
from app.audit.tables import Deed
from app.exams.actions import making, sitting
from app.exams.queries import sitting as queries
from app.exams.tables import Answer, Attempt, HandIn, LateAnswer
from quizzes.attempts import GRACE
from tests.app.exams.room import DEADLINE, MINUTE, a_room, all_rows, begun, on_page, room, time
from tests.cast import browser
from tests.makers import MONDAY, a_person

__all__ = ["begun", "room", "time"]


async def test_the_door_opens_at_its_time(room, time):
    time.now = MONDAY - MINUTE
    before = (await room.desk.who.see(f"/exams/{room.hall.exam}")).text
    assert "还没到开考时间" in before
    assert "开始作答</button>" not in before
    assert (await room.desk.who.send(f"/exams/{room.hall.exam}/attempts")).status_code == 409
    time.now = MONDAY
    assert "开始作答</button>" in (await room.desk.who.see(f"/exams/{room.hall.exam}")).text
    waiting = await room.desk.who.part(f"/exams/{room.hall.exam}")
    assert waiting.text.lstrip().startswith('<section id="door"')


async def test_the_door_is_shut_when_the_exam_is_over(room, time):
    time.now = MONDAY + timedelta(hours=2)
    assert "考试已经结束，不能再开始" in (await room.desk.who.see(f"/exams/{room.hall.exam}")).text
    answer = await room.desk.who.send(f"/exams/{room.hall.exam}/attempts")
    assert (answer.status_code, await Attempt.count()) == (409, 0)


async def test_whoever_begins_gets_the_page_that_writes_and_no_other_page_does(room):
    first = await room.desk.begin()
    assert on_page(first, "readonly") == "false"
    assert room.desk.writer == (await Attempt.objects().first()).writer != ""
    again = await room.desk.who.see(room.desk.address)
    assert (on_page(again, "readonly"), on_page(again, "writer")) == ("true", "")
    assert room.desk.writer not in again.text
    door = await room.desk.who.see(f"/exams/{room.hall.exam}")
    assert (door.status_code, door.headers["location"]) == (303, room.desk.address)


async def test_beginning_in_two_tabs_makes_one_writer(room):
    other = await room.at_desk(room.hall.candidates[0])
    await room.desk.begin()
    page = await other.begin()
    assert (other.attempt, other.writer, on_page(page, "readonly")) == (room.desk.attempt, "", "true")


async def test_the_writers_cookie_is_for_that_page_alone(room):
    sent = await room.desk.who.send(f"/exams/{room.hall.exam}/attempts")
    cookie = sent.headers["set-cookie"]
    assert re.fullmatch(r"begun=[0-9a-f]{32}; Path=/exams/attempts/\d+; HttpOnly; SameSite=Lax; Max-Age=60", cookie)
    assert cookie.split("=")[1].split(";")[0] not in sent.text


async def test_every_kind_of_answer_is_saved_and_acknowledged(begun):
    given = [
        (begun.single, 1, 2),
        (begun.multiple, 1, [0, 3]),
        (begun.truth, 1, False),
        (begun.blanks, 1, ["免费", "５５"]),
    ]
    answer = await begun.desk.save(*given, (begun.other, 3, None))
    assert answer.json() == {
        "acks": [{"question": q, "revision": r} for q, r, _ in [*given, (begun.other, 3, None)]],
        "refused": [],
        "server_time": "2026-11-23T01:00:00.000Z",
        "remaining_ms": 30 * 60 * 1000,
        "state": "answering",
    }
    stored = {q: (s.revision, s.value) for q, s in (await queries.current_answers(begun.desk.attempt)).items()}
    assert stored == {
        begun.single: (1, "2"),
        begun.multiple: (1, "[0,3]"),
        begun.truth: (1, "false"),
        begun.blanks: (1, '["免费","５５"]'),
        begun.other: (3, "null"),
    }


async def test_an_empty_batch_asks_for_the_time(begun, time):
    time.now = MONDAY + 10 * MINUTE
    answer = await begun.desk.save()
    assert (answer.json()["remaining_ms"], answer.json()["state"]) == (20 * 60 * 1000, "answering")


async def test_the_same_batch_again_gets_the_same_acknowledgement(begun):
    first = await begun.desk.save((begun.single, 1, 2))
    rows = await all_rows()
    assert (await begun.desk.save((begun.single, 1, 2))).json() == first.json()
    assert await all_rows() == rows


async def test_a_stale_revision_is_refused_with_the_one_that_stands(begun):
    await begun.desk.save((begun.single, 5, 3))
    stale = (await begun.desk.save((begun.single, 4, 1), (begun.other, 1, 1))).json()
    assert stale["acks"] == [{"question": begun.other, "revision": 1}]
    (refused,) = stale["refused"]
    assert (refused["question"], refused["revision"], refused["code"]) == (begun.single, 5, "superseded")
    assert (await queries.current_answers(begun.desk.attempt))[begun.single].value == "3"


async def test_a_reload_shows_what_the_server_holds(begun):
    await begun.desk.save((begun.blanks, 2, ['</script><b>"&', "55"]), (begun.single, 1, 2))
    page = (await begun.desk.who.see(begun.desk.address)).text
    saved = re.search(r'<script type="application/json" id="saved">(.*?)</script>', page, re.DOTALL)[1]
    assert f'"{begun.blanks}":{{"revision":2,"value":["\\u003c/script>\\u003cb>\\"&","55"]}}' in saved
    assert html.escape('</script><b>"&') in page or "&lt;/script&gt;&lt;b&gt;" in page
    assert page.count("●") == 3  # two answered cells and the legend


async def test_another_device_reads_until_it_claims(begun):
    other = await begun.at_desk(begun.hall.candidates[0])
    other.attempt = begun.desk.attempt
    await begun.desk.save((begun.single, 1, 2))
    assert (await other.save((begun.single, 2, 0))).json()["code"] == "not_writer"
    claimed = (await other.claim()).json()
    assert claimed["answers"] == {str(begun.single): {"revision": 1, "value": 2}}
    other.writer = claimed["writer"]
    assert (await other.save((begun.single, 2, 0))).status_code == 200
    refused = await begun.desk.save((begun.single, 3, 1))
    assert (refused.status_code, refused.json()["kept"]) == (409, [{"question": begun.single, "revision": 3}])
    assert (await begun.desk.hand_in({begun.single: 2})).json()["code"] == "not_writer"


async def test_handing_in_gives_a_receipt_and_the_result_with_every_key(begun):
    await begun.desk.save((begun.single, 1, 0), (begun.blanks, 1, ["收费", "55"]))
    sent = await begun.desk.hand_in({begun.single: 1, begun.blanks: 1})
    assert sent.json() == {"receipt_url": begun.desk.address}
    page = (await begun.desk.who.see(begun.desk.address)).text
    receipt = (await HandIn.objects().first()).receipt
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", receipt)
    assert f'<span class="receipt-code">{receipt}</span>' in page
    assert "2 题 / 5 题" in page
    assert '<span class="stat-figure">2</span>' in page
    for number in range(1, 6):
        assert f"解析T-{number}：" in page
    assert page.count("第二条") >= 5


@pytest.mark.parametrize("shows_rank", [True, False])
async def test_a_rank_is_shown_only_when_it_is_published(db, time, shows_rank):
    room = await a_room(shows_rank=shows_rank)
    await room.desk.begin()
    await room.desk.hand_in({})
    assert ("名次，本馆已交 1 人" in (await room.desk.who.see(room.desk.address)).text) is shows_rank


async def test_handing_in_a_hundred_times_is_one_receipt(begun):
    await begun.desk.save((begun.single, 1, 0))
    answers = [await begun.desk.hand_in({begun.single: 1}) for _ in range(100)]
    assert {(a.status_code, a.text) for a in answers} == {(200, f'{{"receipt_url":"{begun.desk.address}"}}')}
    assert (await HandIn.count(), await Deed.count().where(Deed.verb == "attempt.handed_in")) == (1, 1)


@pytest.mark.parametrize(("late_ms", "status"), [(-50, 200), (-1, 200), (0, 409), (50, 409)])
async def test_handing_in_around_the_deadline(begun, time, late_ms, status):
    time.now = DEADLINE + timedelta(milliseconds=late_ms)
    assert (await begun.desk.hand_in({})).status_code == status
    assert await HandIn.count() == (status == 200)


async def test_after_the_deadline_the_page_waits_and_the_server_takes_the_paper_in(begun, time):
    await begun.desk.save((begun.single, 1, 0))
    time.now = DEADLINE
    waiting = await begun.desk.who.see(begun.desk.address)
    assert "时间到，已收卷。最多再等 121 秒" in waiting.text
    assert await HandIn.count() == 0
    time.now = DEADLINE + GRACE + timedelta(seconds=1)
    assert "时间到，服务器已收卷" in (await begun.desk.who.part(begun.desk.address)).text
    row = await HandIn.objects().first()
    assert (row.by, row.at, row.answered) == ("deadline", DEADLINE, 1)


async def test_a_late_answer_within_the_grace_counts_and_a_later_one_is_kept(begun, time):
    time.now = DEADLINE + GRACE
    within = await begun.desk.save((begun.single, 1, 0))
    assert (within.status_code, within.json()["state"], within.json()["remaining_ms"]) == (200, "closed", 0)
    time.now = DEADLINE + GRACE + timedelta(milliseconds=1)
    later = await begun.desk.save((begun.other, 1, 0))
    assert (later.status_code, later.json()["code"]) == (409, "closed")
    assert later.json()["kept"] == [{"question": begun.other, "revision": 1}]
    assert (await Answer.count(), await LateAnswer.count()) == (1, 1)


@pytest.mark.parametrize("step", [timedelta(hours=1), -timedelta(hours=1), timedelta(days=1), -timedelta(days=1)])
async def test_a_clock_that_steps_moves_no_deadline(begun, time, step):
    time.now = MONDAY + MINUTE + step
    await begun.desk.save((begun.single, 1, 0))
    await begun.desk.who.see(begun.desk.address)
    time.now = MONDAY + 2 * MINUTE
    assert (await Attempt.objects().first()).deadline_at == DEADLINE


@pytest.mark.parametrize("typed", [0, -1, 10**30, -(10**30), 1e308, -1e308, 0.1, 2**31, 2**63, None])
async def test_the_browsers_clock_decides_nothing(begun, time, typed):
    body = begun.desk.batch()
    body["answers"] = [{"question": begun.single, "revision": 1, "value": 0, "typed_ms": typed}]
    assert (await begun.desk.who.post_json(f"{begun.desk.address}/answers", body)).json()["acks"]
    time.now = DEADLINE + GRACE + MINUTE
    body["answers"][0]["revision"] = 2
    assert (await begun.desk.who.post_json(f"{begun.desk.address}/answers", body)).status_code == 409
    assert await LateAnswer.count() == 1


async def test_without_scripts_each_question_is_a_form(begun):
    who, address = begun.desk.who, begun.desk.address
    forms = [
        (begun.single, ["2"], "2"),
        (begun.multiple, ["0", "3"], "[0,3]"),
        (begun.truth, ["false"], "false"),
        (begun.blanks, ["免费", "55"], '["免费","55"]'),
        (begun.other, [], "null"),
    ]
    page = (await who.see(address)).text
    for question, texts, _ in forms:
        assert f'<form method="post" action="{address}/questions/{question}">' in page
        sent = await who.send(f"{address}/questions/{question}", {"answer": texts})
        assert (sent.status_code, sent.headers["location"]) == (303, f"{address}#q-{question}")
    stored = await queries.current_answers(begun.desk.attempt)
    assert {q: s.value for q, s in stored.items()} == {q: value for q, _, value in forms}
    check = (await who.see(f"{address}/check")).text
    assert "没有作答（1 题）" in check
    sent = await who.send(f"{address}/check")
    assert (sent.status_code, sent.headers["location"]) == (303, address)
    assert (await HandIn.objects().first()).answered == 4
    assert (await who.see(f"{address}/check")).headers["location"] == address


async def test_the_door_warns_with_the_persons_own_minutes(room, time):
    person = room.hall.candidates[0].person
    await making.give_extra_time(room.hall.editor, room.hall.exam, person, 15, now=MONDAY)
    time.now = MONDAY + 100 * MINUTE
    door = (await room.desk.who.see(f"/exams/{room.hall.exam}")).text
    (said,) = re.findall("现在开始，到 .*?分钟", door)
    assert said.endswith("11:15 就要收卷，答题时间不足 45 分钟")


async def test_a_page_with_a_stale_token_is_given_a_fresh_one(begun):
    answer = await begun.desk.who.see(f"{begun.desk.address}/answers", Accept="application/json")
    fresh = {"X-CSRF-Token": answer.json()["csrf"]}
    body = begun.desk.batch((begun.single, 1, 0))
    assert (
        await begun.desk.who.client.post(f"{begun.desk.address}/answers", json=body, headers=fresh)
    ).status_code == 200


async def test_my_exams_are_mine(begun):
    mine = (await begun.desk.who.see("/exams")).text
    assert "公共图书馆法小测" in mine
    assert "接着作答" in mine
    stranger = await browser(await a_person("路人", Role.STAFF))
    assert "还没有您的考试" in (await stranger.see("/exams")).text


@pytest.mark.slow
async def test_two_tabs_in_any_order_agree_with_the_model(begun):
    """500 times six steps of two tabs that save and claim; the model is one writer and the highest revision."""
    dice = random.Random(20261123)
    tabs = [begun.desk, await begun.at_desk(begun.hall.candidates[0])]
    tabs[1].attempt, tabs[1].writer = begun.desk.attempt, "never claimed"
    writer, revision, value = 0, 0, None
    for _ in range(500 * 6):
        number = dice.randrange(2)
        if dice.random() < 0.2:
            tabs[number].writer, _ = await sitting.claim(begun.hall.candidates[0], begun.desk.attempt, now=MONDAY)
            writer = number
            continue
        chosen, ahead = dice.randrange(4), dice.choice([1, 1, 1, 0])
        answer = await tabs[number].save((begun.single, revision + ahead, chosen)) if revision + ahead else None
        if answer is None:
            continue
        if not ahead and chosen == value:
            # It is in the log already, whoever sends it again.
            assert answer.json()["acks"] == [{"question": begun.single, "revision": revision}]
        elif number != writer:
            assert answer.json()["code"] == "not_writer"
        elif ahead:
            assert answer.json()["acks"] == [{"question": begun.single, "revision": revision + 1}]
            revision, value = revision + 1, chosen
        else:
            assert answer.json()["refused"][0]["code"] == "superseded"
    stored = (await queries.current_answers(begun.desk.attempt))[begun.single]
    assert stored == queries.Stored(revision, str(value))
