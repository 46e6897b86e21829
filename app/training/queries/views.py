"""Saved views of the log: one's own, and those that are everybody's."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from app.actor import Actor
from app.training.rules.filtering import Tab, tabs_of
from app.training.tables import SavedView

VIEWS = """
SELECT v.id, v.person, v.name, v.query, v.shared, p.name AS owner FROM saved_view v JOIN person p ON p.id = v.person
WHERE v.removed_at IS NULL AND (v.person = {} OR v.shared) ORDER BY v.name, v.id
"""


@dataclass(frozen=True, slots=True)
class View:
    """A filter under a name; `query` is what stands behind the question mark."""

    id: int
    name: str
    query: str
    shared: bool
    owner: str
    is_own: bool


async def views(actor: Actor) -> list[View]:
    """Those that the actor saved and those that others share, by name; none of a tab that the actor may not open."""
    closed = {tab.value for tab in set(Tab) - set(tabs_of(actor))}
    return [
        View(row["id"], row["name"], row["query"], bool(row["shared"]), row["owner"], row["person"] == actor.id)
        for row in await SavedView.raw(VIEWS, actor.person)
        if dict(parse_qsl(row["query"])).get("tab") not in closed
    ]
