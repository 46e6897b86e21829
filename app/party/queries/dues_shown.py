"""The lists of Party dues that were shown to the members, as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.party.rules.facts import Done
from app.party.tables import DuesPublication, DuesPublicationLine
from app.storage.moments import day

PUBLISHED = "SELECT id, year, published_on, how, by_name FROM dues_publication"


@dataclass(frozen=True, slots=True)
class PublicationView:
    """A list that was shown to the members."""

    id: int
    year: int
    published_on: date
    how: str
    by: str
    lines: Sequence[Mapping[str, Any]] = ()


async def dues_publications(since: date, until: date) -> list[Done]:
    """The lists that were shown to the members between two days, both included."""
    rows = await DuesPublication.raw(
        f"{PUBLISHED} WHERE published_on >= {{}} AND published_on <= {{}} ORDER BY published_on, id", since, until
    )
    return [Done("dues_published", one.published_on, f"/party/dues/publications/{one.id}", one.how)
            for one in map(_publication, rows)]  # fmt: skip


async def publications() -> list[PublicationView]:
    """The lists that were shown to the members, the newest first."""
    rows = await DuesPublication.raw(f"{PUBLISHED} ORDER BY published_on DESC, id DESC")
    return [_publication(row) for row in rows]


async def last_publication(year: int) -> PublicationView | None:
    """The newest list of a year that was shown."""
    listed = [one.id for one in await publications() if one.year == year]
    return await publication(max(listed)) if listed else None


async def publication(publication_id: int) -> PublicationView | None:
    """One of them with its lines as they were."""
    rows = await DuesPublication.raw(f"{PUBLISHED} WHERE id = {{}}", publication_id)
    if not rows:
        return None
    lines = DuesPublicationLine.select().where(DuesPublicationLine.publication == publication_id)
    return replace(_publication(rows[0]), lines=await lines.order_by(DuesPublicationLine.id))


def _publication(row: Mapping[str, Any]) -> PublicationView:
    return PublicationView(row["id"], row["year"], day(row["published_on"]), row["how"], row["by_name"])
