import re
from fractions import Fraction
from itertools import permutations

import msgspec
import pytest

from app.bank.fragments import answer_said, question_html, review_html
from app.bank.fragments.cutting import SLOT
from app.storage.memory import forget_everything
from quizzes import content
from quizzes.questions import Kind, correct_answer

BY_KIND = {item.question.kind: item for item in reversed(content.questions())}
SINGLE = BY_KIND[Kind.SINGLE_CHOICE]


def asked(item, order=None, language="zh-CN", **named):
    # Every question here is called version 31, which in a database is only one.
    forget_everything()
    return question_html(31, item, 4, order, language, "（2 分）", **named)


def options_of(html):
    """(letter, value, text, is_ticked) as shown."""
    found = re.findall(
        r'<input type="\w+" name="answer" value="(\w+)"( checked)?>\s*<span class="option-letter">(.)</span>\s*'
        r'<span class="option-text">(.*?)</span>',
        html,
    )
    return [(letter, value, text, bool(ticked)) for value, ticked, letter, text in found]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_options_bear_letters_by_place_and_values_by_the_editor(order):
    texts = SINGLE.question.options
    assert options_of(asked(SINGLE, order)) == [
        (letter, str(option), texts[option], False) for letter, option in zip("ABCD", order, strict=True)
    ]


def test_without_the_island_the_answer_is_ticked_wherever_it_is_shown():
    shown = options_of(asked(SINGLE, (2, 0, 3, 1), answer=3))
    assert [value for _letter, value, _text, ticked in shown if ticked] == ["3"]
    several = BY_KIND[Kind.MULTIPLE_RESPONSE]
    shown = options_of(asked(several, answer=(0, 2)))
    assert [value for _letter, value, _text, ticked in shown if ticked] == ["0", "2"]
    shown = options_of(asked(BY_KIND[Kind.TRUE_FALSE], answer=False))
    assert [value for _letter, value, _text, ticked in shown if ticked] == ["false"]


def test_blanks_are_inputs_in_their_order_with_what_was_written():
    item = BY_KIND[Kind.FILL_IN_BLANKS]
    texts = tuple(f"<{place}>" for place, _ in enumerate(item.question.blanks))
    shown = asked(item, answer=texts)
    assert re.findall(r'name="answer".*value="(.*?)"', shown) == [
        text.replace("<", "&lt;").replace(">", "&gt;") for text in texts
    ]
    assert shown.count("blank-mark") == len(texts)


@pytest.mark.parametrize("kind", Kind)
def test_the_fieldset_is_what_the_exam_island_expects(kind):
    shown = asked(BY_KIND[kind], form_html_before='<form method="post">', form_html_after="</form>")
    assert shown.startswith(
        f'<form method="post"><fieldset class="question" id="q-31" data-question="31" data-number="4" data-kind="{kind}">'
    )
    assert shown.endswith("</fieldset></form>")
    assert shown.count('class="state"') == 1
    assert shown.count(" flag ") == shown.count(" clear ") == shown.count("no-js") == 1
    assert "（2 分）" in shown
    assert SLOT not in shown


@pytest.mark.parametrize("kind", Kind)
def test_no_key_and_no_explanation_reach_the_candidate(kind):
    item = BY_KIND[kind]
    shown = asked(item)
    assert item.explanation not in shown
    assert "is-key" not in shown
    assert "checked" not in shown


def test_what_an_editor_wrote_is_text_not_markup():
    question = msgspec.structs.replace(
        SINGLE.question, stem=f"<script>甲{SLOT}乙（　）。", options=("<b>", '"', SLOT + "丙", "丁")
    )
    shown = asked(msgspec.structs.replace(SINGLE, question=question))
    assert "&lt;script&gt;甲乙（　）。" in shown
    assert [text for _letter, _value, text, _ticked in options_of(shown)] == ["&lt;b&gt;", "&#34;", "丙", "丁"]


