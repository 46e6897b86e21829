"""Points for one question: what was given, under a named rule, as an exact share of the marks, 0 to 1.

`points` rounds, once. The arithmetic of the rules is in `rules`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import floor

from quizzes.answers import Answer, blank_hits
from quizzes.questions import (
    FEWEST_OPTIONS,
    MOST_OPTIONS,
    FillInBlanks,
    MultipleResponse,
    Problem,
    Question,
    SingleChoice,
    TrueFalse,
)
from quizzes.rules import DEFAULT_RULE as DEFAULT_RULE
from quizzes.rules import HALF, NOTHING, RULES, Ticks
from quizzes.rules import MultipleRule as MultipleRule


def share(question: Question, answer: Answer | None, rule: MultipleRule = DEFAULT_RULE) -> Fraction:
    """The share of the question's marks that the answer earns, exact.

    Args:
        answer: as `answers.parse` made it. None, no answer, earns nothing whatever the rule.
        rule: for 多选 only. 单选 and 判断 are right or not; 填空 pays each blank alike.

    Raises:
        TypeError: the answer has the shape of another kind of question.
    """
    if answer is None:
        return NOTHING
    match question, answer:
        case (SingleChoice(), int()) if not isinstance(answer, bool):
            return Fraction(answer == question.key)
        case (TrueFalse(), bool()):
            return Fraction(answer == question.key)
        case (MultipleResponse(), tuple()):
            return partial_credit(question, frozenset(tick for tick in answer if isinstance(tick, int)), rule)
        case (FillInBlanks(), tuple()):
            hits = blank_hits(question, tuple(text for text in answer if isinstance(text, str)))
            return Fraction(sum(hits), len(hits))
    raise TypeError(f"{answer!r} is no answer to a {question.kind} question")


def partial_credit(question: MultipleResponse, ticked: frozenset[int], rule: MultipleRule = DEFAULT_RULE) -> Fraction:
    """The share of a 多选 that these ticks earn under the rule, exact.

    Args:
        question: `keys` are the right options, numbered from 0.
        ticked: the options chosen, numbered from 0; empty means nothing ticked, which `each_option` pays for.
    """
    hits = len(ticked.intersection(question.keys))
    return RULES[rule](Ticks(len(question.options), len(question.keys), hits, len(ticked) - hits))


def points(earned: Fraction, marks_x100: int, step_x100: int = 1) -> int:
    """Points ×100 for a share of the marks, rounded once, half up, to whole steps.

    Args:
        earned: the exact share.
        marks_x100: what the question is worth, in hundredths of a point.
        step_x100: 1 keeps hundredths; 50 rounds to half points.
    """
    if not earned:
        return 0
    return floor(earned * marks_x100 / step_x100 + HALF) * step_x100


def tick_all_pays(rule: MultipleRule) -> bool:
    """Whether somebody who ticks every option of every question can earn anything."""
    return best_for_ticking_all(rule).earned > 0


def why_not_rule(rule: MultipleRule, *, confirmed: bool = False) -> tuple[Problem, ...]:
    """Why an exam cannot be saved with the rule: ticking everything scores, and nobody has confirmed that.

    Params of `tick_all_pays`: the rule, and the question that pays best (`keys` right of `options`) with its `percent`.
    """
    best = best_for_ticking_all(rule)
    if confirmed or not best.earned:
        return ()
    params: dict[str, int | str] = {"rule": rule.value, "options": best.options, "keys": best.keys}
    return (Problem("tick_all_pays", "rule", params | {"percent": points(best.earned, 100)}),)


@dataclass(frozen=True, slots=True)
class TickedAll:
    """What ticking all options of one question earns."""

    earned: Fraction
    options: int
    keys: int


@lru_cache(maxsize=64)
def best_for_ticking_all(rule: MultipleRule) -> TickedAll:
    """The most that ticking everything earns, and the smallest question where it does.

    Tries every key of 2 to 8 options that does not hold them all: where all are right, ticking all is the answer.
    """
    tried = (
        TickedAll(partial_credit(question, frozenset(range(options)), rule), options, len(question.keys))
        for options in range(FEWEST_OPTIONS, MOST_OPTIONS + 1)
        for question in _questions_of(options)
    )
    return max(tried, key=lambda case: (case.earned, -case.options, -case.keys))


def _questions_of(options: int) -> Iterator[MultipleResponse]:
    texts = tuple(str(option) for option in range(options))
    for count in range(1, options):
        for keys in combinations(range(options), count):
            yield MultipleResponse("", texts, keys)
