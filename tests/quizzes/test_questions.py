"""The kinds of question are their own JSON, and say what is wrong with them."""

import msgspec
import pytest

from quizzes.questions import (
    Citation,
    Domain,
    FillInBlanks,
    Item,
    Kind,
    MultipleResponse,
    Problem,
    SingleChoice,
    TrueFalse,
    builtins,
    correct_answer,
    decode_item,
    decode_items,
    decode_question,
    encode,
    item_from,
    question_from,
    why_not_valid,
)

ITEM = (
    '{"code":"PLL-001","question":{"kind":"single_choice","stem":"公共图书馆是社会主义（　）体系的重要组成部分。",'
    '"options":["公共文化服务","国民教育"],"key":0},"citation":{"law":"public-library-law","version":"2018-10-26",'
    '"article":3,"paragraph":1,"quote":"公共文化服务体系"},"explanation":"见第三条。","difficulty":2,"domain":"law"}'
)
SINGLE = SingleChoice(stem="选（　）。", options=("甲", "乙", "丙"), key=1)
MULTIPLE = MultipleResponse(stem="选（　）。", options=("甲", "乙", "丙"), keys=(0, 2))
TRUE = TrueFalse(stem="对。", key=True)
BLANKS = FillInBlanks(stem="____和____。", blanks=(("甲", "子"), ("乙",)), in_order=False)


def test_an_item_is_its_own_json():
    item = decode_item(ITEM)
    assert encode(item) == ITEM
    assert item_from(builtins(item)) == item
    assert decode_items(f"[{ITEM},{ITEM}]") == (item, item)
    assert why_not_valid(item) == ()


@pytest.mark.parametrize("question", [SINGLE, MULTIPLE, TRUE, BLANKS])
def test_a_question_survives_json(question):
    assert decode_question(encode(question)) == question
    assert question_from(builtins(question)) == question
    assert builtins(question)["kind"] == question.kind == Kind(question.kind)
    assert why_not_valid(question) == ()


def test_blanks_are_in_order_unless_said_otherwise():
    assert decode_question('{"kind":"fill_in_blanks","stem":"____","blanks":[["甲"]]}').in_order is True


@pytest.mark.parametrize(
    "text",
    [
        '{"kind":"true_false","stem":"对","key":1}',
        '{"kind":"single_choice","stem":"选","options":["甲","乙"],"key":true}',
        '{"kind":"true_false","stem":"对","key":true,"score":2}',
        '{"kind":"essay","stem":"论述"}',
        '{"stem":"对","key":true}',
        ITEM,
    ],
)
def test_what_is_no_question_is_refused(text):
    with pytest.raises(msgspec.ValidationError):
        decode_question(text)


def test_the_full_marks_answer_has_the_shape_of_an_answer():
    assert [correct_answer(question) for question in (SINGLE, MULTIPLE, TRUE, BLANKS)] == [
        1,
        (0, 2),
        True,
        ("甲", "乙"),
    ]


@pytest.mark.parametrize(
    ("question", "problems"),
    [
        (SingleChoice(" ", ("甲", "乙"), 0), [Problem("no_stem", "stem")]),
        (
            SingleChoice("选", ("甲",), 0),
            [Problem("too_few_options", "options", {"count": 1, "fewest": 2})],
        ),
        (
            SingleChoice("选", tuple("甲乙丙丁戊己庚辛壬"), 0),
            [Problem("too_many_options", "options", {"count": 9, "most": 8})],
        ),
        (SingleChoice("选", ("甲", " "), 0), [Problem("empty_option", "options.1", {"option": 1})]),
        (SingleChoice("选", ("甲", "乙", "甲 "), 0), [Problem("same_options", "options.2", {"option": 2, "other": 0})]),
        (SingleChoice("选", ("甲", "乙"), 2), [Problem("key_out_of_range", "key", {"key": 2, "options": 2})]),
        (SingleChoice("选", ("甲", "乙"), -1), [Problem("key_out_of_range", "key", {"key": -1, "options": 2})]),
        (
            MultipleResponse("选", ("甲", "乙"), (1,)),
            [Problem("too_few_keys", "keys", {"count": 1, "fewest": 2})],
        ),
        (MultipleResponse("选", ("甲", "乙"), (1, 0)), [Problem("keys_not_ascending", "keys")]),
        (MultipleResponse("选", ("甲", "乙"), (1, 1)), [Problem("keys_not_ascending", "keys")]),
        (
            FillInBlanks("没有空", ()),
            [Problem("no_blanks", "blanks")],
        ),
        (
            FillInBlanks("____、____", (("甲",),)),
            [Problem("blanks_do_not_match", "stem", {"marks": 2, "blanks": 1})],
        ),
        (FillInBlanks("____", ((),)), [Problem("nothing_accepted", "blanks.0", {"blank": 0})]),
        (FillInBlanks("____", (("甲", ""),)), [Problem("empty_accepted", "blanks.0", {"blank": 0})]),
        (
            FillInBlanks("____", (("甲" * 201,),)),
            [Problem("text_too_long", "blanks.0", {"blank": 0, "longest": 200})],
        ),
    ],
)
def test_a_question_says_what_is_wrong_with_it(question, problems):
    assert list(why_not_valid(question)) == problems


def test_an_item_says_everything_that_is_wrong_with_it():
    item = Item("", TrueFalse("", True), Citation("", "", 0, -1, " "), "", 6, Domain.LAW)
    assert [problem.code for problem in why_not_valid(item)] == [
        "no_code",
        "no_explanation",
        "bad_difficulty",
        "no_law",
        "no_version",
        "no_quote",
        "bad_article",
        "bad_paragraph",
        "no_stem",
    ]
