"""A person's days of practice: the daily set, the notebook, topics, goal and days off."""

from datetime import UTC, datetime, timedelta

import pytest

from app.actor import Role
from app.audit.tables import Deed
from app.bank.tables import Retirement
from app.practice.actions import answering, beginning, keeping
from app.practice.queries import days, notebook, sets
from app.practice.queries.notebook import Sought
from app.practice.queries.sets import my_set
from app.practice.rules.notebook import Fate
from app.practice.tables import Mistake, PracticeAnswer, PracticeEnd, PracticeSet
from app.refusals import Missing, Refused
from quizzes.questions import TrueFalse
from tests.app.practice.desk import DAY, LAW, OTHER_LAW, SECOND, a_bank, a_daily, a_reader, answered, today, waits
from tests.makers import MONDAY, a_person, an_item, in_the_bank

TUESDAY, WEDNESDAY = MONDAY + DAY, MONDAY + 2 * DAY


@pytest.fixture
async def reader(db):
    await a_bank()
    return await a_reader()


async def test_the_daily_set_is_drawn_once_and_found_again_on_any_device(reader):
    first = await beginning.begin_daily(reader, now=MONDAY)
    version = (await my_set(reader, first)).versions[0]
    await answered(reader, first, version, True)
    again = await beginning.begin_daily(reader, now=MONDAY + 600 * SECOND)
    assert again == first
    assert (await my_set(reader, again)).next == 2
    assert await beginning.begin_daily(reader, now=TUESDAY) != first


async def test_the_day_is_the_one_at_the_library(reader):
    before_midnight = datetime(2026, 11, 23, 15, 59, tzinfo=UTC)
    first = await beginning.begin_daily(reader, now=before_midnight)
    assert await beginning.begin_daily(reader, now=before_midnight + timedelta(minutes=2)) != first


async def test_a_wrong_answer_enters_the_notebook_and_is_asked_first_the_next_day(reader):
    set_id = await beginning.begin_daily(reader, now=MONDAY)
    wrong = (await my_set(reader, set_id)).versions[3]
    came = await answered(reader, set_id, wrong, False)
    assert came.fate is Fate.ENTERED
    assert (await notebook.tally(reader, today())).due == 0
    assert (await notebook.tally(reader, today(TUESDAY))).due == 1
    tomorrow = await my_set(reader, await beginning.begin_daily(reader, now=TUESDAY))
    assert tomorrow.versions[0] == wrong


async def test_two_right_days_clear_it_and_it_is_found_again(reader):
    set_id = await beginning.begin_daily(reader, now=MONDAY)
    version = (await my_set(reader, set_id)).versions[0]
    await answered(reader, set_id, version, False)
    tuesday = await beginning.begin_daily(reader, now=TUESDAY)
    assert (await answered(reader, tuesday, version, True, now=TUESDAY)).fate is Fate.STAYED
    due_on = (await waits(reader, version)).memory.due_on
    later = MONDAY + (due_on - today()) * 1
    redo = await beginning.begin_mistakes(reader, now=later)
    assert (await answered(reader, redo, version, True, now=later)).fate is Fate.CLEARED
    assert (await notebook.book(reader, Sought())).total == 0
    (cleared,) = (await notebook.book(reader, Sought(state="cleared"))).entries
    assert (cleared.version, cleared.ended_at) == (version, later)


async def test_repeating_it_on_the_day_of_the_mistake_clears_nothing(reader):
    set_id = await a_daily(reader, wrong=1)
    version = (await my_set(reader, set_id)).versions[0]
    for _ in range(3):
        redo = await beginning.begin_mistakes(reader, now=MONDAY)
        await answered(reader, redo, version, True)
    assert (await waits(reader, version)).memory.right_days == 0


async def test_a_cleared_question_that_goes_wrong_again_comes_back(reader):
    version = (await my_set(reader, await a_daily(reader, wrong=1))).versions[0]
    for day in (1, 2):
        redo = await beginning.begin_mistakes(reader, now=MONDAY + day * DAY)
        await answered(reader, redo, version, True, now=MONDAY + day * DAY)
    assert not (await waits(reader, version)).is_open
    again = await beginning.begin_topic(reader, "", "all", 20, now=WEDNESDAY)
    assert (await answered(reader, again, version, False, now=WEDNESDAY)).fate is Fate.ENTERED
    assert await Mistake.count() == 2


