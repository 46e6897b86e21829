"""What people do with their notebook, their goal and their days off."""

from datetime import date, datetime

from app.actor import Actor
from app.audit import deed
from app.clock import at_library
from app.practice.queries import days, notebook
from app.practice.rules.days import why_not_take_leave
from app.practice.rules.notebook import REMOVED, why_not_put_back, why_not_remove, why_not_tag
from app.practice.tables import Mistake, PracticeGoal, PracticeLeave
from app.refusals import Refused
from app.storage import database


async def remove(actor: Actor, mistake_id: int, *, now: datetime) -> None:
    """Take a question out of the notebook; it can be put back.

    Raises:
        Missing: not the actor's.
        Refused: it is not in the notebook.
    """
    async with deed(actor, "mistake.removed", mistake_id):
        await database().hold(f"practice {actor.person}")
        entry = await notebook.mistake(actor, mistake_id)
        if reasons := why_not_remove(entry.ended_at is None):
            raise Refused(*reasons)
        await Mistake.update({Mistake.ended_at: now, Mistake.ended_why: REMOVED}).where(Mistake.id == mistake_id)


async def put_back(actor: Actor, mistake_id: int, *, now: datetime) -> None:
    """Put a question that left the notebook back, as it stood.

    Raises:
        Missing: not the actor's.
        Refused: the question is in the notebook.
    """
    async with deed(actor, "mistake.put_back", mistake_id):
        await database().hold(f"practice {actor.person}")
        entry = await notebook.mistake(actor, mistake_id)
        open_one = await notebook.open_mistake(actor, entry.question)
        if reasons := why_not_put_back(entry.ended_at is None, open_one is not None):
            raise Refused(*reasons)
        await Mistake.update({Mistake.ended_at: None, Mistake.ended_why: ""}).where(Mistake.id == mistake_id)


async def tag(actor: Actor, mistake_id: int, reason: str) -> None:
    """Say why it went wrong: confused, misread, unknown; empty takes it back.

    Raises:
        Missing: not the actor's.
        Refused: there is no such reason.
    """
    async with deed(actor, "mistake.tagged", mistake_id):
        await notebook.mistake(actor, mistake_id)
        if reasons := why_not_tag(reason):
            raise Refused(*reasons)
        await Mistake.update({Mistake.reason: reason}).where(Mistake.id == mistake_id)


# What people set for themselves is theirs: the ledger says that something was set, and not what.


async def set_goal(actor: Actor, questions: int, *, now: datetime) -> None:
    """So many questions a day, from today on; earlier days keep the goal they had."""
    async with deed(actor, "practice.settings_changed"):
        await database().hold(f"practice {actor.person}")
        today = at_library(now).date()
        mine = (PracticeGoal.person == actor.person, PracticeGoal.from_on == today)
        if await PracticeGoal.exists().where(*mine):
            await PracticeGoal.update({PracticeGoal.questions: questions}).where(*mine)
        else:
            await PracticeGoal(person=actor.person, from_on=today, questions=questions).save()


async def take_leave(actor: Actor, day: date, *, now: datetime) -> None:
    """Take the day off.

    Raises:
        Refused: it is taken, too far away, or the third of its week.
    """
    async with deed(actor, "practice.settings_changed"):
        await database().hold(f"practice {actor.person}")
        if reasons := why_not_take_leave(day, await days.leave_of(actor), at_library(now).date()):
            raise Refused(*reasons)
        await PracticeLeave(person=actor.person, day=day).save()


async def give_back_leave(actor: Actor, day: date) -> None:
    """The day is no day off any more; one that was none stays so."""
    async with deed(actor, "practice.settings_changed"):
        await PracticeLeave.delete().where(PracticeLeave.person == actor.person, PracticeLeave.day == day)
