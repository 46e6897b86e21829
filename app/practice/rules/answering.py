"""Answers to a set: what may be given, how it is judged, how long it took, what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from app.bank.rules import Verdict, verdict
from app.locale import N_, _
from app.refusals import WhyNot
from quizzes import scoring
from quizzes.answers import Answer, NotAnAnswer, parse
from quizzes.questions import LONGEST_TEXT, FillInBlanks, MultipleResponse, Question, SingleChoice, TrueFalse

LONGEST_GAP = timedelta(minutes=3)
"""Longer than this between two answers, and the person was doing something else."""

SENTENCES = {
    "option_out_of_range": N_("这道题没有这个选项，看一遍选项再答"),
    "text_too_long": N_("一个空最多填 %(longest)d 个字，删短再答"),
    "unusable_character": N_("答案里有存不下的字符，删去再答"),
}
OTHERWISE = N_("这份作答和题目对不上，刷新页面再答")


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with its verdict; only a wholly right one is right."""

    answer: Answer
    verdict: Verdict

    @property
    def is_right(self) -> bool:
        """Whether it counts as right."""
        return self.verdict is Verdict.RIGHT


def judged(question: Question, answer: Answer) -> Judged:
    """The answer with its verdict."""
    return Judged(answer, verdict(question, answer, scoring.share(question, answer)))


def from_form(question: Question, texts: Sequence[str]) -> object:
    """What a form held, as the JSON value that `quizzes.answers` reads; what makes no sense stays a text."""
    match question:
        case SingleChoice():
            return _number(texts[0]) if len(texts) == 1 else list(texts) or None
        case MultipleResponse():
            return [_number(text) for text in texts]
        case TrueFalse():
            return {"true": True, "false": False}.get(texts[0], texts[0]) if len(texts) == 1 else list(texts) or None
        case FillInBlanks():
            return list(texts)


def read(question: Question, texts: Sequence[str]) -> tuple[Answer | None, tuple[WhyNot, ...]]:
    """The answer that a form held, or why it is none."""
    try:
        answer = parse(question, from_form(question, texts) if texts else None)
    except NotAnAnswer as error:
        problem = error.problems[0]
        sentence = _(SENTENCES.get(problem.code, OTHERWISE), longest=LONGEST_TEXT)
        return None, (WhyNot(problem.code, sentence),)
    if answer is None:
        return None, (WhyNot("empty_answer", _("还没有作答，选好或填好再提交")),)
    return answer, ()


def why_not_answer(is_in_set: bool, is_over: bool) -> tuple[WhyNot, ...]:
    """Why a question of the set cannot be answered; empty when it can."""
    if not is_in_set:
        return (WhyNot("not_in_set", _("这一组里没有这道题，回到这一组接着答")),)
    if is_over:
        return (WhyNot("set_over", _("这一组已经结束，不能再答；到“练习”里另开一组")),)
    return ()


def why_not_end(answered: int) -> tuple[WhyNot, ...]:
    """Why a set cannot be ended; empty when it can."""
    return () if answered else (WhyNot("nothing_answered", _("这一组还没有答过题，至少答一道再结束")),)


def practised_minutes(begun_at: datetime, answered_at: Sequence[datetime]) -> int:
    """Whole minutes from the beginning to the last answer; of each gap at most three minutes count."""
    moments = [begun_at, *sorted(answered_at)]
    gaps = [min(max(later - earlier, timedelta()), LONGEST_GAP) for earlier, later in pairwise(moments)]
    return sum(gaps, timedelta()) // timedelta(minutes=1)


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else text
