"""Practice over HTTP: today's ten with and without scripts, the notebook, short quizzes, and input that is no answer."""

import html
import re

import pytest

from app import clock
from app.actor import May, Role
from app.bank.queries import items
from app.bank.steps import draw_short_quiz
from app.practice.actions import beginning
from app.practice.queries import notebook
from app.practice.queries.notebook import Sought
from app.practice.queries.sets import my_set
from app.practice.tables import Mistake, PracticeAnswer, PracticeGoal, PracticeLeave, PracticeSet
from tests.app.practice.desk import DAY, LAW, a_bank, a_daily, a_reader, answered, right_texts, today, wrong_texts
from tests.cast import browser
from tests.makers import MONDAY, a_person

HTMX = {"HX-Request": "true"}


@pytest.fixture
async def reader(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    await a_bank()
    return await a_reader()


def text_of(answer):
    """The page as a reader sees it."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


async def begun(who):
    """Today's set by the button, as its id."""
    answer = await who.send("/practice/daily")
    assert answer.status_code == 303
    return int(answer.headers["location"].rsplit("/", 1)[1])


async def texts(version, is_right):
    item = (await items((version,)))[version]
    return right_texts(item) if is_right else wrong_texts(item)


async def test_todays_ten_without_scripts(reader):
    who = await browser(reader)
    assert "开始今天的十题" in (await who.see("/practice")).text
    set_id = await begun(who)
    versions = (await my_set(reader, set_id)).versions
    for number, version in enumerate(versions, start=1):
        shown = await who.see(f"/practice/sets/{set_id}")
        assert f"第 {number} 题，共 10 题" in shown.text
        assert "正确答案" not in shown.text
        form = {"version": version, "answer": await texts(version, number != 1)}
        sent = await who.send(f"/practice/sets/{set_id}/answers", form)
        assert sent.headers["location"] == f"/practice/sets/{set_id}?n={number}#verdict"
        verdict = await who.see(sent.headers["location"])
        assert "依据第二条第一款" in verdict.text
        assert f'href="/laws/{LAW}/' in verdict.text or "/laws/public-cultural-services-law/" in verdict.text
    summary = text_of(await who.see(f"/practice/sets/{set_id}"))
    assert "答对 9 / 10 题" in summary
    assert "今天的目标达到了，明天再来。" in summary
    assert "今天做完了，答对 9 / 10 题。" in (await who.see("/practice")).text


async def test_with_scripts_the_verdict_takes_the_questions_place(reader):
    who = await browser(reader)
    set_id = await begun(who)
    version = (await my_set(reader, set_id)).versions[0]
    form = {"version": version, "answer": await texts(version, False)}
    answer = await who.send(f"/practice/sets/{set_id}/answers", form, **HTMX)
    assert answer.status_code == 200
    assert answer.headers["hx-push-url"] == f"/practice/sets/{set_id}?n=1"
    assert answer.text.strip().startswith('<section id="question"')
    assert "已记入错题本，明天再考这道题。" in answer.text
    assert 'id="verdict" tabindex="-1" autofocus' in answer.text
    again = await who.send(f"/practice/sets/{set_id}/answers", {**form, "answer": await texts(version, True)}, **HTMX)
    assert "以第一次的答案为准" in again.text
    assert "is-wrong" in again.text or "is-part" in again.text


async def test_one_goes_on_exactly_where_one_was_on_another_device(reader):
    set_id = await begun(await browser(reader))
    for version in (await my_set(reader, set_id)).versions[:3]:
        await answered(reader, set_id, version, True)
    other = await browser(reader)
    assert "做到第 4 题，共 10 题。" in (await other.see("/practice")).text
    assert await begun(other) == set_id
    assert "第 4 题，共 10 题" in (await other.see(f"/practice/sets/{set_id}")).text


async def test_options_stand_in_an_order_of_the_sets_own_and_keep_their_numbers(reader):
    set_id = await begun(await browser(reader))
    one = await my_set(reader, set_id)
    held = await items(one.versions)
    number = next(n for n, v in enumerate(one.versions, 1) if held[v].question.kind.value == "single_choice")
    shown = (await (await browser(reader)).see(f"/practice/sets/{set_id}?n={number}")).text
    pairs = re.findall(
        r'value="(\d)">\s*<span class="option-letter">(\w)</span>\s*<span class="option-text">(.)<', shown
    )
    assert [letter for _, letter, _ in pairs] == ["A", "B", "C", "D"]
    assert {(int(value), text) for value, _, text in pairs} == set(enumerate("甲乙丙丁"))


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"answer": ["7"]}, 409, "没有这个选项"),
        ({"answer": ["oops"]}, 409, "和题目对不上"),
        ({}, 409, "还没有作答"),
        ({"version": "999"}, 409, "这一组里没有这道题"),
        ({"version": ""}, 422, "看不出是哪道题"),
        ({"version": "9" * 30}, 422, "看不出是哪道题"),
        ({"version": "-1"}, 422, "看不出是哪道题"),
    ],
)
async def test_what_is_no_answer_is_told_in_one_sentence_and_changes_nothing(reader, form, status, said):
    who = await browser(reader)
    set_id = await begun(who)
    one = await my_set(reader, set_id)
    held = await items(one.versions)
    version = next(v for v in one.versions if held[v].question.kind.value == "single_choice")
    for headers in ({}, HTMX):
        answer = await who.send(f"/practice/sets/{set_id}/answers", {"version": version, **form}, **headers)
        assert answer.status_code == status
        assert said in answer.text
    assert await PracticeAnswer.count() == 0
    assert await Mistake.count() == 0


