"""What is asked of 民主评议: the rounds, how far each member's is, and, behind its door, what was said, counted and decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.clock import at_library
from app.party.queries.looking import may_open
from app.party.rules.access import OPEN_FOR, Restricted
from app.party.rules.appraisals import Grade, Manner, Progress, Tally
from app.party.rules.facts import AppraisalHeld, Appraised
from app.party.tables import Appraisal, AppraisalRound, RestrictedView
from app.storage.moments import day, moment, moment_or_none

ROUNDS = """
SELECT r.id, r.year, r.held_on, r.ballots, r.held_in, r.by_name, g.title, g.venue, l.name AS place_name,
       (SELECT COUNT(*) FROM appraisal a WHERE a.appraisal_round = r.id) AS members,
       (SELECT COUNT(*) FROM appraisal a WHERE a.appraisal_round = r.id
        AND EXISTS (SELECT 1 FROM appraisal_result d WHERE d.appraisal = a.id)) AS decided
FROM appraisal_round r LEFT JOIN party_meeting m ON m.id = r.held_in LEFT JOIN gathering g ON g.id = m.gathering
LEFT JOIN service_point l ON l.id = g.place
"""
# Meetings of appraisal that are over and have no round of theirs yet, but for one that is named.
FREE = """
SELECT m.id, g.title, g.starts_at FROM party_meeting m JOIN gathering g ON g.id = m.gathering
JOIN gathering_closing c ON c.gathering = g.id
WHERE EXISTS (SELECT 1 FROM party_meeting_kind k WHERE k.meeting = m.id AND k.kind = 'democratic_appraisal')
AND NOT EXISTS (SELECT 1 FROM appraisal_round r WHERE r.held_in = m.id AND r.id <> {})
ORDER BY g.starts_at DESC, m.id DESC
"""
ENTRIES = """
SELECT a.id, a.appraisal_round, r.year, r.held_on, r.ballots, a.member, m.person, p.name, a.manner, a.manner_note,
       s.rating, s.said, s.by_name AS rated_by, s.emptied_at,
       t.id AS tally, t.peers, t.excellent, t.qualified, t.basic, t.unqualified,
       d.id AS decision, d.opinion, d.result, d.decided_on, d.reason, d.by_name AS decided_by
FROM appraisal a JOIN appraisal_round r ON r.id = a.appraisal_round
JOIN party_member m ON m.id = a.member JOIN person p ON p.id = m.person
LEFT JOIN self_rating s ON s.id = (SELECT MAX(x.id) FROM self_rating x WHERE x.appraisal = a.id)
LEFT JOIN appraisal_tally t ON t.id = (SELECT MAX(x.id) FROM appraisal_tally x WHERE x.appraisal = a.id)
LEFT JOIN appraisal_result d ON d.id = (SELECT MAX(x.id) FROM appraisal_result x WHERE x.appraisal = a.id)
"""
OPENED = """
SELECT DISTINCT record FROM restricted_view WHERE kind = {} AND viewer = {} AND at > {}
"""


@dataclass(frozen=True, slots=True)
class RoundView:
    """A year's round, and how many of its members have a result; `meeting` with title and place where one is known."""

    id: int
    year: int
    held_on: date
    ballots: int
    meeting: int | None
    meeting_title: str
    where: str
    by: str
    members: int
    decided: int


@dataclass(frozen=True, slots=True)
class SelfView:
    """How a member rated themself."""

    rating: Grade
    said: str
    by: str
    emptied_at: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What was found and decided about a member."""

    opinion: str
    result: Grade
    decided_on: date
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """A member in a round, with everything that was written down; lists show `progress` only."""

    id: int
    round: int
    year: int
    held_on: date
    ballots: int
    member: int
    person: int
    name: str
    manner: Manner
    manner_note: str
    own: SelfView | None
    peers: str
    tally: Tally | None
    decision: DecisionView | None

    @property
    def progress(self) -> Progress:
        """What there is and what is missing."""
        return Progress(
            self.manner, self.own is not None, bool(self.peers), self.tally is not None, self.decision is not None
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A round with its members; `is_open` where the actor may be shown what was said, counted and decided."""

    round: RoundView
    entries: Sequence[EntryView]
    is_open: bool


async def rounds() -> list[RoundView]:
    """All rounds, the newest year first."""
    return [_round(row) for row in await AppraisalRound.raw(f"{ROUNDS} ORDER BY r.year DESC")]


async def round_of(round_id: int) -> RoundView | None:
    """One round."""
    rows = await AppraisalRound.raw(f"{ROUNDS} WHERE r.id = {{}}", round_id)
    return _round(rows[0]) if rows else None


