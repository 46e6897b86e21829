"""What is drawn, which days count, how long it took, what to do next."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bank.rules import Verdict
from app.practice.rules import answering, days, drawing
from app.practice.rules.advice import advice
from app.practice.rules.answering import judged, practised_minutes, read
from app.practice.rules.drawing import Known, Tried, Waiting
from app.practice.rules.results import may_see_names, may_see_shares
from tests.makers import MONDAY, five_items

DAY = timedelta(days=1)
TODAY = date(2026, 11, 25)  # A Wednesday.


@dataclass(frozen=True)
class One:
    question: int
    version: int
    law: str = "a"
    difficulty: int = 3


POOL = [One(n, n + 100, "a" if n < 20 else "b", n % 5 + 1) for n in range(40)]
NOTHING = Known({}, ())


def drawn(known=NOTHING, seed=1, pool=POOL, count=10):
    return [version - 100 for version in drawing.draw_daily(pool, known, TODAY, seed, count)]


def test_ten_different_questions_are_drawn_and_the_same_again_from_the_same_seed():
    assert len(set(drawn())) == 10
    assert drawn() == drawn()
    assert drawn(seed=2) != drawn(seed=1)


def test_yesterdays_mistakes_come_first_and_older_ones_behind_them():
    waiting = [Waiting(7, TODAY - 9 * DAY, TODAY - 8 * DAY), Waiting(3, TODAY - DAY, TODAY)]
    assert drawn(Known({}, waiting))[:2] == [3, 7]


def test_what_is_not_due_yet_and_what_was_answered_today_is_left_alone():
    waiting = [Waiting(7, TODAY, TODAY + 3 * DAY)]
    for seed in range(30):
        assert {7, 8}.isdisjoint(drawn(Known({}, waiting, frozenset({8})), seed))


def test_a_small_bank_gives_what_it_has_even_if_it_was_answered_today():
    few = POOL[:4]
    assert sorted(drawn(Known({}, (), frozenset({0, 1, 2, 3})), pool=few)) == [0, 1, 2, 3]
    assert drawn(pool=[]) == []


def test_a_law_that_goes_wrong_is_asked_more_often_than_one_that_goes_right():
    tried = {n: Tried(4, 4 if n < 20 else 0) for n in range(40)}
    weak = sum(question >= 20 for seed in range(50) for question in drawn(Known(tried, ()), seed))
    assert weak > 330


def test_what_was_never_asked_is_asked_more_often_than_what_was():
    tried = {n: Tried(1, 1) for n in range(20)}
    pool = [One(n, n + 100) for n in range(40)]
    unseen = sum(question >= 20 for seed in range(50) for question in drawn(Known(tried, ()), seed, pool))
    assert unseen > 280


@given(st.integers(0, 2**40), st.integers(0, 12), st.sets(st.integers(0, 39), max_size=15))
def test_a_set_never_asks_a_question_twice(seed, count, wrong):
    waiting = [Waiting(n, TODAY - DAY, TODAY) for n in sorted(wrong)]
    chosen = drawn(Known({}, waiting), seed, count=count)
    assert len(chosen) == len(set(chosen)) == min(count, 40)
    assert set(chosen) >= wrong or len(wrong) > count


@pytest.mark.parametrize(
    ("law", "which", "fits"),
    [
        ("", "all", range(40)),
        ("a", "all", range(20)),
        ("a", "unanswered", range(1, 20)),
        ("", "mistakes", (5,)),
        ("b", "mistakes", ()),
    ],
)
def test_a_topic_asks_what_was_asked_for(law, which, fits):
    known = Known({0: Tried(1, 1)}, [Waiting(5, TODAY, TODAY + DAY)])
    versions = drawing.draw_topic(POOL, known, law, which, 20, 1)
    assert {version - 100 for version in versions} <= set(fits)
    assert len(versions) == min(20, len(tuple(fits)))


def test_when_nothing_is_due_the_next_mistakes_can_be_done_early():
    waiting = [Waiting(1, TODAY, TODAY + 5 * DAY), Waiting(2, TODAY, TODAY + DAY)]
    assert drawing.draw_mistakes(POOL, Known({}, waiting), TODAY, 20) == (102, 101)
    due = [*waiting, Waiting(3, TODAY - DAY, TODAY)]
    assert drawing.draw_mistakes(POOL, Known({}, due), TODAY, 20) == (103,)


def test_the_seed_tells_persons_days_and_sets_apart():
    seeds = {drawing.seed_of(p, TODAY + d * DAY, n) for p in range(1, 20) for d in range(10) for n in range(5)}
    assert len(seeds) == 950


def test_a_day_off_bridges_and_does_not_count():
    met = {TODAY - DAY, TODAY - 3 * DAY}
    assert days.streak(met, {TODAY - 2 * DAY}, TODAY) == 2
    assert days.streak(met, set(), TODAY) == 1


def test_today_breaks_nothing_before_it_is_over_and_counts_when_it_is_met():
    assert days.streak({TODAY - DAY}, set(), TODAY) == 1
    assert days.streak({TODAY, TODAY - DAY}, set(), TODAY) == 2
    assert days.streak(set(), set(), TODAY) == 0


def test_no_more_than_two_days_off_bridge_in_a_week():
    monday = days.monday_of(TODAY)
    off = {monday, monday + DAY, monday + 2 * DAY}
    assert days.streak({monday - DAY, monday + 3 * DAY}, off, monday + 3 * DAY) == 1
    assert days.streak({monday - DAY, monday + 2 * DAY}, off - {monday + 2 * DAY}, monday + 2 * DAY) == 2


def test_a_new_goal_does_not_change_the_days_before_it():
    counts = {TODAY - DAY: 10, TODAY: 12}
    assert days.days_met(counts, [(TODAY, 20)]) == {TODAY - DAY}
    assert days.goal_on([(TODAY - 9 * DAY, 5), (TODAY, 20)], TODAY - DAY) == 5


@pytest.mark.parametrize(
    ("day", "taken", "code"),
    [
        (TODAY, set(), None),
        (TODAY, {TODAY}, "leave_taken"),
        (TODAY - 8 * DAY, set(), "leave_too_far"),
        (TODAY + 31 * DAY, set(), "leave_too_far"),
        (TODAY, {TODAY - DAY, TODAY + DAY}, "leave_full"),
        (TODAY + 5 * DAY, {TODAY - DAY, TODAY + DAY}, None),
    ],
)
def test_a_day_off_is_near_and_at_most_the_second_of_its_week(day, taken, code):
    assert [why.code for why in days.why_not_take_leave(day, taken, TODAY)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [((), 0), ((59,), 0), ((60,), 1), ((40, 80, 119), 1), ((600,), 3), ((170, 1000, 1010), 6), ((-30, 60), 1)],
)
def test_minutes_are_whole_and_a_gap_counts_three_at_most(seconds, minutes):
    assert practised_minutes(MONDAY, [MONDAY + timedelta(seconds=s) for s in seconds]) == minutes


@pytest.mark.parametrize(
    ("place", "texts", "verdict"),
    [
        (0, ["0"], Verdict.RIGHT),
        (0, ["3"], Verdict.WRONG),
        (2, ["3", "1", "0"], Verdict.RIGHT),
        (2, ["0", "1"], Verdict.MISSED),
        (2, ["0", "2"], Verdict.WRONG_TICKS),
        (3, ["true"], Verdict.RIGHT),
        (3, ["false"], Verdict.WRONG),
        (4, ["免费", "五十五"], Verdict.RIGHT),
        (4, ["", "55"], Verdict.PART),
    ],
)
def test_the_verdict_comes_at_once(place, texts, verdict):
    question = five_items()[place].question
    answer, reasons = read(question, texts)
    assert reasons == ()
    assert judged(question, answer).verdict is verdict
    assert judged(question, answer).is_right is (verdict is Verdict.RIGHT)


@pytest.mark.parametrize(
    ("place", "texts", "code"),
    [
        (0, [], "empty_answer"),
        (0, ["4"], "option_out_of_range"),
        (0, ["-1"], "wrong_type"),
        (0, ["0", "1"], "wrong_type"),
        (0, ["٣"], "wrong_type"),
        (0, [""], "wrong_type"),
        (2, [], "empty_answer"),
        (2, ["0", "0"], "option_twice"),
        (2, ["7"], "option_out_of_range"),
        (3, ["maybe"], "wrong_type"),
        (4, ["", ""], "empty_answer"),
        (4, ["免费"], "wrong_number_of_blanks"),
        (4, ["长" * 201, "55"], "text_too_long"),
        (4, ["\0", "55"], "unusable_character"),
    ],
)
def test_what_is_no_answer_is_told_in_one_sentence(place, texts, code):
    answer, reasons = read(five_items()[place].question, texts)
    assert answer is None
    assert [why.code for why in reasons] == [code]
    assert reasons[0].sentence


def test_there_is_one_suggestion():
    assert advice(3, 0, is_daily=True).address == "/practice/mistakes/sets"
    assert advice(0, 5, is_daily=False).address == "/practice/daily"
    assert advice(0, 5, is_daily=True).address == "/practice/topics"
    assert advice(0, 0, is_daily=True).address == "/practice"


def test_names_are_for_those_who_arrange_and_shares_for_enough_people():
    assert may_see_names({"practise", "arrange_study"})
    assert may_see_names({"see_log"})
    assert not may_see_names({"practise"})
    assert [may_see_shares(n, sees_names=False) for n in (0, 2, 3)] == [False, False, True]
    assert may_see_shares(1, sees_names=True)


def test_every_gap_counts_at_most_what_is_promised():
    assert timedelta(minutes=3) == answering.LONGEST_GAP
