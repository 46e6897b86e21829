"""The pages of those who make, open, watch and close exams, over HTTP."""

import html
import re
from datetime import timedelta
from io import BytesIO

import docx
import pytest

from app.actor import Role
from app.exams.tables import Enrolment, EnrolmentWithdrawal, Exam, PaperQuestion
from app.exams.words import RULES
from app.notices.tables import Notice
from quizzes.rules import MultipleRule
from quizzes.scoring import why_not_rule
from tests.app.exams.room import all_rows, begun, is_said_in_chinese, room, time
from tests.cast import browser
from tests.makers import MONDAY, a_person, five_items, in_the_bank

__all__ = ["begun", "room", "time"]

FORM = {
    "title": "十一月小测",
    "preset": "own",
    "single_choice": "2",
    "single_choice_points": "1",
    "multiple_response": "1",
    "multiple_response_points": "2",
    "true_false": "1",
    "fill_in_blanks": "1",
    "rule": "cn_each",
    "minutes": "30",
    "opens_at": "2026-11-24T09:00",
    "closes_at": "2026-11-24 12:00",
    "review": "after_close",
    "note": "带身份证",
}


@pytest.fixture
async def editor(db, time):
    """An editor with five questions in the bank."""
    actor = await a_person("示例出题人", Role.EDITOR)
    await in_the_bank(actor, five_items())
    return await browser(actor)


async def made(editor, **changes):
    """A draft; its address."""
    answer = await editor.send("/exams/manage", {**FORM, **changes})
    assert answer.status_code == 303, answer.text[:500]
    return answer.headers["location"]


def error_at(answer, name):
    found = re.search(rf'id="e-{name}">.*?</span>([^<]+)</p>', answer.text)
    return html.unescape(found[1]) if found else None


async def test_an_exam_is_made_filled_opened_and_closed(editor, time):
    address = await made(editor)
    people = [await a_person(f"示例馆员{n}", Role.STAFF) for n in range(2)]
    empty = (await editor.see(address)).text
    assert "还没有人参加" in empty
    added = await editor.send(f"{address}/enrolments", {"people": [p.person for p in people]})
    assert added.headers["location"] == address
    assert "名单加了 2 人" in (await editor.see(address)).text
    assert (await editor.send(f"{address}/openings")).status_code == 303
    assert await PaperQuestion.count() == 5
    assert {row["person"] for row in await Notice.select(Notice.person)} == {p.person for p in people}
    time.now = MONDAY + timedelta(days=1, minutes=1)
    closed = await editor.send(f"{address}/closings", {"reason": "全馆停电"})
    assert closed.status_code == 303
    assert "已结束" in (await editor.see(address)).text


async def test_an_exam_that_is_open_for_longer_than_any_gathering_is_refused_where_its_end_is_typed(editor):
    long = {"closes_at": "2026-12-25T09:01"}
    for address in ("/exams/manage", await made(editor)):
        answer = await editor.send(address, {**FORM, **long})
        assert (answer.status_code, error_at(answer, "closes_at")) == (409, "考试最多开放 31 天，把结束时间往前改")
    people = {"people": [(await a_person("示例馆员", Role.STAFF)).person]}
    await editor.send(f"{address}/enrolments", people)
    assert (await editor.send(f"{address}/openings")).status_code == 303
    amended = {"title": FORM["title"], "opens_at": FORM["opens_at"], **long, "note": "带笔"}
    answer = await editor.send(f"{address}/amendment", amended)
    assert (answer.status_code, error_at(answer, "closes_at")) == (409, "考试最多开放 31 天，把结束时间往前改")
    assert "带笔" in answer.text


async def test_the_form_for_a_new_exam_is_tomorrow_at_nine(editor):
    page = (await editor.see("/exams/manage/new")).text
    assert 'name="opens_at" type="datetime-local" value="2026-11-24T09:00"' in page
    assert 'value="2026-11-24T12:00"' in page


async def test_what_was_made_is_what_was_asked_for(editor):
    await made(editor, shows_rank="1")
    row = await Exam.objects().first()
    assert (row.title, row.minutes, row.review, row.note, row.shows_rank) == (
        "十一月小测",
        30,
        "after_close",
        "带身份证",
        True,
    )
    assert (row.opens_at, row.closes_at) == (MONDAY + timedelta(days=1), MONDAY + timedelta(days=1, hours=3))
    page = (await editor.see(f"/exams/manage/{row.id}/edit")).text
    assert 'value="十一月小测"' in page
    assert 'value="2026-11-24T09:00"' in page
    assert ">带身份证</textarea>" in page


