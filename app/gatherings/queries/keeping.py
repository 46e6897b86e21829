"""A gathering as its attendance page shows it, and whose business it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any

from app import clock
from app.actor import Actor, Role
from app.gatherings.queries.attendance import Entry, read_record
from app.gatherings.queries.gathering import COLUMNS, GatheringView, facts, view
from app.gatherings.rules import GatheringState, Kind
from app.gatherings.rules.attendance import Record, Status
from app.gatherings.tables import Evidence, Expected, Gathering, Presence
from app.people.tables import Person
from app.storage.moments import moment


def keeps(actor: Actor, one: GatheringView) -> bool:
    """Whether the actor keeps its attendance.

    Managers keep all but the Party's; secretaries the Party's, study and classes; coordinators the shifts of their places.
    """
    if one.kind in (Kind.STUDY, Kind.TRAINING, Kind.PARTY) and Role.SECRETARY in actor.roles:
        return True
    if Role.MANAGER in actor.roles:
        return one.kind is not Kind.PARTY
    return one.kind is Kind.SHIFT and Role.COORDINATOR in actor.roles and one.place in actor.sites


async def kept(actor: Actor, gathering: int) -> GatheringView | None:
    """The gathering, for whoever keeps its attendance."""
    one = await facts(gathering)
    return one if one is not None and keeps(actor, one) else None


@dataclass(frozen=True, slots=True)
class Line:
    """One expected person with everything recorded of them, oldest first; `added` when they came onto a frozen list.

    `title` is the professional title.
    """

    person: int
    name: str
    post: str
    added: bool
    entries: Sequence[Entry]
    title: str = ""

    @property
    def standing(self) -> Entry | None:
        """What stands."""
        return self.entries[-1] if self.entries else None

    @property
    def record(self) -> Record | None:
        """What stands, as the rules take it."""
        return self.entries[-1].record if self.entries else None

    @property
    def status(self) -> Status | None:
        """How they stand to it; None while nothing is known."""
        return self.entries[-1].record.status if self.entries else None

    @property
    def minutes(self) -> int:
        """What counts."""
        return self.entries[-1].minutes if self.entries else 0


ROLL = """
SELECT e.person, p.name, p.post, p.professional_title, e.at AS expected_at, r.id AS presence, r.status, r.came_at, r.went_at,
       r.minutes, r.source, r.note, r.recorded_by_name, r.at
FROM expected e JOIN person p ON p.id = e.person
LEFT JOIN presence r ON r.gathering = e.gathering AND r.person = e.person
WHERE e.gathering = {} AND {} IN (0, e.person) ORDER BY p.name_pinyin, p.id, r.id
"""


async def roll(actor: Actor, one: GatheringView) -> list[Line]:
    """Everybody expected, in the order of their names, with every record; others see their own line only."""
    only = 0 if keeps(actor, one) else actor.person
    return _lines(await Expected.raw(ROLL, one.id, only), one)


async def line(one: GatheringView, person: int) -> Line | None:
    """One expected person."""
    lines = _lines(await Expected.raw(ROLL, one.id, person), one)
    return lines[0] if lines else None


def _lines(rows: Iterable[Mapping[str, Any]], one: GatheringView) -> list[Line]:
    return [
        Line(
            person,
            same[0]["name"],
            same[0]["post"],
            _is_later(same[0], one),
            tuple(_entries(same)),
            same[0]["professional_title"],
        )
        for person, group in groupby(rows, key=lambda row: row["person"])
        for same in [list(group)]
    ]


def _is_later(row: Mapping[str, Any], one: GatheringView) -> bool:
    return one.opened_at is not None and moment(row["expected_at"]) > one.opened_at


def _entries(rows: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    for row in rows:
        if row["presence"] is not None:
            yield Entry(row["person"], read_record(row), row["minutes"], row["recorded_by_name"], moment(row["at"]))


@dataclass(frozen=True, slots=True)
class Removal:
    """A file was taken away."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves something, and where that is; `name` is the person's whom alone it concerns.

    Attributes:
        ending: of the file that it is, such as jpg or pdf; empty where it lies elsewhere or was taken away.
        note: why it was added to closed days.
        removal: by whom, when and why its file was taken away.
    """

    id: int
    title: str
    reference: str
    person: int | None
    name: str
    added_by: str
    at: datetime
    ending: str = ""
    note: str = ""
    added_by_id: int | None = None
    file: int | None = None
    removal: Removal | None = None


async def proof(actor: Actor, one: GatheringView, evidence: int) -> Proof | None:
    """One piece of a gathering's evidence that the actor may see."""
    return next((each for each in await proofs(actor, one) if each.id == evidence), None)


