"""The ledger of service: records by month, place, project, person, source and state, with their sums."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from app.actor import Actor, Role
from app.clock import midnight
from app.gatherings.rules.attendance import Source
from app.service.queries.records import RecordView, records_where
from app.service.rules.records import RECORDED, Totals
from app.service.tables import ServiceRecord

PAGE = 100
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)
STATES = ("standing", "void", "corrected")
NEWEST = "(SELECT max(q.id) FROM presence q WHERE q.gathering = r.gathering AND q.person = v.person)"
SUMS = """
SELECT r.source, count(*) AS times, sum(r.minutes) AS minutes
FROM service_record r JOIN volunteer v ON v.id = r.volunteer JOIN person n ON n.id = v.person
LEFT JOIN service_record_void x ON x.record = r.id
"""
CHOICES = """
SELECT 'place' AS what, r.place AS id, max(r.place_name) AS name FROM service_record r WHERE r.place IS NOT NULL GROUP BY r.place
UNION ALL
SELECT 'project', r.project, max(r.project_name) FROM service_record r WHERE r.project IS NOT NULL GROUP BY r.project
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """What the reader filters by; empty means everything.

    Attributes:
        month: 2026-11.
        q: a name, its pinyin or initials.
        stand: `standing`, `void`, or `corrected`: the attendance was corrected after the record.
        page: from 1.
    """

    month: str = ""
    place: int = 0
    project: int = 0
    q: str = ""
    source: str = ""
    stand: str = ""
    page: int = 1

    def query(self, **other: Any) -> str:
        """The filter as it stands in an address."""
        one = replace(self, **{"page": 1, **other})
        parts = {name: getattr(one, name) for name in ("month", "place", "project", "q", "source", "stand")}
        given = {name: value for name, value in parts.items() if value}
        return urlencode({**given, **({"page": one.page} if one.page > 1 else {})})


@dataclass(frozen=True, slots=True)
class Ledger:
    """A page of records, the sum of all that match and stand, and how many match."""

    rows: Sequence[RecordView]
    totals: Totals
    count: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // PAGE))


def sought_of(month: str, place: int, project: int, q: str, source: str, stand: str, page: int) -> Sought:
    """A filter out of an address; what makes no sense is left out."""
    return Sought(
        month if MONTH.fullmatch(month) else "",
        place,
        project,
        q.strip()[:40],
        source if source in set(RECORDED) else "",
        stand if stand in STATES else "",
        max(1, page),
    )


async def ledger(actor: Actor, sought: Sought) -> Ledger:
    """Records that match, the newest first, of the actor's places; managers see all."""
    where, given = _where(actor, sought)
    # What is void is never in a sum, whatever is listed.
    sums = await ServiceRecord.raw(f"{SUMS} WHERE {' AND '.join([*where, 'x.id IS NULL'])} GROUP BY r.source", *given)
    by_source = {Source(row["source"]): int(row["minutes"]) for row in sums}
    times = sum(int(row["times"]) for row in sums)
    counted = await ServiceRecord.raw(
        SUMS.replace("r.source, count(*) AS times, sum(r.minutes) AS minutes", "count(*) AS times")
        + f" WHERE {' AND '.join(where)}",
        *given,
    )
    page = f"r.starts_at DESC, r.id DESC LIMIT {PAGE} OFFSET {(sought.page - 1) * PAGE}"
    rows = await records_where(where, given, page)
    return Ledger(rows, Totals(times, sum(by_source.values()), by_source), int(counted[0]["times"]))


async def choices() -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Places and projects that records name."""
    rows = await ServiceRecord.raw(CHOICES)
    named: dict[str, list[tuple[int, str]]] = {"place": [], "project": []}
    for row in rows:
        named[row["what"]].append((row["id"], row["name"]))
    return named["place"], named["project"]


def _where(actor: Actor, sought: Sought) -> tuple[list[str], list[object]]:
    where, given = ["1 = 1"], list[object]()
    if Role.MANAGER not in actor.roles:
        sites = sorted(actor.sites) or [0]
        where.append(f"r.place IN ({', '.join('{}' for _ in sites)})")
        given += sites
    if sought.month:
        first = date.fromisoformat(f"{sought.month}-01")
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        where.append("r.starts_at >= {} AND r.starts_at < {}")
        given += [midnight(first), midnight(after)]
    plain: Mapping[str, object] = {"place": sought.place, "project": sought.project, "source": sought.source}
    for column, value in plain.items():
        if value:
            where.append(f"r.{column} = {{}}")
            given.append(value)
    if sought.q:
        where.append("(n.name LIKE {} OR n.name_initials LIKE {} OR REPLACE(n.name_pinyin, '''', '') LIKE {})")
        text = sought.q.replace("%", "").replace("_", "")
        given += [f"%{text}%", f"{text.lower()}%", f"{text.lower()}%"]
    states = {
        "standing": "x.id IS NULL",
        "void": "x.id IS NOT NULL",
        "corrected": f"x.id IS NULL AND {NEWEST} <> r.presence",
    }
    if sought.stand:
        where.append(states[sought.stand])
    return where, given
