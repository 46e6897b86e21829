"""An answer as a plain form gives it: texts; the engine then judges the value as it does the island's."""

from collections.abc import Sequence
from typing import Any

from quizzes.questions import FillInBlanks, MultipleResponse, Question, TrueFalse


def from_form(question: Question, texts: Sequence[str]) -> Any:
    """The untrusted JSON value in a form's texts; None when nothing was ticked or written."""
    if isinstance(question, FillInBlanks):
        return list(texts) if any(text.strip() for text in texts) else None
    if not texts:
        return None
    if isinstance(question, TrueFalse):
        return {"true": True, "false": False}.get(texts[0], texts[0])
    numbers = [int(text) if _is_number(text) else text for text in texts]
    return numbers if isinstance(question, MultipleResponse) else numbers[0]


def _is_number(text: str) -> bool:
    # Options are few; Python refuses to read a number of thousands of digits.
    return text.isascii() and text.isdigit() and len(text) < 4
