"""The satisfaction form: once for each learner, and nobody's."""

import secrets
from datetime import datetime

from app import clock
from app.actor import VISITOR, Actor
from app.audit import deed
from app.classes import queries
from app.classes.rules import not_held
from app.classes.rules.feedback import Rating, why_not_rate
from app.classes.tables import ClassRated, ClassRating
from app.refusals import Refused, found
from app.storage import database

LARGEST_ID = 2**31 - 1


async def rate(actor: Actor, enrolment: int, given: Rating, *, now: datetime) -> None:
    """Give the form: one row says that it was given, another what it says, and nothing ties the two together.

    The ledger names the class only, and no actor.

    Raises:
        Missing: no such seat.
        Refused: given before, or the class has not begun or was called off.
    """
    seat = found(await queries.learner(actor, enrolment))
    async with deed(VISITOR, "class_rating.given", seat.training_class):
        await database().hold(f"class seat {enrolment}")
        one = found(await queries.training_class(actor, seat.training_class))
        if one.called_off:
            raise Refused(not_held(one.called_off))
        begun = one.starts_on <= clock.at_library(now).date()
        if reasons := why_not_rate(await queries.has_rated(enrolment), begun):
            raise Refused(*reasons)
        await ClassRated(enrolment=enrolment).save()
        grades = ",".join(str(grade) for grade in given.grades)
        row = ClassRating(training_class=seat.training_class, grades=grades, text=given.text)
        row.id = 1 + secrets.randbelow(LARGEST_ID)
        await row.save()
