"""Holding a meeting still while somebody changes it."""

from app.actor import Actor
from app.party.queries.meeting import MeetingView, meeting
from app.refusals import found
from app.storage import database


async def hold_meeting(actor: Actor, meeting_id: int) -> MeetingView:
    """The meeting, while nobody else changes it.

    Raises:
        Missing: there is none that the actor may see.
    """
    await database().hold(f"party meeting {meeting_id}")
    return found(await meeting(actor, meeting_id))
