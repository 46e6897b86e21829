"""A sheet is a pure function of answers and key, exact until its one rounding."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.marking import Asked, Marked, Tally, Verdict, mark
from quizzes.questions import Domain, FillInBlanks, MultipleResponse, SingleChoice, TrueFalse, correct_answer
from quizzes.scoring import MultipleRule

SINGLE = SingleChoice(stem="选（　）。", options=("甲", "乙", "丙"), key=1)
ABD = MultipleResponse(stem="选（　）。", options=tuple("甲乙丙丁戊"), keys=(0, 1, 3))
FALSE = TrueFalse(stem="错。", key=False)
BLANKS = FillInBlanks(stem="____、____", blanks=(("十五",), ("文化",)))

PAPER = (
    Asked(11, SINGLE, Domain.LAW, 100),
    Asked(12, ABD, Domain.LAW, 200),
    Asked(13, ABD, Domain.DIGITAL, 200, MultipleRule.EXACT),
    Asked(14, FALSE, Domain.POLICY, 100),
    Asked(15, BLANKS, Domain.POLICY, 150),
)


def test_a_sheet_says_what_each_question_earned_and_what_it_adds_up_to():
    sheet = mark(PAPER, {11: 1, 12: (0, 1), 13: (0, 1), 14: None, 15: ("15", "文物")})
    assert sheet.questions == (
        Marked(11, Domain.LAW, Verdict.RIGHT, Fraction(1), 100, 100),
        Marked(12, Domain.LAW, Verdict.PARTLY, Fraction(2, 3), 133, 200),
        Marked(13, Domain.DIGITAL, Verdict.WRONG, Fraction(0), 0, 200),
        Marked(14, Domain.POLICY, Verdict.BLANK, Fraction(0), 0, 100),
        Marked(15, Domain.POLICY, Verdict.PARTLY, Fraction(1, 2), 75, 150),
    )
    assert sheet.total == Tally(points_x100=308, marks_x100=750, right=1, questions=5)
    assert sheet.total_x100 == 308
    assert list(sheet.by_domain.items()) == [
        (Domain.LAW, Tally(233, 300, 1, 2)),
        (Domain.POLICY, Tally(75, 250, 0, 2)),
        (Domain.DIGITAL, Tally(0, 200, 0, 1)),
    ]


def test_thirds_are_added_up_before_they_are_rounded():
    paper = tuple(Asked(number, ABD, Domain.LAW, 200) for number in range(3))
    sheet = mark(paper, dict.fromkeys(range(3), (0, 1)))
    assert [one.points_x100 for one in sheet.questions] == [133, 133, 133]
    assert sheet.total_x100 == 400


def test_a_paper_answered_by_its_key_earns_all_and_an_empty_one_nothing():
    whole = mark(PAPER, {asked.id: correct_answer(asked.question) for asked in PAPER})
    assert whole.total == Tally(750, 750, 5, 5)
    empty = mark(PAPER, {})
    assert empty.total == Tally(0, 750, 0, 5)
    assert {one.verdict for one in empty.questions} == {Verdict.BLANK}


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        11: st.none() | st.integers(0, 2),
        12: st.none() | st.sets(st.integers(0, 4), min_size=1).map(sorted).map(tuple),
        13: st.none() | st.sets(st.integers(0, 4), min_size=1).map(sorted).map(tuple),
        14: st.none() | st.booleans(),
        15: st.none() | st.tuples(st.sampled_from(["15", "十五", "", "文化"]), st.sampled_from(["文化", "x", ""])),
    },
)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_marking_again_gives_the_same_sheet_in_whatever_order_the_answers_come(answers, chance):
    sheet = mark(PAPER, answers)
    items = list(answers.items())
    chance.shuffle(items)
    assert mark(PAPER, dict(items)) == sheet
    turned = mark(tuple(reversed(PAPER)), answers)
    assert turned.total == sheet.total
    assert turned.by_domain == sheet.by_domain


@given(ANSWERS)
def test_rounding_moves_a_total_by_no_more_than_half_a_hundredth(answers):
    sheet = mark(PAPER, answers)
    exact = sum(one.share * one.marks_x100 for one in sheet.questions)
    assert abs(sheet.total_x100 - exact) <= Fraction(1, 2)
    assert sheet.total.questions == sum(tally.questions for tally in sheet.by_domain.values())


def test_an_answer_to_a_question_that_is_not_on_the_paper_is_an_error():
    with pytest.raises(ValueError, match=r"not on the paper: \[99\]"):
        mark(PAPER, {99: 1})


def test_a_paper_with_a_question_twice_is_an_error():
    with pytest.raises(ValueError, match="twice"):
        mark((*PAPER, PAPER[0]), {})
