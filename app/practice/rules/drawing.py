"""Which questions a set asks, from a seed that is stored.

Only `random.Random(seed).random()` is used, whose sequence Python promises to keep: the same seed, bank and history give
the same set on another machine and another day.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Protocol

from app.locale import _
from app.refusals import WhyNot
from quizzes.papers import shuffled

DAILY = 10
COUNTS = (10, 20)
WHICH = ("all", "unanswered", "mistakes")
UNSEEN_TIMES = 2
WEAKEST_TIMES = 5
"""A question nobody asked yet is this many times as likely, and one of a law that always went wrong this many times."""


class Drawable(Protocol):
    """A question that may be drawn, by its current version, with the law it cites."""

    @property
    def question(self) -> int: ...
    @property
    def version(self) -> int: ...
    @property
    def law(self) -> str: ...
    @property
    def difficulty(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Tried:
    """How often a person answered a question, and how often right."""

    answers: int
    correct: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question in the notebook: the day of the last answer, and from when it is to be asked."""

    question: int
    reviewed_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Known:
    """What a person has done so far.

    Attributes:
        tried: by question.
        waiting: the open mistakes.
        today: questions answered on this day already.
    """

    tried: Mapping[int, Tried]
    waiting: Sequence[Waiting]
    today: frozenset[int] = frozenset()


def seed_of(person: int, day: date, number: int = 0) -> int:
    """The seed of a person's set of a day; `number` tells several of one day apart."""
    return (day.toordinal() * 1_000_000 + person) * 100 + number % 100


def draw_daily(pool: Sequence[Drawable], known: Known, day: date, seed: int, count: int = DAILY) -> tuple[int, ...]:
    """The versions of 每日一练: due mistakes first, the latest at the front; then weak laws and what was never asked.

    A mistake that is not due yet waits for its day, and what was answered today is not asked again, unless nothing else
    is left.
    """
    by_question = {one.question: one for one in pool}
    due = [one for one in due_first(known.waiting, day) if one.question in by_question]
    chosen = [by_question[one.question] for one in due[:count]]
    resting = {one.question for one in known.waiting} | known.today
    fresh = [one for one in pool if one.question not in resting]
    chosen += _weighted(fresh, known, count - len(chosen), Random(seed))
    taken = {one.question for one in chosen}
    rest = [one for one in pool if one.question not in taken]
    chosen += shuffled(rest, Random(seed))[: count - len(chosen)]
    return tuple(one.version for one in chosen)


def due_first(waiting: Sequence[Waiting], day: date) -> list[Waiting]:
    """Those to be asked by that day: yesterday's before older ones, so that a long break buries nothing fresh."""
    due = [one for one in waiting if one.due_on <= day]
    return sorted(due, key=lambda one: (-one.reviewed_on.toordinal(), one.question))


def draw_topic(pool: Sequence[Drawable], known: Known, law: str, which: str, count: int, seed: int) -> tuple[int, ...]:
    """The versions of a set on one law, easy ones first; fewer than `count` when there are no more.

    Args:
        law: its key; empty is any.
        which: all, unanswered, or mistakes (those in the notebook).
    """
    open_ones = {one.question for one in known.waiting}
    fitting = [
        one
        for one in pool
        if law in ("", one.law)
        and (which != "unanswered" or one.question not in known.tried)
        and (which != "mistakes" or one.question in open_ones)
    ]
    chosen = shuffled(fitting, Random(seed))[:count]
    return tuple(one.version for one in sorted(chosen, key=lambda one: one.difficulty))


def draw_mistakes(pool: Sequence[Drawable], known: Known, day: date, count: int) -> tuple[int, ...]:
    """The versions of a set of mistakes: the due ones; when none is due, those that come due next."""
    by_question = {one.question: one for one in pool}
    later = sorted((one for one in known.waiting if one.due_on > day), key=lambda one: (one.due_on, one.question))
    order = due_first(known.waiting, day) or later
    return tuple(by_question[one.question].version for one in order if one.question in by_question)[:count]


def why_not_topic(law: str, which: str, laws: Collection[str], found: int) -> tuple[WhyNot, ...]:
    """Why there is no such set; empty when there is.

    Args:
        laws: keys of the laws that questions cite now.
        found: how many questions fit.
    """
    if law and law not in laws:
        return (WhyNot("unknown_law", _("题库里没有依据这部法规的题，从列表里选一部")),)
    if found:
        return ()
    if which == "mistakes":
        return (WhyNot("no_mistakes", _("这一专题的错题本是空的，换“全部题目”再练")),)
    if which == "unanswered":
        return (WhyNot("all_answered", _("这一专题的题都答过了，换“全部题目”再练")),)
    return (WhyNot("no_questions", _("题库里还没有可用的题，等出题人复核后再练")),)


def why_not_redo(found: int) -> tuple[WhyNot, ...]:
    """Why the notebook cannot be practised; empty when it can."""
    return () if found else (WhyNot("no_mistakes", _("错题本里没有可以重做的题，先做今天的每日一练")),)


def weak_laws(laws: Mapping[str, Tried]) -> Mapping[str, float]:
    """How often each law goes wrong, 0 to 1; one that is little known counts as going wrong one time in four."""
    return {law: (one.answers - one.correct + 1) / (one.answers + 4) for law, one in laws.items()}


def tried_by_law(pool: Sequence[Drawable], tried: Mapping[int, Tried]) -> dict[str, Tried]:
    """The tries at each law's questions."""
    found: dict[str, Tried] = {}
    for one in pool:
        before, mine = found.get(one.law, Tried(0, 0)), tried.get(one.question, Tried(0, 0))
        found[one.law] = Tried(before.answers + mine.answers, before.correct + mine.correct)
    return found


def _weighted(pool: Sequence[Drawable], known: Known, count: int, chance: Random) -> list[Drawable]:
    """So many of the pool without repetition, by weight (Efraimidis and Spirakis 2006), easy ones first."""
    weak = weak_laws(tried_by_law(pool, known.tried))
    keyed = [(chance.random() ** (1 / _weight(one, known, weak)), -one.question, one) for one in pool]
    chosen = [one for _key, _question, one in sorted(keyed, key=lambda each: each[:2], reverse=True)[: max(0, count)]]
    return sorted(chosen, key=lambda one: one.difficulty)


def _weight(one: Drawable, known: Known, weak: Mapping[str, float]) -> float:
    unseen = 1 if one.question in known.tried else UNSEEN_TIMES
    return unseen * (1 + (WEAKEST_TIMES - 1) * weak[one.law])
