"""A quiz that gives a qualification: drawn, answered, passed or tried again."""

from datetime import date, timedelta

import pytest

from app.actor import Role
from app.audit.tables import Deed
from app.practice.actions import answering, beginning, qualifying
from app.practice.queries.qualifying import own_tries, quiz_of
from app.practice.queries.sets import my_set
from app.practice.rules.qualifying import QuizPlan, questions_needed, why_not_quiz
from app.refusals import Missing, Refused
from app.training import actions as training
from app.training.queries.qualifications import held, valid_until
from app.training.rules.qualifications import QualificationPlan, Source
from tests.app.practice.desk import DAY, LAW, OTHER_LAW, a_bank, a_reader, answered
from tests.cast import browser
from tests.makers import MONDAY, a_person

HOUR = timedelta(hours=1)


@pytest.fixture
async def gate(db):
    """A manager, a qualification with a quiz of five, and a volunteer."""
    await a_bank()
    manager = await a_person("单知行", Role.MANAGER)
    one = await training.add_qualification(manager, QualificationPlan("岗前培训", 12), now=MONDAY)
    await qualifying.set_quiz(manager, one, QuizPlan((OTHER_LAW,), 5, 80), now=MONDAY)
    return manager, one, await a_reader(Role.VOLUNTEER)


async def tried(actor, one, right, *, now=MONDAY):
    """A try with so many right answers; returns the set."""
    set_id = await qualifying.begin_try(actor, one, now=now)
    for place, version in enumerate((await my_set(actor, set_id)).versions):
        await answered(actor, set_id, version, place < right, now=now)
    return await my_set(actor, set_id)


@pytest.mark.parametrize(
    ("questions", "percent", "needed"), [(10, 80, 8), (5, 80, 4), (7, 80, 6), (9, 100, 9), (5, 50, 3)]
)
def test_the_share_is_rounded_up(questions, percent, needed):
    assert questions_needed(questions, percent) == needed


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (QuizPlan((), 4, 80), "题数填 5 到 30；不设测验就填 0"),
        (QuizPlan((), 31, 80), "题数填 5 到 30；不设测验就填 0"),
        (QuizPlan((), 10, 49), "答对多少算通过：填 50 到 100"),
        (QuizPlan((), 10, 101), "答对多少算通过：填 50 到 100"),
        (QuizPlan((LAW,), 10, 80), "选的法规可抽的题有 6 道，抽不出 10 道；少抽几道或多选一部"),
    ],
)
def test_a_quiz_that_cannot_be(plan, said):
    (why,) = why_not_quiz(plan, {LAW: 6, OTHER_LAW: 5})
    assert why.sentence == said
    assert why_not_quiz(QuizPlan((), 11, 80), {LAW: 6, OTHER_LAW: 5}) == ()
    assert why_not_quiz(QuizPlan((), 0, 0), {}) == ()


async def test_whoever_has_enough_right_holds_it_from_that_day(gate):
    _manager, one, reader = gate
    passed = await tried(reader, one, 4)
    assert passed.has_passed
    (holding,) = await held([reader.person])
    assert (holding.from_on, holding.until) == (date(2026, 11, 23), date(2027, 11, 22))
    assert (holding.source, holding.reference) == (Source.QUIZ, f"/practice/sets/{passed.id}")
    assert holding.reason == "测验答对 4 / 5 题"
    with pytest.raises(Refused, match="已经取得，到期前 30 天内再考"):
        await qualifying.begin_try(reader, one, now=MONDAY + DAY)
    again = await tried(reader, one, 5, now=MONDAY + 340 * DAY)
    assert again.has_passed
    assert (await valid_until([reader.person]))[reader.person][one] == date(2028, 10, 28)


async def test_whoever_has_not_tries_again_an_hour_later_with_other_questions(gate):
    _manager, one, reader = gate
    first = await tried(reader, one, 3)
    assert not first.has_passed
    assert await held([reader.person]) == []
    with pytest.raises(Refused, match="上一次没有通过，看看错题，10:00 以后再考"):
        await qualifying.begin_try(reader, one, now=MONDAY + HOUR - timedelta(seconds=1))
    second = await qualifying.begin_try(reader, one, now=MONDAY + HOUR)
    assert second != first.id
    assert (await my_set(reader, second)).seed != first.seed


