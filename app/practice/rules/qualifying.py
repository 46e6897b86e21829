"""A quiz that gives a qualification: how many are asked, how many must be right, when one may try again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from app.clock import at_library
from app.locale import _
from app.practice.rules.drawing import Drawable
from app.refusals import WhyNot
from app.training.rules.qualifications import SOON
from quizzes.papers import shuffled

RETRY_AFTER = timedelta(hours=1)
"""Whoever did not pass reads first and tries again later; a setting of this product."""

LEAST_PERCENT, MOST_QUESTIONS, FEWEST_QUESTIONS = 50, 30, 5


@dataclass(frozen=True, slots=True)
class QuizPlan:
    """So many questions on these laws (none named is any), and what share must be right. 0 questions are no quiz."""

    laws: tuple[str, ...]
    questions: int
    pass_percent: int


@dataclass(frozen=True, slots=True)
class Passing:
    """What a set gives to whoever has so many right."""

    qualification: int
    name: str
    needed: int


@dataclass(frozen=True, slots=True)
class Try:
    """A try of one's own at a quiz; `ended_at` None goes on."""

    set_id: int
    begun_at: datetime
    ended_at: datetime | None
    correct: int
    questions: int
    needed: int

    @property
    def has_passed(self) -> bool:
        """Enough were right."""
        return self.ended_at is not None and self.correct >= self.needed


def questions_needed(questions: int, percent: int) -> int:
    """How many must be right: the share, rounded up."""
    return -(-questions * percent // 100)


def draw_qualifying(pool: Sequence[Drawable], laws: Collection[str], count: int, seed: int) -> tuple[int, ...]:
    """The versions of one try, by chance from the seed, easy ones first; fewer than `count` when there are no more."""
    fitting = [one for one in pool if not laws or one.law in laws]
    chosen = shuffled(fitting, Random(seed))[:count]
    return tuple(one.version for one in sorted(chosen, key=lambda one: one.difficulty))


def why_not_quiz(plan: QuizPlan, counted: dict[str, int]) -> tuple[WhyNot, ...]:
    """Why this is no quiz.

    Args:
        counted: how many questions may be drawn now, by law.
    """
    if plan.questions == 0:
        return ()
    if not FEWEST_QUESTIONS <= plan.questions <= MOST_QUESTIONS:
        said = _("题数填 %(least)d 到 %(most)d；不设测验就填 0", least=FEWEST_QUESTIONS, most=MOST_QUESTIONS)
        return (WhyNot("questions", said),)
    if not LEAST_PERCENT <= plan.pass_percent <= 100:
        return (WhyNot("pass_percent", _("答对多少算通过：填 %(least)d 到 100", least=LEAST_PERCENT)),)
    available = sum(n for law, n in counted.items() if not plan.laws or law in plan.laws)
    if available < plan.questions:
        said = _(
            "选的法规可抽的题有 %(n)d 道，抽不出 %(count)d 道；少抽几道或多选一部", n=available, count=plan.questions
        )
        return (WhyNot("questions", said),)
    return ()


def why_not_try(tries: Sequence[Try], until: date | None, today: date, now: datetime) -> tuple[WhyNot, ...]:
    """Why somebody cannot try now; one that goes on is gone on with and asks nothing.

    Args:
        tries: their own, the newest first.
        until: the last day on which they hold it already; None when they do not.
    """
    if until is not None and until - today > SOON:
        return (WhyNot("held", _("已经取得，到期前 %(n)d 天内再考", n=SOON.days)),)
    if tries and tries[0].ended_at and not tries[0].has_passed and now < tries[0].ended_at + RETRY_AFTER:
        again = at_library(tries[0].ended_at + RETRY_AFTER)
        return (WhyNot("again", _("上一次没有通过，看看错题，%(at)s 以后再考", at=f"{again:%H:%M}")),)
    return ()
