"""Cutting what a template rendered at its slots, and keeping the pieces."""

import re
from typing import Any

from jinja2_fragments import render_block

from app.web.page import ENVIRONMENT
from quizzes.answers import Answer
from quizzes.questions import BLANK, FillInBlanks, Question

# A noncharacter: no text has it, and `stripped` sees to that.
SLOT = "\ufdd0"
MOST_KEPT = 10_000
"""Fragments in memory, about 3 KB each."""
SIGNS = ("√", "×")
"""The letters of a 判断."""

Pieces = tuple[str, ...]


def cut(template: str, block: str, **values: Any) -> Pieces:
    """The block's HTML in pieces: one more than it has slots."""
    html = render_block(ENVIRONMENT, template, block, slot=SLOT, **values)
    return tuple(re.sub(r"\s*\n\s*", "\n", html).strip().split(SLOT))


def stripped(text: str) -> str:
    """The text without what could be taken for a slot."""
    return text.replace(SLOT, "")


def stem_parts(question: Question) -> list[str]:
    """The stem cut at its blanks."""
    stem = stripped(question.stem)
    return stem.split(BLANK) if isinstance(question, FillInBlanks) else [stem]


def ticked_places(answer: Answer | None) -> frozenset[int]:
    """The options ticked, in the editor's numbers; of a 判断, 正确 is 0 and 错误 is 1."""
    if isinstance(answer, bool):
        return frozenset({0 if answer else 1})
    if isinstance(answer, int):
        return frozenset({answer})
    return frozenset(tick for tick in answer or () if isinstance(tick, int))
