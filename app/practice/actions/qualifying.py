"""A quiz that gives a qualification: setting it, and trying."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.bank import queries as bank
from app.clock import at_library
from app.locale import _
from app.practice.queries import qualifying as queries
from app.practice.queries import sets
from app.practice.rules import drawing
from app.practice.rules.qualifying import QuizPlan, draw_qualifying, why_not_quiz, why_not_try
from app.practice.steps import begin_set
from app.practice.tables import QualificationAttempt, QualificationQuiz
from app.refusals import Refused, WhyNot, found
from app.storage import database
from app.training.queries.qualifications import qualification, valid_until


async def set_quiz(actor: Actor, qualification_id: int, plan: QuizPlan, *, now: datetime) -> None:
    """From now on this quiz gives the qualification; tries that were begun go by the one before.

    Raises:
        Missing: there is no such qualification.
        Refused: the numbers cannot be, or the bank has too few questions.
    """
    async with deed(actor, "qualification_quiz.set", qualification_id) as line:
        line.details.update(laws=plan.laws, questions=plan.questions, percent=plan.pass_percent)
        found(await qualification(actor, qualification_id))
        if reasons := why_not_quiz(plan, await bank.cited_laws(actor)):
            raise Refused(*reasons)
        await QualificationQuiz(
            qualification=qualification_id,
            laws=",".join(plan.laws),
            questions=plan.questions,
            pass_percent=plan.pass_percent,
            set_by_name=actor.name,
            at=now,
        ).save()


class _BegunBefore(Exception):
    """A try goes on; nothing is to be written."""

    def __init__(self, set_id: int) -> None:
        self.set_id = set_id


async def begin_try(actor: Actor, qualification_id: int, *, now: datetime) -> int:
    """Begin the actor's next try, with questions drawn anew, or go on with the one that is open; returns the set's id.

    Raises:
        Missing: there is no such qualification, or it has no quiz.
        Refused: nobody gets it any more, they hold it, the last try is less than an hour ago, or the bank has too few.
    """
    try:
        async with deed(actor, "practice_set.begun", qualification=qualification_id) as line:
            await database().hold(f"practice {actor.person}")
            one = found(await qualification(actor, qualification_id))
            quiz = found(await queries.quiz_of(qualification_id))
            tries = await queries.own_tries(actor, qualification_id)
            if tries and tries[0].ended_at is None:
                raise _BegunBefore(tries[0].set_id)
            if one.closed_on is not None:
                raise Refused(WhyNot("closed", _("这项资格已停用")))
            day = at_library(now).date()
            until = (await valid_until([actor.person])).get(actor.person, {}).get(qualification_id)
            if reasons := why_not_try(tries, until, day, now):
                raise Refused(*reasons)
            if reasons := why_not_quiz(quiz.plan, await bank.cited_laws(actor)):
                raise Refused(*reasons)
            seed = drawing.seed_of(actor.person, day, 1 + await sets.begun_on(actor, day))
            versions = draw_qualifying(await bank.usable(actor), quiz.plan.laws, quiz.plan.questions, seed)
            line.subject = await begin_set(actor, "qualifying", one.name, versions, seed=seed, day=day, now=now)
            await QualificationAttempt(practice_set=line.subject, quiz=quiz.id).save()
            return line.subject
    except _BegunBefore as before:
        return before.set_id
