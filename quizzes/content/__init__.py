"""The question bank that ships: laws as text, questions as data, each citing an article. 随产品提供的法规原文与题库。"""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path

import msgspec

from quizzes.questions import Citation, Item, decode_items, why_not_valid

HERE = Path(__file__).parent

# A Party text is cited, never shipped, so a quote from it stays a short one.
LONGEST_UNCHECKED_QUOTE = 120

_ARTICLE = re.compile(r"^第([一二三四五六七八九十百零]+)条　", re.MULTILINE)
_HEADING = re.compile(r"^#.*$", re.MULTILINE)
_LIST_ITEM = re.compile(r"^（[一二三四五六七八九十]+）")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100}


class Law(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of a law, a regulation or a Party text, as `laws.toml` lists it.

    Attributes:
        key: stable across versions, e.g. `public-library-law`.
        version: the day this wording was passed or promulgated, `YYYY-MM-DD`.
        title: the full official name; `short` is what people say.
        kind: 法律, 行政法规, 中央党内法规 or 党内规范性文件.
        adopted: first passed (laws) or first promulgated (the rest).
        effective_from: first day of this version; `effective_to`, when known, its last.
        articles: how many 条 there are, numbered from 1 without a gap.
        text: whether the wording ships; Party texts are cited only.
        sha256: of the wording in UTF-8 with LF line ends.
    """

    key: str
    version: str
    title: str
    short: str
    kind: str
    issuer: str
    adopted: date
    effective_from: date
    articles: int
    number: str | None = None
    effective_to: date | None = None
    text: bool = True
    sha256: str | None = None


class Flaw(StrEnum):
    """What can be wrong with a question that ships, or with the text it cites."""

    DUPLICATE_CODE = "duplicate_code"
    NOT_VALID = "not_valid"
    UNKNOWN_LAW = "unknown_law"
    UNKNOWN_VERSION = "unknown_version"
    UNKNOWN_ARTICLE = "unknown_article"
    UNKNOWN_PARAGRAPH = "unknown_paragraph"
    EMPTY_QUOTE = "empty_quote"
    QUOTE_TOO_LONG = "quote_too_long"
    QUOTE_NOT_THERE = "quote_not_there"
    TEXT_CHANGED = "text_changed"


class BadCitation(msgspec.Struct, frozen=True):
    """A question whose citation, or whose own fields, do not hold.

    Attributes:
        code: of the question, e.g. `PLL-001`.
        flaw: stable, for programs.
        sentence: the same for the editor who mends the file, in English like the file's documentation.
    """

    code: str
    flaw: Flaw
    sentence: str


@cache
def laws() -> tuple[Law, ...]:
    """Every law and version that may be cited, in the order of `laws.toml`."""
    with (HERE / "laws.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file)["law"], tuple[Law, ...])


def law(key: str, version: str) -> Law:
    """That version of that law.

    Raises:
        LookupError: no such law, or not in that version.
    """
    for one in laws():
        if (one.key, one.version) == (key, version):
            return one
    raise LookupError(f"There is no law {key!r} in version {version!r}.")


def law_text(key: str, version: str) -> str:
    """The wording as it ships: Markdown, a chapter a heading, an article `第N条　…`.

    Raises:
        LookupError: unknown, or a text that is cited only.
    """
    if not law(key, version).text:
        raise LookupError(f"{key} is cited only; its wording does not ship.")
    # Reading as text turns CRLF into LF, so a checkout on Windows has the same hash.
    return (HERE / "laws" / f"{key}@{version}.md").read_text(encoding="utf-8")


def text_hash(key: str, version: str) -> str:
    """SHA-256, hexadecimal, of the wording; equal to `Law.sha256` when the file is untouched."""
    return hashlib.sha256(law_text(key, version).encode()).hexdigest()


def article_numbers(key: str, version: str) -> tuple[int, ...]:
    """The 条 as the text numbers them, in the order they stand."""
    return tuple(number for number, _ in _articles(key, version))


def article_text(key: str, version: str, article: int) -> str:
    """One 条 without its number: its 款 and 项, one a line.

    Raises:
        LookupError: no such law, version or article, or a text that is cited only.
    """
    for number, lines in _articles(key, version):
        if number == article:
            return "\n".join(lines)
    raise LookupError(f"{key} ({version}) has no article {article}.")


def paragraphs(key: str, version: str, article: int) -> tuple[str, ...]:
    """The 款 of one 条, each with the 项 that stand in it joined on without a separator.

    Raises:
        LookupError: as `article_text`.
    """
    found: list[str] = []
    for line in article_text(key, version, article).split("\n"):
        if found and _LIST_ITEM.match(line):
            found[-1] += line
        else:
            found.append(line)
    return tuple(found)


@cache
def questions() -> tuple[Item, ...]:
    """The questions that ship, file by file in the order of their names.

    Raises:
        msgspec.DecodeError: a file does not hold questions.
    """
    files = sorted((HERE / "questions").glob("*.json"))
    return tuple(chain.from_iterable(decode_items(file.read_bytes()) for file in files))


def bad_citations(items: Sequence[Item] | None = None) -> tuple[BadCitation, ...]:
    """What is wrong with these questions, by default those that ship: empty when all is well."""
    asked = questions() if items is None else items
    return (*_duplicates(asked), *chain.from_iterable(_flaws(item) for item in asked))


def changed_texts() -> tuple[BadCitation, ...]:
    """The laws whose wording is not the one whose hash was recorded, with `key@version` as their code."""
    return tuple(
        BadCitation(f"{one.key}@{one.version}", Flaw.TEXT_CHANGED, f"The text of {one.title} is not the recorded one.")
        for one in laws()
        if one.text and text_hash(one.key, one.version) != one.sha256
    )


def _duplicates(items: Iterable[Item]) -> Iterable[BadCitation]:
    for code, times in Counter(item.code for item in items).items():
        if times > 1:
            yield BadCitation(code, Flaw.DUPLICATE_CODE, f"{times} questions have the code {code}.")


def _flaws(item: Item) -> Iterable[BadCitation]:
    for problem in why_not_valid(item):
        yield BadCitation(item.code, Flaw.NOT_VALID, f"{problem.field}: {problem.code} {problem.params}")
    for flaw, sentence in _why_not_cited(item.citation):
        yield BadCitation(item.code, flaw, sentence)


def _why_not_cited(cited: Citation) -> Iterable[tuple[Flaw, str]]:
    versions = {one.version: one for one in laws() if one.key == cited.law}
    if not versions:
        yield Flaw.UNKNOWN_LAW, f"No law has the key {cited.law!r}."
    elif cited.version not in versions:
        yield Flaw.UNKNOWN_VERSION, f"{cited.law} has no version {cited.version!r}, only {', '.join(versions)}."
    elif not 1 <= cited.article <= versions[cited.version].articles:
        count = versions[cited.version].articles
        yield Flaw.UNKNOWN_ARTICLE, f"{cited.law} has articles 1 to {count}, not {cited.article}."
    elif not cited.quote.strip():
        yield Flaw.EMPTY_QUOTE, "The quote is empty."
    elif versions[cited.version].text:
        yield from _why_not_quoted(cited)
    elif len(cited.quote) > LONGEST_UNCHECKED_QUOTE:
        yield Flaw.QUOTE_TOO_LONG, f"A text cited only is quoted in at most {LONGEST_UNCHECKED_QUOTE} characters."


def _why_not_quoted(cited: Citation) -> Iterable[tuple[Flaw, str]]:
    held = paragraphs(cited.law, cited.version, cited.article)
    where = f"{cited.law} article {cited.article}"
    if not 1 <= cited.paragraph <= len(held):
        yield Flaw.UNKNOWN_PARAGRAPH, f"{where} has {len(held)} paragraphs, not {cited.paragraph}."
    elif cited.quote not in held[cited.paragraph - 1]:
        yield Flaw.QUOTE_NOT_THERE, f"The quote is not in {where} paragraph {cited.paragraph}: {cited.quote!r}."


@cache
def _articles(key: str, version: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    parts = _ARTICLE.split(_HEADING.sub("", law_text(key, version)))
    # The parts are: what stands before the first article, then number and body in turn.
    numbers, bodies = parts[1::2], parts[2::2]
    return tuple(
        (_number(said), tuple(line for line in body.split("\n") if line))
        for said, body in zip(numbers, bodies, strict=True)
    )


def _number(said: str) -> int:
    """十五 is 15, 一百零一 is 101: the numerals of article numbers, below 1,000."""
    total, digit = 0, 0
    for character in said:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
