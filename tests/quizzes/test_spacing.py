"""When a question is asked again, and when it leaves the notebook."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes import spacing

DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)
histories = st.lists(st.tuples(st.booleans(), st.integers(0, 40)), min_size=1, max_size=25)


def told(history, first=MONDAY):
    """The memory after each answer of (right?, days since the one before)."""
    memory, day, found = None, first, []
    for is_right, later in history:
        day += later * DAY
        memory = spacing.after(memory, is_right, day)
        found.append((is_right, day, memory))
    return found


def test_yesterdays_mistake_is_asked_again_today():
    memory = spacing.after(None, False, MONDAY)
    assert not memory.is_due(MONDAY)
    assert memory.is_due(MONDAY + DAY)
    assert spacing.days_until_due(memory, MONDAY) == 1
    assert spacing.days_until_due(memory, MONDAY + 9 * DAY) == 0


def test_two_right_answers_on_two_days_after_the_mistake_let_it_leave():
    wrong = spacing.after(None, False, MONDAY)
    once = spacing.after(wrong, True, MONDAY + DAY)
    twice = spacing.after(once, True, MONDAY + 3 * DAY)
    assert [one.has_settled for one in (wrong, once, twice)] == [False, False, True]


def test_right_answers_of_one_day_count_once_and_those_of_the_day_of_the_mistake_not_at_all():
    memory = spacing.after(None, False, MONDAY)
    for _ in range(3):
        memory = spacing.after(memory, True, MONDAY)
    assert memory.right_days == 0
    for _ in range(3):
        memory = spacing.after(memory, True, MONDAY + DAY)
    assert memory.right_days == 1


def test_a_mistake_begins_the_count_anew():
    memory = told([(False, 0), (True, 1), (False, 2), (True, 1)])[-1][2]
    assert (memory.right_days, memory.has_settled) == (1, False)


def test_fsrs_without_its_dice_gives_these_days():
    """Reviewed with fsrs 6.3.2 and its default parameters: a good answer after one day, then each when it is due."""
    memory = spacing.after(None, False, MONDAY)
    days = []
    for _ in range(4):
        memory = spacing.after(memory, True, memory.due_on)
        days.append((memory.due_on - memory.reviewed_on).days)
    assert days == sorted(days)
    assert days[0] >= 1
    assert days[-1] > 2


@given(histories)
def test_wrong_comes_back_no_later_than_right_would(history):
    *before, (_, later) = history
    start = told(before)[-1][2] if before else None
    day = (start.reviewed_on if start else MONDAY) + later * DAY
    wrong, right = spacing.after(start, False, day), spacing.after(start, True, day)
    assert wrong.due_on <= right.due_on


@given(histories)
def test_it_is_due_on_a_later_day_and_not_in_half_a_year(history):
    for _, day, memory in told(history):
        assert day < memory.due_on <= day + spacing.LONGEST_DAYS * DAY


@given(histories)
def test_it_leaves_exactly_when_the_last_mistake_is_followed_by_two_right_days(history):
    answers = told(history)
    wrong_at = max((place for place, (is_right, _, _) in enumerate(answers) if not is_right), default=None)
    since = answers[wrong_at + 1 :] if wrong_at is not None else answers
    mistake_day = answers[wrong_at][1] if wrong_at is not None else None
    days = {day for _, day, _ in since} - {mistake_day}
    assert answers[-1][2].right_days == len(days)
    assert answers[-1][2].has_settled == (len(days) >= 2)


@given(histories)
def test_the_same_history_gives_the_same_memory_and_survives_as_json(history):
    memory = told(history)[-1][2]
    assert told(history)[-1][2] == memory
    assert spacing.decode(spacing.encode(memory)) == memory


def test_a_day_before_the_last_answer_counts_as_that_day():
    memory = spacing.after(None, False, MONDAY)
    assert spacing.after(memory, True, MONDAY - 5 * DAY) == spacing.after(memory, True, MONDAY)


@pytest.mark.parametrize("text", ["", "null", "{}", '{"stability":1}', "[]"])
def test_what_is_no_memory_is_refused(text):
    with pytest.raises(msgspec.DecodeError):
        spacing.decode(text)
