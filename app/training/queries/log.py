"""The log: rows of the three tabs, and what the filtered ones add up to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app import clock
from app.actor import Actor
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Source, Status
from app.gatherings.tables import Presence
from app.storage.moments import moment
from app.training.queries.claimed import VERIFIED
from app.training.rules.filtering import KINDS_OF, OF_GATHERINGS, UNCATEGORISED, LogFilter, Tab
from app.training.rules.own_time import title_said
from app.training.tables import SelfStudy

PAGE = 50
A_FEW = 10
MOST_OF_ONE = 5000
"""More than one person can be at in a year."""

# The newest record of a person at a gathering stands; the others are its history. What was called off never was.
STANDING = """
FROM presence r JOIN gathering g ON g.id = r.gathering
WHERE NOT EXISTS (SELECT 1 FROM presence n WHERE n.gathering = r.gathering AND n.person = r.person AND n.id > r.id)
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
"""
# Two questions, of the whole gathering and of the person, are each answered at once for all rows; an OR is asked row by row.
# A photo that was taken away proves nothing any more.
KEPT = "AND NOT EXISTS (SELECT 1 FROM evidence_removal x WHERE x.evidence = e.id)"
PROVEN_WHOLE = (
    "EXISTS (SELECT 1 FROM evidence e WHERE e.gathering = r.gathering AND e.person IS NULL -- kept\n)".replace(
        "-- kept", KEPT
    )
)
PROVEN_ONE = (
    "EXISTS (SELECT 1 FROM evidence e WHERE e.gathering = r.gathering AND e.person = r.person -- kept\n)".replace(
        "-- kept", KEPT
    )
)
PROVEN = {
    "with": f"({PROVEN_WHOLE} OR {PROVEN_ONE})",
    "without": f"NOT {PROVEN_WHOLE} AND NOT {PROVEN_ONE}",
}
GATHERED = """
SELECT g.id AS gathering, g.kind, g.title, g.starts_at, g.category, g.venue, s.name AS place, r.person, p.name, r.status,
       r.source, r.minutes, r.note, g.ends_at,
       CASE WHEN r.came_at IS NOT NULL AND r.went_at IS NULL THEN 1 ELSE 0 END AS still_in,
       (SELECT count(*) FROM evidence e WHERE e.gathering = r.gathering AND (e.person IS NULL OR e.person = r.person)
        AND NOT EXISTS (SELECT 1 FROM evidence_removal x WHERE x.evidence = e.id)) AS proofs
