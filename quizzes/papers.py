"""Choosing the questions of a paper, and the order each candidate sees, from seeds that are stored.

Only `random.Random(seed).random()` is used, whose sequence Python promises to keep; `shuffle`, `sample` and
`randrange` are not promised. A stored seed therefore gives the same paper on another machine and another day.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import TypeVar
from unicodedata import normalize

from quizzes.blueprints import Blueprint, Part, why_not_fillable
from quizzes.questions import Domain, Kind, MultipleResponse, Problem, Question, SingleChoice

Thing = TypeVar("Thing")

SPEAKS_OF_THE_ABOVE = re.compile(
    r"^(?:以上|上述|前述|上面|上列|前[两二三四五六七]项)"
    r"|^其[他它余](?:的?[各几两二三四五六七]|所有)[项个]"
    r"|^其[他它余](?:都|均|皆|全)"
    r"|^(?:全部?|都|均|皆)(?:都|均|皆)?(?:不|无)?(?:正确|对|是|可|可以|错|错误|属于|包括)$"
    r"|^(?:无|没有)(?:一项)?正确(?:答案|选项)?$"
)
SPEAKS_OF_LETTERS = re.compile(
    r"[A-H]项?[和与及或、,+][A-H](?![A-Z])|(?<![A-Z])[A-H]{2,}(?:都|均|皆|全)|选项[A-H]|(?<![A-Z])[A-H]项"
    r"|[甲乙丙丁戊己庚辛]项?[和与及或、,+][甲乙丙丁戊己庚辛](?:项|都|均|皆|全|$)|[甲乙丙丁戊己庚辛]{2,}(?:都|均|皆|全|$)"
)
COUNTS_IN_CIRCLES = re.compile("[①-⑳]")
"""Statements of the stem by their numbers: ①②③. Compatibility forms make plain digits of them, so they are sought before."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may go on a paper, with the version that would. `difficulty` is 1 to 5."""

    id: int
    version_id: int
    kind: Kind
    domain: Domain
    difficulty: int


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A part of the blueprint with the questions drawn for it, easy ones first."""

    part: Part
    questions: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """The paper as it was drawn, the same for everybody, with the seed that gives it again."""

    seed: int
    parts: tuple[PlannedPart, ...]


class Unfillable(Exception):
    """The bank has too few questions; `problems` name part, wanted and available."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.code} {dict(problem.params)}" for problem in problems))
        self.problems = problems


def draw(blueprint: Blueprint, candidates: Sequence[Candidate], seed: int) -> PaperPlan:
    """A paper that fills the blueprint: no question twice, spread over domains and, inside them, over difficulties.

    The domains of a part share its questions by the blueprint's weights (without weights: as the bank has them) as far
    as each has enough; what one lacks goes to the others. The order of `candidates` does not matter.

    Args:
        candidates: those that may be drawn; of several versions of one question the highest counts.
        seed: any integer; stored with the paper.

    Raises:
        Unfillable: the candidates are too few for a part.
    """
    chance = Random(seed)
    pool = list({one.id: one for one in sorted(candidates, key=lambda one: (one.id, one.version_id))}.values())
    counts = {kind: sum(one.kind is kind for one in pool) for kind in Kind}
    if problems := why_not_fillable(blueprint, counts):
        raise Unfillable(*problems)
    parts = []
    for part in blueprint.parts:
        chosen = _fill(part, [one for one in pool if one.kind is part.kind], blueprint.weights, chance)
        taken = {one.id for one in chosen}
        pool = [one for one in pool if one.id not in taken]
        parts.append(PlannedPart(part, tuple(chosen)))
    return PaperPlan(seed, tuple(parts))


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a question matters for its display: made once per paper, used for every candidate.

    Attributes:
        id: of the question, as the caller names it.
        options: how many, 0 for kinds without.
        runs: places whose options may change places among themselves.
    """

    id: int
    options: int
    runs: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What one candidate sees.

    Attributes:
        parts: question ids, part by part, in the order shown.
        options: for each question that has options, the original option at each place shown: (2, 0, 1) shows C first.
    """

    parts: tuple[tuple[int, ...], ...]
    options: Mapping[int, tuple[int, ...]]


