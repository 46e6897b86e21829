"""Steps of actions: telling those of a session, inside the deed of whoever changes it."""

from collections.abc import Collection
from datetime import datetime

from app.actor import Actor
from app.clock import at_library
from app.gatherings.rules import GatheringState
from app.notices import tell
from app.study.queries import SessionView
from app.study.queries.listing import see_study


async def tell_them(
    actor: Actor, session: SessionView, people: Collection[int], message: str, now: datetime, **params: str
) -> None:
    """Tell these people; staff are led to the session, volunteers, who have no pages of study, to where they sign in."""
    staff = await see_study(people)
    address = f"/study/sessions/{session.id}"
    await tell(actor, staff, message, address=address, now=now, **params)
    is_listed = session.state is not GatheringState.PLANNED
    address = f"/gatherings/{session.gathering.id}" if is_listed else "/gatherings"
    await tell(actor, set(people) - staff, message, address=address, now=now, **params)


def begins(session: SessionView) -> str:
    """11-26 14:30, on the library's clock."""
    return f"{at_library(session.span.starts_at):%m-%d %H:%M}"
