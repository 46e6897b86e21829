"""Answering a question of a set, and ending the set."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.actor import Actor
from app.audit import deed
from app.bank import queries as bank
from app.clock import at_library
from app.practice.queries import notebook, sets
from app.practice.queries.sets import Given, MySet
from app.practice.rules.answering import Judged, judged, read, why_not_answer, why_not_end
from app.practice.rules.notebook import CLEARED, Fate, fate, remembered
from app.practice.steps import end_set
from app.practice.tables import Mistake, PracticeAnswer
from app.refusals import Refused
from app.storage import database
from quizzes import answers, spacing
from quizzes.questions import Item


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of an answer.

    Attributes:
        practice_set: with the answer in it.
        number: of the question in the set, from 1.
        is_first: false when the question was answered before; then that answer stands.
        fate: what it did to the notebook.
    """

    practice_set: MySet
    number: int
    is_first: bool
    fate: Fate


async def answer(actor: Actor, set_id: int, version: int, texts: Sequence[str], *, now: datetime) -> Answered:
    """Judge the answer at once and keep it; the first one to a question stands, whichever tab or device it came from.

    Answers leave no line in the ledger: they are insert-only themselves. The end of the set does.

    Args:
        texts: what the form held: option numbers, `true` or `false`, or the text of each blank.

    Raises:
        Missing: not the actor's set.
        Refused: the question is not in the set, the set is over, or this is no answer to the question.
    """
    async with database().atomic():
        await database().hold(f"practice {actor.person}")
        one = await sets.my_set(actor, set_id)
        if version in one.given:
            return Answered(one, one.versions.index(version) + 1, False, Fate.NOTHING)
        if reasons := why_not_answer(version in one.versions, one.ended_at is not None):
            raise Refused(*reasons)
        item = (await bank.items((version,)))[version]
        given, reasons = read(item.question, texts)
        if given is None:
            raise Refused(*reasons)
        mark = judged(item.question, given)
        question = await _keep(actor, one, version, item, mark, now)
        became = await _to_the_notebook(actor, question, version, item, mark.is_right, now)
        one = _with(one, version, mark, now)
        if one.next is None:
            await _end(actor, one, now)
            one = replace(one, ended_at=now)
        return Answered(one, one.versions.index(version) + 1, True, became)


async def end(actor: Actor, set_id: int, *, now: datetime) -> None:
    """End a set with what was answered; one that is over stays as it is.

    Raises:
        Missing: not the actor's set.
        Refused: nothing was answered.
    """
    async with deed(actor, "practice_set.ended", set_id):
        await database().hold(f"practice {actor.person}")
        one = await sets.my_set(actor, set_id)
        if reasons := why_not_end(len(one.given)) + why_not_answer(True, one.ended_at is not None):
            raise Refused(*reasons)
        await end_set(actor, one, now=now)


async def _end(actor: Actor, one: MySet, now: datetime) -> None:
    async with deed(actor, "practice_set.ended", one.id):
        await end_set(actor, one, now=now)


async def _keep(actor: Actor, one: MySet, version: int, item: Item, mark: Judged, now: datetime) -> int:
    """Write the answer; returns the question's id."""
    question = await bank.question_of(version)
    row = PracticeAnswer(
        practice_set=one.id,
        version=version,
        person=actor.person,
        question=question,
        law=item.citation.law,
        value=answers.encode(mark.answer),
        verdict=mark.verdict.value,
        is_right=mark.is_right,
        day=at_library(now).date(),
        at=now,
    )
    await row.save()
    return question


async def _to_the_notebook(
    actor: Actor, question: int, version: int, item: Item, is_right: bool, now: datetime
) -> Fate:
    held = await notebook.open_mistake(actor, question)
    before = spacing.decode(held.memory) if held else None
    after = remembered(before, is_right, at_library(now).date())
    became = fate(before, after)
    if after is None:
        return became
    kept: dict[Any, Any] = {"version": version, "memory": spacing.encode(after), "due_on": after.due_on}
    if held is None:
        row: dict[Any, Any] = {"person": actor.person, "question": question, "law": item.citation.law, "began_at": now}
        await Mistake({**row, **kept}).save()
    else:
        ended: dict[Any, Any] = {"ended_at": now, "ended_why": CLEARED} if became is Fate.CLEARED else {}
        await Mistake.update({**kept, **ended}).where(Mistake.id == held.id)
    return became


def _with(one: MySet, version: int, mark: Judged, now: datetime) -> MySet:
    given = Given(answers.encode(mark.answer), mark.verdict, mark.is_right, now)
    return replace(one, given={**one.given, version: given})