async def proofs(actor: Actor, one: GatheringView) -> list[Proof]:
    """The evidence of a gathering, oldest first; others see what concerns everybody or themselves."""
    rows = await Evidence.raw(
        "SELECT v.id, v.title, v.reference, v.person, p.name, v.added_by, v.added_by_name, v.note, v.at, v.file, "
        "f.ending, x.reason, x.removed_by_name, x.at AS removed_at FROM evidence v "
        "LEFT JOIN person p ON p.id = v.person LEFT JOIN stored_file f ON f.id = v.file "
        "LEFT JOIN evidence_removal x ON x.evidence = v.id "
        "WHERE v.gathering = {} ORDER BY v.id",
        one.id,
    )
    mine = None if keeps(actor, one) else actor.person
    return [
        Proof(
            row["id"],
            row["title"],
            row["reference"],
            row["person"],
            row["name"] or "",
            row["added_by_name"],
            moment(row["at"]),
            "" if row["reason"] else row["ending"] or "",
            row["note"],
            row["added_by"],
            row["file"],
            Removal(row["reason"], row["removed_by_name"], moment(row["removed_at"])) if row["reason"] else None,
        )
        for row in rows
        if mine is None or row["person"] in (None, mine)
    ]


# Volunteers serve shifts; study and exams are for those on the staff.
COULD_COME = """
SELECT p.id, p.name, p.post FROM person p
WHERE p.left_on IS NULL
AND NOT EXISTS (SELECT 1 FROM suspension s WHERE s.person = p.id AND s.ended_at IS NULL)
AND NOT EXISTS (SELECT 1 FROM expected e WHERE e.person = p.id AND e.gathering = {})
AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person = p.id AND g.ended_at IS NULL AND (g.role = 'volunteer') = {})
ORDER BY p.name_pinyin, p.id
"""


async def could_come(one: GatheringView) -> list[tuple[int, str, str]]:
    """Id, name and post of those who may be added to its list."""
    rows = await Person.raw(COULD_COME, one.id, one.kind is Kind.SHIFT)
    return [(row["id"], row["name"], row["post"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Mine:
    """A gathering the actor is expected at, and what stands of them."""

    gathering: GatheringView
    record: Record | None


MINE = COLUMNS.replace(
    "FROM gathering g",
    """, r.id AS presence, r.status, r.came_at, r.went_at, r.source, r.note
FROM expected e JOIN gathering g ON g.id = e.gathering
LEFT JOIN presence r ON r.id = (SELECT max(n.id) FROM presence n WHERE n.gathering = g.id AND n.person = e.person)""",
)


async def mine_today(actor: Actor, now: datetime) -> list[Mine]:
    """Where the actor is expected today and it is not over, soonest first."""
    begin = datetime.combine(clock.at_library(now).date(), time(), clock.LIBRARY_ZONE)
    rows = await Gathering.raw(
        MINE + "WHERE e.person = {} AND g.starts_at < {} AND g.ends_at >= {} ORDER BY g.starts_at, g.id",
        actor.person,
        begin + timedelta(days=1),
        begin,
    )
    return [one for one in _mine(rows) if one.gathering.state is GatheringState.OPEN]


async def to_close(actor: Actor, now: datetime) -> list[GatheringView]:
    """What the actor keeps, is past its planned end and has not been ended, oldest first."""
    condition, values = _kept_by(actor)
    open_still = "o.at IS NOT NULL AND c.at IS NULL AND x.reason IS NULL AND g.ends_at <= {}"
    rows = await Gathering.raw(f"{COLUMNS} WHERE {open_still} AND {condition} ORDER BY g.ends_at, g.id", now, *values)
    return [view(row) for row in rows]


RECENT = timedelta(days=31)
MOST = 200


async def recent(actor: Actor, now: datetime) -> list[GatheringView]:
    """What the actor keeps and began in the last month or begins by tomorrow, newest first."""
    condition, values = _kept_by(actor)
    rows = await Gathering.raw(
        f"{COLUMNS} WHERE g.starts_at > {{}} AND g.starts_at < {{}} AND {condition} "
        f"ORDER BY g.starts_at DESC, g.id DESC LIMIT {MOST}",
        now - RECENT,
        now + timedelta(days=1),
        *values,
    )
    return [view(row) for row in rows]


async def mine(actor: Actor) -> list[Mine]:
    """Where the actor was expected, newest first."""
    rows = await Gathering.raw(
        f"{MINE} WHERE e.person = {{}} ORDER BY g.starts_at DESC, g.id DESC LIMIT {MOST}", actor.person
    )
    return _mine(rows)


def _kept_by(actor: Actor) -> tuple[str, list[object]]:
    # What `keeps` says, as a condition; a test holds that both say the same.
    conditions, values = ["1 = 0"], list[object]()
    if Role.MANAGER in actor.roles:
        conditions.append("g.kind <> 'party'")
    if Role.SECRETARY in actor.roles:
        conditions.append("g.kind IN ('study', 'training', 'party')")
    if Role.COORDINATOR in actor.roles and actor.sites:
        conditions.append(f"(g.kind = 'shift' AND g.place IN ({', '.join('{}' for _ in actor.sites)}))")
        values += sorted(actor.sites)
    return f"({' OR '.join(conditions)})", values


def _mine(rows: Iterable[Mapping[str, Any]]) -> list[Mine]:
    return [Mine(view(row), read_record(row) if row["presence"] is not None else None) for row in rows]


async def records(gathering: int, person: int) -> list[Record]:
    """Everything recorded of one person, oldest first."""
    rows = await Presence.raw(
        "SELECT status, came_at, went_at, source, note FROM presence WHERE gathering = {} AND person = {} ORDER BY id",
        gathering,
        person,
    )
    return [read_record(row) for row in rows]
