"""The sessions of a time as the yearly ledger and the list of sheets want them, in four questions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.actor import Actor
from app.gatherings.rules import GatheringState, Span
from app.gatherings.rules.attendance import Status
from app.gatherings.rules.tallies import Tally, tally
from app.study.queries.agenda import COLUMNS as ITEMS
from app.study.queries.agenda import STANDS, read_item
from app.study.queries.sessions import COLUMNS, SessionView, session_view, whose
from app.study.rules.agenda import Item
from app.study.tables import StudySession

WITHIN = "g.starts_at >= {} AND g.starts_at < {}"
AGENDAS = (
    """
-- items
JOIN study_session s ON s.id = a.session JOIN gathering g ON g.id = s.gathering
WHERE -- within
AND -- stands
ORDER BY a.position, a.id
""".replace("-- items", ITEMS)
    .replace("-- within", WITHIN)
    .replace("-- stands", STANDS)
)
STANDINGS = """
SELECT e.gathering, r.status, count(*) AS people FROM expected e
JOIN study_session s ON s.gathering = e.gathering JOIN gathering g ON g.id = e.gathering
LEFT JOIN presence r ON r.id = (SELECT max(n.id) FROM presence n WHERE n.gathering = e.gathering AND n.person = e.person)
WHERE -- within
GROUP BY e.gathering, r.status
""".replace("-- within", WITHIN)
PROOFS = """
SELECT v.gathering, v.title FROM evidence v
JOIN study_session s ON s.gathering = v.gathering JOIN gathering g ON g.id = v.gathering
WHERE -- within
AND v.person IS NULL AND NOT EXISTS (SELECT 1 FROM evidence_removal x WHERE x.evidence = v.id) ORDER BY v.id
""".replace("-- within", WITHIN)
NUMBER = """
SELECT count(*) AS number FROM study_session s JOIN gathering g ON g.id = s.gathering
WHERE g.starts_at >= {} AND g.starts_at <= {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
"""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One session with its agenda, who came, and the titles of what proves it."""

    session: SessionView
    items: Sequence[Item]
    numbers: Tally
    proofs: Sequence[str]


async def ledger(actor: Actor, span: Span) -> list[LedgerLine]:
    """Sessions that began in this time and were not called off, oldest first; of everybody's for whoever arranges them."""
    times = span.starts_at, span.ends_at
    condition, arguments = await whose(actor)
    rows = await StudySession.raw(
        f"{COLUMNS} WHERE {WITHIN} AND x.id IS NULL AND {condition} ORDER BY g.starts_at, g.id", *times, *arguments
    )
    items: defaultdict[int, list[Item]] = defaultdict(list)
    for row in await StudySession.raw(AGENDAS, *times):
        items[row["session"]].append(read_item(row))
    numbers = _numbers(await StudySession.raw(STANDINGS, *times))
    proofs: defaultdict[int, list[str]] = defaultdict(list)
    for row in await StudySession.raw(PROOFS, *times):
        proofs[row["gathering"]].append(row["title"])
    return [
        LedgerLine(one, items[one.id], numbers.get(one.gathering.id, tally([])), proofs[one.gathering.id])
        for one in map(session_view, rows)
    ]


def held(lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """Those whose list was ended: what is still open has no numbers to be filed."""
    return [one for one in lines if one.session.state is GatheringState.CLOSED]


async def number_in_year(session: SessionView, year: Span) -> int:
    """The how manieth of its year a session is; what was called off has no number."""
    rows = await StudySession.raw(NUMBER, year.starts_at, session.span.starts_at)
    return int(rows[0]["number"])


def _numbers(rows: Iterable[Mapping[str, object]]) -> dict[int, Tally]:
    found: defaultdict[int, list[Status | None]] = defaultdict(list)
    for row in rows:
        status = Status(str(row["status"])) if row["status"] else None
        found[int(str(row["gathering"]))] += [status] * int(str(row["people"]))
    return {gathering: tally(standings) for gathering, standings in found.items()}