async def test_a_try_that_was_left_is_gone_on_with_and_what_is_missing_is_not_right(gate):
    _manager, one, reader = gate
    begun = await qualifying.begin_try(reader, one, now=MONDAY)
    assert await qualifying.begin_try(reader, one, now=MONDAY + HOUR) == begun
    await answered(reader, begun, (await my_set(reader, begun)).versions[0], True)
    await answering.end(reader, begun, now=MONDAY)
    (only,) = await own_tries(reader, one)
    assert (only.correct, only.questions, only.has_passed) == (1, 5, False)


async def test_a_try_left_with_enough_right_gives_it_when_the_next_day_ends_it(gate):
    _manager, one, reader = gate
    begun = await qualifying.begin_try(reader, one, now=MONDAY)
    for version in (await my_set(reader, begun)).versions[:4]:
        await answered(reader, begun, version, True)
    await beginning.begin_daily(reader, now=MONDAY + DAY)
    assert (await valid_until([reader.person]))[reader.person][one] == date(2027, 11, 23)


async def test_a_later_quiz_does_not_judge_a_try_that_was_begun_before(gate):
    manager, one, reader = gate
    begun = await qualifying.begin_try(reader, one, now=MONDAY)
    await qualifying.set_quiz(manager, one, QuizPlan((), 6, 100), now=MONDAY)
    assert (await quiz_of(one)).needed == 6
    for place, version in enumerate((await my_set(reader, begun)).versions):
        await answered(reader, begun, version, place < 4)
    assert (await my_set(reader, begun)).has_passed
    await qualifying.set_quiz(manager, one, QuizPlan((), 0, 0), now=MONDAY)
    with pytest.raises(Missing):
        await qualifying.begin_try(manager, one, now=MONDAY)


async def test_nobody_tries_for_what_is_out_of_use_and_nothing_is_written(gate):
    manager, one, reader = gate
    await training.end_qualification(manager, one, now=MONDAY)
    before = await Deed.count()
    with pytest.raises(Refused, match="这项资格已停用"):
        await qualifying.begin_try(reader, one, now=MONDAY)
    assert await Deed.count() == before


async def test_the_pages_of_a_volunteer_show_no_key_before_the_answer_and_lead_to_the_shifts(gate):
    _manager, one, reader = gate
    phone = await browser(reader)
    door = await phone.see(f"/practice/qualifications/{one}")
    assert "5 题，答对 4 题通过；没通过，一小时后再考，题目另抽。" in door.text
    begun = await phone.send(f"/practice/qualifications/{one}")
    address = begun.headers["location"]
    first = (await phone.see(address)).text
    assert "岗前培训 · 第 1 题，共 5 题" in first
    assert "解析" not in first
    for _number in range(5):
        shown = await my_set(reader, int(address.rsplit("/", 1)[1]))
        version = shown.versions[(shown.next or 1) - 1]
        await phone.send(f"{address}/answers", {"version": version, "answer": "true"})
    assert "通过了，已取得“岗前培训”。" in (await phone.see(address)).text
    assert "您已经取得，有效到" in (await phone.see(f"/practice/qualifications/{one}")).text
    assert (await phone.see(f"/practice/qualifications/{one}/quiz")).status_code == 403


async def test_the_manager_sets_the_quiz_and_wrong_numbers_come_back_at_their_field(gate):
    manager, one, _reader = gate
    office = await browser(manager)
    address = f"/practice/qualifications/{one}/quiz"
    assert 'value="5"' in (await office.see(address)).text
    refused = await office.send(address, {"questions": "40", "pass_percent": "80"})
    assert refused.status_code == 409
    assert "题数填 5 到 30；不设测验就填 0" in refused.text
    saved = await office.send(address, {"laws": LAW, "questions": "5", "pass_percent": "60"})
    assert saved.status_code == 303
    assert (await quiz_of(one)).plan == QuizPlan((LAW,), 5, 60)
