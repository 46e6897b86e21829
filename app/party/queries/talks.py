"""What is asked of talks: that they took place, who has still to talk, and, behind its door, what was said."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.actor import Actor, Role
from app.party.queries.structure import History, branch_history
from app.party.rules.branch import Structure
from app.party.rules.facts import Talk
from app.party.rules.talks import Covered, Note, Spoken, coverage, pairs_without
from app.party.tables import HeartToHeartTalk, TalkNote
from app.storage.moments import day, moment, moment_or_none

TALKS = """
SELECT t.id, t.first, t.second, a.name AS first_name, b.name AS second_name, t.held_on, t.by_name, t.at, t.by AS by_id,
       EXISTS (SELECT 1 FROM talk_note n WHERE n.talk = t.id) AS has_note
FROM heart_to_heart_talk t JOIN person a ON a.id = t.first JOIN person b ON b.id = t.second
WHERE NOT EXISTS (SELECT 1 FROM talk_removal r WHERE r.talk = t.id)
"""
NOTES = """
SELECT n.id, n.talk, n.place, n.content, n.problem, n.follow_up, n.by_name, n.at, n.emptied_at FROM talk_note n
"""
OF_PERSON = (
    "WHERE n.talk IN (SELECT t.id FROM heart_to_heart_talk t WHERE t.first = {} OR t.second = {}) ORDER BY n.id DESC"
)


@dataclass(frozen=True, slots=True)
class TalkView:
    """That a talk took place, as the lists show it."""

    id: int
    first: int
    second: int
    first_name: str
    second_name: str
    held_on: date
    by: str
    by_id: int | None
    has_note: bool

    @property
    def about(self) -> tuple[int, int]:
        """Whom its record is about."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class NoteView:
    """What was written down of a talk, by whom, when; `emptied_at` where it was deleted since."""

    note: Note
    by: str
    at: datetime
    emptied_at: datetime | None


@dataclass(frozen=True, slots=True)
class TalkYear:
    """A year's talks and who has still to talk."""

    talks: list[TalkView]
    covered: list[Covered]
    pairs: list[tuple[str, str]]

    @property
    def lacking(self) -> list[Covered]:
        """Who has still to talk."""
        return [one for one in self.covered if one.lacks]


async def talks_between(since: date, until: date) -> list[Talk]:
    """The talks of these days, both included."""
    return [Talk(one.id, f"/party/talks/{one.id}", one.held_on, one.about) for one in await talks(since, until)]


async def talks(since: date, until: date) -> list[TalkView]:
    """The talks that stand of these days, the newest first."""
    where = "AND t.held_on >= {} AND t.held_on <= {} ORDER BY t.held_on DESC, t.id DESC"
    return [_talk(row) for row in await HeartToHeartTalk.raw(f"{TALKS} {where}", since, until)]


async def talk_year(year: int, today: date) -> TalkYear | None:
    """The talks of a year and whom art. 19 still misses, among those who are in the branch today or were at its end."""
    history = await branch_history()
    if history is None:
        return None
    held = await talks(date(year, 1, 1), date(year, 12, 31))
    structure = history.on(min(max(today, date(year, 1, 1)), date(year, 12, 31)))
    spoken = _spoken(held, history)
    return TalkYear(held, coverage(structure, spoken), pairs_without(structure, spoken))


def _spoken(held: list[TalkView], history: History) -> list[Spoken]:
    days: dict[date, Structure] = {}
    for one in held:
        if one.held_on not in days:
            days[one.held_on] = history.on(one.held_on)
    return [Spoken(*one.about, *(_leads(days[one.held_on], who) for who in one.about)) for one in held]


def _leads(structure: Structure, person: int) -> bool:
    member = structure.member(person)
    return member is not None and member.post is not None


async def talk(actor: Actor, talk_id: int) -> TalkView | None:
    """One talk, for both who talked and for the secretary; what was said is asked for by `notes`."""
    rows = await HeartToHeartTalk.raw(f"{TALKS} AND t.id = {{}}", talk_id)
    one = _talk(rows[0]) if rows else None
    return one if one is not None and (actor.id in one.about or Role.SECRETARY in actor.roles) else None


async def own_talks(person: int) -> list[TalkView]:
    """The talks of a person, the newest first."""
    where = "AND (t.first = {} OR t.second = {}) ORDER BY t.held_on DESC, t.id DESC"
    return [_talk(row) for row in await HeartToHeartTalk.raw(f"{TALKS} {where}", person, person)]


async def notes(talk_id: int) -> list[NoteView]:
    """What was written down of a talk, the newest first; the caller has asked whether it is open."""
    return [_note(row) for row in await TalkNote.raw(f"{NOTES} WHERE n.talk = {{}} ORDER BY n.id DESC", talk_id)]


async def own_notes(person: int) -> dict[int, list[NoteView]]:
    """What was written down of a person's own talks, by talk, the newest first."""
    found: dict[int, list[NoteView]] = defaultdict(list)
    for row in await TalkNote.raw(f"{NOTES} {OF_PERSON}", person, person):
        found[row["talk"]].append(_note(row))
    return found


def _note(row: Mapping[str, Any]) -> NoteView:
    return NoteView(
        Note(row["place"], row["content"], row["problem"], row["follow_up"]),
        row["by_name"],
        moment(row["at"]),
        moment_or_none(row["emptied_at"]),
    )


def _talk(row: Mapping[str, Any]) -> TalkView:
    return TalkView(
        row["id"],
        row["first"],
        row["second"],
        row["first_name"],
        row["second_name"],
        day(row["held_on"]),
        row["by_name"],
        row["by_id"],
        bool(row["has_note"]),
    )