async def test_the_first_answer_stands(reader):
    set_id = await beginning.begin_daily(reader, now=MONDAY)
    version = (await my_set(reader, set_id)).versions[0]
    await answered(reader, set_id, version, False)
    second = await answered(reader, set_id, version, True, now=MONDAY + SECOND)
    assert (second.is_first, second.practice_set.given[version].is_right) == (False, False)
    assert await PracticeAnswer.count() == 1


async def test_the_last_answer_ends_the_set_with_its_minutes(reader):
    set_id = await a_daily(reader, wrong=2)
    end = await PracticeEnd.objects().first()
    assert (end.practice_set, end.answered, end.correct, end.minutes) == (set_id, 10, 8, 1)
    assert (await my_set(reader, set_id)).next is None
    assert [row["verb"] for row in await Deed.select(Deed.verb).where(Deed.verb == "practice_set.ended")] == [
        "practice_set.ended"
    ]


async def test_a_set_may_be_ended_early_and_takes_no_more_answers(reader):
    set_id = await beginning.begin_daily(reader, now=MONDAY)
    first, second = (await my_set(reader, set_id)).versions[:2]
    with pytest.raises(Refused, match="至少答一道"):
        await answering.end(reader, set_id, now=MONDAY)
    await answered(reader, set_id, first, True, now=MONDAY + 90 * SECOND)
    await answering.end(reader, set_id, now=MONDAY + 100 * SECOND)
    with pytest.raises(Refused, match="已经结束"):
        await answered(reader, set_id, second, True)
    with pytest.raises(Refused, match="已经结束"):
        await answering.end(reader, set_id, now=MONDAY)
    assert await PracticeEnd.count() == 1


async def test_what_was_left_open_yesterday_ends_when_today_begins(reader):
    left = await beginning.begin_daily(reader, now=MONDAY)
    await answered(reader, left, (await my_set(reader, left)).versions[0], True, now=MONDAY + 120 * SECOND)
    await beginning.begin_daily(reader, now=TUESDAY)
    end = await PracticeEnd.objects().first()
    assert (end.practice_set, end.answered, end.minutes) == (left, 1, 2)


async def test_a_question_that_is_retired_is_neither_drawn_nor_asked_again(reader):
    version = (await my_set(reader, await a_daily(reader, wrong=1))).versions[0]
    question = await PracticeAnswer.select(PracticeAnswer.question).where(PracticeAnswer.version == version).first()
    await Retirement(question=question["question"], at=MONDAY, reason="", by_name="出题人").save()
    assert version not in (await my_set(reader, await beginning.begin_daily(reader, now=TUESDAY))).versions
    assert (await notebook.tally(reader, today(TUESDAY))).due == 0
    with pytest.raises(Refused, match="没有可以重做的题"):
        await beginning.begin_mistakes(reader, now=TUESDAY)
    (entry,) = (await notebook.book(reader, Sought())).entries
    assert not entry.is_usable


async def test_only_reviewed_questions_are_drawn(db):
    reader = await a_reader()
    editor = await a_person("出题人", Role.EDITOR)
    from app.bank import actions as bank_actions

    await bank_actions.add(editor, an_item("", TrueFalse("还没有复核。", True)), now=MONDAY)
    with pytest.raises(Refused, match="还没有可用的题"):
        await beginning.begin_daily(reader, now=MONDAY)
    assert await PracticeSet.count() == 0


async def test_a_topic_is_one_law_and_what_was_asked_for(reader):
    mine = await my_set(reader, await beginning.begin_topic(reader, LAW, "all", 10, now=MONDAY))
    assert len(mine.versions) == 5
    await answered(reader, mine.id, mine.versions[0], False)
    rest = await my_set(reader, await beginning.begin_topic(reader, LAW, "unanswered", 10, now=MONDAY))
    assert set(rest.versions) == set(mine.versions[1:])
    wrong = await my_set(reader, await beginning.begin_topic(reader, LAW, "mistakes", 10, now=MONDAY))
    assert wrong.versions == mine.versions[:1]


@pytest.mark.parametrize(
    ("law", "which", "said"),
    [("no-such-law", "all", "没有依据这部法规的题"), (OTHER_LAW, "mistakes", "错题本是空的")],
)
async def test_a_topic_that_cannot_be_is_refused_and_nothing_is_begun(reader, law, which, said):
    with pytest.raises(Refused, match=said):
        await beginning.begin_topic(reader, law, which, 10, now=MONDAY)
    assert await PracticeSet.count() == 0
    assert await Deed.count() == 0


