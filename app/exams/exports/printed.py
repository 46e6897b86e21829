"""试卷与答案: the paper as a document to be printed, and the key with what each answer rests on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, groupby
from unicodedata import east_asian_width

from app import locale
from app.bank import words
from app.bank.rules import key_said
from app.exams.queries.managing import ExamView
from app.exams.queries.paper import Paper, PaperLine
from app.exams.words import RULES
from app.locale import _
from app.office import document
from app.refusals import Refused, WhyNot
from app.web.page import day_and_time, points
from quizzes.folding import numeral_of
from quizzes.questions import BLANK, FillInBlanks, Kind, MultipleResponse, Question, SingleChoice

ROOM_FOR_ANSWER = re.compile(r"[（(]\s*[）)]")
FOUR_TO_A_LINE, TWO_TO_A_LINE = 15, 32
"""Half-width characters that fit between the tab stops of the template's styles 选项 and 选项两列."""


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A question as the template of the paper reads it.

    Attributes:
        number: over the whole paper, from 1.
        option_lines: options with their letters, those on one line divided by tabs.
        is_in_two_columns: two options to a line, not four or one.
    """

    number: int
    stem: str
    option_lines: tuple[str, ...]
    is_in_two_columns: bool
    answer: str
    source: str
    quote: str
    explanation: str


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """一道大题 as the template reads it; `rule` is empty for kinds that are not paid in part."""

    number: str
    kind: str
    count: int
    points: str
    total: str
    rule: str
    is_true_false: bool
    questions: tuple[PrintedQuestion, ...]


def paper_document(exam: ExamView, paper: Paper, *, with_key: bool, library: str, generated_at: datetime) -> bytes:
    """试卷 as .docx, and with `with_key` 参考答案与条款出处 behind it; options in the order of the bank.

    In Chinese whatever the screen speaks, as the template is.

    Raises:
        Refused: the paper is not drawn yet, or the template cannot be filled.
    """
    if not paper.lines:
        raise Refused(WhyNot("no_paper", _("试卷还没有抽出：先开放考试，再下载试卷")))
    with locale.speaking(locale.SOURCE):
        context = {
            "library": library,
            "exam": _exam_facts(exam, paper),
            "parts": printed_parts(paper),
            "with_key": with_key,
            "generated": day_and_time(generated_at),
        }
        return document("exam_paper", context, title=exam.title, generated_at=generated_at)


def printed_parts(paper: Paper) -> tuple[PrintedPart, ...]:
    """The paper part by part, as the template reads it."""
    numbers = count(1)
    parts = groupby(paper.lines, key=lambda line: line.part)
    return tuple(_part(place, list(lines), numbers) for place, (_key, lines) in enumerate(parts, start=1))


def _exam_facts(exam: ExamView, paper: Paper) -> dict[str, object]:
    return {
        "title": exam.title,
        "opens": day_and_time(exam.times.opens_at),
        "closes": day_and_time(exam.times.closes_at),
        "minutes": exam.minutes,
        "questions": len(paper.lines),
        "total": points(sum(line.marks for line in paper.lines)),
        "note": exam.note,
    }


def _part(place: int, lines: Sequence[PaperLine], numbers: Iterator[int]) -> PrintedPart:
    kind = lines[0].item.question.kind
    return PrintedPart(
        number=numeral_of(place),
        kind=_(words.KINDS[kind]),
        count=len(lines),
        points=points(lines[0].marks),
        total=points(sum(line.marks for line in lines)),
        rule=_(RULES[lines[0].rule]) if kind is Kind.MULTIPLE_RESPONSE else "",
        is_true_false=kind is Kind.TRUE_FALSE,
        questions=tuple(_printed(next(numbers), line) for line in lines),
    )


def _printed(number: int, line: PaperLine) -> PrintedQuestion:
    item = line.item
    options = _lettered(item.question)
    step = _options_to_a_line(options)
    return PrintedQuestion(
        number=number,
        stem=_stem(item.question),
        option_lines=tuple("\t".join(options[start : start + step]) for start in range(0, len(options), step)),
        is_in_two_columns=step == 2,
        answer=key_said(item.question),
        source=words.source(item.citation),
        quote=item.citation.quote,
        explanation=item.explanation,
    )


def _stem(question: Question) -> str:
    """The stem with room to write the answer in."""
    if isinstance(question, FillInBlanks):
        return question.stem.replace(BLANK, BLANK * 2)
    return question.stem if ROOM_FOR_ANSWER.search(question.stem) else f"{question.stem}（\u3000\u3000）"


def _lettered(question: Question) -> list[str]:
    if not isinstance(question, SingleChoice | MultipleResponse):
        return []
    return [f"{letter}．{text}" for letter, text in zip(words.LETTERS, question.options, strict=False)]


def _options_to_a_line(options: Sequence[str]) -> int:
    """Four, two or one, as the longest allows."""
    longest = max(
        (sum(2 if east_asian_width(mark) in "WFA" else 1 for mark in option) for option in options), default=0
    )
    return 4 if longest <= FOUR_TO_A_LINE else 2 if longest <= TWO_TO_A_LINE else 1
