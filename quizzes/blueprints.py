"""What a paper must hold (试卷蓝图), as a value that is its own JSON, and why a bank cannot fill it."""

from collections.abc import Iterator, Mapping

import msgspec

from quizzes.questions import Domain, Kind, Problem
from quizzes.scoring import DEFAULT_RULE, MultipleRule, why_not_rule

LONGEST_MINUTES = 600
MOST_QUESTIONS = 500


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """一道大题: so many questions of one kind, each worth the same.

    Attributes:
        count: questions.
        marks_x100: hundredths of a point for each question.
        rule: how 多选 is paid; without meaning for other kinds.
    """

    kind: Kind
    count: int
    marks_x100: int
    rule: MultipleRule = DEFAULT_RULE


class Blueprint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a paper holds and how it is sat.

    Attributes:
        minutes: from a person's start to their deadline.
        shuffle_questions: each candidate sees each part in an order of their own.
        shuffle_options: likewise the options, save those that speak of the others.
        weights: how the questions spread over domains, as proportions; empty spreads them as the bank does.
        sources: keys of the laws that the questions may cite; empty means any. Choosing by them is the bank's business.
    """

    title: str
    parts: tuple[Part, ...]
    minutes: int
    shuffle_questions: bool = True
    shuffle_options: bool = True
    weights: dict[Domain, int] = {}
    sources: tuple[str, ...] = ()


WEIGHTS = {
    Domain.LAW: 30,
    Domain.THEORY: 15,
    Domain.POLICY: 10,
    Domain.LIBRARIANSHIP: 25,
    Domain.PROMOTION: 15,
    Domain.DIGITAL: 5,
}
"""Our proposal for a mock of the provincial competition, in percent; its true proportions were not published."""

OBJECTIVE_PART = Blueprint(
    title="模拟卷（客观题部分）",
    parts=(
        Part(Kind.SINGLE_CHOICE, count=40, marks_x100=100),
        Part(Kind.MULTIPLE_RESPONSE, count=15, marks_x100=200),
        Part(Kind.TRUE_FALSE, count=10, marks_x100=100),
    ),
    minutes=60,
    weights=WEIGHTS,
)
"""The objective part of the default paper of 120 minutes and 100 points: 80 points."""

QUICK_TEST = Blueprint(
    title="客观题快测",
    parts=(Part(Kind.SINGLE_CHOICE, count=50, marks_x100=200),),
    minutes=60,
    weights=WEIGHTS,
)
"""50 单选 of 2 points: 100 points."""


def total_x100(blueprint: Blueprint) -> int:
    """What the whole paper is worth, in hundredths of a point."""
    return sum(part.count * part.marks_x100 for part in blueprint.parts)


def question_count(blueprint: Blueprint) -> int:
    """How many questions the paper holds."""
    return sum(part.count for part in blueprint.parts)


def why_not_blueprint(
    blueprint: Blueprint, *, stated_x100: int | None = None, confirmed: bool = False
) -> tuple[Problem, ...]:
    """Every reason the blueprint cannot be saved; empty when it can.

    Codes: no_title, no_parts, bad_minutes, bad_count, bad_marks, too_many_questions, bad_weight, tick_all_pays,
    total_differs.

    Args:
        stated_x100: the total that the paper's head announces, when somebody wrote one. A paper printed as 100 points
            whose parts add up to 90 has been seen in the wild.
        confirmed: the editor confirmed a rule under which ticking everything scores.
    """
    return tuple(_problems(blueprint, stated_x100, confirmed))


def why_not_fillable(blueprint: Blueprint, bank_counts: Mapping[Kind, int]) -> tuple[Problem, ...]:
    """Each part that the bank has too few questions for; empty when a paper can be drawn.

    Params of `too_few_questions`: `part` (from 0), `kind`, `wanted`, and `available` after what the parts before it
    take, since no question stands on a paper twice.
    """
    left = dict(bank_counts)
    problems: list[Problem] = []
    for number, part in enumerate(blueprint.parts):
        available = left.get(part.kind, 0)
        left[part.kind] = max(0, available - part.count)
        if available < part.count:
            params: dict[str, int | str] = {"part": number, "kind": part.kind.value}
            params |= {"wanted": part.count, "available": available}
            problems.append(Problem("too_few_questions", f"parts.{number}", params))
    return tuple(problems)


def decode(text: str | bytes) -> Blueprint:
    """The blueprint in a JSON text; raises msgspec.DecodeError when it is none."""
    return msgspec.json.decode(text, type=Blueprint)


def encode(blueprint: Blueprint) -> str:
    """JSON without spaces: the same blueprint gives the same text."""
    return msgspec.json.encode(blueprint, order="deterministic").decode()


def _problems(blueprint: Blueprint, stated_x100: int | None, confirmed: bool) -> Iterator[Problem]:
    if not blueprint.title.strip():
        yield Problem("no_title", "title")
    if not blueprint.parts:
        yield Problem("no_parts", "parts")
    if not 1 <= blueprint.minutes <= LONGEST_MINUTES:
        yield Problem("bad_minutes", "minutes", {"minutes": blueprint.minutes, "longest": LONGEST_MINUTES})
    for number, part in enumerate(blueprint.parts):
        yield from _part_problems(number, part, confirmed)
    if question_count(blueprint) > MOST_QUESTIONS:
        yield Problem("too_many_questions", "parts", {"count": question_count(blueprint), "most": MOST_QUESTIONS})
    for domain, weight in blueprint.weights.items():
        if weight < 0:
            yield Problem("bad_weight", f"weights.{domain}", {"domain": domain.value, "weight": weight})
    if stated_x100 is not None and stated_x100 != (total := total_x100(blueprint)):
        yield Problem("total_differs", "parts", {"stated_x100": stated_x100, "total_x100": total})


def _part_problems(number: int, part: Part, confirmed: bool) -> Iterator[Problem]:
    if part.count < 1:
        yield Problem("bad_count", f"parts.{number}.count", {"part": number, "count": part.count})
    if part.marks_x100 < 1:
        yield Problem("bad_marks", f"parts.{number}.marks_x100", {"part": number, "marks_x100": part.marks_x100})
    if part.kind is Kind.MULTIPLE_RESPONSE:
        for reason in why_not_rule(part.rule, confirmed=confirmed):
            yield Problem(reason.code, f"parts.{number}.rule", {"part": number} | dict(reason.params))