async def test_somebody_elses_set_and_notebook_are_not_there(reader):
    set_id = await a_daily(reader, wrong=1)
    (entry,) = (await notebook.book(reader, Sought())).entries
    other = await browser(await a_reader())
    assert (await other.see(f"/practice/sets/{set_id}")).status_code == 404
    assert (await other.send(f"/practice/sets/{set_id}/answers", {"version": 1, "answer": "0"})).status_code == 404
    assert (await other.see(f"/practice/mistakes/{entry.id}")).status_code == 404
    for deed in ("removal", "return", "reason"):
        assert (await other.send(f"/practice/mistakes/{entry.id}/{deed}")).status_code == 404


async def test_every_role_practises(reader):
    for role in Role:
        who = await browser(await a_person("示例", role))
        assert (await who.see("/practice")).status_code == 200
        assert (await who.send("/practice/daily")).status_code == 303


async def test_the_notebook_by_its_pages(reader):
    who = await browser(reader)
    empty = await who.see("/practice/mistakes")
    assert "错题本是空的" in empty.text
    await a_daily(reader, wrong=3)
    listed = await who.see("/practice/mistakes")
    assert "明天再考" in listed.text
    entry = (await notebook.book(reader, Sought())).entries[0]
    shown = await who.see(f"/practice/mistakes/{entry.id}")
    assert "之后有两天答对就移出" in shown.text
    assert "您选的" in shown.text or "您的答案" in shown.text
    tagged = await who.send(f"/practice/mistakes/{entry.id}/reason", {"reason": "misread"}, **HTMX)
    assert 'aria-pressed="true"' in tagged.text
    assert tagged.text.strip().startswith('<form id="reason"')
    assert (await who.send(f"/practice/mistakes/{entry.id}/reason", {"reason": "lazy"})).status_code == 409
    gone = await who.send(f"/practice/mistakes/{entry.id}/removal")
    assert gone.status_code == 303
    after = await who.see("/practice/mistakes")
    assert f"/practice/mistakes/{entry.id}/return" in after.text
    assert "自己移出的 1" in after.text
    assert (await who.see("/practice/mistakes?where=removed&q=nothing")).status_code == 200
    await who.send(f"/practice/mistakes/{entry.id}/return")
    assert (await notebook.tally(reader, today())).open == 3


async def test_due_mistakes_are_redone_from_the_first_page(reader, monkeypatch):
    await a_daily(reader, wrong=2)
    monkeypatch.setattr(clock, "now", lambda: MONDAY + DAY)
    who = await browser(reader)
    assert "重做到期的 2 道" in (await who.see("/practice")).text
    answer = await who.send("/practice/mistakes/sets")
    assert "第 1 题，共 2 题" in (await who.see(answer.headers["location"])).text


