"""What was said in a session's discussions, each entry with what it said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from app.actor import Actor
from app.clock import at_library
from app.people.tables import Person
from app.storage.moments import moment
from app.study.rules.discussing import EntryKind
from app.study.rules.expecting import STAFF_ROLES
from app.study.tables import DiscussionEntry

ENTRIES = """
SELECT e.id, e.root, e.discussion, d.session, e.kind, e.person, e.speaker, e.text, e.recorded_by_name, e.at,
       CASE WHEN r.id IS NULL THEN 0 ELSE 1 END AS removed
FROM discussion_entry e JOIN discussion d ON d.id = e.discussion LEFT JOIN discussion_removal r ON r.entry = e.id
"""
ORDERED = "ORDER BY e.discussion, coalesce(e.root, e.id), e.id"
# Somebody who has left is chosen no more; what they said before stays under their name.
STAFF = """
SELECT p.id, p.name, p.post FROM person p
WHERE (p.left_on IS NULL OR p.left_on >= {}) AND EXISTS (
    SELECT 1 FROM role_grant g WHERE g.person = p.id AND g.ended_at IS NULL AND g.role IN (ROLES))
ORDER BY p.name_pinyin, p.id
""".replace("ROLES", ", ".join("{}" for _ in STAFF_ROLES))


@dataclass(frozen=True, slots=True)
class Said:
    """One wording of an entry; `by` wrote it down."""

    id: int
    speaker: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands.

    Attributes:
        root: id of its first wording, which stays when it is corrected.
        now: the wording that stands.
        earlier: those before it, the newest first.
    """

    root: int
    discussion: int
    session: int
    kind: EntryKind
    person: int | None
    now: Said
    earlier: Sequence[Said]
    removed: bool


@dataclass(frozen=True, slots=True)
class DiscussionView:
    """One discussion; `removed` are entries that were taken off and can be put back."""

    id: int
    topic: Entry
    points: Sequence[Entry]
    conclusions: Sequence[Entry]
    removed: Sequence[Entry]


async def discussions(session: int) -> list[DiscussionView]:
    """The discussions of a session that was found, in their order; those whose topic was taken off come last."""
    rows = await DiscussionEntry.raw(f"{ENTRIES} WHERE d.session = {{}} {ORDERED}", session)
    found = [_discussion(list(of_one)) for _, of_one in groupby(_entries(rows), key=lambda one: one.discussion)]
    return sorted(found, key=lambda one: one.topic.removed)


async def entry(actor: Actor, root: int) -> Entry | None:
    """One entry by its first wording; arrangers alone ask for it."""
    rows = await DiscussionEntry.raw(f"{ENTRIES} WHERE e.id = {{}} OR e.root = {{}} {ORDERED}", root, root)
    return next((one for one in _entries(rows) if one.root == root), None)


async def session_of(discussion: int) -> tuple[int, int] | None:
    """The session of a discussion, and how many entries stand in it."""
    rows = await DiscussionEntry.raw(f"{ENTRIES} WHERE e.discussion = {{}} {ORDERED}", discussion)
    entries = _entries(rows)
    return (entries[0].session, sum(not one.removed for one in entries)) if entries else None


async def staff(actor: Actor, now: datetime) -> list[tuple[int, str, str]]:
    """Id, name and post of everybody on the staff, in the order of their names."""
    rows = await Person.raw(STAFF, at_library(now).date(), *STAFF_ROLES)
    return [(row["id"], row["name"], row["post"]) for row in rows]


def _entries(rows: Sequence[Mapping[str, Any]]) -> list[Entry]:
    chains = groupby(rows, key=lambda row: row["root"] or row["id"])
    return [_entry(root, list(chain)) for root, chain in chains]


def _entry(root: int, chain: Sequence[Mapping[str, Any]]) -> Entry:
    said = [Said(row["id"], row["speaker"], row["text"], row["recorded_by_name"], moment(row["at"])) for row in chain]
    last = chain[-1]
    return Entry(
        root=root,
        discussion=last["discussion"],
        session=last["session"],
        kind=EntryKind(last["kind"]),
        person=last["person"],
        now=said[-1],
        earlier=said[-2::-1],
        removed=bool(last["removed"]),
    )


def _discussion(entries: Sequence[Entry]) -> DiscussionView:
    standing = [one for one in entries if not one.removed]
    return DiscussionView(
        id=entries[0].discussion,
        # The topic is written down first and is never corrected into anything else.
        topic=next(one for one in entries if one.kind is EntryKind.TOPIC),
        points=[one for one in standing if one.kind is EntryKind.POINT],
        conclusions=[one for one in standing if one.kind is EntryKind.CONCLUSION],
        removed=[one for one in entries if one.removed],
    )