async def test_a_mistake_is_taken_out_and_put_back(reader):
    await a_daily(reader, wrong=1)
    (entry,) = (await notebook.book(reader, Sought())).entries
    await keeping.remove(reader, entry.id, now=MONDAY)
    assert (await notebook.book(reader, Sought())).total == 0
    with pytest.raises(Refused, match="已经不在错题本里"):
        await keeping.remove(reader, entry.id, now=MONDAY)
    await keeping.put_back(reader, entry.id, now=MONDAY)
    (again,) = (await notebook.book(reader, Sought())).entries
    assert again.memory == entry.memory
    with pytest.raises(Refused, match="正在错题本里"):
        await keeping.put_back(reader, entry.id, now=MONDAY)


async def test_the_notebook_is_searched_within_a_law_and_by_reason(reader):
    await a_daily(reader, wrong=10)
    by_law = await notebook.book(reader, Sought(law=LAW))
    assert {entry.law for entry in by_law.entries} == {LAW}
    keeping_one = by_law.entries[0]
    await keeping.tag(reader, keeping_one.id, "misread")
    assert [one.id for one in (await notebook.book(reader, Sought(reason="misread"))).entries] == [keeping_one.id]
    assert (await notebook.book(reader, Sought(text="另一题"))).total > 0
    assert (await notebook.book(reader, Sought(text="%"))).total == 0
    with pytest.raises(Refused, match="错因从列出的几项里选"):
        await keeping.tag(reader, keeping_one.id, "lazy")


async def test_goal_days_and_leave(reader):
    await a_daily(reader)
    await a_daily(reader, now=MONDAY + 3 * DAY)
    assert (await days.days(reader, today(MONDAY + 3 * DAY))).streak == 1
    for day in (1, 2):
        await keeping.take_leave(reader, today(MONDAY + day * DAY), now=MONDAY + 3 * DAY)
    mine = await days.days(reader, today(MONDAY + 3 * DAY))
    assert (mine.streak, mine.answered, mine.goal, mine.is_met, len(mine.leave)) == (2, 10, 10, True, 2)
    with pytest.raises(Refused, match="已经请满"):
        await keeping.take_leave(reader, today(MONDAY + 4 * DAY), now=MONDAY + 3 * DAY)
    await keeping.give_back_leave(reader, today(MONDAY + DAY))
    assert (await days.days(reader, today(MONDAY + 3 * DAY))).streak == 1
    await keeping.set_goal(reader, 30, now=MONDAY + 3 * DAY)
    await keeping.set_goal(reader, 20, now=MONDAY + 3 * DAY)
    mine = await days.days(reader, today(MONDAY + 3 * DAY))
    assert (mine.goal, mine.is_met) == (20, False)


async def test_what_one_sets_for_oneself_is_not_told_in_the_ledger(reader):
    await keeping.set_goal(reader, 30, now=MONDAY)
    await keeping.take_leave(reader, today(), now=MONDAY)
    lines = await Deed.select(Deed.verb, Deed.subject, Deed.details)
    assert {(one["verb"], one["subject"], one["details"]) for one in lines} == {
        ("practice.settings_changed", None, "{}")
    }


async def test_what_is_somebody_elses_is_missing(reader):
    set_id = await a_daily(reader, wrong=1)
    (entry,) = (await notebook.book(reader, Sought())).entries
    other = await a_reader()
    for work in (
        sets.my_set(other, set_id),
        answering.answer(other, set_id, 1, ["0"], now=MONDAY),
        answering.end(other, set_id, now=MONDAY),
        notebook.mistake(other, entry.id),
        keeping.remove(other, entry.id, now=MONDAY),
        keeping.put_back(other, entry.id, now=MONDAY),
        keeping.tag(other, entry.id, "misread"),
    ):
        with pytest.raises(Missing):
            await work
    assert (await notebook.tally(other, today())).open == 0
    assert await sets.latest(other, today()) == (None, [])


async def test_answers_are_never_changed(reader):
    await a_daily(reader)
    with pytest.raises(Exception, match="insert-only"):
        await PracticeAnswer.update({PracticeAnswer.is_right: False}, force=True)


async def test_an_edited_question_keeps_the_wording_of_the_set(reader):
    set_id = await beginning.begin_daily(reader, now=MONDAY)
    before = (await my_set(reader, set_id)).versions
    editor = await a_person("出题人二", Role.EDITOR)
    await in_the_bank(editor, [an_item("N-1", TrueFalse("新题。", True))])
    assert (await my_set(reader, set_id)).versions == before
