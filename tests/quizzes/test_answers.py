"""What was given: untrusted values are checked, texts are folded, blanks may be order-free."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.answers import NotAnAnswer, blank_hits, decode, encode, parse, why_not_given
from quizzes.folding import fold, number, numeral_of
from quizzes.questions import FillInBlanks, MultipleResponse, Problem, SingleChoice, TrueFalse

SINGLE = SingleChoice(stem="选（　）。", options=("甲", "乙", "丙"), key=1)
MULTIPLE = MultipleResponse(stem="选（　）。", options=("甲", "乙", "丙"), keys=(0, 2))
TRUE = TrueFalse(stem="对。", key=True)
BLANKS = FillInBlanks(stem="____和____。", blanks=(("甲",), ("乙",)))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(), inner, max_size=2),
)


@pytest.mark.parametrize(
    ("question", "raw", "answer"),
    [
        (SINGLE, 2, 2),
        (SINGLE, 0, 0),
        (MULTIPLE, [2, 0], (0, 2)),
        (MULTIPLE, [], None),
        (TRUE, False, False),
        (BLANKS, [" 甲 ", ""], ("甲", "")),
        (BLANKS, ["", "　"], None),
        *((question, None, None) for question in (SINGLE, MULTIPLE, TRUE, BLANKS)),
    ],
)
def test_an_answer_is_parsed(question, raw, answer):
    parsed = parse(question, raw)
    assert parsed == answer
    assert type(parsed) is type(answer)
    assert decode(question, encode(parsed)) == answer


@pytest.mark.parametrize(
    ("question", "raw", "codes"),
    [
        (SINGLE, 3, ["option_out_of_range"]),
        (SINGLE, -1, ["option_out_of_range"]),
        (SINGLE, True, ["wrong_type"]),
        (SINGLE, 1.0, ["wrong_type"]),
        (SINGLE, [1], ["wrong_type"]),
        (SINGLE, "1", ["wrong_type"]),
        (MULTIPLE, 1, ["wrong_type"]),
        (MULTIPLE, "02", ["wrong_type"]),
        (MULTIPLE, [0, 0], ["option_twice"]),
        (MULTIPLE, [0, 3], ["option_out_of_range"]),
        (MULTIPLE, [False], ["wrong_type"]),
        (MULTIPLE, [[0]], ["wrong_type"]),
        (MULTIPLE, [9] * 100_000, ["option_out_of_range"] * 4),
        (TRUE, 1, ["wrong_type"]),
        (TRUE, "true", ["wrong_type"]),
        (BLANKS, "甲乙", ["wrong_type"]),
        (BLANKS, ["甲"], ["wrong_number_of_blanks"]),
        (BLANKS, ["甲", "乙", "丙"], ["wrong_number_of_blanks"]),
        (BLANKS, ["甲", 1], ["wrong_type"]),
        (BLANKS, ["甲" * 201, "乙"], ["text_too_long"]),
        (BLANKS, ["甲\0", "\ud800"], ["unusable_character", "unusable_character"]),
    ],
)
def test_what_is_no_answer_is_refused(question, raw, codes):
    assert [problem.code for problem in why_not_given(question, raw)] == codes
    with pytest.raises(NotAnAnswer) as refused:
        parse(question, raw)
    assert [problem.code for problem in refused.value.problems] == codes


def test_a_text_of_200_characters_is_an_answer():
    assert parse(BLANKS, ["甲" * 200, "乙"]) == ("甲" * 200, "乙")


def test_a_broken_json_text_is_no_answer():
    with pytest.raises(NotAnAnswer) as refused:
        decode(SINGLE, "[1,")
    assert refused.value.problems == (Problem("not_json"),)


@given(ANYTHING)
def test_any_json_value_is_parsed_or_refused_and_parsing_is_stable(raw):
    for question in (SINGLE, MULTIPLE, TRUE, BLANKS):
        if why_not_given(question, raw):
            continue
        parsed = parse(question, raw)
        assert parse(question, parsed) == parsed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公共图书馆法", "《公共图书馆法》"),
        ("公共图书馆法", " 公共 图书馆法。"),
        ("RFID", "ｒｆｉｄ"),
        ("15", "十五"),
        ("15", "一十五"),
        ("15", "１５"),
        ("2018", "二〇一八"),
        ("2018", "二○一八"),
        ("2018年1月1日", "二〇一八年一月一日"),
        ("101", "一百零一"),
        ("2年", "两年"),
        ("二年", "两年"),
        ("30%", "百分之三十"),
        ("30％", "百分之30"),
        ("30.5%", "百分之三十点五"),
        ("100%", "百分之百"),
        ("5‰", "千分之五"),
        ("3.5", "三点五"),
        ("30000", "三万"),
        ("30000", "3万"),
        ("30,000", "３万"),
        ("35000", "3.5万"),
        ("10005", "一万零五"),
        ("100", "壹佰"),
        ("第1项", "第（一）项"),
        ("1-5", "1—5"),
        ("9:00", "9：00"),
    ],
)
def test_texts_that_say_the_same_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一五", "十五"),
        ("十四五", "145"),
        ("一百一", "101"),
        ("1-5", "15"),
        ("3.5", "35"),
        ("三、五", "三五"),
        ("C#", "C"),
        ("C++", "C"),
        ("30%", "30"),
        ("-5", "5"),
        ("3万5", "30005"),
        ("《", "》"),
        ("文化", "文华"),
    ],
)
def test_texts_that_differ_stay_different(one, other):
    assert fold(one) != fold(other)


@given(st.integers(min_value=10, max_value=10**16 - 1))
def test_a_numeral_is_read_back(value):
    assert number(numeral_of(value)) == value
    assert fold(numeral_of(value)) == str(value)


@given(st.text())
def test_folding_a_text_of_any_characters_ends(text):
    assert isinstance(fold(text), str)
    assert bool(fold(text)) == bool("".join(text.split()))


THREE = FillInBlanks(stem="____、____、____", blanks=(("平等",), ("开放", "公开"), ("共享",)), in_order=False)


@pytest.mark.parametrize(
    ("texts", "hits"),
    [
        (("共享", "平等", "公开"), (True, True, True)),
        (("平等", "平等", "共享"), (True, False, True)),
        (("开放", "公开", "共享"), (True, False, True)),
        (("", "共享", "错"), (False, True, False)),
        (("", "", ""), (False, False, False)),
    ],
)
def test_order_free_blanks_use_every_accepted_set_once(texts, hits):
    assert blank_hits(THREE, texts) == hits


def test_order_free_blanks_take_the_assignment_that_accepts_most():
    question = FillInBlanks(stem="____、____", blanks=(("甲", "乙"), ("甲",)), in_order=False)
    assert blank_hits(question, ("甲", "乙")) == (True, True)
    assert blank_hits(question, ("乙", "甲")) == (True, True)


def test_blanks_in_order_stay_in_order():
    assert blank_hits(BLANKS, ("乙", "甲")) == (False, False)
    assert blank_hits(BLANKS, ("甲。", "乙")) == (True, True)
