"""三问: one's own, and those that others let the branch read."""

from collections.abc import Mapping
from typing import Any

from app.actor import Actor
from app.party.rules.reflections import Answers, Reflection
from app.party.tables import Reflection as ReflectionRow
from app.storage.moments import day, moment, moment_or_none

READ = """
SELECT r.*, p.name, s.at AS shared_at, e.at AS erased_at FROM reflection r JOIN person p ON p.id = r.person
LEFT JOIN reflection_sharing s ON s.reflection = r.id LEFT JOIN reflection_erasure e ON e.reflection = r.id
"""
# Nobody but the writer has a way to what is not shared: no role, no reason, no list.
READABLE = "(r.person = {} OR (s.id IS NOT NULL AND e.id IS NULL))"


async def reflections(actor: Actor) -> list[Reflection]:
    """The actor's own and those that others share, the newest first."""
    asked = f"{READ} WHERE {READABLE} ORDER BY r.written_on DESC, r.id DESC"
    return [_reflection(row) for row in await ReflectionRow.raw(asked, actor.person)]


async def reflection(actor: Actor, reflection_id: int) -> Reflection | None:
    """One that the actor may read."""
    rows = await ReflectionRow.raw(f"{READ} WHERE {READABLE} AND r.id = {{}}", actor.person, reflection_id)
    return _reflection(rows[0]) if rows else None


async def own_reflection(actor: Actor, reflection_id: int) -> Reflection | None:
    """One that the actor wrote."""
    one = await reflection(actor, reflection_id)
    return one if one is not None and one.person == actor.person else None


def _reflection(row: Mapping[str, Any]) -> Reflection:
    return Reflection(
        id=row["id"],
        person=row["person"],
        name=row["name"],
        written_on=day(row["written_on"]),
        answers=Answers(row["why_joined"], row["what_done"], row["what_left"]),
        changed_at=moment(row["changed_at"]),
        campaign=row["campaign"],
        shared_at=moment_or_none(row["shared_at"]),
        erased_at=moment_or_none(row["erased_at"]),
    )
