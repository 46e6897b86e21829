"""What happens at the same instant: two tabs, two devices, two taps."""

import asyncio

import pytest

from app.bank.steps import draw_short_quiz
from app.practice.actions import beginning, keeping
from app.practice.queries import notebook
from app.practice.queries.notebook import Sought
from app.practice.queries.sets import my_set
from app.practice.tables import Mistake, PracticeAnswer, PracticeEnd, PracticeLeave, PracticeSet
from app.refusals import Refused
from tests.app.practice.desk import DAY, a_bank, a_daily, a_reader, answered, today
from tests.makers import MONDAY

ROUNDS = 5


async def all_at_once(*work):
    """Every one of them to its end; refusals are answers, anything else is not."""
    done = await asyncio.gather(*work, return_exceptions=True)
    assert [one for one in done if isinstance(one, BaseException) and not isinstance(one, Refused)] == []
    return done


@pytest.fixture
async def reader(db):
    await a_bank()
    return await a_reader()


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_todays_set_begun_on_five_devices_is_one_set(reader, _round):
    begun = await all_at_once(*(beginning.begin_daily(reader, now=MONDAY) for _ in range(5)))
    assert len(set(begun)) == 1
    assert await PracticeSet.count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_a_question_answered_in_five_tabs_has_one_answer_and_one_verdict(reader, _round):
    set_id = await beginning.begin_daily(reader, now=MONDAY)
    version = (await my_set(reader, set_id)).versions[0]
    came = await all_at_once(*(answered(reader, set_id, version, place % 2 == 0) for place in range(5)))
    assert await PracticeAnswer.count() == 1
    assert sum(one.is_first for one in came) == 1
    assert len({one.practice_set.given[version].verdict for one in came}) == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_the_same_question_wrong_in_two_sets_is_one_mistake(reader, _round):
    sets = [await beginning.begin_topic(reader, "", "all", 20, now=MONDAY) for _ in range(3)]
    version = (await my_set(reader, sets[0])).versions[0]
    await all_at_once(*(answered(reader, one, version, False) for one in sets))
    assert await Mistake.count() == 1
    assert await PracticeAnswer.count() == 3


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_the_last_two_answers_at_once_end_the_set_once(reader, _round):
    set_id = await beginning.begin_daily(reader, now=MONDAY)
    *before, last, very_last = (await my_set(reader, set_id)).versions
    for version in before:
        await answered(reader, set_id, version, True)
    await all_at_once(*(answered(reader, set_id, version, True) for version in (last, very_last)))
    assert await PracticeEnd.count() == 1
    assert (await PracticeEnd.objects().first()).answered == 10


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_a_short_quiz_begun_twice_is_one_set(reader, _round):
    quiz = await draw_short_quiz("小测", None, 3, seed=1, now=MONDAY)
    assert len(set(await all_at_once(*(beginning.begin_quiz(reader, quiz, now=MONDAY) for _ in range(5))))) == 1
    assert await PracticeSet.count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_five_days_off_asked_for_at_once_are_two(reader, _round):
    await all_at_once(*(keeping.take_leave(reader, today() + day * DAY, now=MONDAY) for day in range(5)))
    assert await PracticeLeave.count() == 2


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_putting_back_while_it_goes_wrong_again_leaves_one_open(reader, _round):
    version = (await my_set(reader, await a_daily(reader, wrong=1))).versions[0]
    (entry,) = (await notebook.book(reader, Sought())).entries
    await keeping.remove(reader, entry.id, now=MONDAY)
    again = await beginning.begin_topic(reader, "", "all", 20, now=MONDAY)
    await all_at_once(
        keeping.put_back(reader, entry.id, now=MONDAY), answered(reader, again, version, False, now=MONDAY)
    )
    assert (await notebook.book(reader, Sought())).total == 1