FROM (SELECT r.id -- chosen
ORDER BY g.starts_at DESC, r.id DESC LIMIT {} OFFSET {}) f
JOIN presence r ON r.id = f.id JOIN gathering g ON g.id = r.gathering JOIN person p ON p.id = r.person
LEFT JOIN service_point s ON s.id = g.place
ORDER BY g.starts_at DESC, r.id DESC
"""
OF_ONE = """
AND r.person = {} AND (g.starts_at >= {} AND g.starts_at < {} OR r.came_at >= {} AND r.came_at < {})
"""
BY_PERSON = """
SELECT f.*, p.name FROM (SELECT +r.person AS person, -- sums
-- chosen
GROUP BY +r.person) f JOIN person p ON p.id = f.person
ORDER BY f.minutes DESC, p.name_pinyin, p.id
"""
# What was amended no longer stands.
ALONE = "NOT EXISTS (SELECT 1 FROM self_study_amendment a WHERE a.entry = r.id)"
LEARNT = """
SELECT r.id, r.title, r.day, r.started_at, r.minutes, r.note, r.person, p.name
FROM self_study r JOIN person p ON p.id = r.person WHERE -- alone
""".replace("-- alone", ALONE)
TAKEN = f"FROM ({VERIFIED}) r WHERE 1 = 1"
TAKEN_BY = """
SELECT r.*, p.name FROM (-- taken
) r JOIN person p ON p.id = r.person WHERE 1 = 1
""".replace("-- taken", VERIFIED)


@dataclass(frozen=True, slots=True)
class LogRow:
    """One person at one gathering, in one course, or one piece of self-study; `gathering` and `claim` say which.

    Attributes:
        claim: of the course, where it is one; `where` is then its organiser.
        ends_at: the planned end of the gathering.
        still_in: came and has not gone; the minutes are 0 until that is known, at the latest when the gathering closes.
    """

    person: int
    name: str
    title: str
    starts_at: datetime
    minutes: int
    gathering: int | None = None
    claim: int | None = None
    kind: Kind | None = None
    category: Category | None = None
    where: str = ""
    status: Status | None = None
    source: Source | None = None
    note: str = ""
    proofs: int = 0
    ends_at: datetime | None = None
    still_in: bool = False

    @property
    def day(self) -> date:
        """The day at the library."""
        return clock.at_library(self.starts_at).date()


@dataclass(frozen=True, slots=True)
class Sums:
    """What the filtered rows add up to, over all pages; `statuses` counts them by how people stood."""

    times: int
    people: int
    minutes: int
    statuses: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class PersonSum:
    """What the filtered rows of one person add up to."""

    person: int
    name: str
    times: int
    minutes: int
    statuses: Mapping[Status, int]


async def sums(actor: Actor, sought: LogFilter, persons: Sequence[int] | None) -> Sums:
    """Head-count, times and minutes of everything that the filter lets through, in one query.

    Args:
        persons: ids that the name in the filter means; None where no name is asked for.
    """
    where, values = _where(sought, persons)
    head = f"SELECT count(DISTINCT r.person) AS people, {_summed(sought)}"
    row = (await Presence.raw(f"{head} {_source(sought)} {where}", *values))[0]
    return Sums(row["times"], row["people"], row["minutes"], _statuses(sought, row))


async def rows(
    actor: Actor, sought: LogFilter, persons: Sequence[int] | None, number: int = 1, most: int = PAGE
) -> list[LogRow]:
    """One page of what the filter lets through, the newest first."""
    where, values = _where(sought, persons)
    start = (number - 1) * most
    if sought.tab is Tab.PRACTICE:
        text = f"{LEARNT} {where} ORDER BY r.started_at DESC, r.id DESC LIMIT {{}} OFFSET {{}}"
        return [_learnt(row) for row in await SelfStudy.raw(text, *values, most, start)]
    if sought.tab is Tab.COURSES:
        text = f"{TAKEN_BY} {where} ORDER BY r.day DESC, r.id DESC LIMIT {{}} OFFSET {{}}"
        return [_taken(row) for row in await SelfStudy.raw(text, *values, most, start)]
    text = GATHERED.replace("-- chosen", f"{STANDING} {where}")
    return [_gathered(row) for row in await Presence.raw(text, *values, most, start)]


async def by_person(actor: Actor, sought: LogFilter, persons: Sequence[int] | None) -> list[PersonSum]:
    """The same rows summed up by person, everybody who has one, who has most minutes first."""
    where, values = _where(sought, persons)
    text = BY_PERSON.replace("-- sums", _summed(sought)).replace("-- chosen", f"{_source(sought)} {where}")
    return [
        PersonSum(row["person"], row["name"], row["times"], row["minutes"], _statuses(sought, row))
        for row in await Presence.raw(text, *values)
    ]


def all_of(sought: LogFilter, everybody: Sequence[PersonSum]) -> Sums:
    """What `sums` would say, without asking again."""
    statuses = (
        {} if sought.tab not in OF_GATHERINGS else {one: sum(p.statuses[one] for p in everybody) for one in Status}
    )
    return Sums(sum(one.times for one in everybody), len(everybody), sum(one.minutes for one in everybody), statuses)


async def rows_of(person: int, starts_at: datetime, ends_at: datetime) -> list[LogRow]:
    """Everything of one person that began in this time or was made up in it, of every kind, the newest first."""
    text = GATHERED.replace("-- chosen", f"{STANDING} {OF_ONE}")
    values = (person, starts_at, ends_at, starts_at, ends_at)
    return [_gathered(row) for row in await Presence.raw(text, *values, MOST_OF_ONE, 0)]


def _source(sought: LogFilter) -> str:
    return {Tab.PRACTICE: f"FROM self_study r WHERE {ALONE}", Tab.COURSES: TAKEN}.get(sought.tab, STANDING)


def _summed(sought: LogFilter) -> str:
    """Columns that add rows up: times, minutes and, at gatherings, how often each status stands."""
    columns = ["count(*) AS times", "coalesce(sum(r.minutes), 0) AS minutes"]
    if sought.tab in OF_GATHERINGS:
        columns += [f"sum(CASE WHEN r.status = '{one.value}' THEN 1 ELSE 0 END) AS {one.value}" for one in Status]
    return ", ".join(columns)


def _statuses(sought: LogFilter, row: Mapping[str, Any]) -> dict[Status, int]:
    return {} if sought.tab not in OF_GATHERINGS else {one: row[one.value] or 0 for one in Status}


def _gathered(row: Mapping[str, Any]) -> LogRow:
    """A row of `GATHERED`'s columns."""
    return LogRow(
        person=row["person"],
        name=row["name"],
        title=row["title"],
        starts_at=moment(row["starts_at"]),
        minutes=row["minutes"],
        gathering=row["gathering"],
        kind=Kind(row["kind"]),
        category=Category(row["category"]) if row["category"] else None,
        where=" ".join(filter(None, (row["place"], row["venue"]))),
        status=Status(row["status"]),
        source=Source(row["source"]),
        note=row["note"],
        proofs=row["proofs"],
        ends_at=moment(row["ends_at"]),
        still_in=bool(row["still_in"]),
    )


