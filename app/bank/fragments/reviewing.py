"""A question after marking: own answer, verdict, key, explanation and the words of the law."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import escape

from app.bank import words
from app.bank.fragments.cutting import MOST_KEPT, SIGNS, Pieces, cut, stem_parts, stripped, ticked_places
from app.bank.rules import Verdict, key_said, verdict
from app.locale import N_, _, speaking
from app.storage.memory import Memory
from quizzes import content
from quizzes.answers import Answer
from quizzes.questions import (
    Citation,
    FillInBlanks,
    Item,
    MultipleResponse,
    Question,
    SingleChoice,
    TrueFalse,
    correct_answer,
)

PAGE = "bank/review.html"
VERDICTS = {
    Verdict.RIGHT: ("is-right", "circle-check", N_("对")),
    Verdict.MISSED: ("is-part", "alert-triangle", N_("漏选")),
    Verdict.WRONG_TICKS: ("is-wrong", "x", N_("错选")),
    Verdict.PART: ("is-part", "alert-triangle", N_("部分对")),
    Verdict.WRONG: ("is-wrong", "x", N_("错")),
    Verdict.BLANK: ("is-blank", "circle", N_("未答")),
}
"""The look, the icon and the word of each."""


@dataclass(frozen=True, slots=True)
class ReviewFragment:
    """A marked question cut at its slots.

    Attributes:
        pieces: around number, marks, verdict, options, own answer and key.
        options: for each option in the editor's order, not ticked and ticked, around the letter (a 判断 has its sign).
        verdicts: for each verdict, around its attributes and the points.
    """

    pieces: Pieces
    options: tuple[tuple[Pieces, Pieces], ...]
    verdicts: dict[Verdict, Pieces]


_kept: Memory[tuple[int, str], ReviewFragment] = Memory(MOST_KEPT)


def review_html(
    version_id: int,
    item: Item,
    *,
    number: int,
    answer: Answer | None,
    share: Fraction,
    points_text: str,
    marks_text: str,
    language: str,
    option_order: Sequence[int] | None = None,
    verdict_attributes: str = "",
) -> str:
    """The question after marking, `article.question#r-<version_id>`; options and letters as the candidate saw them.

    Args:
        number: on the paper, from 1.
        option_order: as for `question_html`: the original option at each place; None is the editor's order.
        answer: as `quizzes.answers.parse` made it.
        share: what the answer earned of the marks, 0 to 1.
        points_text, marks_text: such as 得 1.33 分 and （2 分）.
        verdict_attributes: HTML attributes of the verdict's line, with a space before them.
    """
    made = _fragment(version_id, item, language)
    head, after_number, after_marks, after_verdict, after_options, after_own, tail = made.pieces
    opened, before_points, after_points = made.verdicts[verdict(item.question, answer, share)]
    options = _options_in_order(made, option_order, ticked_places(answer))
    with speaking(language):
        own = answer_said(item.question, answer, option_order)
        key = _key_said(item.question, option_order)
    return (
        f"{head}{number}{after_number}{escape(marks_text)}{after_marks}{opened}{verdict_attributes}{before_points}{escape(points_text)}{after_points}"
        f"{after_verdict}{options}{after_options}{escape(own)}{after_own}{escape(stripped(key))}{tail}"
    )


def _options_in_order(made: ReviewFragment, order: Sequence[int] | None, ticked: frozenset[int]) -> str:
    shown = []
    for letter, option in zip(words.LETTERS, order or range(len(made.options)), strict=False):
        pieces = made.options[option][option in ticked]
        shown.append(letter.join(pieces))
    return "".join(shown)


def answer_said(question: Question, answer: Answer | None, option_order: Sequence[int] | None = None) -> str:
    """An answer in words of the request's language: AC, 错误, or the text of each blank.

    Args:
        option_order: the original option at each place shown; letters are by place, in the order of the alphabet.
    """
    match question, answer:
        case (_, None):
            return _("未答")
        case (TrueFalse(), bool()):
            return words.truth(answer)
        case (SingleChoice(), int()):
            return words.LETTERS[_place(answer, option_order)]
        case (MultipleResponse(), tuple()):
            places = sorted(_place(tick, option_order) for tick in answer if isinstance(tick, int))
            return "".join(words.LETTERS[place] for place in places)
        case (FillInBlanks(), tuple()):
            return "；".join(str(text) or "—" for text in answer)
    raise TypeError(f"{answer!r} is no answer to a {question.kind} question")


def _key_said(question: Question, order: Sequence[int] | None) -> str:
    # A blank has more right answers than the one that `correct_answer` gives.
    is_blanks = isinstance(question, FillInBlanks)
    return key_said(question) if is_blanks else answer_said(question, correct_answer(question), order)


def _place(option: int, order: Sequence[int] | None) -> int:
    return order.index(option) if order else option


def _fragment(version_id: int, item: Item, language: str) -> ReviewFragment:
    found = _kept.get((version_id, language))
    if found is None:
        with speaking(language):
            found = _kept.put((version_id, language), _made(version_id, item))
    return found


def _made(version_id: int, item: Item) -> ReviewFragment:
    question, citation = item.question, item.citation
    pieces = cut(
        PAGE,
        "review",
        version_id=version_id,
        kind=_(words.KINDS[question.kind]),
        stem=stem_parts(question),
        explanation=stripped(item.explanation),
        quote=stripped(citation.quote),
        address=article_address(citation),
        source=words.source(citation),
    )
    verdicts = {
        one: cut(PAGE, "verdict", face=face, sign=sign, said=_(word)) for one, (face, sign, word) in VERDICTS.items()
    }
    return ReviewFragment(pieces, tuple(_options(question)), verdicts)


def article_address(citation: Citation) -> str:
    """The page of the law, at the article where the wording is held."""
    page = f"/laws/{citation.law}/{citation.version}"
    held = {(law.key, law.version) for law in content.laws() if law.text}
    return f"{page}#article-{citation.article}" if (citation.law, citation.version) in held else page


def _options(question: Question) -> list[tuple[Pieces, Pieces]]:
    match question:
        case FillInBlanks():
            return []
        case TrueFalse():
            key = 0 if question.key else 1
            texts = (words.truth(True), words.truth(False))
            # The sign is part of the piece: a 判断 is never shuffled and has no letters.
            signed = zip(SIGNS, texts, strict=True)
            return [_both(sign, text, place == key) for place, (sign, text) in enumerate(signed)]
        case SingleChoice():
            return _lettered(question.options, {question.key})
        case MultipleResponse():
            return _lettered(question.options, set(question.keys))


def _lettered(texts: tuple[str, ...], keys: set[int]) -> list[tuple[Pieces, Pieces]]:
    return [_both("", stripped(text), place in keys) for place, text in enumerate(texts)]


def _both(sign: str, text: str, is_key: bool) -> tuple[Pieces, Pieces]:
    unticked, ticked = (
        cut(PAGE, "option", letter=sign, text=text, is_key=is_key, is_ticked=is_ticked) for is_ticked in (False, True)
    )
    return unticked, ticked
