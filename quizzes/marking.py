"""Marking objective questions: a pure function of the answers that count and the key. Run it again any time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizzes.answers import Answer
from quizzes.questions import Domain, Question
from quizzes.scoring import DEFAULT_RULE, MultipleRule, points, share


class Verdict(StrEnum):
    """对, 部分对, 错, 未答."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands on a paper: the pinned version with its key, what it is worth, how 多选 is paid."""

    id: int
    question: Question
    domain: Domain
    marks_x100: int
    rule: MultipleRule = DEFAULT_RULE


@dataclass(frozen=True, slots=True)
class Marked:
    """One question marked. `points_x100` is the exact share of the marks, rounded for showing."""

    id: int
    domain: Domain
    verdict: Verdict
    share: Fraction
    points_x100: int
    marks_x100: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Points earned, marks there were, and how many of the questions were answered wholly right."""

    points_x100: int
    marks_x100: int
    right: int
    questions: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A marked paper.

    Attributes:
        questions: in the order of the paper.
        total: of the whole paper.
        by_domain: of each domain that the paper asks about, in the order of `Domain`.
    """

    questions: tuple[Marked, ...]
    total: Tally
    by_domain: Mapping[Domain, Tally]

    @property
    def total_x100(self) -> int:
        """The result, in hundredths of a point."""
        return self.total.points_x100


def mark(paper: Sequence[Asked], answers: Mapping[int, Answer | None]) -> Sheet:
    """The sheet of one candidate.

    The total and each domain are summed exactly and rounded once, half up, to hundredths: three times two thirds of
    2 points are 4.00 and not 3.99. So the rounded points of the questions need not add up to the total.

    Args:
        answers: what counts for each question, by its id, as `answers.parse` made it; a missing one was left blank.

    Raises:
        ValueError: an answer to a question that is not on the paper, or a question that is on it twice.
        TypeError: an answer of another kind than its question.
    """
    ids = [asked.id for asked in paper]
    if len(set(ids)) != len(ids):
        raise ValueError("a question stands on the paper twice")
    if strangers := sorted(answers.keys() - set(ids)):
        raise ValueError(f"answers to questions that are not on the paper: {strangers}")
    marked = tuple(_mark_one(asked, answers.get(asked.id)) for asked in paper)
    domains = {domain: [one for one in marked if one.domain is domain] for domain in Domain}
    return Sheet(marked, _tally(marked), {domain: _tally(ones) for domain, ones in domains.items() if ones})


def _mark_one(asked: Asked, answer: Answer | None) -> Marked:
    earned = share(asked.question, answer, asked.rule)
    return Marked(
        asked.id, asked.domain, _verdict(answer, earned), earned, points(earned, asked.marks_x100), asked.marks_x100
    )


def _verdict(answer: Answer | None, earned: Fraction) -> Verdict:
    if answer is None:
        return Verdict.BLANK
    if earned == 1:
        return Verdict.RIGHT
    return Verdict.PARTLY if earned else Verdict.WRONG


def _tally(marked: Iterable[Marked]) -> Tally:
    ones = list(marked)
    # Nearly all shares are 0 or 1; whole numbers add up thirty times as fast as fractions do.
    whole = sum(one.marks_x100 for one in ones if one.share == 1)
    parts = sum((one.share * one.marks_x100 for one in ones if one.verdict is Verdict.PARTLY), Fraction(0))
    return Tally(
        points_x100=points(whole + parts, 1),
        marks_x100=sum(one.marks_x100 for one in ones),
        right=sum(one.verdict is Verdict.RIGHT for one in ones),
        questions=len(ones),
    )
