"""Steps of other slices' actions: what the bank writes inside their deeds."""

from datetime import datetime
from random import Random

import msgspec

from app.actor import system
from app.bank import words
from app.bank.queries.drawing import candidates
from app.bank.rules.short import LONGEST_TITLE, why_not_short_quiz
from app.bank.tables import ShortQuiz
from app.refusals import Refused
from quizzes.papers import shuffled


async def draw_short_quiz(title: str, law: str | None, count: int, seed: int, now: datetime) -> int:
    """Draw so many questions by chance, easy ones first, and keep them under a title; returns the quiz's id.

    Args:
        title: what people see above it; at most 60 characters, what is longer is cut.
        law: the key of the law they all cite; None is any.
        count: 1 to 20 questions.
        seed: any integer; the same bank and seed give the same questions.

    Raises:
        Refused: the count is out of range, or the bank has too few questions that may be drawn.
    """
    pool = await candidates(system("bank"), (law,) if law else ())
    if reasons := why_not_short_quiz(count, len(pool), words.law_short(law) if law else ""):
        raise Refused(*reasons)
    chosen = sorted(shuffled(pool, Random(seed))[:count], key=lambda one: one.difficulty)
    versions = msgspec.json.encode([one.version_id for one in chosen]).decode()
    row = ShortQuiz(title=title[:LONGEST_TITLE], versions=versions, made_at=now)
    await row.save()
    return int(row.id)
