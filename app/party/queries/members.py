"""Members as the pages of the branch show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.actor import Actor, May
from app.party.queries.structure import History, branch_history
from app.party.rules.branch import OF_THE_COMMITTEE_ONLY, Member, Structure, Trait
from app.party.rules.correcting import last_day
from app.party.tables import PartyMember
from app.people.tables import Person
from app.storage.moments import day, day_or_none


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something that holds or held from one day to another: a post, a trait, a place in a group.

    `until_on` and `outcome` are of a 限期改正: by when it has to be over, and what people concluded.
    """

    id: int
    what: str
    word: str
    note: str
    from_on: date
    ended_on: date | None
    until_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One member with everything that was ever true of them in this branch, newest first.

    `corrections` are restricted: a page shows them to whom `looking.is_open` says.
    """

    id: int
    person: int
    name: str
    post_at_work: str
    since: date
    admitted_on: date | None
    full_on: date | None
    ended_on: date | None
    end_reason: str
    stretches: Sequence[Stretch]
    corrections: Sequence[Stretch]
    today: Member | None


STRETCHES = """
SELECT 'trait' AS what, t.id, t.trait AS word, t.note, t.from_on, t.ended_on, t.until_on, t.outcome
FROM member_trait t WHERE t.member = {}
UNION ALL SELECT 'seat', s.id, s.post, '', s.from_on, s.ended_on, NULL, '' FROM committee_seat s WHERE s.member = {}
UNION ALL SELECT 'place', q.id, g.name, '', q.from_on, q.ended_on, NULL, ''
FROM group_place q JOIN party_group g ON g.id = q."group" WHERE q.member = {}
ORDER BY 5 DESC, 2 DESC
"""
ONE = """
SELECT m.id, m.person, p.name, p.post, m.since, m.admitted_on, m.full_on, m.ended_on, m.end_reason
FROM party_member m JOIN person p ON p.id = m.person WHERE m.id = {}
"""


async def member_page(actor: Actor, member: int, today: date) -> MemberPage | None:
    """One member, for whoever may see the branch, and for themself."""
    rows = await PartyMember.raw(ONE, member)
    if not rows or not (actor.may(May.SEE_PARTY) or rows[0]["person"] == actor.id):
        return None
    row, history = rows[0], await branch_history()
    found = history.on(today).member(row["person"]) if history else None
    rows_of = await PartyMember.raw(STRETCHES, member, member, member)
    return MemberPage(
        id=row["id"],
        person=row["person"],
        name=row["name"],
        post_at_work=row["post"],
        since=day(row["since"]),
        admitted_on=day_or_none(row["admitted_on"]),
        full_on=day_or_none(row["full_on"]),
        ended_on=day_or_none(row["ended_on"]),
        end_reason=row["end_reason"],
        stretches=[_stretch(one) for one in rows_of if _is_told(one)],
        corrections=[_stretch(one) for one in rows_of if not _is_told(one)],
        today=found if found and found.id == member else None,
    )


def _is_told(row: Mapping[str, Any]) -> bool:
    # Discipline is opened with a reason, on the page of restricted records, and stands on no other page.
    return row["what"] != "trait" or Trait(row["word"]) not in OF_THE_COMMITTEE_ONLY


def _stretch(row: Mapping[str, Any]) -> Stretch:
    from_on, ended_on = day(row["from_on"]), day_or_none(row["ended_on"])
    until_on = last_day(from_on, day_or_none(row["until_on"])) if not _is_told(row) else None
    return Stretch(row["id"], row["what"], row["word"], row["note"], from_on, ended_on, until_on, row["outcome"])


OTHERS = """
SELECT p.id, p.name FROM person p
WHERE p.left_on IS NULL AND EXISTS (
  SELECT 1 FROM role_grant r WHERE r.person = p.id AND r.ended_at IS NULL AND r.role <> 'volunteer'
) AND NOT EXISTS (SELECT 1 FROM party_member m WHERE m.person = p.id AND m.ended_on IS NULL)
ORDER BY p.name_pinyin, p.id
"""


async def not_yet_members(actor: Actor) -> list[tuple[int, str]]:
    """Everybody on the staff who is not in the branch, by name."""
    return [(row["id"], row["name"]) for row in await Person.raw(OTHERS)]


LEFT = """
SELECT m.id, p.name, m.since, m.ended_on, m.end_reason FROM party_member m JOIN person p ON p.id = m.person
WHERE m.ended_on IS NOT NULL ORDER BY m.ended_on DESC, m.id DESC
"""


@dataclass(frozen=True, slots=True)
class Former:
    """Somebody who left the branch."""

    id: int
    name: str
    since: date
    ended_on: date
    reason: str


async def former_members(actor: Actor) -> list[Former]:
    """Who left, newest first."""
    return [
        Former(row["id"], row["name"], day(row["since"]), day(row["ended_on"]), row["end_reason"])
        for row in await PartyMember.raw(LEFT)
    ]


async def is_member(actor: Actor, today: date) -> bool:
    """Whether the actor is a member of the branch today."""
    return await my_membership(actor, today) is not None


async def my_membership(actor: Actor, today: date) -> tuple[Structure, Member] | None:
    """The branch and the actor in it; None for whoever is no member today."""
    history: History | None = await branch_history()
    structure = history.on(today) if history else None
    mine = structure.member(actor.person) if structure else None
    return (structure, mine) if structure and mine else None
