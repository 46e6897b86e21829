"""Who may be put on the list of an exam."""

from collections.abc import Collection
from dataclasses import dataclass

from app.actor import GRANTS, Actor, May, Role
from app.people.tables import Library, Person

MAY_SIT = sorted(role.value for role, marks in GRANTS.items() if May.SIT_EXAMS in marks)

ELIGIBLE = """
SELECT p.id, p.name, p.post FROM person p
WHERE p.left_on IS NULL AND EXISTS (
    SELECT 1 FROM role_grant g WHERE g.person = p.id AND g.ended_at IS NULL AND g.role IN ({}))
ORDER BY p.name_pinyin, p.id
"""


@dataclass(frozen=True, slots=True)
class Eligible:
    """A person who may sit exams."""

    id: int
    name: str
    post: str


async def eligible(actor: Actor, *, volunteers: bool = False) -> list[Eligible]:
    """Everybody on the staff who may sit exams, in the order of their names; volunteers where an exam qualifies them."""
    roles = MAY_SIT if volunteers else [one for one in MAY_SIT if one != Role.VOLUNTEER]
    rows = await Person.raw(ELIGIBLE.replace("{}", ", ".join("{}" for _ in roles)), *roles)
    return [Eligible(row["id"], row["name"], row["post"]) for row in rows]


async def names_of(ids: Collection[int]) -> dict[int, str]:
    """The names of those of these ids that are persons."""
    rows = await Person.select(Person.id, Person.name).where(Person.id.is_in(list(ids))) if ids else []
    return {row["id"]: row["name"] for row in rows}


async def own_library_name() -> str:
    """The library's name for the head of a paper; empty before it is set up."""
    row = await Library.select(Library.name).where(Library.kind == "own").order_by(Library.id).first()
    return str(row["name"]) if row else ""
