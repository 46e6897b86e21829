"""What was given to a question: plain JSON values, checked before they are believed.

| kind | JSON | value |
|---|---|---|
| 单选 | `2` | `int`, an option |
| 多选 | `[0, 3]` | `tuple[int, ...]`, ascending |
| 判断 | `true` | `bool` |
| 填空 | `["文化", "2018"]` | `tuple[str, ...]`, one text per blank |
| any | `null` | `None`: withdrawn, or left blank |

Options are the editor's numbers, from 0, whatever order the candidate saw.
"""

from collections.abc import Iterator

import msgspec

from quizzes.folding import fold
from quizzes.questions import LONGEST_TEXT, FillInBlanks, MultipleResponse, Problem, Question, SingleChoice, TrueFalse

Answer = int | tuple[int, ...] | bool | tuple[str, ...]


class NotAnAnswer(ValueError):
    """A value that cannot be an answer to its question; `problems` says why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def why_not_given(question: Question, raw: object) -> tuple[Problem, ...]:
    """Every reason an untrusted JSON value is no answer to the question; empty when it is one, or null.

    Codes: wrong_type, option_out_of_range, option_twice, wrong_number_of_blanks, text_too_long (over 200
    characters), unusable_character (NUL, or half of a surrogate pair: no database can keep them).
    """
    if raw is None:
        return ()
    match question:
        case SingleChoice():
            return tuple(_why_not_option(raw, len(question.options)))
        case MultipleResponse():
            return tuple(_why_not_ticks(raw, len(question.options)))
        case TrueFalse():
            return () if isinstance(raw, bool) else (Problem("wrong_type", params={"expected": "bool"}),)
        case FillInBlanks():
            return tuple(_why_not_texts(raw, len(question.blanks)))


def parse(question: Question, raw: object) -> Answer | None:
    """The answer in an untrusted JSON value; None when it is blank: null, nothing ticked, no text in any blank.

    Ticks come out ascending and texts without space around them, so that equal answers are equal values.

    Raises:
        NotAnAnswer: for the reasons `why_not_given` tells.
    """
    if problems := why_not_given(question, raw):
        raise NotAnAnswer(*problems)
    if isinstance(raw, list | tuple):
        if isinstance(question, MultipleResponse):
            return tuple(sorted(raw)) or None
        texts = tuple(text.strip() for text in raw)
        return texts if any(texts) else None
    return raw if isinstance(raw, int) else None


def encode(answer: Answer | None) -> str:
    """The answer as JSON without spaces: the same answer gives the same text."""
    return msgspec.json.encode(answer).decode()


def decode(question: Question, text: str | bytes) -> Answer | None:
    """The answer in a JSON text.

    Raises:
        NotAnAnswer: not JSON (code not_json), or for the reasons `why_not_given` tells.
    """
    try:
        raw = msgspec.json.decode(text)
    except msgspec.DecodeError as broken:
        raise NotAnAnswer(Problem("not_json")) from broken
    return parse(question, raw)


def blank_hits(question: FillInBlanks, texts: tuple[str, ...]) -> tuple[bool, ...]:
    """Which of the given texts are accepted, by blank.

    In order, each blank has its own accepted texts. Order-free (法律列举的并列项), every accepted set can be used
    once, and the assignment that accepts the most texts counts: writing one right answer twice earns it once.

    Args:
        texts: one per blank; an empty one is never accepted.
    """
    accepted = [{fold(text) for text in blank} for blank in question.blanks]
    given = [fold(text) for text in texts]
    if question.in_order:
        return tuple(bool(text) and text in blank for text, blank in zip(given, accepted, strict=True))
    fits = [[place for place, blank in enumerate(accepted) if text and text in blank] for text in given]
    return _most_pairs(fits)


def _why_not_option(raw: object, options: int) -> Iterator[Problem]:
    # In Python true is 1; an answer to 判断 must not slip in as option B.
    if isinstance(raw, bool) or not isinstance(raw, int):
        yield Problem("wrong_type", params={"expected": "int"})
    elif not 0 <= raw < options:
        yield Problem("option_out_of_range", params={"option": raw, "options": options})


def _why_not_ticks(raw: object, options: int) -> Iterator[Problem]:
    if not isinstance(raw, list | tuple):
        yield Problem("wrong_type", params={"expected": "list[int]"})
        return
    # A list longer than the options holds a duplicate or a stranger; one reason is enough, and the work stays small.
    seen: set[object] = set()
    for tick in raw[: options + 1]:
        if wrong := next(_why_not_option(tick, options), None):
            yield wrong
        elif tick in seen:
            yield Problem("option_twice", params={"option": tick})
        else:
            seen.add(tick)


def _why_not_texts(raw: object, blanks: int) -> Iterator[Problem]:
    if not isinstance(raw, list | tuple):
        yield Problem("wrong_type", params={"expected": "list[str]"})
        return
    if len(raw) != blanks:
        yield Problem("wrong_number_of_blanks", params={"given": len(raw), "blanks": blanks})
        return
    for blank, text in enumerate(raw):
        if not isinstance(text, str):
            yield Problem("wrong_type", f"{blank}", {"expected": "str", "blank": blank})
        elif len(text) > LONGEST_TEXT:
            yield Problem("text_too_long", f"{blank}", {"blank": blank, "longest": LONGEST_TEXT})
        elif any(mark == "\0" or "\ud800" <= mark <= "\udfff" for mark in text):
            yield Problem("unusable_character", f"{blank}", {"blank": blank})


def _most_pairs(fits: list[list[int]]) -> tuple[bool, ...]:
    """Which texts find a place when as many as possible do (Kuhn's augmenting paths; blanks are few)."""
    taken_by: dict[int, int] = {}

    def settle(text: int, tried: set[int]) -> bool:
        for place in fits[text]:
            if place in tried:
                continue
            tried.add(place)
            if place not in taken_by or settle(taken_by[place], tried):
                taken_by[place] = text
                return True
        return False

    for text in range(len(fits)):
        settle(text, set())
    settled = set(taken_by.values())
    return tuple(text in settled for text in range(len(fits)))