def _learnt(row: Mapping[str, Any]) -> LogRow:
    title, at = title_said(row["title"]), moment(row["started_at"])
    return LogRow(row["person"], row["name"], title, at, row["minutes"], note=row["note"])


def _taken(row: Mapping[str, Any]) -> LogRow:
    """A row of `TAKEN_BY`'s columns."""
    day = row["day"] if isinstance(row["day"], date) else date.fromisoformat(str(row["day"]))
    return LogRow(
        person=row["person"],
        name=row["name"],
        title=row["title"],
        starts_at=clock.midnight(day),
        minutes=row["minutes"],
        claim=row["claim"],
        where=row["organiser"],
    )


def _where(sought: LogFilter, persons: Sequence[int] | None) -> tuple[str, list[Any]]:
    """The filter as SQL that goes on with AND, and the values of its places."""
    parts = [_at_gatherings(sought) if sought.tab in OF_GATHERINGS else _on_days(sought)]
    parts.append([("r.person = {}", [sought.who])] if sought.who else [])
    if persons is not None:
        parts.append([_among(persons)])
    flat = [one for part in parts for one in part]
    return "".join(f" AND {text}" for text, _ in flat), [value for _, values in flat for value in values]


def _among(persons: Sequence[int]) -> tuple[str, list[Any]]:
    if not persons:
        return "1 = 0", []
    # A few people are found by the index on persons; for many, reading on in the order of days is quicker, and the plus
    # keeps both engines from that index.
    column = "r.person" if len(persons) <= A_FEW else "+r.person"
    return f"{column} IN ({_marks(persons)})", [*persons]


def _at_gatherings(sought: LogFilter) -> list[tuple[str, list[Any]]]:
    kinds = [sought.kind] if sought.kind else [kind.value for kind in KINDS_OF[sought.tab]]
    found: list[tuple[str, list[Any]]] = [(f"g.kind IN ({_marks(kinds)})", [*kinds])]
    asked = {
        "g.starts_at >= {}": sought.starts_at,
        "g.starts_at < {}": sought.ends_at,
        "g.category = {}": "" if sought.category == UNCATEGORISED else sought.category,
        "r.status = {}": sought.status,
        "r.source = {}": sought.source,
        "g.place = {}": sought.place,
    }
    found += [(text, [value]) for text, value in asked.items() if value]
    if sought.category == UNCATEGORISED:
        found.append(("g.category = ''", []))
    if sought.proof:
        found.append((PROVEN[sought.proof], []))
    return found


def _on_days(sought: LogFilter) -> list[tuple[str, list[Any]]]:
    asked = {"r.day >= {}": sought.first, "r.day <= {}": sought.last}
    return [(text, [value]) for text, value in asked.items() if value]


def _marks(values: Iterable[object]) -> str:
    return ", ".join("{}" for _ in values)