async def test_a_draft_is_changed_and_an_open_exam_is_not(editor):
    address = await made(editor)
    assert (await editor.send(address, {**FORM, "title": "改过的名字"})).headers["location"] == address
    assert "改过的名字" in (await editor.see(address)).text
    person = await a_person("示例馆员", Role.STAFF)
    await editor.send(f"{address}/enrolments", {"people": person.person})
    await editor.send(f"{address}/openings")
    rows = await all_rows()
    refused = await editor.send(address, {**FORM, "title": "再改"})
    assert (refused.status_code, "试卷已抽出，不能再改" in refused.text, 'value="再改"' in refused.text) == (
        409,
        True,
        True,
    )
    assert await all_rows() == rows
    again = await editor.send(f"{address}/openings")
    assert (again.status_code, "这场考试已经开放过了" in again.text) == (409, True)


@pytest.mark.parametrize(
    ("changes", "status", "field", "sentence"),
    [
        ({"title": ""}, 422, "title", "填写考试名称"),
        ({"title": "考"}, 422, "title", "考试名称至少 2 个字，现在 1 个字"),
        ({"title": "长" * 61}, 422, "title", "考试名称最多 60 个字，现在 61 个字"),
        ({"minutes": "0"}, 422, "minutes", "答题时间填 1 到 300 之间的数"),
        ({"minutes": "一小时"}, 422, "minutes", "答题时间填一个整数，例如 60"),
        ({"opens_at": "明天"}, 422, "opens_at", "开始时间写成 2026-11-22 14:30 这样"),
        ({"preset": "all"}, 422, "preset", "试卷蓝图要从列出的几项里选"),
        ({"rule": "per_option"}, 422, "rule", "多选给分规则要从列出的几项里选"),
        ({"single_choice": "201"}, 422, "single_choice", "单选题数填 0 到 200 之间的数"),
        ({"note": "长" * 501}, 422, "note", "考试说明最多 500 个字，现在 501 个字"),
        ({"closes_at": "2026-11-24 09:00"}, 409, "closes_at", "结束时间要晚于开始时间"),
        ({"closes_at": "2026-11-24 09:29"}, 409, "closes_at", "从开始到结束不够 30 分钟，把结束时间往后改"),
        (
            {"single_choice": "0", "multiple_response": "0", "true_false": "0", "fill_in_blanks": "0"},
            409,
            "preset",
            "至少要有一道大题：给某一种题填上题数",
        ),
    ],
)
async def test_a_plan_that_does_not_fit_comes_back_filled_in(editor, changes, status, field, sentence):
    before = await all_rows()
    answer = await editor.send("/exams/manage", {**FORM, "note": "写好的说明", **changes})
    assert (answer.status_code, error_at(answer, field)) == (status, sentence)
    assert f'<a href="#f-{field}">' in answer.text
    assert "<title>错误：" in answer.text
    assert "note" in changes or ">写好的说明</textarea>" in answer.text
    assert await all_rows() == before


FORBIDDEN = [
    "id", "seed", "made_at", "opened", "opened_at", "closed_at", "state", "points", "total", "marks", "role", "roles", "person",
    "actor", "password_hash", "token_hash", "is_admin", "exam", "blueprint", "review_now", "key", "writer",
    "deadline_at", "session",
    "__proto__", "title[]", "title.x", "Title", "title ", " title", "_method", "_token2", "csrf", "self", "kwargs", "__class__",
    "shows_rank_", "extra_minutes", "enrolled", "handed_in",
]  # fmt: skip


@pytest.mark.parametrize("name", FORBIDDEN)
async def test_a_field_the_form_does_not_know(editor, name):
    before = await all_rows()
    answer = await editor.send("/exams/manage", {**FORM, name: "1"})
    assert (answer.status_code, is_said_in_chinese(answer)) == (422, True)
    assert await all_rows() == before


def forms(room):
    """Every other form of an exam, with what it needs."""
    person = room.hall.candidates[0].person
    return {
        "enrolments": {"people": [person]},
        "withdrawals": {"person": person},
        "extra-time": {"person": person, "minutes": 5},
        "closings": {"reason": "停电了"},
    }


@pytest.mark.parametrize("action", ["enrolments", "withdrawals", "extra-time", "closings"])
@pytest.mark.parametrize("name", ["actor", "exam", "extra_minutes", "at", "id"])
async def test_no_form_takes_a_field_it_does_not_know(room, action, name):
    editor = await browser(room.hall.editor)
    before = await all_rows()
    answer = await editor.send(f"/exams/manage/{room.hall.exam}/{action}", {**forms(room)[action], name: "1"})
    assert (answer.status_code, is_said_in_chinese(answer)) == (422, True)
    assert await all_rows() == before


