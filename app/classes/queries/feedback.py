"""Satisfaction forms; nothing here knows whose one is."""

from app.actor import Actor
from app.classes.rules.feedback import Rating
from app.classes.tables import ClassRated, ClassRating


async def ratings(actor: Actor, class_id: int) -> list[Rating]:
    """Every form of a class, in the order of their chance ids."""
    rows = (
        await ClassRating.select(ClassRating.grades, ClassRating.text)
        .where(ClassRating.training_class == class_id)
        .order_by(ClassRating.id)
    )
    return [Rating(tuple(int(one) for one in row["grades"].split(",")), row["text"]) for row in rows]


async def has_rated(enrolment: int) -> bool:
    """Whether the learner has given their form."""
    return bool(await ClassRated.exists().where(ClassRated.enrolment == enrolment))