def shape(question_id: int, question: Question) -> Shape:
    """Which options of the question may move.

    An option that speaks of the others (以上都对, 上面皆不是, 前三项, 其他三项) keeps its place, and the options above it stay
    above. Where an option speaks of letters or numbers (A和B都对, 选项C, 甲乙丙都对, ①②③) none moves, in whatever width they are
    written. 判断 and 填空 have none to move.
    """
    if not isinstance(question, SingleChoice | MultipleResponse):
        return Shape(question_id, 0, ())
    texts = [re.sub(r"\s", "", normalize("NFKC", option)).upper() for option in question.options]
    if any(map(SPEAKS_OF_LETTERS.search, texts)) or any(map(COUNTS_IN_CIRCLES.search, question.options)):
        return Shape(question_id, len(texts), ())
    runs: list[list[int]] = [[]]
    for place, text in enumerate(texts):
        if SPEAKS_OF_THE_ABOVE.search(text):
            runs.append([])
        else:
            runs[-1].append(place)
    return Shape(question_id, len(texts), tuple(tuple(run) for run in runs if len(run) > 1))


def arrange(
    parts: Sequence[Sequence[Shape]], seed: int, *, shuffle_questions: bool = True, shuffle_options: bool = True
) -> Arrangement:
    """The order in which one candidate sees the questions of each part and their options.

    Args:
        parts: the paper, as `shape` of each question in the order of the plan.
        seed: of the attempt; stored with it.
    """
    chance = Random(seed)
    order = [shuffled(part, chance) if shuffle_questions else list(part) for part in parts]
    options = {
        one.id: _option_order(one, chance) if shuffle_options else tuple(range(one.options))
        for part in parts
        for one in part
        if one.options
    }
    return Arrangement(tuple(tuple(one.id for one in part) for part in order), options)


def letters(order: Sequence[int], options: Sequence[int]) -> str:
    """The letters under which a candidate saw these original options, in natural order: ABD, never BDA."""
    return "".join(sorted("ABCDEFGH"[order.index(option)] for option in options))


def shuffled(things: Sequence[Thing], chance: Random) -> list[Thing]:
    """The same things in an order by chance (Fisher and Yates)."""
    mixed = list(things)
    for last in range(len(mixed) - 1, 0, -1):
        other = int(chance.random() * (last + 1))
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed


def _fill(part: Part, pool: list[Candidate], weights: Mapping[Domain, int], chance: Random) -> list[Candidate]:
    by_domain = {domain: [one for one in pool if one.domain is domain] for domain in Domain}
    available = {domain: len(ones) for domain, ones in by_domain.items()}
    seats = _seats(part.count, weights if any(weights.values()) else available, available, chance)
    chosen = [one for domain in Domain for one in _spread(by_domain[domain], seats[domain], chance)]
    return sorted(shuffled(chosen, chance), key=lambda one: one.difficulty)


def _seats(
    count: int, weights: Mapping[Domain, int], available: Mapping[Domain, int], chance: Random
) -> dict[Domain, int]:
    """How many questions each domain gives (Sainte-Laguë, with what is available as the limit; ties by chance)."""
    seats = dict.fromkeys(Domain, 0)
    domains = shuffled(list(Domain), chance)
    for _ in range(count):
        still = [domain for domain in domains if seats[domain] < available[domain]]
        # A domain without weight is asked only when those with weight have nothing left.
        winner = max(still, key=lambda domain: Fraction(weights.get(domain, 0), 2 * seats[domain] + 1))
        seats[winner] += 1
    return seats


def _spread(pool: list[Candidate], count: int, chance: Random) -> list[Candidate]:
    """So many of the pool, each as likely as the others, with difficulties in the pool's proportions.

    Systematic sampling: in order of difficulty, every (pool / count)th from a start by chance.
    """
    if not count:
        return []
    ordered = sorted(shuffled(pool, chance), key=lambda one: one.difficulty)
    start = int(chance.random() * len(ordered))
    return [ordered[(start + place * len(ordered)) // count] for place in range(count)]


def _option_order(one: Shape, chance: Random) -> tuple[int, ...]:
    order = list(range(one.options))
    for run in one.runs:
        for place, option in zip(run, shuffled(run, chance), strict=True):
            order[place] = option
    return tuple(order)
