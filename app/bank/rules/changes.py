"""What an edit changed, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from app.bank import words
from app.locale import _
from quizzes.questions import FillInBlanks, Item, MultipleResponse, Question, SingleChoice, TrueFalse


class Was(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    TAKEN_OUT = "taken_out"
    PUT_IN = "put_in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text, and whether it stayed, went or came."""

    text: str
    was: Was


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs; `field` is a key of `words.FIELDS`."""

    field: str
    pieces: tuple[Piece, ...]


def changes(before: Item, after: Item) -> tuple[Change, ...]:
    """The fields that differ, in the order of the form, with what went and what came."""
    old, new = _texts(before), _texts(after)
    return tuple(Change(name, tuple(_pieces(old[name], new[name]))) for name in new if old[name] != new[name])


def key_said(question: Question) -> str:
    """The right answer in words: ABD, 正确, or what each blank accepts."""
    match question:
        case SingleChoice():
            return words.LETTERS[question.key]
        case MultipleResponse():
            return "".join(words.LETTERS[key] for key in question.keys)
        case TrueFalse():
            return words.truth(question.key)
        case FillInBlanks():
            blanks = "；".join(" / ".join(accepted) for accepted in question.blanks)
            is_fixed = question.in_order or len(question.blanks) == 1
            return blanks if is_fixed else _("%(blanks)s（不分先后）", blanks=blanks)


def _texts(item: Item) -> dict[str, str]:
    question = item.question
    options = question.options if isinstance(question, SingleChoice | MultipleResponse) else ()
    return {
        "stem": question.stem,
        "options": "\n".join(f"{words.LETTERS[place]} {option}" for place, option in enumerate(options)),
        "key": key_said(question),
        "explanation": item.explanation,
        "source": words.source(item.citation),
        "quote": item.citation.quote,
        "difficulty": str(item.difficulty),
        "domain": _(words.DOMAINS[item.domain]),
    }


def _pieces(before: str, after: str) -> Iterator[Piece]:
    for what, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece(before[start:end], Was.KEPT)
            continue
        if start < end:
            yield Piece(before[start:end], Was.TAKEN_OUT)
        if new_start < new_end:
            yield Piece(after[new_start:new_end], Was.PUT_IN)
