"""Steps of actions: what several of them do inside their own deeds."""

from app.actor import Actor
from app.classes import queries
from app.classes.queries import ClassView
from app.refusals import found
from app.storage import database


async def held(actor: Actor, class_id: int) -> ClassView:
    """Wait until nobody else changes this class, and see where it stands.

    Raises:
        Missing: there is none.
    """
    await database().hold(f"training class {class_id}")
    return found(await queries.training_class(actor, class_id))
