"""Beginning a set: today's, one on a topic, one of mistakes, one for a short quiz."""

from datetime import date, datetime

from app.actor import Actor
from app.audit import deed
from app.bank import queries as bank
from app.bank.words import law_short
from app.clock import at_library
from app.practice.queries import sets
from app.practice.queries.known import known
from app.practice.rules import drawing
from app.practice.steps import begin_set, end_set
from app.refusals import Refused
from app.storage import database
from app.training.rules.own_time import DAILY, MISTAKES, topic_title

MOST_MISTAKES = 20


class _BegunBefore(Exception):
    """The set is there already; nothing is to be written."""

    def __init__(self, set_id: int) -> None:
        self.set_id = set_id


async def begin_daily(actor: Actor, *, now: datetime) -> int:
    """Draw the actor's 每日一练 of today, or find it where it was begun; returns the set's id.

    What was left open on earlier days ends with what was answered.

    Raises:
        Refused: the bank has no question that may be drawn.
    """
    day = _day(now)
    if begun := await sets.daily(actor, day):
        return begun
    try:
        async with deed(actor, "practice_set.begun") as line:
            await database().hold(f"practice {actor.person}")
            if begun := await sets.daily(actor, day):
                raise _BegunBefore(begun)
            await _end_what_was_left(actor, day, now)
            pool, history = await bank.usable(actor), await known(actor, day)
            seed = drawing.seed_of(actor.person, day)
            versions = drawing.draw_daily(pool, history, day, seed)
            if reasons := drawing.why_not_topic("", "all", (), len(versions)):
                raise Refused(*reasons)
            line.subject = await begin_set(actor, "daily", DAILY, versions, seed=seed, day=day, now=now)
            return line.subject
    except _BegunBefore as before:
        return before.set_id


async def begin_topic(actor: Actor, law: str, which: str, count: int, *, now: datetime) -> int:
    """Draw a set on one law, or on any when `law` is empty; returns its id.

    Raises:
        Refused: no question cites the law, or none is left of those that were asked for.
    """
    day = _day(now)
    async with deed(actor, "practice_set.begun") as line:
        await database().hold(f"practice {actor.person}")
        pool, history = await bank.usable(actor), await known(actor, day)
        seed = drawing.seed_of(actor.person, day, 1 + await sets.begun_on(actor, day))
        versions = drawing.draw_topic(pool, history, law, which, count, seed)
        if reasons := drawing.why_not_topic(law, which, {one.law for one in pool}, len(versions)):
            raise Refused(*reasons)
        title = topic_title(law_short(law) if law else "")
        line.subject = await begin_set(actor, "topic", title[:80], versions, seed=seed, day=day, now=now)
        return line.subject


async def begin_mistakes(actor: Actor, *, now: datetime) -> int:
    """A set of the actor's mistakes that are due; when none is, of those that come due next. Returns its id.

    Raises:
        Refused: there is none that may be asked.
    """
    day = _day(now)
    async with deed(actor, "practice_set.begun") as line:
        await database().hold(f"practice {actor.person}")
        pool, history = await bank.usable(actor), await known(actor, day)
        versions = drawing.draw_mistakes(pool, history, day, MOST_MISTAKES)
        if reasons := drawing.why_not_redo(len(versions)):
            raise Refused(*reasons)
        seed = drawing.seed_of(actor.person, day, 1 + await sets.begun_on(actor, day))
        line.subject = await begin_set(actor, "mistakes", MISTAKES, versions, seed=seed, day=day, now=now)
        return line.subject


async def begin_quiz(actor: Actor, quiz_id: int, *, now: datetime) -> int:
    """The actor's one set for a short quiz, begun now or before; returns its id.

    Raises:
        Missing: there is no such quiz.
    """
    quiz = await bank.short_quiz(actor, quiz_id)
    if begun := await sets.of_quiz(actor, quiz_id):
        return begun
    try:
        async with deed(actor, "practice_set.begun") as line:
            await database().hold(f"practice {actor.person}")
            if begun := await sets.of_quiz(actor, quiz_id):
                raise _BegunBefore(begun)
            day = _day(now)
            seed = drawing.seed_of(actor.person, day, quiz_id)
            line.subject = await begin_set(
                actor, "quiz", quiz.title, quiz.versions, seed=seed, day=day, now=now, quiz=quiz_id
            )
            return line.subject
    except _BegunBefore as before:
        return before.set_id


async def _end_what_was_left(actor: Actor, day: date, now: datetime) -> None:
    for set_id in await sets.left_open(actor, day):
        await end_set(actor, await sets.my_set(actor, set_id), now=now)


def _day(now: datetime) -> date:
    return at_library(now).date()
