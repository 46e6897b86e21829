"""A question as it is put to a candidate."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

from app.bank import words
from app.bank.fragments.cutting import MOST_KEPT, SIGNS, Pieces, cut, stem_parts, stripped, ticked_places
from app.locale import _, speaking
from app.storage.memory import Memory
from quizzes.answers import Answer
from quizzes.questions import LONGEST_TEXT, FillInBlanks, Item, MultipleResponse, Question, TrueFalse

PAGE = "bank/fragment.html"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A question cut at its slots.

    Attributes:
        pieces: around number (twice), marks, state, options and tools.
        options: for each option, in the editor's order, what stands around the tick and the letter (a 判断 has its sign
            in place of a letter); for a blank, around its text.
        state, tools: what the exam island paints and listens to.
    """

    pieces: Pieces
    options: tuple[Pieces, ...]
    state: str
    tools: str


_kept: Memory[tuple[int, str], Fragment] = Memory(MOST_KEPT)


def question_html(
    version_id: int,
    item: Item,
    number: int,
    option_order: Sequence[int] | None,
    language: str,
    marks_text: str,
    *,
    answer: Answer | None = None,
    form_html_before: str = "",
    form_html_after: str = "",
    is_live: bool = True,
) -> str:
    """The question as one candidate sees it: `fieldset.question#q-<version_id>`, to docs/exam-island.md.

    Args:
        number: on the paper, from 1.
        option_order: the original option at each place shown, (2, 0, 1) shows C first; None, or a kind without
            options, is the editor's order. Inputs always have the original option as value.
        marks_text: such as （2 分）.
        answer: ticked or filled in, for pages without the island.
        form_html_before, form_html_after: HTML around the fieldset: the form that its save button sends.
        is_live: with the state, the place for a refusal, and the buttons to flag, clear and save.
    """
    made = fragment(version_id, item, language)
    head, before_number, after_number, after_marks, after_state, after_options, tail = made.pieces
    state, tools = (made.state, made.tools) if is_live else ("", "")
    options = _options(item.question, made, option_order, answer)
    return (
        f"{form_html_before}{head}{number}{before_number}{number}{after_number}{escape(marks_text)}{after_marks}{state}"
        f"{after_state}{options}{after_options}{tools}{tail}{form_html_after}"
    )


def fragment(version_id: int, item: Item, language: str) -> Fragment:
    """The question's pieces, made when they are first asked for."""
    found = _kept.get((version_id, language))
    if found is None:
        with speaking(language):
            found = _kept.put((version_id, language), _made(version_id, item))
    return found


def _options(question: Question, made: Fragment, order: Sequence[int] | None, answer: Answer | None) -> str:
    if isinstance(question, FillInBlanks):
        texts = answer if isinstance(answer, tuple) else ("",) * len(made.options)
        pairs = zip(made.options, texts, strict=True)
        return "".join(f"{before}{escape(text)}{after}" for (before, after), text in pairs)
    ticked = ticked_places(answer)
    if isinstance(question, TrueFalse):
        places = enumerate(made.options)
        return "".join(f"{before}{' checked' * (place in ticked)}{after}" for place, (before, after) in places)
    shown = []
    for letter, option in zip(words.LETTERS, order or range(len(made.options)), strict=False):
        before, middle, after = made.options[option]
        shown.append(f"{before}{' checked' * (option in ticked)}{middle}{letter}{after}")
    return "".join(shown)


def _made(version_id: int, item: Item) -> Fragment:
    question = item.question
    answers = "blanks" if isinstance(question, FillInBlanks) else "answers"
    kind, stem = _(words.KINDS[question.kind]), stem_parts(question)
    pieces = cut(PAGE, "question", version_id=version_id, question=question, kind=kind, stem=stem, answers=answers)
    return Fragment(pieces, tuple(_inputs(question)), *(cut(PAGE, name)[0] for name in ("state", "tools")))


def _inputs(question: Question) -> list[Pieces]:
    if isinstance(question, FillInBlanks):
        numbers = range(1, len(question.blanks) + 1)
        return [cut(PAGE, "blank", number=number, longest=LONGEST_TEXT) for number in numbers]
    if isinstance(question, TrueFalse):
        answers = zip(("true", "false"), SIGNS, (words.truth(True), words.truth(False)), strict=True)
        return [
            cut(PAGE, "option", input="radio", value=value, letter=sign, text=text) for value, sign, text in answers
        ]
    kind = "checkbox" if isinstance(question, MultipleResponse) else "radio"
    return [
        cut(PAGE, "option", input=kind, value=place, letter="", text=stripped(option))
        for place, option in enumerate(question.options)
    ]
