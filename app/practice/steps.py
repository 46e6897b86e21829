"""Steps of actions: what is written inside the deed of the action that takes them."""

from datetime import date, datetime

import msgspec

from app.actor import Actor
from app.locale import N_
from app.practice.queries.sets import MySet
from app.practice.rules.answering import practised_minutes
from app.practice.tables import PracticeEnd, PracticeSet
from app.training.rules.qualifications import Source
from app.training.steps import grant_qualification, note_self_study

PASSED = N_("测验答对 %(correct)d / %(all)d 题")


async def begin_set(
    actor: Actor,
    kind: str,
    title: str,
    versions: tuple[int, ...],
    *,
    seed: int,
    day: date,
    now: datetime,
    quiz: int | None = None,
) -> int:
    """Write down a set of the actor's; returns its id."""
    row = PracticeSet(
        person=actor.person,
        kind=kind,
        title=title,
        day=day,
        seed=seed,
        quiz=quiz,
        versions=msgspec.json.encode(versions).decode(),
        begun_at=now,
    )
    await row.save()
    return int(row.id)


async def end_set(actor: Actor, one: MySet, *, now: datetime) -> None:
    """The set is over with what was answered; the minutes spent on it go into the log of self-study.

    Whoever passed a quiz for a qualification has it from now on.
    """
    minutes = practised_minutes(one.begun_at, [given.at for given in one.given.values()])
    answered, correct = len(one.given), one.correct
    await PracticeEnd(practice_set=one.id, at=now, answered=answered, correct=correct, minutes=minutes).save()
    await _note_minutes(actor, one, minutes, now)
    if one.passing is not None and correct >= one.passing.needed:
        # Kept in Chinese, in whatever language it was answered.
        reason = PASSED % {"correct": correct, "all": len(one.versions)}
        await grant_qualification(
            actor,
            one.passing.qualification,
            actor.person,
            Source.QUIZ,
            now,
            reference=f"/practice/sets/{one.id}",
            reason=reason,
        )


async def _note_minutes(actor: Actor, one: MySet, minutes: int, now: datetime) -> None:
    """The one place that tells training of minutes practised."""
    if minutes:
        await note_self_study(actor.person, one.title, one.begun_at, minutes, f"/practice/sets/{one.id}", now)
