"""Keeping a filter of the log under a name, and taking it out."""

from datetime import datetime
from urllib.parse import parse_qsl

from app import clock
from app.actor import Actor
from app.audit import deed
from app.refusals import Refused, found
from app.storage import database
from app.training.queries.views import views
from app.training.rules.filtering import LogFilter, tabs_of
from app.training.rules.views import address_of, why_not_save
from app.training.tables import SavedView


async def save_view(actor: Actor, name: str, query: str, shared: bool, *, now: datetime) -> int:
    """Keep the filter under a name; returns the id of the view.

    Args:
        query: what stood behind the question mark; what no filter is made of is left out.
        shared: everybody who sees the log sees it.

    Raises:
        Refused: the name is none, or another of the actor's views has it.
    """
    async with deed(actor, "log_view.saved", name=name, shared=shared) as line:
        await database().hold(f"views of {actor.person}")
        if reasons := why_not_save(name, {one.name for one in await views(actor) if one.is_own}):
            raise Refused(*reasons)
        this_year = clock.at_library(now).year
        kept = address_of(LogFilter.of(dict(parse_qsl(query)), this_year, tabs_of(actor)), this_year)
        row = SavedView(person=actor.person, name=name.strip(), query=kept, shared=shared, at=now)
        await row.save()
        line.subject = row.id
    return int(row.id)


async def remove_view(actor: Actor, view: int, *, now: datetime) -> None:
    """Take one of one's own views out.

    Raises:
        Missing: there is none, or it is another person's.
    """
    async with deed(actor, "log_view.removed", view):
        found(next((one for one in await views(actor) if one.id == view and one.is_own), None))
        await SavedView.update({SavedView.removed_at: now}).where(SavedView.id == view)