async def round_held_in(meeting: int) -> RoundView | None:
    """The round that was held in a meeting."""
    rows = await AppraisalRound.raw(f"{ROUNDS} WHERE r.held_in = {{}}", meeting)
    return _round(rows[0]) if rows else None


async def rounds_told() -> list[AppraisalHeld]:
    """Every round as the calendar of duties reads it: its year, its day and its meeting."""
    return [
        AppraisalHeld(one.year, one.held_on, f"/party/appraisals/{one.id}", one.meeting, one.meeting_title)
        for one in await rounds()
    ]


async def free_meetings(round_id: int = 0) -> list[tuple[int, str, date]]:
    """Meetings that a round may have been held in: id, title and day, the newest first.

    Args:
        round_id: the round that is looked at, whose own meeting is among them.
    """
    rows = await AppraisalRound.raw(FREE, round_id)
    return [(row["id"], row["title"], at_library(moment(row["starts_at"])).date()) for row in rows]


async def entries(round_id: int) -> list[EntryView]:
    """The members of a round in the order in which they came into the branch; contents are shown only where they are open."""
    rows = await Appraisal.raw(f"{ENTRIES} WHERE a.appraisal_round = {{}} ORDER BY a.member", round_id)
    return [_entry(row) for row in rows]


async def entry(actor: Actor, entry_id: int) -> EntryView | None:
    """One member's appraisal, for themself and whoever may open it once they say why."""
    rows = await Appraisal.raw(f"{ENTRIES} WHERE a.id = {{}}", entry_id)
    one = _entry(rows[0]) if rows else None
    return one if one is not None and await may_open(actor, Restricted.APPRAISAL, [one.person]) else None


async def own_entries(person: int) -> list[EntryView]:
    """A person's own appraisals, the newest year first."""
    return [_entry(row) for row in await Appraisal.raw(f"{ENTRIES} WHERE m.person = {{}} ORDER BY r.year DESC", person)]


async def sheet(actor: Actor, round_id: int, now: datetime) -> Sheet | None:
    """A round, open to whoever said within the last half hour why they look and may look still."""
    one = await round_of(round_id)
    return None if one is None else await _sheet(actor, one, now)


async def sheet_of_year(actor: Actor, year: int, now: datetime) -> Sheet | None:
    """As `sheet`, for the round of a year; None where there is none."""
    one = next((one for one in await rounds() if one.year == year), None)
    return None if one is None else await _sheet(actor, one, now)


async def opened(actor: Actor, now: datetime) -> frozenset[int]:
    """Appraisals that the actor said within the last half hour why they look at."""
    rows = await RestrictedView.raw(OPENED, Restricted.APPRAISAL.value, actor.person, now - OPEN_FOR)
    return frozenset(row["record"] for row in rows)


async def _sheet(actor: Actor, one: RoundView, now: datetime) -> Sheet:
    everybody = await entries(one.id)
    known = await opened(actor, now)
    others = [each for each in everybody if each.person != actor.id]
    is_open = all(each.id in known for each in others) and await may_open(actor, Restricted.APPRAISAL, [])
    return Sheet(one, everybody, is_open)


async def appraised_in(year: int) -> list[Appraised]:
    """Whoever has a result in the appraisal of a year; the result is told nowhere but behind its door."""
    rows = await Appraisal.raw(f"{ENTRIES} WHERE r.year = {{}} AND d.id IS NOT NULL ORDER BY a.member", year)
    return [Appraised(row["person"], year, day(row["decided_on"]), f"/party/appraisals/{row['appraisal_round']}")
            for row in rows]  # fmt: skip


def _round(row: Mapping[str, Any]) -> RoundView:
    return RoundView(
        row["id"],
        row["year"],
        day(row["held_on"]),
        row["ballots"],
        row["held_in"],
        row["title"] or "",
        " ".join(filter(None, (row["place_name"], row["venue"]))),
        row["by_name"],
        row["members"],
        row["decided"],
    )


def _entry(row: Mapping[str, Any]) -> EntryView:
    return EntryView(
        row["id"],
        row["appraisal_round"],
        row["year"],
        day(row["held_on"]),
        row["ballots"],
        row["member"],
        row["person"],
        row["name"],
        Manner(row["manner"]),
        row["manner_note"],
        None
        if row["rating"] is None
        else SelfView(Grade(row["rating"]), row["said"], row["rated_by"], moment_or_none(row["emptied_at"])),
        row["peers"] or "",
        None if row["tally"] is None else Tally(row["excellent"], row["qualified"], row["basic"], row["unqualified"]),
        None
        if row["decision"] is None
        else DecisionView(
            row["opinion"], Grade(row["result"]), day(row["decided_on"]), row["reason"], row["decided_by"]
        ),
    )