def reviewed(item, answer, share, order=None):
    forget_everything()
    return review_html(
        31, item, number=4, answer=answer, share=Fraction(share), points_text="得 1 分", marks_text="（2 分）",
        language="zh-CN", option_order=order,
    )  # fmt: skip


def reviewed_options(html):
    """(marks, letter, text) as shown."""
    return re.findall(
        r'<li class="option(.*?)">\s*<span class="option-letter">(.)</span>\s*<span class="option-text">(.*?)</span>',
        html,
    )


def own_and_key(html):
    return re.findall(r"<strong>(.*?)</strong>", html)


@pytest.mark.parametrize("kind", Kind)
def test_a_right_answer_is_shown_with_key_explanation_and_article(kind):
    item = BY_KIND[kind]
    shown = reviewed(item, correct_answer(item.question), 1)
    cited = item.citation
    assert 'class="verdict is-right"' in shown
    assert "<span>对</span>" in shown
    assert item.explanation in shown
    assert f'href="/laws/{cited.law}/{cited.version}#article-{cited.article}"' in shown
    assert cited.quote in shown
    assert "is-wrong" not in shown
    assert SLOT not in shown


def test_options_are_reviewed_in_natural_order_with_key_and_own_choice():
    key = SINGLE.question.key
    wrong = (key + 1) % 4
    shown = reviewed(SINGLE, wrong, 0)
    texts = SINGLE.question.options
    expected = {key: " is-key", wrong: " is-yours is-wrong"}
    assert reviewed_options(shown) == [(expected.get(place, ""), "ABCD"[place], texts[place]) for place in range(4)]
    assert own_and_key(shown) == ["ABCD"[wrong], "ABCD"[key]]
    assert "<span>错</span>" in shown


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_result_has_the_letters_that_the_candidate_saw(order):
    key = SINGLE.question.key
    wrong = (key + 1) % 4
    shown = reviewed(SINGLE, wrong, 0, order)
    letters = {int(value): letter for letter, value, _text, _ticked in options_of(asked(SINGLE, order))}
    expected = {key: " is-key", wrong: " is-yours is-wrong"}
    texts = SINGLE.question.options
    assert reviewed_options(shown) == [
        (expected.get(option, ""), letter, texts[option]) for letter, option in zip("ABCD", order, strict=True)
    ]
    assert own_and_key(shown) == [letters[wrong], letters[key]]


def test_several_letters_are_said_in_their_natural_order():
    item = BY_KIND[Kind.MULTIPLE_RESPONSE]
    places = range(len(item.question.options))
    order = tuple(reversed(places))
    ticks = item.question.keys
    said = "".join(sorted("ABCDEFGH"[order.index(tick)] for tick in ticks))
    assert own_and_key(reviewed(item, ticks, 1, order)) == [said, said]


def test_every_text_that_a_blank_accepts_is_shown():
    item = BY_KIND[Kind.FILL_IN_BLANKS]
    several = msgspec.structs.replace(item, question=msgspec.structs.replace(
        item.question, blanks=(("甲", "乙"), *item.question.blanks[1:])
    ))  # fmt: skip
    own, key = own_and_key(reviewed(several, None, 0))
    assert own == "未答"
    assert key.startswith("甲 / 乙")


def test_missed_and_wrong_ticks_have_their_own_words():
    item = BY_KIND[Kind.MULTIPLE_RESPONSE]
    first = item.question.keys[0]
    assert "<span>漏选</span>" in reviewed(item, (first,), 0)
    outside = next(place for place in range(8) if place not in item.question.keys)
    assert "<span>错选</span>" in reviewed(item, tuple(sorted((first, outside))), 0)


def test_a_blank_answer_says_so():
    assert "<span>未答</span>" in reviewed(SINGLE, None, 0)
    assert answer_said(SINGLE.question, None) == "未答"


def test_an_answer_of_another_kind_is_an_error():
    with pytest.raises(TypeError):
        answer_said(SINGLE.question, ("文",))
