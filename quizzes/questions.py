"""The kinds of question, as frozen values that are their own JSON.

Options are numbered from 0 in the order the editor wrote them, everywhere: keys, answers, statistics.
What a candidate sees in another order is only display (`papers.arrange`).
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any, ClassVar

import msgspec

BLANK = "____"
FEWEST_OPTIONS = 2
MOST_OPTIONS = 8
LONGEST_TEXT = 200
"""Characters, of a text that fills one blank."""


class Kind(StrEnum):
    """单选, 多选, 判断, 填空."""

    SINGLE_CHOICE = "single_choice"
    MULTIPLE_RESPONSE = "multiple_response"
    TRUE_FALSE = "true_false"
    FILL_IN_BLANKS = "fill_in_blanks"


class Domain(StrEnum):
    """What a question is about; the Chinese names belong to the screens."""

    LAW = "law"
    THEORY = "theory"
    POLICY = "policy"
    LIBRARIANSHIP = "librarianship"
    PROMOTION = "promotion"
    DIGITAL = "digital"


class SingleChoice(msgspec.Struct, frozen=True, tag_field="kind", tag="single_choice", forbid_unknown_fields=True):
    """单选: `key` is the one right option."""

    kind: ClassVar[Kind] = Kind.SINGLE_CHOICE

    stem: str
    options: tuple[str, ...]
    key: int


class MultipleResponse(
    msgspec.Struct, frozen=True, tag_field="kind", tag="multiple_response", forbid_unknown_fields=True
):
    """多选: `keys` are the right options, ascending; all options may be right."""

    kind: ClassVar[Kind] = Kind.MULTIPLE_RESPONSE

    stem: str
    options: tuple[str, ...]
    keys: tuple[int, ...]


class TrueFalse(msgspec.Struct, frozen=True, tag_field="kind", tag="true_false", forbid_unknown_fields=True):
    """判断: `key` is whether the stem is true."""

    kind: ClassVar[Kind] = Kind.TRUE_FALSE

    stem: str
    key: bool


class FillInBlanks(msgspec.Struct, frozen=True, tag_field="kind", tag="fill_in_blanks", forbid_unknown_fields=True):
    """填空: the stem has one `____` per blank; each blank lists what it accepts, the model answer first."""

    kind: ClassVar[Kind] = Kind.FILL_IN_BLANKS

    stem: str
    blanks: tuple[tuple[str, ...], ...]
    in_order: bool = True


Question = SingleChoice | MultipleResponse | TrueFalse | FillInBlanks


class Citation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a key stands: the 款 (from 1) of an 条 (from 1) of one version of a law, and the words there."""

    law: str
    version: str
    article: int
    paragraph: int
    quote: str


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question with what its editor says of it. `difficulty` is 1 (recall) to 5 (fine distinctions)."""

    code: str
    question: Question
    citation: Citation
    explanation: str
    difficulty: int
    domain: Domain


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason a value is not good, for programs; the sentence for people is made by the screens.

    Attributes:
        code: lower-case words joined by underscores.
        field: the path of the field, such as `options.2`; empty for the whole.
        params: what the sentence has to name; options and blanks are numbered from 0.
    """

    code: str
    field: str = ""
    params: Mapping[str, int | str] = dataclasses.field(default_factory=dict)


_questions: msgspec.json.Decoder[Question] = msgspec.json.Decoder(Question)
_items: msgspec.json.Decoder[tuple[Item, ...]] = msgspec.json.Decoder(tuple[Item, ...])


def decode_question(text: str | bytes) -> Question:
    """The question in a JSON text.

    Raises:
        msgspec.DecodeError: not JSON, or (ValidationError) not a question: unknown kind or field, wrong type.
    """
    return _questions.decode(text)


def decode_item(text: str | bytes) -> Item:
    """The item in a JSON text; raises as `decode_question`."""
    return msgspec.json.decode(text, type=Item)


def decode_items(text: str | bytes) -> tuple[Item, ...]:
    """The items in a JSON list; raises as `decode_question`."""
    return _items.decode(text)


def question_from(value: object) -> Question:
    """The question in JSON that is decoded already; raises msgspec.ValidationError."""
    question: Question = msgspec.convert(value, Question)
    return question


def item_from(value: object) -> Item:
    """The item in JSON that is decoded already; raises msgspec.ValidationError."""
    return msgspec.convert(value, Item)


def encode(value: Question | Item) -> str:
    """JSON without spaces, fields in the order above: the same value gives the same text."""
    return msgspec.json.encode(value).decode()