async def test_topics_with_how_one_stands(reader):
    await a_daily(reader, wrong=2)
    who = await browser(reader)
    page = await who.see("/practice/topics")
    assert "公共图书馆法" in page.text
    good = await who.send("/practice/topics", {"law": LAW, "which": "all", "count": "10"})
    assert good.status_code == 303
    for form, status, said in (
        ({"law": "nothing", "which": "all", "count": "10"}, 409, "没有依据这部法规的题"),
        ({"law": LAW, "which": "some", "count": "10"}, 422, "哪些题要从列出的几项里选"),
        ({"law": LAW, "which": "all", "count": "5000"}, 422, "题数要从列出的几项里选"),
    ):
        answer = await who.send("/practice/topics", form)
        assert (answer.status_code, said in answer.text) == (status, True)
    assert await PracticeSet.count() == 2


async def test_goal_and_days_off_by_their_forms(reader):
    who = await browser(reader)
    assert (await who.send("/practice/goal", {"questions": "20"})).status_code == 303
    for questions in ("0", "101", "x", ""):
        assert (await who.send("/practice/goal", {"questions": questions})).status_code == 422
    assert [(row["questions"]) for row in await PracticeGoal.select()] == [20]
    off = today().isoformat()
    assert (await who.send("/practice/leave", {"day": off})).status_code == 303
    twice = await who.send("/practice/leave", {"day": off})
    assert (twice.status_code, "这一天已经请假" in twice.text) == (409, True)
    assert (await who.send("/practice/leave", {"day": "yesterday"})).status_code == 422
    assert "11-23 请假" in (await who.see("/practice")).text
    assert (await who.send(f"/practice/leave/{off}/withdrawal")).status_code == 303
    assert (await who.send("/practice/leave/never/withdrawal")).status_code == 404
    assert await PracticeLeave.count() == 0


async def test_a_short_quiz_and_what_came_of_it(reader):
    quiz = await draw_short_quiz("周四小测", LAW, 3, seed=1, now=MONDAY)
    who = await browser(reader)
    assert "还没有人答《周四小测》" in (await who.see(f"/practice/quizzes/{quiz}/results")).text
    assert "开始小测" in (await who.see(f"/practice/quizzes/{quiz}")).text
    assert (await who.send(f"/practice/quizzes/{quiz}")).status_code == 303
    people = [reader, await a_person("华小卷", Role.STAFF), await a_person("上官愿", Role.VOLUNTEER)]
    for place, person in enumerate(people):
        mine = await my_set(person, await beginning.begin_quiz(person, quiz, now=MONDAY))
        for version in mine.versions:
            await answered(person, mine.id, version, place > 0)
        came = text_of(await who.part(f"/practice/quizzes/{quiz}/results"))
        assert f"周四小测：{place + 1} 人答过" in came
        assert ("平均答对" in came) is (place == 2)
    assert "平均答对 67%" in came
    assert "2 / 3" in came
    assert "华小卷" not in came
    assert (await who.see(f"/practice/quizzes/{quiz}")).status_code == 200
    assert (await who.see("/practice/quizzes/99/results")).status_code == 404


async def test_names_stand_only_where_study_is_arranged(reader):
    marks = {role: {mark.value for mark in _marks(role)} for role in Role}
    quiz = await draw_short_quiz("小测", LAW, 1, seed=1, now=MONDAY)
    mine = await my_set(reader, await beginning.begin_quiz(reader, quiz, now=MONDAY))
    await answered(reader, mine.id, mine.versions[0], True)
    for role in Role:
        came = await (await browser(await a_person("示例", role))).part(f"/practice/quizzes/{quiz}/results")
        assert ("乐小读" in came.text) is bool(marks[role] & {"arrange_study", "see_log"})


def _marks(role):
    from app.actor import GRANTS

    return GRANTS[role] | {May.ANYONE}


async def test_a_number_that_is_none_shows_the_next_question(reader):
    who = await browser(reader)
    set_id = await begun(who)
    for n in ("0", "11", "-1", "x", "٣", "9999"):
        assert "第 1 题，共 10 题" in (await who.see(f"/practice/sets/{set_id}?n={n}")).text
    assert "第 5 题，共 10 题" in (await who.see(f"/practice/sets/{set_id}?n=5")).text


async def test_a_set_begun_in_english_is_called_in_chinese_on_a_chinese_page(reader):
    who = await browser(reader)
    for language, title in (("en", "Topic: All laws"), ("zh-CN", "专题：全部法规")):
        who.client.cookies["language"] = language
        if language == "en":
            answer = await who.send("/practice/topics", {"law": "", "which": "all", "count": "10"})
        for address in (answer.headers["location"], "/practice"):
            assert title in text_of(await who.see(address))
