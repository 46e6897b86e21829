"""What an answer was worth, in one word."""

from enum import StrEnum
from fractions import Fraction

from quizzes.answers import Answer
from quizzes.questions import MultipleResponse, Question


class Verdict(StrEnum):
    """对, 漏选, 错选, 部分对, 错, 未答."""

    RIGHT = "right"
    MISSED = "missed"
    WRONG_TICKS = "wrong_ticks"
    PART = "part"
    WRONG = "wrong"
    BLANK = "blank"


def verdict(question: Question, answer: Answer | None, share: Fraction) -> Verdict:
    """The word for an answer.

    Args:
        answer: as `quizzes.answers.parse` made it; None is blank.
        share: what it earned of the marks, 0 to 1. A 多选 is judged by its ticks, whatever the rule paid.
    """
    if answer is None:
        return Verdict.BLANK
    if isinstance(question, MultipleResponse) and isinstance(answer, tuple):
        return _of_ticks(set(question.keys), set(answer))
    if share == 1:
        return Verdict.RIGHT
    return Verdict.PART if share > 0 else Verdict.WRONG


def _of_ticks(keys: set[int], ticked: set[int | str]) -> Verdict:
    if ticked == keys:
        return Verdict.RIGHT
    return Verdict.MISSED if ticked < keys else Verdict.WRONG_TICKS
