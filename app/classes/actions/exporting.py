"""Taking files of a class along: names and phones leave the house, so it is a deed."""

from app.actor import Actor
from app.audit import deed


async def take_along(actor: Actor, class_id: int, name: str) -> None:
    """Note that somebody took a file of the class along.

    Args:
        name: of the file, as it was saved.
    """
    async with deed(actor, "training_class.exported", class_id, title=name):
        pass
