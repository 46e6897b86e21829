"""The wording of a law as a page shows it, with a quote marked where it stands."""

import re
from dataclasses import dataclass
from functools import cache

from quizzes import content
from quizzes.questions import Citation

_ARTICLE = re.compile(r"^第[一二三四五六七八九十百零]+条　")
_LIST_ITEM = re.compile(r"^（[一二三四五六七八九十]+）")


@dataclass(frozen=True, slots=True)
class Article:
    """One 条.

    Attributes:
        number: from 1.
        lines: its 款 and 项, one a line, without its number.
    """

    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter or a section of it, with the articles that stand directly in it; untitled before the first heading.

    Attributes:
        level: 2 for a chapter, 3 for a section.
    """

    title: str
    level: int
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a line that is quoted, or not."""

    text: str
    is_quoted: bool


@cache
def sections(key: str, version: str) -> tuple[Section, ...]:
    """The wording in its order; a chapter divided into sections comes before them, without articles of its own.

    Raises:
        LookupError: no such law or version, or a text that is cited only.
    """
    numbers = iter(content.article_numbers(key, version))
    found: list[tuple[str, int, list[Article]]] = [("", 2, [])]
    for line in content.law_text(key, version).split("\n"):
        if line.startswith("##"):
            marks, _, title = line.partition(" ")
            found.append((title, len(marks), []))
        elif _ARTICLE.match(line):
            number = next(numbers)
            lines = content.article_text(key, version, number).split("\n")
            found[-1][2].append(Article(number, tuple(lines)))
    return tuple(Section(title, level, tuple(articles)) for title, level, articles in found if title or articles)


def cited_lines(citation: Citation) -> tuple[tuple[Stretch, ...], ...]:
    """The lines of the cited 条, the quote marked wherever it runs, also from one 项 into the next.

    Raises:
        LookupError: no such law, version or article, or a text that is cited only.
    """
    lines = content.article_text(citation.law, citation.version, citation.article).split("\n")
    begins = [place for place, line in enumerate(lines) if place == 0 or not _LIST_ITEM.match(line)]
    if citation.paragraph > len(begins):
        return tuple((Stretch(line, False),) for line in lines)
    first = begins[citation.paragraph - 1]
    after = begins[citation.paragraph] if citation.paragraph < len(begins) else len(lines)
    start = "".join(lines[first:after]).find(citation.quote)
    end = start + len(citation.quote) if start >= 0 else start
    shown, offset = [], 0
    for place, line in enumerate(lines):
        if first <= place < after:
            shown.append(_cut(line, start - offset, end - offset))
            offset += len(line)
        else:
            shown.append((Stretch(line, False),))
    return tuple(shown)


def _cut(line: str, start: int, end: int) -> tuple[Stretch, ...]:
    start, end = max(0, min(start, len(line))), max(0, min(end, len(line)))
    cut = (Stretch(line[:start], False), Stretch(line[start:end], True), Stretch(line[end:], False))
    return tuple(stretch for stretch in cut if stretch.text)