@pytest.mark.parametrize(
    ("action", "form", "status"),
    [
        ("enrolments", {"people": ["x"]}, 422),
        ("enrolments", {"people": ["424242"]}, 404),
        ("enrolments", {"people": ["99999999999"]}, 422),
        ("enrolments", {"people": ["-1"]}, 404),
        ("withdrawals", {"person": "424242"}, 404),
        ("withdrawals", {"person": ""}, 422),
        ("withdrawals", {}, 422),
        ("extra-time", {"person": "424242", "minutes": "5"}, 404),
        ("extra-time", {"person": "", "minutes": "5"}, 422),
        ("closings", {"reason": ""}, 422),
        ("closings", {"reason": "长" * 201}, 422),
        ("enrolments/424242", {}, 404),
    ],
)
async def test_a_form_that_names_nobody(room, action, form, status):
    editor = await browser(room.hall.editor)
    before = await all_rows()
    answer = await editor.send(f"/exams/manage/{room.hall.exam}/{action}", form)
    assert (answer.status_code, is_said_in_chinese(answer)) == (status, True)
    assert await all_rows() == before


async def test_the_toast_puts_a_withdrawn_person_back(room):
    editor = await browser(room.hall.editor)
    address, person = f"/exams/manage/{room.hall.exam}", room.hall.candidates[0].person
    await editor.send(f"{address}/withdrawals", {"person": person})
    assert (await room.desk.who.see(f"/exams/{room.hall.exam}")).status_code == 404
    page = (await editor.see(address)).text
    undo = re.search(r'id="toast".*?<form action="([^"]+)"', page, re.DOTALL)[1]
    assert undo == f"{address}/enrolments/{person}"
    await editor.send(undo)
    assert (await room.desk.who.see(f"/exams/{room.hall.exam}")).status_code == 200
    assert (await Enrolment.count(), await EnrolmentWithdrawal.count()) == (1, 0)


async def test_whoever_has_begun_stays_on_the_list(begun):
    editor = await browser(begun.hall.editor)
    form = {"person": begun.hall.candidates[0].person}
    answer = await editor.send(f"/exams/manage/{begun.hall.exam}/withdrawals", form)
    assert (answer.status_code, "已经开考的人不能移出名单" in answer.text) == (409, True)


async def test_a_draft_has_no_paper_to_take_along(editor):
    assert (await editor.see(f"{await made(editor)}/paper.docx")).status_code == 404


async def test_there_is_nothing_at_an_id_that_is_none(editor):
    for address in ("424242", "99999999999999999999"):
        for page in ("", "/edit", "/seats", "/late", "/paper.docx"):
            assert (await editor.see(f"/exams/manage/{address}{page}")).status_code == 404


async def test_a_bank_with_too_few_questions_opens_nothing(editor):
    address = await made(editor, single_choice="3")
    person = await a_person("示例馆员", Role.STAFF)
    await editor.send(f"{address}/enrolments", {"people": person.person})
    rows = await all_rows()
    refused = await editor.send(f"{address}/openings")
    assert (refused.status_code, "题库里可用的单选只有 2 题，这份卷要 3 题" in refused.text) == (409, True)
    assert await all_rows() == rows


@pytest.mark.parametrize("rule", MultipleRule)
async def test_every_rule_is_either_refused_with_a_sentence_or_named_offered_and_printed(editor, rule):
    before = await all_rows()
    answer = await editor.send("/exams/manage", {**FORM, "rule": rule.value})
    offered = (await editor.see("/exams/manage/new")).text
    if why_not_rule(rule):
        assert rule not in RULES
        assert f'value="{rule.value}"' not in offered
        assert (answer.status_code, error_at(answer, "rule")) == (
            409,
            "这条多选规则下全部勾选也能得分，换一条规则",
        )
        assert await all_rows() == before
        return
    assert f'value="{rule.value}"' in offered
    address = answer.headers["location"]
    person = await a_person("示例馆员", Role.STAFF)
    await editor.send(f"{address}/enrolments", {"people": person.person})
    assert (await editor.send(f"{address}/openings")).status_code == 303
    assert RULES[rule] in (await editor.see(address)).text
    paper = await editor.see(f"{address}/paper.docx?key=no")
    assert paper.status_code == 200
    assert RULES[rule] in "".join(p.text for p in docx.Document(BytesIO(paper.content)).paragraphs)


def test_no_two_rules_are_called_the_same():
    assert len(set(RULES.values())) == len(RULES)
