"""Every rule against its oracle, and what must hold for any question.

The table is the key ABD of five options A to E, computed by hand from each system's published formula.
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.questions import FillInBlanks, MultipleResponse, Problem, SingleChoice, TrueFalse, correct_answer
from quizzes.rules import RULES, MultipleRule, Ticks
from quizzes.scoring import best_for_ticking_all, partial_credit, points, share, tick_all_pays, why_not_rule

ABD_OF_E = MultipleResponse(stem="选（　）。", options=tuple("甲乙丙丁戊"), keys=(0, 1, 3))
CHINESE = (MultipleRule.EXACT, MultipleRule.CN_EACH, MultipleRule.CN_HALF, MultipleRule.CN_FIXED)

COLUMNS = (
    "exact cn_half cn_each net_correct ou_multiresponse each_option artemis coverage edx_halves r_false2"
    " edx_edc tcexam qti_mapping moodle r_false r_true r_all r_none cn_fixed"
)
ORACLE = {
    "ABD": "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
    "AB": "0 1/2 2/3 2/3 2/3 4/5 3/5 2/3 1/2 2/3 4/5 4/5 2/3 2/3 2/3 2/3 2/3 2/3 1/2",
    "A": "0 1/2 1/3 1/3 1/3 3/5 1/5 1/3 1/4 1/3 3/5 3/5 1/3 1/3 1/3 1/3 1/3 1/3 1/4",
    "ABC": "0 0 0 1/3 2/3 3/5 1/5 4/9 1/4 1/6 3/5 3/5 1/3 1/6 1/6 1/3 0 2/3 0",
    "ABCD": "0 0 0 2/3 2/3 4/5 3/5 3/4 1/2 1/2 4/5 4/5 2/3 1/2 1/2 2/3 0 1 0",
    "ABCDE": "0 0 0 1/3 1/3 3/5 1/5 3/5 1/4 0 3/5 3/5 1/3 0 0 1/3 0 1 0",
    "C": "0 0 0 0 0 1/5 0 0 0 0 1/5 1/5 0 0 0 0 0 0 0",
    "": "0 0 0 0 0 2/5 0 0 0 0 0 0 0 0 0 0 0 0 0",
}


def letters(text: str) -> frozenset[int]:
    return frozenset("ABCDEFGH".index(letter) for letter in text)


@pytest.mark.parametrize(
    ("ticked", "rule", "earned"),
    [
        (ticked, rule, Fraction(earned))
        for ticked, row in ORACLE.items()
        for rule, earned in zip(COLUMNS.split(), row.split(), strict=True)
    ],
)
def test_each_rule_pays_as_its_system_does(ticked, rule, earned):
    assert partial_credit(ABD_OF_E, letters(ticked), MultipleRule(rule)) == earned


def test_every_rule_has_a_column():
    assert sorted(COLUMNS.split()) == sorted(MultipleRule) == sorted(RULES)


@pytest.mark.parametrize(("ticked", "earned"), [("ABD", 1), ("AB", Fraction(2, 3)), ("ABC", 0), ("", 0)])
def test_by_default_missing_some_pays_for_each_and_a_wrong_tick_for_nothing(ticked, earned):
    assert partial_credit(ABD_OF_E, letters(ticked)) == earned


@pytest.mark.parametrize("rule", CHINESE)
@pytest.mark.parametrize("keys", range(2, 9))
def test_whoever_misses_a_right_option_earns_less_than_the_whole(rule, keys):
    for hits in range(keys):
        assert RULES[rule](Ticks(8, keys, hits, wrong=0)) < 1


def test_edx_rounds_to_two_places_as_python_rounds_floats():
    for options in range(2, 9):
        for wrong in range(1, options):
            ticks = Ticks(options, keys=1, hits=1, wrong=wrong)
            assert float(RULES[MultipleRule.EDX_EDC](ticks)) == round(1 - wrong / options, 2)


PAYS = {
    "net_correct": (8, 7, 86),
    "ou_multiresponse": (8, 7, 86),
    "coverage": (8, 7, 88),
    "each_option": (8, 7, 88),
    "edx_edc": (8, 7, 88),
    "edx_halves": (3, 2, 50),
    "artemis": (8, 7, 75),
    "tcexam": (8, 7, 88),
    "qti_mapping": (8, 7, 86),
    "r_false2": (2, 1, 50),
    "r_true": (8, 7, 86),
    "r_none": (2, 1, 100),
}


@pytest.mark.parametrize("rule", MultipleRule)
def test_a_rule_under_which_ticking_all_scores_is_refused_until_confirmed(rule):
    assert tick_all_pays(rule) == (rule in PAYS)
    assert why_not_rule(rule, confirmed=True) == ()
    reasons = why_not_rule(rule)
    if rule not in PAYS:
        assert reasons == ()
        return
    options, keys, percent = PAYS[rule]
    params = {"rule": rule.value, "options": options, "keys": keys, "percent": percent}
    assert reasons == (Problem("tick_all_pays", "rule", params),)


@st.composite
def questions(draw: st.DrawFn) -> MultipleResponse:
    options = draw(st.integers(min_value=2, max_value=8))
    keys = draw(st.sets(st.integers(0, options - 1), min_size=1))
    return MultipleResponse("选（　）。", tuple("甲乙丙丁戊己庚辛"[:options]), tuple(sorted(keys)))


@st.composite
def ticked_questions(draw: st.DrawFn) -> tuple[MultipleResponse, frozenset[int]]:
    question = draw(questions())
    return question, draw(st.frozensets(st.integers(0, len(question.options) - 1)))


EVERY_COUNT = [
    Ticks(options, keys, hits, wrong)
    for options in range(2, 9)
    for keys in range(1, options + 1)
    for hits in range(keys + 1)
    for wrong in range(options - keys + 1)
]


@pytest.mark.parametrize("rule", MultipleRule)
def test_every_share_lies_between_nothing_and_the_whole_and_the_key_is_paid_whole(rule):
    for ticks in EVERY_COUNT:
        assert 0 <= RULES[rule](ticks) <= 1
        if not ticks.errors:
            assert RULES[rule](ticks) == 1


@given(ticked_questions(), st.sampled_from(MultipleRule))
def test_one_more_right_tick_never_costs(case, rule):
    question, ticked = case
    for key in question.keys:
        assert partial_credit(question, ticked | {key}, rule) >= partial_credit(question, ticked, rule)


@given(ticked_questions(), st.sampled_from(CHINESE))
def test_a_wrong_tick_earns_nothing_under_the_chinese_rules(case, rule):
    question, ticked = case
    if ticked - set(question.keys):
        assert partial_credit(question, ticked, rule) == 0


@given(questions(), st.sampled_from(CHINESE))
def test_ticking_all_earns_nothing_under_the_chinese_rules(question, rule):
    everything = frozenset(range(len(question.options)))
    assert partial_credit(question, everything, rule) == (len(question.keys) == len(question.options))


@given(ticked_questions(), st.sampled_from(MultipleRule), st.randoms(use_true_random=False))
def test_the_order_of_the_options_does_not_matter(case, rule, chance):
    question, ticked = case
    place = list(range(len(question.options)))
    chance.shuffle(place)
    keys = tuple(sorted(place[key] for key in question.keys))
    moved = MultipleResponse(question.stem, question.options, keys)
    assert partial_credit(moved, frozenset(place[tick] for tick in ticked), rule) == partial_credit(
        question, ticked, rule
    )


SINGLE = SingleChoice(stem="选（　）。", options=("甲", "乙", "丙"), key=1)
FALSE = TrueFalse(stem="错。", key=False)
BLANKS = FillInBlanks(stem="____、____、____", blanks=(("十五",), ("文化",), ("2018",)))


@pytest.mark.parametrize(
    ("question", "answer", "earned"),
    [
        (SINGLE, 1, 1),
        (SINGLE, 0, 0),
        (FALSE, False, 1),
        (FALSE, True, 0),
        (ABD_OF_E, (0, 1), Fraction(2, 3)),
        (BLANKS, ("15", "", "二〇一八"), Fraction(2, 3)),
        (BLANKS, ("", "文物", ""), 0),
    ],
)
def test_a_share_of_each_kind(question, answer, earned):
    assert share(question, answer) == earned
    assert share(question, correct_answer(question)) == 1


@pytest.mark.parametrize("rule", MultipleRule)
def test_no_answer_earns_nothing_under_any_rule(rule):
    assert [share(question, None, rule) for question in (SINGLE, FALSE, ABD_OF_E, BLANKS)] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("question", "answer"), [(SINGLE, True), (SINGLE, (1,)), (FALSE, 0), (ABD_OF_E, 0), (BLANKS, 1)]
)
def test_an_answer_of_another_kind_is_an_error(question, answer):
    with pytest.raises(TypeError, match="is no answer to a"):
        share(question, answer)


@pytest.mark.parametrize(
    ("earned", "marks_x100", "step_x100", "rounded"),
    [
        (Fraction(2, 3), 200, 1, 133),
        (Fraction(1, 3), 200, 1, 67),
        (Fraction(1, 8), 100, 1, 13),
        (Fraction(1, 8), 300, 1, 38),
        (Fraction(2, 3), 200, 50, 150),
        (Fraction(1, 3), 200, 50, 50),
        (Fraction(1, 8), 200, 50, 50),
        (Fraction(1), 150, 50, 150),
        (Fraction(0), 200, 50, 0),
    ],
)
def test_points_are_rounded_once_half_up(earned, marks_x100, step_x100, rounded):
    assert points(earned, marks_x100, step_x100) == rounded


def test_the_best_case_of_ticking_all_is_the_smallest_question():
    best = best_for_ticking_all(MultipleRule.R_NONE)
    assert (best.earned, best.options, best.keys) == (1, 2, 1)
