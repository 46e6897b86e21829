"""Steps of actions: what several of them do inside their own deeds."""

from app.actor import Actor
from app.classes import queries
from app.classes.queries import ClassView
from app.classes.rules import not_held
from app.refusals import Refused, found
from app.storage import database


async def held(actor: Actor, class_id: int) -> ClassView:
    """Wait until nobody else changes this class, and see where it stands.

    Raises:
        Missing: there is none.
    """
    await database().hold(f"training class {class_id}")
    return found(await queries.training_class(actor, class_id))


async def held_to_change(actor: Actor, class_id: int) -> ClassView:
    """As `held`, for what only a class that takes place can have done to it.

    Raises:
        Missing: there is none.
        Refused: it was called off.
    """
    one = await held(actor, class_id)
    if one.called_off:
        raise Refused(not_held(one.called_off))
    return one