def builtins(value: Question | Item) -> dict[str, Any]:
    """The same JSON as dictionaries, lists and strings."""
    made: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(value))
    return made


def correct_answer(question: Question) -> int | tuple[int, ...] | bool | tuple[str, ...]:
    """The full-marks answer, in the shape of an answer: the model text for every blank."""
    match question:
        case SingleChoice() | TrueFalse():
            return question.key
        case MultipleResponse():
            return question.keys
        case FillInBlanks():
            return tuple(accepted[0] for accepted in question.blanks)


def why_not_valid(value: Question | Item) -> tuple[Problem, ...]:
    """Every reason a question or item cannot go on a paper; empty when it can.

    Codes: no_code, no_explanation, bad_difficulty, no_law, no_version, bad_article, bad_paragraph, no_quote;
    no_stem, too_few_options, too_many_options, empty_option, same_options, key_out_of_range, too_few_keys,
    keys_not_ascending, no_blanks, blanks_do_not_match, nothing_accepted, empty_accepted, text_too_long.
    """
    if isinstance(value, Item):
        return (*_item_problems(value), *_question_problems(value.question))
    return tuple(_question_problems(value))


def _item_problems(item: Item) -> Iterator[Problem]:
    for name, text in (("code", item.code), ("explanation", item.explanation)):
        if not text.strip():
            yield Problem(f"no_{name}", name)
    if not 1 <= item.difficulty <= 5:
        yield Problem("bad_difficulty", "difficulty", {"difficulty": item.difficulty})
    for name, text in (
        ("law", item.citation.law),
        ("version", item.citation.version),
        ("quote", item.citation.quote),
    ):
        if not text.strip():
            yield Problem(f"no_{name}", f"citation.{name}")
    for name, number in (("article", item.citation.article), ("paragraph", item.citation.paragraph)):
        if number < 1:
            yield Problem(f"bad_{name}", f"citation.{name}", {name: number})


def _question_problems(question: Question) -> Iterator[Problem]:
    if not question.stem.strip():
        yield Problem("no_stem", "stem")
    match question:
        case SingleChoice():
            yield from _option_problems(question.options)
            yield from _key_problems((question.key,), len(question.options), "key")
        case MultipleResponse():
            yield from _option_problems(question.options)
            yield from _key_problems(question.keys, len(question.options), "keys")
            yield from _keys_problems(question.keys)
        case FillInBlanks():
            yield from _blank_problems(question)


def _option_problems(options: tuple[str, ...]) -> Iterator[Problem]:
    count = len(options)
    if count < FEWEST_OPTIONS:
        yield Problem("too_few_options", "options", {"count": count, "fewest": FEWEST_OPTIONS})
    if count > MOST_OPTIONS:
        yield Problem("too_many_options", "options", {"count": count, "most": MOST_OPTIONS})
    first: dict[str, int] = {}
    for number, option in enumerate(options):
        text = option.strip()
        if not text:
            yield Problem("empty_option", f"options.{number}", {"option": number})
        elif text in first:
            yield Problem("same_options", f"options.{number}", {"option": number, "other": first[text]})
        first.setdefault(text, number)


def _key_problems(keys: tuple[int, ...], options: int, name: str) -> Iterator[Problem]:
    for key in keys:
        if not 0 <= key < options:
            yield Problem("key_out_of_range", name, {"key": key, "options": options})


def _keys_problems(keys: tuple[int, ...]) -> Iterator[Problem]:
    if len(keys) < 2:
        yield Problem("too_few_keys", "keys", {"count": len(keys), "fewest": 2})
    if any(later <= earlier for earlier, later in pairwise(keys)):
        yield Problem("keys_not_ascending", "keys")


def _blank_problems(question: FillInBlanks) -> Iterator[Problem]:
    marks, blanks = question.stem.count(BLANK), len(question.blanks)
    if blanks == 0:
        yield Problem("no_blanks", "blanks")
    if marks != blanks:
        yield Problem("blanks_do_not_match", "stem", {"marks": marks, "blanks": blanks})
    for number, accepted in enumerate(question.blanks):
        if not accepted:
            yield Problem("nothing_accepted", f"blanks.{number}", {"blank": number})
        for text in accepted:
            if not text.strip():
                yield Problem("empty_accepted", f"blanks.{number}", {"blank": number})
            if len(text) > LONGEST_TEXT:
                yield Problem("text_too_long", f"blanks.{number}", {"blank": number, "longest": LONGEST_TEXT})
